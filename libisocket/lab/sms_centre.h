#pragma once

#include <cstdint>
#include <functional>

#include "lab/cells.h"

namespace isocket::lab {

/// The service centre: takes SUBMITs, keeps them, and delivers them in the order of submission for each
/// destination, again and again until the receiver can be reached or the validity period ends; tells senders
/// that asked for it (TP-SRR) what became of a message. Parts of a long message are messages of their own.
class SmsCentre {
 public:
  /// What a number that nobody has leads to.
  enum class UnknownNumber : std::uint8_t { refuse, report };

  /// How many messages met which fate; a status report is one like any other.
  struct Statistics {
    std::uint64_t accepted = 0;
    std::uint64_t delivered = 0;
    std::uint64_t lost = 0;
    std::uint64_t doubled = 0;
    std::uint64_t delayed = 0;
    std::uint64_t reordered = 0;
    std::uint64_t expired = 0;
  };

  SmsCentre(Directory& directory, Cells& cells);

  /// One at a time for each SIM. The mobile hears the result through submit_finished(), unless it is gone by
  /// then; the message may be accepted all the same.
  /// @param reference  the TP-MR that the mobile gave it
  void submit(Subscriber& from, const sms::Octets& tpdu, std::uint8_t reference);
  /// The mobile has room again: what was held back for it follows.
  void room_again(Subscriber& who);
  /// Forgets all that is under way to and from this SIM, status reports included.
  void forget(Subscriber& who);
  /// A message from outside the network, say from a name.
  void inject(const sms::Address& originator, std::string_view text, Subscriber& to);

  /// Told of each submission when it begins, with how many this SIM has made before.
  void on_submission(std::function<void(Subscriber&, int before)> listener) {
    listener_ = std::move(listener);
  }
  /// A mobile had taken a message and lost its power before it acknowledged it: it is delivered once more.
  void deliver_again(Subscriber& to, const sms::Octets& tpdu);

  /// Told of every message that is taken from a mobile, with its sender.
  void on_accepted(std::function<void(const PhoneNumber& from, const sms::Submit& message)> listener) {
    accepted_ = std::move(listener);
  }
  void set_unknown_number(UnknownNumber unknown) { unknown_ = unknown; }
  [[nodiscard]] const Statistics& statistics() const { return statistics_; }

 private:
  SubmitResult take(Subscriber& from, const sms::Octets& tpdu, std::uint8_t reference);
  void forward(Subscriber& to, Transit message);
  void insert(Subscriber& to, Transit message, bool keeps_order);
  void report(const Transit& message, const sms::Address& to, std::uint8_t status);
  void schedule(Subscriber& to);
  void deliver(Subscriber& to);
  void drop_expired(Subscriber& to);

  Directory& directory_;
  std::function<void(const PhoneNumber&, const sms::Submit&)> accepted_;
  UnknownNumber unknown_ = UnknownNumber::refuse;
  Statistics statistics_;
  std::function<void(Subscriber&, int)> listener_;
};

}  // namespace isocket::lab
