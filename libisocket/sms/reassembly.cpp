#include "sms/reassembly.h"

namespace isocket::sms {
namespace {

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

Reassembly::Step Reassembly::add(const Deliver& part, Instant now) {
  Step step;
  const auto place = part.user_data.concatenation();
  if (!place) {
    step.outcome = Outcome::complete;
    step.message = message_of({part});
    return step;
  }
  auto set = std::find_if(sets_.begin(), sets_.end(), [&](const Set& one) {
    return one.key.reference == place->reference && one.key.total == place->total &&
           one.key.wide == place->wide && one.originator == part.originator;
  });
  const std::size_t index = place->number - 1u;
  if (set != sets_.end()) {
    const auto& there = set->parts[index];
    if (there && is_copy(*there, part)) {
      step.outcome = Outcome::doubled;
      return step;
    }
    if (there) {
      if (!set->complete) step.abandoned = given_up(*set);
      sets_.erase(set);
      set = sets_.end();
    }
  }
  if (set == sets_.end()) {
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

}  // namespace isocket::sms
