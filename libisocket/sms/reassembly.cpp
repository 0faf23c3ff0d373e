#include "sms/reassembly.h"

#include <algorithm>

namespace isocket::sms {
namespace {

/// Stamps have whole seconds, and a network may have several service centres, each with its own clock.
constexpr Duration kStampSlack = std::chrono::seconds{2};
/// A part is handed to the network at most so long after the one before it.
constexpr Duration kPartInterval = std::chrono::minutes{2};

bool is_of(const Concatenation& key, const Address& from, const Concatenation& place,
           const Address& originator) {
  return key.reference == place.reference && key.total == place.total && key.wide == place.wide &&
         from == originator;
}

/// The network's own copy has the stamp of the original; a text that is said again has a stamp of its own.
bool is_copy(const Deliver& a, const Deliver& b) {
  return a.time_stamp == b.time_stamp && a.coding == b.coding && a.user_data == b.user_data;
}

Message message_of(std::vector<Deliver> parts) {
  Message message;
  message.originator = parts.front().originator;
  message.time_stamp = parts.front().time_stamp;
  for (const Deliver& part : parts) {
    message.time_stamp = std::min(message.time_stamp, part.time_stamp);
    if (auto text = part.text()) {
      message.text += *text;
    } else {
      message.data.insert(message.data.end(), part.user_data.payload.begin(), part.user_data.payload.end());
    }
  }
  message.parts = std::move(parts);
  return message;
}

}  // namespace

std::vector<Deliver> Reassembly::parts_of(const Set& set) {
  std::vector<Deliver> parts;
  for (const auto& part : set.parts)
    if (part) parts.push_back(*part);
  return parts;
}

Incomplete Reassembly::given_up(const Set& set) {
  Incomplete incomplete{set.originator, set.key, set.first_seen, parts_of(set), {}};
  for (std::size_t i = 0; i < set.parts.size(); ++i)
    if (!set.parts[i]) incomplete.missing.push_back(static_cast<std::uint8_t>(i + 1));
  return incomplete;
}

std::optional<Duration> Reassembly::distance(const Set& set, std::size_t index, const Timestamp& stamp) {
  const auto own = stamp.utc();
  Duration farthest{};
  for (std::size_t i = 0; i < set.parts.size(); ++i) {
    if (!set.parts[i]) continue;
    if (i == index) return std::nullopt;
    const auto other = set.parts[i]->time_stamp.utc();
    if (!own || !other) continue;
    const Duration later = i < index ? *own - *other : *other - *own;  // the higher number, than the lower
    const auto between = static_cast<int>(i < index ? index - i : i - index);
    if (later < -kStampSlack || later > kPartInterval * between) return std::nullopt;
    farthest = std::max(farthest, std::chrono::abs(later));
  }
  return farthest;
}

std::vector<Incomplete> Reassembly::give_up_before(const Deliver& part, const Concatenation& place) {
  std::vector<Incomplete> lost;
  std::erase_if(sets_, [&](const Set& set) {
    if (set.complete || !is_of(set.key, set.originator, place, part.originator)) return false;
    const bool before = std::all_of(set.parts.begin(), set.parts.end(), [&](const auto& there) {
      return !there || there->time_stamp <= part.time_stamp;
    });
    if (before) lost.push_back(given_up(set));
    return before;
  });
  return lost;
}

Reassembly::Step Reassembly::add(const Deliver& part, Instant now) {
  Step step;
  const auto place = part.user_data.concatenation();
  if (!place) {
    step.outcome = Outcome::complete;
    step.message = message_of({part});
    return step;
  }
  const std::size_t index = place->number - 1u;
  auto set = sets_.end();
  auto nearest = Duration::max();
  for (auto one = sets_.begin(); one != sets_.end(); ++one) {
    if (!is_of(one->key, one->originator, *place, part.originator)) continue;
    const auto& there = one->parts[index];
    if (there && is_copy(*there, part)) {
      step.outcome = Outcome::doubled;
      return step;
    }
    const auto away = one->complete ? std::nullopt : distance(*one, index, part.time_stamp);
    if (!away || *away >= nearest) continue;
    nearest = *away;
    set = one;
  }
  if (set == sets_.end()) {
    step.abandoned = give_up_before(part, *place);
    sets_.push_back({part.originator, *place, now, now, 0, false, {}});
    set = std::prev(sets_.end());
    set->parts.resize(place->total);
  }
  set->parts[index] = part;
  set->last_seen = now;
  if (++set->seen < set->parts.size()) return step;
  set->complete = true;
  step.outcome = Outcome::complete;
  step.message = message_of(parts_of(*set));
  return step;
}

std::optional<Instant> Reassembly::deadline() const {
  std::optional<Instant> earliest;
  for (const Set& set : sets_)
    if (!set.complete && (!earliest || set.last_seen + patience_ < *earliest))
      earliest = set.last_seen + patience_;
  return earliest;
}

std::vector<Incomplete> Reassembly::waiting() const {
  std::vector<Incomplete> found;
  for (const Set& set : sets_)
    if (!set.complete) found.push_back(given_up(set));
  return found;
}

std::vector<Incomplete> Reassembly::expire(Instant now) {
  std::vector<Incomplete> expired;
  for (auto set = sets_.begin(); set != sets_.end();) {
    if (set->last_seen + patience_ > now) {
      ++set;
      continue;
    }
    if (!set->complete) expired.push_back(given_up(*set));
    set = sets_.erase(set);
  }
  return expired;
}

std::vector<Incomplete> Reassembly::give_up() {
  std::vector<Incomplete> lost = waiting();
  std::erase_if(sets_, [](const Set& set) { return !set.complete; });
  return lost;
}

}  // namespace isocket::sms
