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
/// doubled: it is told so and changes nothing, also for `patience` after its message was complete. A sender's
/// references come round, or begin anew with its power: a part that cannot be of the same message as those
/// that are there starts a set of its own, and gives up the incomplete ones that were stamped before it. It
/// cannot be where its number is taken by another part, or where its stamp comes before that of a lower
/// number or long after: a sender submits the parts of a message in order, one right after the other.
class Reassembly {
 public:
  enum class Outcome : std::uint8_t { complete, waiting, doubled };
  struct Step {
    Outcome outcome = Outcome::waiting;
    std::optional<Message> message;     ///< when complete
    std::vector<Incomplete> abandoned;  ///< what this part, of a later message, showed to be lost
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
  /// Gives up all that is not whole, the oldest first. What is doubled is still told.
  std::vector<Incomplete> give_up();

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
  /// How far the stamp of a part is from those of a set that it may belong to. Nothing: it does not.
  static std::optional<Duration> distance(const Set& set, std::size_t index, const Timestamp& stamp);
  /// Gives up the incomplete sets of the same sender and reference that were stamped no later.
  std::vector<Incomplete> give_up_before(const Deliver& part, const Concatenation& place);

  Duration patience_;
  std::deque<Set> sets_;  // in order of their first part
};

}  // namespace isocket::sms
