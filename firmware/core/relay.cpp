#include "core/relay.h"

namespace isocket::fw {

bool Relay::to_remember() const {
  if (defects_.has(Defect::powerstate_remember_restart)) return on_;
  return restart_.running() ? after_restart_ : on_;
}

void Relay::set(bool on) {
  on_ = on;
  if (!defects_.has(Defect::on_keeps_timer)) timed_.stop();
  restart_.stop();
}

void Relay::set_for(Instant now, bool on, std::uint32_t seconds, TimedBy by) {
  // "Opposite" is that of the order, not the state before it (EP-9.3-16).
  const bool before = restart_.running() ? after_restart_ : on_;
  after_time_ = by != TimedBy::command && defects_.has(Defect::relay_time_restores_before) ? before : !on;
  if (!on && by == TimedBy::command && defects_.has(Defect::timed_off_stays_off)) after_time_ = false;
  on_ = on;
  restart_.stop();
  timed_.start(now, seconds * kSecond);
  timed_by_ = by;
}

void Relay::restart(Instant now, std::uint32_t seconds) {
  if (!restart_.running()) {
    after_restart_ = on_ || defects_.has(Defect::restart_forgets_state);
    on_ = !on_;
  }
  if (defects_.has(Defect::restart_cancels_timer)) timed_.stop();
  restart_.start(now, seconds * kSecond);
}

void Relay::follow_thermostat(bool on) {
  if (!restart_.running()) on_ = on;
}

void Relay::end_alarm_time(std::uint8_t input) {
  if (timed_.running() && timed_by_ == timed_by_input(input)) set(after_time_);
}

void Relay::lose_mains() {
  on_ = false;
  timed_.stop();
  restart_.stop();
}

void Relay::tick(Instant now) {
  // When both are due their order does not matter: the state of the time is the last word either way.
  if (timed_.over(now)) end_time();
  if (restart_.over(now)) on_ = after_restart_;
}

void Relay::plan(Wake& wake) const {
  wake.at(timed_);
  wake.at(restart_);
}

void Relay::end_time() {
  timed_.stop();
  (restart_.running() ? after_restart_ : on_) = after_time_;
}

}  // namespace isocket::fw
