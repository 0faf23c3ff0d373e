#pragma once

#include <cstdint>

#include "core/time.h"
#include "modem/modem_error.h"

namespace isocket::modem {

/// What has happened to one submission so far. Only refused attempts are counted: an unknown one ends it.
struct RefusalHistory {
  int refusals = 1;          ///< with this one; those for "busy" do not count
  int alike = 1;             ///< with this code, in all
  int recoveries = 0;        ///< of the modem, on behalf of this submission
  Duration since_boot{};     ///< since the modem last started, as far as the driver knows
  Duration busy_for{};       ///< since the first "busy" in a row
  bool resent = false;       ///< this was not the first attempt
  bool has_validity = true;  ///< the SUBMIT carries a TP-VP
  bool has_class = false;    ///< the SUBMIT carries a message class
};

/// What is to be done about a refused submission.
struct RetryDecision {
  enum class Kind : std::uint8_t {
    give_up,                ///< it stays refused
    again,                  ///< after `delay`
    when_registered,        ///< after `delay`, and once the modem has a network
    when_recovered,         ///< the modem first goes up its ladder of recovery
    when_store_is_cleared,  ///< what is stored is read and deleted first
    without_validity,       ///< at once, with no TP-VP
    without_class,          ///< at once, with no message class
    count_as_sent,          ///< the network has it from an attempt before
  };
  Kind kind = Kind::give_up;
  Duration delay{};
};
std::string_view name_of(RetryDecision::Kind kind);

/// Whether the network, which has refused this message, may be asked again. The classes and numbers are ours,
/// from what users of modems report; no standard gives any.
RetryDecision decide_retry(const ModemError& error, const RefusalHistory& history);

/// "Operation not allowed" of a modem that started just now means that it is not ready yet.
inline constexpr Duration kBootTime = std::chrono::seconds{30};

}  // namespace isocket::modem
