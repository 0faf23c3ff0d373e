#pragma once

#include <algorithm>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/notifier.h"
#include "modem/modem.h"
#include "modem/new_message_indication.h"
#include "modem/recent_tpdus.h"
#include "modem/retry_policy.h"
#include "modem/submission_book.h"

// The driver's own: what start-up, submission, reception, calls and USSD share. Not for users of the driver.

namespace isocket::modem {

/// Between "+CPIN: READY" and its OK, which some Wavecom modems leave out.
inline constexpr Duration kLineLimit = std::chrono::seconds{1};

/// The one call that is under way.
struct CurrentCall {
  std::uint64_t number = 0;  ///< counts calls: a coroutine that watches one sees when it is another
  bool incoming = false;
  bool announced = false;  ///< the owner knows of it
  bool ringing = false;
  bool answered = false;
  bool local_end = false;  ///< we are ending it
  bool dialing = false;    ///< ATD has not ended yet: some modems keep it until the call is answered
  Instant ringing_since{};
  std::optional<PhoneNumber> caller;
};

// Shared by the modem and its coroutines: those under way end after the modem, when they see it closed.
struct Modem::State {
  using Shared = std::shared_ptr<State>;

  State(EventLoop& l, std::unique_ptr<ByteStream> stream, std::unique_ptr<PortSource> s, ModemOptions o,
        journal::Journal& j)
      : loop{l},
        options{std::move(o)},
        journal{j},
        channel{l, std::move(stream), j, options.name, options.dialogue},
        source{std::move(s)},
        doubt_timer{l},
        keep_alive_timer{l},
        poll_timer{l},
        ring_timer{l} {
    if (const Dialect* named = find_dialect(options.dialect)) use(*named);
  }

  EventLoop& loop;
  ModemOptions options;
  journal::Journal& journal;
  AtChannel channel;
  std::unique_ptr<PortSource> source;  ///< nothing: a stream that cannot come back
  Handler handler;
  Identity identity;
  const Dialect* dialect = find_dialect("generic");

  /// From now on; what the options say of the pause counts if it is longer.
  void use(const Dialect& one) {
    dialect = &one;
    channel.set_pause(std::max(options.dialogue.pause, one.pause));
  }

  void emit(ModemEvent event) {
    if (handler) handler(event);
  }
  std::uint64_t record(std::string_view type, std::vector<journal::Field> fields);
  /// Where ModemOptions::whose is set: whose an event is; empty: nobody's.
  std::string device_of(std::string_view type, const std::vector<journal::Field>& fields);
  std::map<std::uint64_t, std::string> intended_for;  ///< the devices of the intents that have not ended
  /// No event leaves any more, and everything that waits is woken.
  void shut();

  // --- start-up: modem_start.cpp
  bool setting_up = false;
  bool needs_set_up = true;  ///< never started, restarted, or silent for long: its settings may be gone
  bool restarted = false;    ///< its banner came during the set-up: all of that was in vain
  bool pin_refused = false;  ///< never tried again: the SIM counts
  /// What a former program, which used this modem until a moment ago, may have left unacknowledged; until the
  /// reception is set up for the first time. Unwanted: it is acknowledged. Awaited: the modem stores it.
  enum class Heritage : std::uint8_t { none, unwanted, awaited };
  Heritage heritage = Heritage::none;
  bool started_before = false;  ///< an owner's start() has succeeded
  bool has_answered = false;    ///< in the start that is under way
  bool echoes = false;          ///< it has repeated a command since ATE0
  bool registered = false;      ///< as far as it has told
  Instant set_up_began{};
  std::optional<Instant> booted;  ///< when it started last, where that is known
  /// Sends until the modem takes it, or until its time to get ready is over.
  /// @param whatever  any refusal may pass, not only "busy": before "SMS Ready" some modems just say ERROR
  static asio::awaitable<AtReply> insist(Shared s, std::string text, bool whatever = false);
  static asio::awaitable<Result<Identity>> identify(Shared s);
  static asio::awaitable<Result<Identity>> start(Shared s);
  void recall(const FormerSubmission& former);
  static asio::awaitable<void> take_heritage_off(Shared s);
  static asio::awaitable<Result<void>> begin(Shared s);
  /// From whatever state to ready; tried anew when the modem restarts meanwhile.
  /// @param registers  waits for the network, too
  static asio::awaitable<Result<void>> bring_up(Shared s, bool registers);
  /// Asks each second until there is a network, by `limit`.
  static asio::awaitable<Result<void>> wait_for_registration(Shared s, Instant limit);
  /// Opens the source's port, where there is one.
  static asio::awaitable<Result<void>> open_port(Shared s);
  void on_registration(std::string_view parameters);

