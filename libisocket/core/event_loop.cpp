#include "core/event_loop.h"

#include <algorithm>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>

namespace isocket {

struct EventLoop::State {
  explicit State(Pace p, Calendar s) : pace{p}, start{s}, steady_start{std::chrono::steady_clock::now()} {}

  [[nodiscard]] Instant real_now() const {
    return Instant{std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - steady_start)};
  }
  /// Serves the first wake-up if it is due by `limit`.
  bool serve_next(Instant limit) {
    if (queue.empty() || queue.begin()->first.when > limit) return false;
    auto node = queue.extract(queue.begin());
    now = std::max(now, node.key().when);
    ++events;
    node.mapped()();
    return true;
  }

  Pace pace;
  Calendar start;
  std::chrono::steady_clock::time_point steady_start;
  asio::io_context io{1};
  Instant now{};
  std::uint64_t seq = 0;
  std::uint64_t events = 0;
  bool stopped = false;
  std::exception_ptr failure;
  std::map<WakeId, std::function<void()>> queue;
};

EventLoop::EventLoop(Pace pace, Calendar start) {
  if (pace == Pace::real_time && start == Calendar{})
    start = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  state_ = std::make_unique<State>(pace, start);
}
EventLoop::~EventLoop() = default;

asio::any_io_executor EventLoop::executor() {
  return state_->io.get_executor();
}
EventLoop::Pace EventLoop::pace() const {
  return state_->pace;
}
Instant EventLoop::now() const {
  return state_->pace == Pace::real_time ? state_->real_now() : state_->now;
}
Calendar EventLoop::calendar() const {
  return state_->start + now().time_since_epoch();
}
std::uint64_t EventLoop::events() const {
  return state_->events;
}

WakeId EventLoop::wake_at(Instant when, std::function<void()> wake) {
  WakeId id{std::max(when, now()), state_->seq++};
  state_->queue.emplace(id, std::move(wake));
  return id;
}

bool EventLoop::cancel(const WakeId& id) {
  return state_->queue.erase(id) != 0;
}

void EventLoop::stop() {
  state_->stopped = true;
  state_->io.stop();
}

void EventLoop::run() {
  run_until(Instant::max());
}

void EventLoop::run_until(Instant until) {
  State& s = *state_;
  s.stopped = false;
  asio::steady_timer pause{s.io};
  for (;;) {
    s.io.restart();
    s.events += s.io.poll();
    if (s.failure) std::rethrow_exception(std::exchange(s.failure, nullptr));
    if (s.stopped) return;
    if (s.pace == Pace::virtual_time) {
      if (s.serve_next(until)) continue;
      if (until != Instant::max()) s.now = std::max(s.now, until);
      return;
    }
    const Instant now = s.real_now();
    if (now >= until) return;
    if (s.serve_next(now)) continue;
    s.io.restart();
    if (const Instant next = s.queue.empty() ? until : std::min(until, s.queue.begin()->first.when);
        next == Instant::max()) {
      if (s.io.run_one() == 0) return;  // no wake-up, and no descriptor is waited for
    } else {
      pause.expires_at(s.steady_start + next.time_since_epoch());
      pause.async_wait([](const boost::system::error_code&) {});
      s.io.run_one();
      pause.cancel();
    }
    if (s.stopped) return;
  }
}

void EventLoop::spawn(asio::awaitable<void> work) {
  asio::co_spawn(state_->io, std::move(work), [this](std::exception_ptr failure) {
    if (failure && !state_->failure) state_->failure = failure;
  });
}

bool EventLoop::run_to_end(asio::awaitable<void> work) {
  bool done = false;
  asio::co_spawn(state_->io, std::move(work), [this, &done](std::exception_ptr failure) {
    if (failure && !state_->failure) state_->failure = failure;
    done = true;
    stop();
  });
  run();
  if (state_->failure) std::rethrow_exception(std::exchange(state_->failure, nullptr));
  return done;
}

asio::awaitable<void> sleep_until(Clock& clock, Instant when) {
  auto start = [&clock, when](auto handler) {
    // std::function copies: the handler is shared by the copies and called once.
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    clock.wake_at(when, [shared] { std::move (*shared)(); });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(start, asio::use_awaitable);
}

asio::awaitable<void> sleep_for(Clock& clock, Duration delay) {
  co_await sleep_until(clock, clock.now() + delay);
}

}  // namespace isocket
