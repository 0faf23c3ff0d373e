#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/byte_stream.h"
#include "core/event_loop.h"
#include "core/phone_number.h"
#include "journal/journal.h"
#include "modem/at_channel.h"
#include "modem/dialect.h"
#include "modem/identity.h"
#include "modem/modem_error.h"
#include "modem/port_source.h"
#include "sms/tpdu.h"

namespace isocket::modem {

/// How a modem hands over what it receives.
enum class Reception : std::uint8_t {
  automatic,  ///< the first of the following that the modem takes
  direct,     ///< the message itself comes as +CMT, a status report as +CDS
  stored,     ///< +CMTI and +CDSI tell the place; it is read and deleted
  polled,     ///< the store is listed now and then
  none,       ///< the modem hands nothing over in any way: it can only send (a result, not a wish)
};
std::string_view name_of(Reception reception);

struct ModemOptions {
  ModemOptions() = default;
  explicit ModemOptions(std::string modem_name) : name{std::move(modem_name)} {}

  std::string name;                            ///< field `modem` of every journal event
  std::string pin;                             ///< used once, and only when the SIM asks; never journalled
  Reception reception = Reception::automatic;  ///< where to begin; what the modem refuses is left out
  bool acknowledge = true;                     ///< AT+CSMS=1 and AT+CNMA for +CMT and +CDS, where possible
  bool drain = true;                           ///< read and delete at start what is stored already
  std::string imei;            ///< the modem must have this one; empty: the one that it shows at first
  bool keep = false;           ///< what is read from a store stays there
  bool reset_profile = false;  ///< AT&F first: undoes what another program has saved
  Duration ready_limit = std::chrono::seconds{30};  ///< for SIM busy and "please wait" after power-up
  Duration registration_limit = std::chrono::seconds{90};
  Duration submit_limit{};  ///< without a result for so long it is `unknown`; zero: as the dialect has it
  Duration retry_limit = std::chrono::minutes{3};     ///< from the intent to the last attempt at most
  Duration recovery_limit = std::chrono::minutes{5};  ///< then a modem that does not come back is set aside
  Duration reopen_interval = std::chrono::milliseconds{500};  ///< between two looks for a port that is away
  Duration keep_alive = std::chrono::minutes{5};        ///< an idle modem is asked so often; zero: never
  Duration poll_interval = std::chrono::seconds{5};     ///< with Reception::polled
  Duration safety_interval = std::chrono::seconds{60};  ///< with Reception::stored: a +CMTI may get lost
  Duration call_poll_interval =
      std::chrono::milliseconds{500};  ///< while a call goes out: its state is asked
  /// Whose a number is: the field `device` of what is journalled about a message or call from or to it. Null,
  /// or empty: no such field.
  std::function<std::string(std::string_view digits)> whose;
  AtDialogue::Options dialogue;
  std::string dialect;  ///< a name of dialect_names(); empty: chosen by what the modem says of itself
};

/// What became of one SUBMIT. `unknown` means that the network may or may not have it: it is never sent again
/// by the driver, and whoever sends it again may send it twice. Only what was refused, or never handed over,
/// has been tried again (retry_policy.h).
struct Submission {
  enum class Outcome : std::uint8_t { sent, refused, unknown };
  Outcome outcome = Outcome::unknown;
  std::uint8_t reference = 0;  ///< TP-MR, for `sent`: what the status report will carry
  ModemError error;            ///< for `refused`
  std::string reason;          ///< for `refused` and `unknown`, for a person
  std::uint64_t intent = 0;    ///< its place in the journal
};
std::string_view name_of(Submission::Outcome outcome);

/// How a call ended.
enum class CallEnd : std::uint8_t {
  hung_up,    ///< after it was answered, by either side
  rejected,   ///< BUSY, or cut by the other side while it rang
  no_answer,  ///< nobody took it
  failed,     ///< it never rang: no such number, no network, not reachable
  cancelled,  ///< by us, before it was answered
};
std::string_view name_of(CallEnd end);

// What a modem tells by itself. `at` is when the last octet of it came.
struct MessageReceived {
  sms::Deliver deliver;
  Instant at{};
  bool stored_before = false;  ///< it lay in the store when the driver started
};
struct ReportReceived {
  sms::StatusReport report;
  Instant at{};
  bool stored_before = false;
};
/// A PDU that is none, or of a kind that a mobile does not receive.
struct UnreadableReceived {
  std::string hex;
  Error error;
  Instant at{};
};
/// A call comes in; once per call, as soon as the number (or that it is withheld) is known.
struct IncomingCall {
  std::optional<PhoneNumber> number;  ///< nothing: withheld, or not presented
  Instant at{};
};
struct OutgoingRinging {
  Instant at{};
};
struct OutgoingAnswered {
  Instant at{};
};
/// The only call there was has ended, whichever way it went.
struct CallEnded {
  CallEnd how = CallEnd::hung_up;
  bool incoming = false;
  Instant at{};
};
/// The modem has started anew (power, watchdog): it is being set up again, and calls are gone.
struct ModemRestarted {
  Instant at{};
};
/// A submission that ended as `unknown` did reach the network: the modem has told its TP-MR after all, or its
/// status report has come, and follows.
struct SubmissionSettled {
  std::uint64_t intent = 0;    ///< Submission::intent
  std::uint8_t reference = 0;  ///< TP-MR
  Instant at{};
};
/// The modem is silent, away, or does nothing right: it is being put right, and calls are gone. ModemGone
/// follows if that is in vain.
struct ModemRecovering {
  std::string reason;
  Instant at{};
};
/// The modem is set aside: it answers no more, or its port does not come back. Nothing follows until start().
struct ModemGone {
  std::string reason;
  Instant at{};
};
using ModemEvent =
    std::variant<MessageReceived, ReportReceived, UnreadableReceived, IncomingCall, OutgoingRinging,
                 OutgoingAnswered, CallEnded, SubmissionSettled, ModemRestarted, ModemRecovering, ModemGone>;

/// The network's answer to a USSD code (3GPP TS 27.007 §7.15).
struct UssdReply {
  std::string text;
  bool expects_answer = false;  ///< a menu: ussd() again with the choice, or it is cancelled by the network
};

/// What a former program did with this modem's SIM, as its journal has it: a late status report may be about
/// that.
struct FormerSubmission {
  enum class Kind : std::uint8_t {
    sent,
    refused,
    unknown,
    restarted,  ///< no submission: the modem started anew
  };
  Kind kind = Kind::unknown;
  std::uint64_t intent = 0;    ///< its place in the journal
  std::string to;              ///< as in `sms.intent`
  std::uint8_t reference = 0;  ///< TP-MR, of `sent`
  Calendar not_before{};       ///< a report of a message that was stamped before is about another one
};

/// What whoever submits does about others while his submission waits for its next attempt (seconds to
/// minutes). Both may be left out.
struct SubmissionPauses {
  std::function<void()> begun;
  std::function<asio::awaitable<void>()> over;  ///< the attempt follows when this has ended
};

/// A GSM modem with its SIM: the driver for any that speaks V.250, 3GPP TS 27.005 and 27.007.
///
/// A modem that falls silent, loses its settings or goes away is put right in steps that grow stronger, each
/// of them journalled (docs/explanation/modem-recovery.md).
///
/// Used from one event loop. Events come through the handler, in order, at once, but for a status report that
/// may be about a message being handed over: it follows the end of that submission. The handler must not
/// destroy the modem. Every exchange and event is journalled: at.tx, at.rx, sms.intent, sms.submit,
/// sms.deliver, sms.report, sms.retry, sms.settled, call.out.*, call.in.*, ussd.*, modem.*.
class Modem {
 public:
  using Handler = std::function<void(const ModemEvent&)>;