  // --- recovery: modem_recovery.cpp
  enum class Rung : std::uint8_t { resync, radio, reset, reopen };
  bool gone = false;  ///< the modem object is
  bool recovering = false;
  bool set_aside = false;    ///< recovery was in vain
  Rung rung = Rung::resync;  ///< where the next recovery on behalf of a submission begins
  std::string port;          ///< its name when it was opened last
  Timer doubt_timer;
  Timer keep_alive_timer;
  /// Puts the modem right, unless that is under way.
  /// @param quiet  nothing is known to be lost: the owner is not told
  void begin_recovery(std::string reason, Rung from, bool quiet, const Shared& self);
  static asio::awaitable<void> recover(Shared s, std::string reason, Rung from);
  static asio::awaitable<Result<void>> climb(Shared s, Rung rung, Instant limit);
  static asio::awaitable<Result<void>> reopen(Shared s, Instant limit);
  void give_up(std::string reason);
  /// Something was damaged or lost on the line: all is set up again a little later.
  void doubt(std::string reason, const Shared& self);
  void mind(const AtEvent& event, const Shared& self);
  void keep_alive_after(Duration delay, const Shared& self);
  static asio::awaitable<void> keep_alive(Shared s);
  /// Waits for a set-up or recovery under way, or begins one that is needed.
  static asio::awaitable<Result<void>> ready(Shared s, Instant limit);
  static asio::awaitable<Result<void>> ready_and_registered(Shared s, Instant limit);

  // --- submission: modem_submit.cpp
  SubmissionBook book;
  /// A submission that a resync would make unknown.
  struct HandingOver {
    sms::Address to;
    Calendar begun{};
  };
  std::list<HandingOver> handing_over;
  /// Reports that may be about one of those. Whose they are is told by its end, so they follow that.
  std::deque<ReportReceived> held_reports;
  [[nodiscard]] bool may_be_handed_over_now(const sms::StatusReport& report) const;
  void release_reports(const Shared& self);
  /// The message behind the latest prompt, until its submission ends.
  struct HandedOver {
    std::optional<std::uint8_t> late_reference;  ///< a +CMGS that came after its command had expired
  };
  std::optional<HandedOver> handed_over;
  /// A +CMGS that answers no command.
  void on_late_reference(std::string_view parameters);
  /// An unknown submission is known to have been sent after all.
  /// @param by  "report" or "modem"
  void settle(std::uint64_t intent, std::uint8_t reference, std::string_view by);
  static asio::awaitable<Submission> submit(Shared s, sms::Submit message, bool confidential,
                                            SubmissionPauses pauses);
  static asio::awaitable<Submission> submit_until_settled(Shared s, sms::Submit message, bool confidential,
                                                          std::uint64_t place, SubmissionPauses pauses);
  void record_retry(std::uint64_t place, int attempt, const ModemError& error, const RetryDecision& decision);

