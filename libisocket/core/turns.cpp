#include "core/turns.h"

#include <algorithm>
#include <cassert>

namespace isocket {
namespace {

bool conflict(Sharing a, Sharing b) {
  if (a == Sharing::alone || b == Sharing::alone) return true;
  return a == Sharing::one_of_kind && b == Sharing::one_of_kind;
}

}  // namespace

bool Turns::free_for(Sharing how) const {
  for (const Sharing other : {Sharing::with_all, Sharing::one_of_kind, Sharing::alone})
    if (held(other) > 0 && conflict(how, other)) return false;
  return true;
}

asio::awaitable<void> Turns::take(Sharing how, bool ahead) {
  const auto place = ahead ? std::find_if(waiting_.begin(), waiting_.end(),
                                          [](const Waiting& other) { return !other.ahead; })
                           : waiting_.end();
  const bool behind =
      std::any_of(waiting_.begin(), place, [how](const Waiting& other) { return conflict(how, other.how); });
  if (!behind && free_for(how)) {
    ++held_[static_cast<std::size_t>(how)];
    co_return;
  }
  Notifier granted{loop_, loop_.executor()};
  waiting_.insert(place, Waiting{how, ahead, &granted});
  co_await granted.wait_until(Instant::max());
}

void Turns::give_back(Sharing how) {
  assert(held(how) > 0);
  --held_[static_cast<std::size_t>(how)];
  for (auto next = waiting_.begin(); next != waiting_.end();) {
    const bool behind = std::any_of(waiting_.begin(), next,
                                    [&](const Waiting& other) { return conflict(next->how, other.how); });
    if (behind || !free_for(next->how)) {
      ++next;
      continue;
    }
    ++held_[static_cast<std::size_t>(next->how)];
    next->granted->notify();
    next = waiting_.erase(next);
  }
}

std::size_t Turns::crowd(Sharing how) const {
  const auto waits = [how](const Waiting& other) { return other.how == how; };
  return held(how) + static_cast<std::size_t>(std::count_if(waiting_.begin(), waiting_.end(), waits));
}

std::size_t Turns::crowd() const {
  return crowd(Sharing::with_all) + crowd(Sharing::one_of_kind) + crowd(Sharing::alone);
}

}  // namespace isocket
