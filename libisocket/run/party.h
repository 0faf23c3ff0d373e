#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/event_loop.h"
#include "core/notifier.h"
#include "core/phone_number.h"
#include "journal/journal.h"
#include "modem/modem.h"
#include "run/switchboard.h"
#include "sms/reassembly.h"
#include "suite/model.h"

namespace isocket::run {

/// A whole message that reached a party.
struct Letter {
  sms::Address from;
  std::string text;
  Instant arrived{};
  std::optional<Calendar> stamped;  ///< TP-SCTS: when the service centre took it
  std::uint64_t place = 0;          ///< in the journal
  std::size_t parts = 1;            ///< that it came in
  bool sorted = false;              ///< looked at: neither stale nor doubled
};

/// A message of ours on its way, until its status report settles it.
struct Pending {
  std::string text;
  std::uint8_t reference = 0;  ///< TP-MR
  Instant submitted{};
  std::uint64_t place = 0;   ///< of its submission in the journal
  std::uint64_t intent = 0;  ///< of its intent
  bool unknown = false;      ///< whether the network has it, and so its TP-MR
  bool expected = true;      ///< false: the device could not be reached when it was sent
  std::optional<Instant> settled;
  bool delivered = false;
  bool troubled = false;  ///< the network did something of its own with it
  std::uint32_t reports = 0;
};

/// A call from outside to a party.
struct Ring {
  std::optional<PhoneNumber> from;  ///< nothing: withheld
  Instant began{};
  std::optional<Instant> ended;
  std::uint64_t place = 0;
};

/// How a call of ours to the device went.
struct CallResult {
  suite::Call::Outcome outcome = suite::Call::Outcome::unanswered;
  bool rang = false;
  bool maybe_busy = false;  ///< of a rejected one: the modem tells neither of ringing nor of the cause
  /// Of an answered one: how long the device stayed, where it ended the call itself.
  std::optional<Duration> cut_after;
  std::string words;  ///< the network's: "NO CARRIER", "BUSY"
};

/// The call in which a party talks while steps are taken, whoever placed it.
struct Talk {
  Instant began{};
  std::optional<Instant> ended;  ///< by the device, or by the network
};

/// What is special about a message of ours.
struct SendOptions {
  SendOptions() = default;  // a constructor: g++ 12 destroys brace-built aggregates twice around co_await
  SendOptions(bool hidden, std::optional<suite::Alphabet> a) : withheld{hidden}, alphabet{a} {}
  bool withheld = false;  ///< the sender's number is hidden
  std::optional<suite::Alphabet> alphabet;
  /// The device is in the middle of a case: others, whose cases have not begun, let it ahead at the modem.
  bool under_way = false;
  bool confidential = false;  ///< a password stands in it: no event shows it
};

/// Someone who writes to or calls the device, through one modem that others may use too. What arrives waits
/// here until a step takes it.
class Party {
 public:
  /// Hears and may send from sit_down() on.
  /// @param heard  notified after each arrival
  Party(std::string name, Switchboard& board, EventLoop& loop, journal::Journal& journal, Notifier& heard);
  Party(const Party&) = delete;
  Party& operator=(const Party&) = delete;
  ~Party();

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const PhoneNumber& number() const { return board_.number(); }
  [[nodiscard]] const Switchboard& board() const { return board_; }

  /// Takes its place at the modem.
  /// @param promised  submissions that the modem's quota is set aside for
  void sit_down(std::uint64_t promised = 0);
  void stand_up();
  /// What others send or ask is not for this party. Without it, everything that reaches the modem is.
  void hear_only(std::vector<PhoneNumber> peers) { peers_ = std::move(peers); }
  /// Whether what comes from that number belongs to this party's conversation.
  [[nodiscard]] bool talks_with(std::string_view digits) const;
  /// Whether a status report does.
  [[nodiscard]] bool awaits(const sms::StatusReport& report) const;
  void on_event(const modem::ModemEvent& event);

