#include "core/together.h"

#include <memory>

#include "core/notifier.h"

namespace isocket {
namespace {

/// Shared with the works: they may outlive a loop that is stopped.
struct Countdown {
  Countdown(EventLoop& loop, std::size_t works) : left{works}, ended{loop, loop.executor()} {}
  std::size_t left;
  Notifier ended;
};

asio::awaitable<void> count_down(asio::awaitable<void> work, std::shared_ptr<Countdown> countdown) {
  co_await std::move(work);
  if (--countdown->left == 0) countdown->ended.notify();
}

}  // namespace

asio::awaitable<void> together(EventLoop& loop, std::vector<asio::awaitable<void>> works) {
  if (works.empty()) co_return;
  const auto countdown = std::make_shared<Countdown>(loop, works.size());
  for (asio::awaitable<void>& work : works) loop.spawn(count_down(std::move(work), countdown));
  co_await countdown->ended.wait_until(Instant::max());
}

}  // namespace isocket
