#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "testing/module_peer.h"

namespace isocket::fw::testing {

/// What the network finds in a SUBMIT of the device.
struct Submit {
  std::string to;    ///< "+…" when international
  std::string text;  ///< UTF-8
  int part = 1, parts = 1, reference = 0;
  bool status_report = false;
  int dcs = 0;
};

/// Written apart from the firmware's coder, so that an error in one is seen by the other.
/// @param length  what AT+CMGS announced: octets without the service centre
/// @return nothing: no SUBMIT, or its length differs from what it announces
std::optional<Submit> parse_submit(std::string_view hex, std::size_t length);

std::string deliver_hex(const ModulePeer::Message& message);

/// The septets of a UTF-8 text, escapes included; '?' for what the alphabet lacks.
std::vector<std::uint8_t> septets_of(std::string_view utf8);
std::string utf8_of(const std::vector<std::uint8_t>& septets);

}  // namespace isocket::fw::testing
