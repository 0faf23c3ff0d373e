#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bench/bench.h"
#include "core/random.h"
#include "device/access.h"
#include "device/model.h"
#include "device/reply.h"
#include "run/blame.h"
#include "run/judgement.h"
#include "run/party.h"
#include "run/seats.h"
#include "suite/values.h"

namespace isocket::run {

/// How long the harness waits, and how exactly it holds durations.
struct Patience {
  Duration reply = std::chrono::seconds{60};        ///< of `expect` without `within`
  Duration ringing = std::chrono::seconds{60};      ///< of `ringing` without `within`
  Duration report = std::chrono::seconds{60};       ///< for a status report before it counts as missing
  Duration fence = std::chrono::seconds{90};        ///< for the echo of a fence
  Duration late_report = std::chrono::seconds{12};  ///< a slower one shows a network that delays
  std::chrono::minutes validity{5};  ///< TP-VP of every command: nothing of ours is left behind
  Duration late_letter = std::chrono::seconds{12};  ///< the same of a message from the device
  Duration quiet = std::chrono::seconds{60};        ///< after an attempt, for what the network doubled
  std::uint32_t fences = 3;                         ///< tries, each with its own nonce
};

/// The device that is talked to, and by whom.
struct Device {
  device::Model model = device::Model::environment_pro;
  PhoneNumber number;
  std::string password;  ///< that the inventory names; empty: none
};

/// What a run has for talking to one device: clock, journal, bench, parties.
struct Table {
  [[nodiscard]] std::vector<Party*>& parties() const { return seats.parties(); }

  EventLoop& loop;
  journal::Journal& journal;
  bench::Bench& bench;
  Device device;
  Seats& seats;                     ///< who talks with it, through which modems
  std::vector<PhoneNumber> nobody;  ///< reserved numbers, <nobody.1> and so on
  Notifier& heard;                  ///< by any party
  Patience patience;
  std::string name;    ///< of the device, in a run with several of them
  bool strict = true;  ///< durations within 1 s (lab); otherwise 5 s or 1 per cent, the larger (EP-4.1-59)
};

/// One attempt's dealings with the device: what was sent and is not settled, what came and was not expected,
/// what is believed of the device's protection, and what the network was seen to do by itself.
class Conversation {
 public:
  Conversation(Table& table, NetworkRecord& network, Random nonces);

  Table& table() { return table_; }
  suite::Values& values() { return values_; }
  device::Access& access() { return access_; }

  /// The device is in its start state from now on; what was stamped before is stale.
  void begin();
  /// What the device has sent up to now is stale: what comes from now on answers what is sent from now on.
  void turn_page();
  Party& party(const std::string& name);
  /// Sends one command and keeps the belief about the device's protection.
  asio::awaitable<std::optional<Wrong>> send(Party& party, std::string text, SendOptions options);
  /// Waits until each command is settled by its status report, or its time is up. Not while the device cannot
  /// be reached.
  asio::awaitable<void> settle();
  /// Hangs up wherever a party still talks: the device is free for what comes.
  asio::awaitable<void> end_calls();
  /// Waits until nothing of ours can still reach the device: the next attempt shall not meet this one's
  /// commands.
  asio::awaitable<void> drain();
  /// The next message from the device to `party`; nothing when none came by `deadline`.
  asio::awaitable<std::optional<Letter>> next_letter(Party& party, Instant deadline);
  /// Throws out what is stale, doubled or from elsewhere, with a line in the journal each.
  void sort_letters(Party& party);
  /// The first letter that no step has taken, of any party.
  std::optional<std::pair<Party*, Letter>> unexpected(bool alerts_too);

  /// Sends a command that cannot exist and waits for its echo: what has not come by then is not on its way.
  /// True: it came. Letters before it stay.
  asio::awaitable<bool> fence();
  /// A message between our own modems, to a party that the device does not serve.
  asio::awaitable<bool> canary(Party& to);

  /// Follows a change of the surroundings: whether the device can be reached, and whether it was reset.
  void surroundings(const bench::Change& change);
  [[nodiscard]] bool reachable() const { return powered() && covered_ && carded_ && !cabled_; }

  /// An answer that has been taken before came once more: it, or the command before it, was doubled on its
  /// way.
  [[nodiscard]] bool repeated(const Letter& letter) const;
  /// Sets a letter that does not fit aside when it is one that the network may have doubled. False: it is to
  /// be judged.
  bool set_aside(const Party& party, const Letter& letter);
  /// Commands that no reply has been taken for yet.
  [[nodiscard]] std::uint32_t unanswered() const { return commands_ > answers_ ? commands_ - answers_ : 0; }
  /// Whom a wrong text may be blamed on. Only the reply to the one command that waits for one tells of the
  /// device alone: a lost message shifts those behind it, a doubled command is answered twice, and alerts
  /// come in between.
  [[nodiscard]] Suspect suspect_of(const Letter& letter, std::uint32_t unanswered_before) const;
  /// Whom a wrong state may be blamed on: a command that was not answered may have been lost or doubled
  /// unseen.
  [[nodiscard]] Suspect suspect_of_state() const {
    return unanswered() == 0 ? Suspect::device : Suspect::either;
  }
  /// What this attempt has seen of the network's own doing; empty: nothing.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }
  void note_trouble(const std::string& what);
  [[nodiscard]] std::uint32_t messages() const { return messages_; }
  [[nodiscard]] const std::string& last_sent() const { return last_sent_; }

  /// The latest change that was set or seen: where `after:` counts from.
  Instant anchor{};

  /// Counts the commands of this attempt for the run's record of the network.
  void count_in(NetworkRecord& record) const;

 private:
  [[nodiscard]] bool powered() const;
  [[nodiscard]] device::ReplyClass classify(const std::string& text) const;
  Party* served_party();
  void judge_reports();
  asio::awaitable<bool> await_letter(Party& party, std::string echo, Instant deadline);

  Table& table_;
  NetworkRecord& network_;
  Random nonces_;
  device::Access access_;
  suite::Values values_;
  Calendar began_{};
  bool supplied_ = true, battery_good_ = true, covered_ = true, carded_ = true;
  bool cabled_ = false;     // while a cable is connected, a device takes no message (MU-2-02, MU-P8-02)
  bool under_way_ = false;  // something has been done to the device since it was in its start state
  std::string trouble_;
  std::uint32_t messages_ = 0;
  std::string last_sent_;
  std::uint32_t commands_ = 0;
  std::uint32_t answers_ = 0;
  std::vector<std::string> taken_;  // texts of the letters that steps have taken
  struct Doubt {
    device::Access before;
    std::string text;
  };
  std::optional<Doubt> doubt_;  // the belief before the latest command, for when it is refused
  std::vector<Letter> seen_;    // for telling doubles
};

}  // namespace isocket::run
