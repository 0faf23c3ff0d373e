#pragma once

#include <cstdint>
#include <string_view>

#include "core/types.h"

namespace isocket::fw {

/// A telephone number as the network gives it: digits, and the type octet of 3GPP TS 24.008 §10.5.4.7
/// (type of number and numbering plan). Trivially copyable; a hidden one has no digits.
struct Address {
  static constexpr std::uint8_t kUnknown = 0x81;
  static constexpr std::uint8_t kInternational = 0x91;
  static constexpr std::uint8_t kNational = 0xa1;
  static constexpr std::uint8_t kAlphanumeric = 0xd0;

  FixedString<20> digits;  ///< without "+"; 20 is all a TP address holds; the letters of an alphanumeric one
  std::uint8_t type = kUnknown;

  [[nodiscard]] constexpr bool hidden() const { return digits.empty(); }
  [[nodiscard]] constexpr bool alphanumeric() const { return (type & 0x70) == (kAlphanumeric & 0x70); }
  [[nodiscard]] constexpr bool international() const { return (type & 0x70) == (kInternational & 0x70); }
  /// Whether a message or a call can be sent to it.
  [[nodiscard]] constexpr bool dialable() const { return !hidden() && !alphanumeric(); }
  friend constexpr bool operator==(const Address&, const Address&) = default;

  /// A number of the device's lists: international, digits only.
  static constexpr Address international_number(std::string_view digits) {
    Address a;
    a.digits = FixedString<20>{digits};
    a.type = kInternational;
    return a;
  }
};

}  // namespace isocket::fw