  /// Submits one text with a status report requested; a sent one becomes the last of pending().
  /// Errors: bad_encoding, overflow (the text does not fit the alphabet or one message).
  asio::awaitable<Result<modem::Submission>> send(PhoneNumber to, std::string text, SendOptions options,
                                                  std::chrono::minutes validity);
  /// Calls as the step says, and hangs up, unless it talks on.
  asio::awaitable<Result<CallResult>> call(PhoneNumber to, suite::Call how);
  asio::awaitable<Result<void>> answer();
  /// Ends whatever call there is; talk() is over.
  asio::awaitable<Result<void>> hang_up();

  /// The call that goes on; nothing: none.
  [[nodiscard]] const std::optional<Talk>& talk() const { return talk_; }
  /// The call that has just been taken goes on.
  /// @param ended  it is over already
  void talk_on(std::optional<Instant> ended) { talk_ = Talk{loop_.now(), ended}; }

  std::deque<Letter>& letters() { return letters_; }
  std::deque<Pending>& pending() { return pending_; }
  std::deque<Ring>& rings() { return rings_; }
  /// Forgets what has arrived; messages under way may still come, and are told apart by their stamp.
  void clear();
  /// As clear(), and forgets what the modem and others at it did: another attempt begins. Parts that wait for
  /// others are given up: the device's references may begin anew.
  void begin_anew();

  /// Waits while the modem is being put right, or has no network. Errors: closed (set aside), timed_out.
  asio::awaitable<Result<void>> ready() { return modem_.ready(); }
  /// Why the modem was away for a while since begin_anew(): what came or went meanwhile proves nothing.
  /// Empty: it was not.
  [[nodiscard]] const std::string& interrupted() const { return interrupted_; }
  /// Why the modem is set aside for good; empty: it is not.
  [[nodiscard]] const std::string& lost() const { return board_.lost(); }
  /// What others at the same modem did to this party's conversation since begin_anew(): it proves nothing.
  /// Empty: nothing.
  [[nodiscard]] const std::string& disturbance() const { return disturbance_; }
  void disturbed(std::string how);
  /// The latest message did not go out because the quota is used up.
  [[nodiscard]] bool spent() const { return spent_; }
  /// The parts of long messages that have not come yet or never came, since clear(): "part 2 of 3 ...".
  /// Empty: none is missing.
  [[nodiscard]] std::string missing_parts() const;

 private:
  struct Outgoing {
    bool rang = false;
    bool answered = false;
    std::optional<modem::CallEnd> ended;
  };
  void on_deliver(const modem::MessageReceived& received);
  void on_report(const modem::ReportReceived& received);
  void on_settled(const modem::SubmissionSettled& settled);
  void on_end(const modem::CallEnded& ended);
  void give_up_parts();
  void note_missing(const sms::Incomplete& set);
  asio::awaitable<void> wait_for_end(Instant deadline);
  asio::awaitable<Result<CallResult>> talk_with(CallResult result, suite::Call how);
  asio::awaitable<CallResult> tell_busy_from_rejected(CallResult result);
  asio::awaitable<void> hide_number(bool hide);
  void note_wait(Instant asked);
  /// Waits for a turn to submit.
  asio::awaitable<void> take_line(bool ahead);
  asio::awaitable<modem::Submission> submit(sms::Submit part, SendOptions options);

  std::string name_;
  Switchboard& board_;
  bool seated_ = false;
  std::vector<PhoneNumber> peers_;
  std::uint64_t promised_ = 0;
  std::string disturbance_;
  bool spent_ = false;
  modem::Modem& modem_;
  EventLoop& loop_;
  journal::Journal& journal_;
  Notifier& heard_;
  sms::Reassembly reassembly_;
  Timer parts_timer_;
  std::string missing_parts_;  ///< of sets that were given up
  std::deque<Letter> letters_;
  std::deque<Pending> pending_;
  std::deque<Ring> rings_;
  Outgoing outgoing_;
  std::optional<Talk> talk_;
  std::string interrupted_;
  std::uint16_t reference_ = 0;
};

}  // namespace isocket::run
