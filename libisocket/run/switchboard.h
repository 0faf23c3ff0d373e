#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "core/phone_number.h"
#include "journal/journal.h"
#include "modem/modem.h"
#include "core/turns.h"

namespace isocket::run {

class Party;

/// What may be asked of a modem's SIM, because it costs money or because the operator blocks who sends more.
struct Allowance {
  struct Rate {
    std::uint32_t messages = 0;  ///< at most so many ...
    Duration period{};           ///< ... in any time as long as this
  };
  std::optional<std::uint64_t> quota;  ///< messages in one run
  std::optional<Rate> rate;
};

/// One modem and all who talk through it. It owns the modem's handler, and gives what arrives to the party in
/// whose conversation it belongs: a message by its originator, a status report by TP-MR and recipient, a call
/// by the caller. What belongs to nobody's is recorded (sms.foreign, call.foreign).
class Switchboard {
 public:
  Switchboard(EventLoop& loop, modem::Modem& modem, PhoneNumber number, journal::Journal& journal,
              Allowance allowance = {});
  ~Switchboard();
  Switchboard(const Switchboard&) = delete;
  Switchboard& operator=(const Switchboard&) = delete;

  [[nodiscard]] modem::Modem& modem() { return modem_; }
  [[nodiscard]] const std::string& name() const { return modem_.name(); }
  [[nodiscard]] const PhoneNumber& number() const { return number_; }
  [[nodiscard]] const Allowance& allowance() const { return allowance_; }

  /// `party` hears what belongs to it from now on, until disconnect().
  void connect(Party& party);
  void disconnect(Party& party);
  /// What a call of ours comes to is told to `party`.
  void calls(Party& party) { caller_ = &party; }

  /// Conversations: those with calls one at a time, for a modem has one call at a time.
  [[nodiscard]] Turns& seats() { return seats_; }
  [[nodiscard]] const Turns& seats() const { return seats_; }
  /// Submissions, one at a time and in the order of asking.
  [[nodiscard]] Turns& line() { return line_; }

  /// Waits until the rate allows one more submission, and counts it. False: the quota is used up.
  /// @param promised  what the conversation has been promised of the quota; becomes less by one
  asio::awaitable<bool> admit(std::uint64_t& promised);
  /// Waits until the rate allows as many submissions at once, or as it ever allows.
  asio::awaitable<void> breathe(std::uint64_t submissions);
  /// Sets a part of the quota aside for a conversation.
  void promise(std::uint64_t submissions) { promised_ += submissions; }
  void take_back(std::uint64_t submissions) { promised_ -= submissions; }
  /// Whether the quota has room for so many submissions more, beside what is promised.
  [[nodiscard]] bool has_left(std::uint64_t submissions) const;
  /// Before the first one: a run that goes on has used up so much of the quota.
  void begin_with(std::uint64_t submissions) { used_ = submissions; }
  /// Submissions so far.
  [[nodiscard]] std::uint64_t used() const { return used_; }

  /// Why the modem is set aside for good; empty: it is not.
  [[nodiscard]] const std::string& lost() const { return lost_; }
  /// It could not be started.
  void set_aside(std::string reason) { lost_ = std::move(reason); }

 private:
  void on_event(const modem::ModemEvent& event);
  /// Hands `event` to each party that `belongs` picks. False: to none.
  template <class Belongs>
  bool tell(const modem::ModemEvent& event, Belongs belongs);
  void on_call(const modem::IncomingCall& call, const modem::ModemEvent& event);
  void forget_old(Instant now);

  EventLoop& loop_;
  modem::Modem& modem_;
  PhoneNumber number_;
  journal::Journal& journal_;
  Allowance allowance_;
  std::vector<Party*> parties_;
  Party* caller_ = nullptr;  ///< who has placed the latest call of ours
  Party* called_ = nullptr;  ///< to whom the latest call from outside belongs
  Turns seats_;
  Turns line_;
  std::uint64_t used_ = 0;
  std::uint64_t promised_ = 0;
  std::deque<Instant> recent_;  ///< submissions within the rate's period
  std::string lost_;
};

}  // namespace isocket::run