  // --- reception: modem_receive.cpp
  struct ReadTask {
    std::string store;         ///< "SM"; empty: the inbox
    std::optional<int> index;  ///< nothing: list them all
    bool again = false;        ///< the first reading was damaged
    bool before = false;       ///< told of before the driver had started
  };
  Reception reception = Reception::automatic;
  bool acknowledging = false;
  bool reports = false;       ///< status reports are handed over, not only stored somewhere
  Indication indication;      ///< the one in force, with direct and stored reception
  Instant indication_seen{};  ///< when that was certain
  [[nodiscard]] bool is_indicated() const {
    return reception == Reception::direct || reception == Reception::stored;
  }
  std::string store;  ///< the one chosen for reading (<mem1>); empty: not known
  std::string inbox;  ///< where messages arrive (<mem3>); empty: not known
  bool lists = true;  ///< AT+CMGL has not failed so far
  std::deque<ReadTask> tasks;
  bool reading = false;
  bool draining = false;  ///< what is read now was there before the start
  struct Undeletable {
    std::string hex;
    bool told = false;  ///< that it was read again
  };
  std::map<std::string, Undeletable> undeletable;  ///< by place: read, and not to be handed over again
  RecentTpdus came_direct;                         ///< handed over, and the modem may store or repeat them
  Timer poll_timer;
  static asio::awaitable<Result<void>> set_up_reception(Shared s);
  static asio::awaitable<bool> indicate(Shared s, Reception wanted, IndicationRanges ranges);
  static asio::awaitable<void> acknowledge(Shared s, std::string hex);
  /// Works `tasks` off; whoever starts it sets `reading` first.
  static asio::awaitable<void> read_stored(Shared s);
  static asio::awaitable<void> read_one(Shared s, ReadTask task);
  /// False: the modem shows nothing of its store.
  static asio::awaitable<bool> list_all(Shared s);
  static asio::awaitable<bool> read_each(Shared s);
  static asio::awaitable<void> choose_store(Shared s);
  static asio::awaitable<void> open_store(Shared s, std::string name);
  static asio::awaitable<void> take_stored(Shared s, int index, std::string hex, bool stored_before);
  void on_direct_message(const AtEvent& event, const Shared& self);
  void on_stored_message(std::string_view line, const Shared& self);
  void want(ReadTask task, const Shared& self);
  void poll_after(Duration delay, const Shared& self);
  /// Reads and deletes what lies in the store of reading and in that of receiving.
  static asio::awaitable<void> clear_stores(Shared s);
  int odd_lengths = 0;  ///< messages in a row whose length was not the announced one
  void take_pdu(std::string_view hex, bool stored_before);
  void on_report(ReportReceived received);

  // --- calls: modem_calls.cpp
  std::optional<CurrentCall> call;
  std::uint64_t calls = 0;
  bool call_was_listed = false;  ///< in the list of calls that a Cinterion is telling line by line
  Timer ring_timer;
  static asio::awaitable<Result<void>> dial(Shared s, PhoneNumber number, bool hide_number);
  static asio::awaitable<Result<void>> answer(Shared s);
  static asio::awaitable<Result<void>> hang_up(Shared s);
  static asio::awaitable<std::optional<int>> release_cause(Shared s);
  static asio::awaitable<void> watch(Shared s, std::uint64_t number);
  static asio::awaitable<void> ring_check(Shared s, std::uint64_t number);
  bool on_call_line(std::string_view line, const Shared& self);
  void on_call_state(std::string_view line);
  void on_ring(const Shared& self);
  void on_caller(std::string_view parameters);
  void announce();
  void call_rings();
  void call_answered();
  void end_call(CallEnd how);
  /// How a call ends that the network cuts ("NO CARRIER"), by how far it had come.
  [[nodiscard]] CallEnd cut() const;

  // --- USSD: modem_ussd.cpp
  struct Ussd {
    explicit Ussd(EventLoop& l) : done{l, l.executor()} {}
    Notifier done;
    std::optional<std::string> line;
  };
  Ussd* ussd_under_way = nullptr;
  static asio::awaitable<Result<UssdReply>> ussd(Shared s, std::string code);

  // --- modem.cpp
  void listen(const Shared& self);
  void on_event(const AtEvent& event, const Shared& self);
  void on_restart(const Shared& self);
  void on_closed(const Error& error, const Shared& self);
  static asio::awaitable<Result<int>> signal(Shared s);
};

/// "registration: the network denies registration": an error that is not about octets.
std::string words(const Error& error);
/// timed_out, closed or refused, with the modem's words.
Error failure_of(const AtReply& reply, std::string_view what);

}  // namespace isocket::modem
