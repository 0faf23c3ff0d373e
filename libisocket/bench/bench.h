#pragma once

#include <string>
#include <string_view>

#include "bench/change.h"
#include "bench/output.h"
#include "core/event_loop.h"
#include "core/notifier.h"

namespace isocket::bench {

class Operator;

/// The surroundings of one device: what can be set, and what can be seen. The lab has one with the physics of
/// the real thing; a fixture program or an operator stands behind the others.
class Bench {
 public:
  Bench(Clock& clock, asio::any_io_executor executor) : changed_{clock, std::move(executor)} {}
  virtual ~Bench() = default;

  /// Whether this bench can apply such a change ("mains"), see such an output ("socket"), or "reset".
  [[nodiscard]] virtual bool can(std::string_view what) const = 0;
  /// Brings the device to the start of a case: factory state, standard variant, mains and AC on, battery good
  /// and full, sensors open and plugged in, 23 degrees (a Smart Relay: at sensors 1 and 2, the others
  /// absent), network up, SIM present, clock set to the network's time, registered; history() begins anew.
  /// Errors: unsupported, timed_out (it did not register within 3 minutes), closed, io.
  virtual asio::awaitable<Result<void>> reset() = 0;
  /// Applies one change at once. Errors: unsupported, bad_value, closed, io.
  virtual asio::awaitable<Result<void>> apply(Change change) = 0;
  /// True only for a lab that neither loses, delays, doubles nor reorders anything, and whose modems are
  /// sound.
  [[nodiscard]] virtual bool faultless() const = 0;

  /// Whether it can still be relied on: a fixture program may have ended. Errors: closed.
  [[nodiscard]] virtual Result<void> sound() const { return {}; }
  /// The person who sets and observes it; null where there is none.
  [[nodiscard]] virtual Operator* person() { return nullptr; }
  /// Nothing more is asked of it: what it has started ends.
  virtual asio::awaitable<void> end() { co_return; }

  /// What has been seen so far.
  [[nodiscard]] const History& history() const { return history_; }
  /// Notified after each change of history(); one reader at a time.
  [[nodiscard]] Notifier& changed() { return changed_; }

 protected:
  void saw(const Edge& edge) {
    history_.add(edge);
    changed_.notify();
  }
  void begin_anew() { history_.clear(); }

 private:
  History history_;
  Notifier changed_;
};

}  // namespace isocket::bench
