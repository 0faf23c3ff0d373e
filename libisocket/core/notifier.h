#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <utility>

#include "core/event_loop.h"

namespace isocket {

/// "Something has happened": one coroutine waits, anybody notifies. A notification without a waiter is kept.
class Notifier {
 public:
  explicit Notifier(Clock& clock, asio::any_io_executor executor)
      : clock_{clock}, executor_{std::move(executor)} {}
  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;
  ~Notifier();

  /// Wakes the waiter from the loop, never from inside this call.
  void notify();
  /// True when notified, false when `deadline` has passed. At most one waiter at a time.
  asio::awaitable<bool> wait_until(Instant deadline);
  asio::awaitable<bool> wait_for(Duration delay) { return wait_until(clock_.now() + delay); }

 private:
  Clock& clock_;
  asio::any_io_executor executor_;
  bool pending_ = false;
  std::function<void(bool)> waiter_;
  std::optional<WakeId> wake_;
};

/// A queue between coroutines: put() never waits, take() waits for the next value or the deadline.
template <class T>
class Mailbox {
 public:
  Mailbox(Clock& clock, asio::any_io_executor executor) : notifier_{clock, std::move(executor)} {}
  void put(T value) {
    values_.push_back(std::move(value));
    notifier_.notify();
  }
  asio::awaitable<std::optional<T>> take(Instant deadline) {
    while (values_.empty()) {
      const bool notified = co_await notifier_.wait_until(deadline);
      if (!notified && values_.empty()) co_return std::nullopt;
    }
    std::optional<T> first{std::move(values_.front())};
    values_.pop_front();
    co_return first;
  }
  [[nodiscard]] bool empty() const { return values_.empty(); }
  [[nodiscard]] std::deque<T>& waiting() { return values_; }

 private:
  Notifier notifier_;
  std::deque<T> values_;
};

}  // namespace isocket