  /// On a stream that cannot come back once it is closed.
  Modem(EventLoop& loop, std::unique_ptr<ByteStream> stream, ModemOptions options, journal::Journal& journal);
  /// On a port that start() opens, and that is opened anew when it was away.
  Modem(EventLoop& loop, std::unique_ptr<PortSource> source, ModemOptions options, journal::Journal& journal);
  ~Modem();
  Modem(const Modem&) = delete;
  Modem& operator=(const Modem&) = delete;

  void on_event(Handler handler);

  /// From any state to ready: in step, PIN given, registered, PDU mode, reception and caller id set up.
  /// Errors: timed_out (no modem answers, SIM not ready, no registration), refused (wrong PIN, PUK asked for,
  /// no SIM; `detail` says what to do), not_found (another modem than ModemOptions::imei), closed, and those
  /// of the PortSource. Brings back a modem that was set aside.
  asio::awaitable<Result<Identity>> start();
  /// As start(), but stops before PIN and registration: to find out what is on a port.
  asio::awaitable<Result<Identity>> identify();

  /// Before start(): another program used this modem until a moment ago, and submitted these, the oldest
  /// first. An unknown one may be settled by what the modem has kept (SubmissionSettled, `sms.settled`).
  /// @param awaits  what that program left unacknowledged may tell something: the modem is given the time to
  ///                store it, which takes 20 s from start() on. Otherwise it is acknowledged at once, unseen.
  void take_over(const std::vector<FormerSubmission>& former, bool awaits);

