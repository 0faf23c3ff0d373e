#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "modem/at_channel.h"

namespace isocket::modem {

/// A place where a modem keeps messages.
struct MessageStoreUse {
  std::string name;  ///< "SM" on the SIM, "ME" in the modem
  int used = 0;
  int total = 0;
  [[nodiscard]] bool full() const { return total > 0 && used >= total; }
};

/// How a modem stands with the network (3GPP TS 27.007 §7.2, <stat>).
enum class RegistrationState : int {
  idle = 0,  ///< neither registered nor searching
  home = 1,
  searching = 2,
  denied = 3,
  unknown = 4,
  roaming = 5,
  home_sms_only = 6,
  roaming_sms_only = 7,
};
/// "registered", "registered, roaming", "searching", ...
std::string_view words_of(RegistrationState state);
bool is_registered(RegistrationState state);

/// What a modem tells of itself, its SIM and its network when it is only asked. Empty: it does not tell.
struct Survey {
  std::string manufacturer;
  std::string model;
  std::string revision;
  std::string imei;
  std::string sim;          ///< "READY", "SIM PIN", "SIM PUK", ... (3GPP TS 27.007 §8.3)
  std::string sim_trouble;  ///< why `sim` is empty, in the modem's words: "+CME ERROR: 10 (SIM not inserted)"
  std::optional<int> tries;  ///< how often what `sim` asks for may still be tried
  std::string iccid;
  std::string imsi;
  std::string number;         ///< the SIM's own, where it is stored on it
  std::string operator_name;  ///< as the modem writes it: a name, or the five or six digits of the network
  std::optional<int> signal;  ///< in dBm, -113 to -51
  std::optional<RegistrationState> registration;
  std::string service_centre;
  bool service_centre_told = false;  ///< it answered, even if there is none
  std::vector<MessageStoreUse> stores;
  std::size_t unsolicited = 0;  ///< lines that it said by itself meanwhile
};

/// "good", "fair", "weak", "hardly any": bars, for people.
std::string_view words_of_signal(int dbm);

/// Asks; changes nothing, neither settings nor state, and gives no PIN. No question is asked after `until`,
/// and none waits beyond it; what is not known by then stays empty.
/// Errors: timed_out (nobody answers AT), closed.
asio::awaitable<Result<Survey>> take_survey(AtChannel& channel, EventLoop& loop, Instant until);

/// Who it is, and no more: for those who look for one modem among many. Errors: as above.
asio::awaitable<Result<std::string>> ask_imei(AtChannel& channel, EventLoop& loop, Instant until);

// Answers, each of one command. They stand here for their tests.

/// Digits of an ICCID in an answer to AT+CCID, AT^ICCID?, AT+ICCID, AT+QCCID (ITU-T E.118); empty: none.
std::string iccid_in(const AtReply& reply);
/// Stores in an answer to AT+CPMS?, each once.
std::vector<MessageStoreUse> stores_in(const AtReply& reply);

}  // namespace isocket::modem
