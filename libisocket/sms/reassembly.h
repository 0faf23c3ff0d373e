#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "core/time.h"
#include "sms/tpdu.h"

namespace isocket::sms {

/// A whole text, of one DELIVER or of many.
struct Message {
  Address originator;
  Timestamp time_stamp;  ///< of the part that was stamped first
  std::string text;      ///< UTF-8; what is 8 bit data stands in `data` instead
  Octets data;
  std::vector<Deliver> parts;  ///< in order of their number
};

/// Parts of a message that never became whole.
struct Incomplete {
  Address originator;
  Concatenation concatenation;  ///< `number` is that of the part that came first
  Instant first_seen{};
  std::vector<Deliver> parts;         ///< those that came, in order of their number
  std::vector<std::uint8_t> missing;  ///< numbers of those that did not
};

/// Puts concatenated messages together: parts may come in any order, twice, or not at all.
///
/// A set is known by its sender, reference and total. A part that is there already, with the same stamp, is
/// doubled: it is told so and changes nothing, also for `patience` after its message was complete. A part
/// with the number of one that is there but with other contents or another stamp starts the set anew: the
/// sender's references have come round, or begun anew with its power.
class Reassembly {
 public:
  enum class Outcome : std::uint8_t { complete, waiting, doubled };
  struct Step {
    Outcome outcome = Outcome::waiting;
    std::optional<Message> message;       ///< when complete
    std::optional<Incomplete> abandoned;  ///< the set that this part started anew
  };

  /// @param patience  how long a set waits for its next part
  explicit Reassembly(Duration patience) : patience_{patience} {}

  /// A message without concatenation is complete at once, and never doubled: its sender may say a thing
  /// twice.
  Step add(const Deliver& part, Instant now);
  /// When expire() is due; nothing while no set waits.
  [[nodiscard]] std::optional<Instant> deadline() const;
  /// The sets that are not whole at the moment, the oldest first.
  [[nodiscard]] std::vector<Incomplete> waiting() const;
  /// Gives up the sets whose patience has run out by `now`, the oldest first.
  std::vector<Incomplete> expire(Instant now);

 private:
  struct Set {
    Address originator;
    Concatenation key;  ///< number is that of the first part seen
    Instant first_seen{};
    Instant last_seen{};
    std::size_t seen = 0;
    bool complete = false;
    std::vector<std::optional<Deliver>> parts;
  };
  static std::vector<Deliver> parts_of(const Set& set);
  static Incomplete given_up(const Set& set);

  Duration patience_;
  std::deque<Set> sets_;  // in order of their first part
};

}  // namespace isocket::sms
