#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <exception>
#include <memory>

#include "core/clock.h"

namespace isocket {

namespace asio = boost::asio;

/// The one event loop of a program, and its clock. One thread; every coroutine of the toolkit runs here.
///
/// In virtual time, whenever nothing is ready to run, the clock jumps to the next wake-up: a run is then
/// deterministic, and waiting costs nothing. In real time the loop sleeps until the wake-up or until a
/// descriptor is ready.
class EventLoop final : public Clock {
 public:
  enum class Pace { virtual_time, real_time };

  /// @param start  the calendar time at Instant{}; real_time runs take the system's date when it is left out
  explicit EventLoop(Pace pace, Calendar start = {});
  ~EventLoop() override;
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  [[nodiscard]] asio::any_io_executor executor();
  [[nodiscard]] Pace pace() const;

  [[nodiscard]] Instant now() const override;
  [[nodiscard]] Calendar calendar() const override;
  WakeId wake_at(Instant when, std::function<void()> wake) override;
  bool cancel(const WakeId& id) override;

  /// Runs until stop(), or until nothing is left that could ever happen.
  /// An exception that a spawned coroutine lets out ends the run and is thrown here.
  void run();
  /// As run(), but virtual time stops at `until` (now() is then exactly `until`).
  void run_until(Instant until);
  /// Makes run() return after the handler under way. May be called from a signal handler's asio callback.
  void stop();

  /// Starts a coroutine that nobody waits for; what it throws ends run().
  void spawn(asio::awaitable<void> work);
  /// Runs `work` to its end; false when the loop ran dry or was stopped first.
  bool run_to_end(asio::awaitable<void> work);

  /// Number of wake-ups and posted handlers served so far: the size of a simulation.
  [[nodiscard]] std::uint64_t events() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Suspends for `delay`; it is not an error to be woken late in real time.
asio::awaitable<void> sleep_for(Clock& clock, Duration delay);
asio::awaitable<void> sleep_until(Clock& clock, Instant when);

}  // namespace isocket
