#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "modem/at_reply.h"

namespace isocket::modem {

/// What an error code of the modem or the network means for whoever wants to try again.
enum class ErrorClass : std::uint8_t {
  none,           ///< no error
  transient,      ///< may work on the same modem a little later
  network,        ///< no link to the network: wait for registration first
  busy,           ///< modem or SIM are still starting, or at work: try again each second, for up to 30 s
  permanent,      ///< this message, to this number, will not be taken
  configuration,  ///< SIM, PIN, subscription or service centre: a person must look
  storage,        ///< the message store is full or broken
  unknown,        ///< the code says nothing; the modem may need a reset
};
std::string_view name_of(ErrorClass error_class);

/// A modem's refusal: the code, its 3GPP name, and its class. The class is ours: no standard gives one.
struct ModemError {
  AtResult result = AtResult::error;
  std::optional<int> code;  ///< nothing for a bare ERROR, and for words that stand in no table
  std::string name;         ///< "network out of order"; the modem's own words where the code is unknown
  ErrorClass error_class = ErrorClass::unknown;

  /// "+CMS ERROR: 38 (network out of order)"
  [[nodiscard]] std::string to_string() const;
};

/// The error of a reply that is not ok, from its number or its words.
ModemError error_of(const AtReply& reply);
/// 3GPP TS 27.005 §3.2.5; below 256 the causes of 3GPP TS 24.011 and TP-FCS of TS 23.040 §9.2.3.22.
ModemError cms_error(int code);
/// 3GPP TS 27.007 §9.2.
ModemError cme_error(int code);

}  // namespace isocket::modem
