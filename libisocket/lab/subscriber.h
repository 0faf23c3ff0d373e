#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/phone_number.h"
#include "core/random.h"
#include "sms/tpdu.h"

namespace isocket::lab {

/// <stat> of +CREG (3GPP TS 27.007 §7.2).
enum class Registration : std::uint8_t { idle = 0, home = 1, searching = 2, denied = 3 };

/// What became of a submission: a TP-MR, or a cause (a +CMS ERROR code, 3GPP TS 27.005 §3.2.5).
struct SubmitResult {
  std::uint8_t reference = 0;
  int cause = 0;  ///< 0: taken by the service centre
};

using CallId = std::uint32_t;  ///< 0 is no call

enum class CallEnd : std::uint8_t { normal, busy, rejected, no_answer, unreachable, unassigned, network };

/// What happens to a call, as the one side sees it.
struct CallEvent {
  enum class Kind : std::uint8_t { incoming, alerting, connected, ended };
  CallId call = 0;
  Kind kind = Kind::ended;
  std::optional<PhoneNumber> caller;  ///< of `incoming`; nothing: withheld
  CallEnd end = CallEnd::normal;      ///< of `ended`
};

/// <m> of +CUSD (3GPP TS 27.007 §7.15).
struct UssdAnswer {
  enum class Kind : std::uint8_t { final_text = 0, menu = 1, terminated = 2, unsupported = 4, timed_out = 5 };
  Kind kind = Kind::final_text;
  std::string text;  ///< UTF-8
};

/// How the operator answers a code; a menu's answers are those of its session.
struct UssdReply {
  enum class Kind : std::uint8_t { text, menu, reject, no_answer };
  Kind kind = Kind::text;
  std::string text;
  std::map<std::string, UssdReply> choices;
};

/// What a mobile answers to a message: `no_room` is tried again much later, `busy` (the former one is not yet
/// acknowledged) in a moment.
enum class Arrival : std::uint8_t { taken, no_room, busy };

/// A mobile as the network sees it. The network calls from its own wake-ups, or from inside the mobile's own
/// request where that fails at once.
class Handset {
 public:
  virtual ~Handset() = default;
  virtual void registration_changed(Registration now) = 0;
  virtual void submit_finished(const SubmitResult& result) = 0;
  virtual Arrival message_arrived(const sms::Octets& tpdu) = 0;
  virtual void call_changed(const CallEvent& event) = 0;
  virtual void ussd_answered(const UssdAnswer& answer) = 0;
};

/// A message on its way to one mobile.
struct Transit {
  sms::Tpdu tpdu;  ///< Deliver or StatusReport
  Instant due{};
  Instant expires{};
  struct Subscriber* sender = nullptr;  ///< who wants a report; nobody: nullptr
  std::uint8_t reference = 0;           ///< the sender's TP-MR
};

/// One SIM's account with the network: it is there whether or not a mobile holds the card.
struct Subscriber {
  Subscriber(Clock& clock, PhoneNumber n, Random r)
      : number{std::move(n)},
        random{r.fork(number.digits())},
        faults{random.fork("faults")},
        search{clock},
        submission{clock},
        delivery{clock},
        ussd_timer{clock} {}

  PhoneNumber number;
  Random random;
  Random faults;  ///< apart, so that a fault option does not shift any delay
  Handset* handset = nullptr;
  Registration registration = Registration::idle;
  bool service = true;           ///< false: no cell answers this SIM
  std::optional<int> dbm = -67;  ///< nothing: unknown
  int clir = 0;                  ///< AT+CLIR: 1 withholds its number from whoever it calls or writes to
  bool local_callers = false;  ///< who calls it is presented in local form, "0401234567", as some networks do
  int refusals = 0;            ///< the next submissions that the network refuses
  int refusal_cause = 21;      ///< with this +CMS ERROR code: short message transfer rejected
  Timer search;

  bool submitting = false;
  int submissions = 0;  ///< so far
  Timer submission;
  std::deque<Transit> inbound;  ///< in the order of `due`
  Instant last_due{};           ///< of the messages that keep their order
  Instant earliest{};           ///< no delivery before this
  Timer delivery;

  std::map<std::string, UssdReply> ussd;
  const UssdReply* session = nullptr;
  Timer ussd_timer;

  CallId call = 0;

  [[nodiscard]] bool reachable() const { return handset != nullptr && registration == Registration::home; }
};

}  // namespace isocket::lab