  /// From now on what is read from a store stays there (ModemOptions::keep), also what is being handed to the
  /// handler just now.
  void keep();

  /// Waits while the modem recovers or searches for a network; asks it nothing when all is well.
  /// Errors: closed (set aside, or never started), timed_out (no network).
  asio::awaitable<Result<void>> ready();

  /// Hands one TPDU to the network. The TP-MR is the modem's. It waits for a modem that recovers and for the
  /// network, and repeats what was refused and may be taken later, within ModemOptions::retry_limit.
  /// @param confidential  the text holds a password: no journal event shows it, nor the PDU
  /// @param pauses        while it waits for its next attempt
  asio::awaitable<Submission> submit(sms::Submit message, bool confidential = false,
                                     SubmissionPauses pauses = {});

  /// Calls; what comes of it is told by events. Errors: busy (there is a call), refused, timed_out, closed.
  /// @param hide_number  the caller's number is not presented (CLIR invocation, 3GPP TS 27.007 §6.2)
  asio::awaitable<Result<void>> dial(PhoneNumber number, bool hide_number = false);
  /// Takes the incoming call. Errors: not_found (nobody calls), refused, timed_out, closed.
  asio::awaitable<Result<void>> answer();
  /// Ends the call, or stops calling, or rejects. No error when there is no call any more.
  asio::awaitable<Result<void>> hang_up();
  /// Rejects the incoming call: the caller is told at once. No error when it is over already.
  asio::awaitable<Result<void>> reject() { return hang_up(); }
  [[nodiscard]] bool in_call() const;
  /// Why the latest call ended, as the network told it: 17 user busy, 21 call rejected (3GPP TS 24.008 annex
  /// H, AT+CEER of 27.007 §6.10). Nothing: the modem does not tell.
  asio::awaitable<std::optional<int>> release_cause();

  /// Errors: refused (by modem or network), timed_out, closed, bad_encoding.
  asio::awaitable<Result<UssdReply>> ussd(std::string code);
  /// Signal in dBm, -113 to -51 (3GPP TS 27.007 §8.5). Errors: not_found (not known), refused, timed_out.
  asio::awaitable<Result<int>> signal();
  /// For what the driver does not cover.
  asio::awaitable<AtReply> command(AtCommand command);

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] const Identity& identity() const;
  /// The generic one before the modem is identified, unless the options name another.
  [[nodiscard]] const Dialect& dialect() const;
  /// What has been settled at start; never `automatic` after it.
  [[nodiscard]] Reception reception() const;
  /// The modem hands over status reports; false: it refuses to, and none will ever come.
  [[nodiscard]] bool reports() const;

  struct State;  ///< the driver's own; see modem_state.h

 private:
  std::shared_ptr<State> state_;  // shared with the coroutines under way, which may outlive the modem
};

}  // namespace isocket::modem
