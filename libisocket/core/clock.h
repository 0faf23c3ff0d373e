#pragma once

#include <compare>
#include <cstdint>
#include <functional>

#include "core/time.h"

namespace isocket {

/// Names one pending wake-up; wake-ups happen in the order of (when, seq), which is a total order.
struct WakeId {
  Instant when{};
  std::uint64_t seq = 0;
  friend auto operator<=>(const WakeId&, const WakeId&) = default;
};

/// Where all waiting goes. With the system's time a loop sleeps; in virtual time it jumps to the next
/// wake-up.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Time since the run began.
  [[nodiscard]] virtual Instant now() const = 0;
  /// The date that belongs to now(); in the lab it starts at a fixed one.
  [[nodiscard]] virtual Calendar calendar() const = 0;
  /// Calls `wake` once, at or after `when`, never from inside this call. A past `when` means as soon as
  /// possible.
  virtual WakeId wake_at(Instant when, std::function<void()> wake) = 0;
  /// Takes a wake-up back. False: it has happened already, or never was.
  virtual bool cancel(const WakeId& id) = 0;
};

/// One wake-up that belongs to its owner: destroyed or set anew, the former one does not happen.
class Timer {
 public:
  explicit Timer(Clock& clock) : clock_{clock} {}
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  ~Timer() { cancel(); }

  void at(Instant when, std::function<void()> wake) {
    cancel();
    armed_ = true;
    id_ = clock_.wake_at(when, [this, call = std::move(wake)] {
      armed_ = false;
      auto keep = call;  // the callee may destroy this timer
      keep();
    });
  }
  void after(Duration delay, std::function<void()> wake) { at(clock_.now() + delay, std::move(wake)); }
  void cancel() {
    if (armed_) clock_.cancel(id_);
    armed_ = false;
  }
  [[nodiscard]] bool armed() const { return armed_; }
  [[nodiscard]] Instant when() const { return id_.when; }

 private:
  Clock& clock_;
  WakeId id_;
  bool armed_ = false;
};

}  // namespace isocket
