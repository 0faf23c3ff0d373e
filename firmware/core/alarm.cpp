#include "core/alarm.h"

#include "core/unit.h"

namespace isocket::fw {
namespace {

constexpr Millis kBounce = 100;            // EP-9.1-07
constexpr Millis kLockOut = 60 * kSecond;  // EP-9.2-20

/// The relays that a detection switches.
SmallSet alarm_relays(const Unit& unit, std::uint8_t input) {
  if (has(unit.model, Feature::inputs)) return unit.settings().inputs[input].relays;
  return SmallSet::of(has(unit.model, Feature::microrelay) ? kMicrorelay : kMainSocket);
}

/// Under SMSCHANGE the main socket follows every change, also inside the lock-out (EP-9.2-21); the microrelay
/// is switched by detections alone and ends by its time (GS-9.2-31).
bool follows_changes(const Unit& unit) {
  return !has(unit.model, Feature::microrelay) || unit.defects.has(Defect::microrelay_follows_returns);
}

}  // namespace

void SensorInput::set_plugged(Instant now, bool plugged) {
  plugged_ = plugged || !jack_;
  look(now);
}

void SensorInput::set_closed(Instant now, bool closed) {
  raw_closed_ = closed;
  look(now);
}

void SensorInput::power_up() {
  closed_ = raw_closed_ && plugged_;
  bounce_.stop();
}

void SensorInput::look(Instant now) {
  if ((raw_closed_ && plugged_) == closed_) {
    bounce_.stop();
  } else if (!bounce_.running()) {
    bounce_.start(now, kBounce);
  }
}

bool SensorInput::tick(Instant now) {
  if (!bounce_.over(now)) return false;
  closed_ = !closed_;
  return true;
}

bool Alarm::sensor_active(const Unit& unit) const {
  return input.closed() != (unit.settings().sensor_type(number_) == SensorType::normally_closed);
}

void Alarm::power_up(Unit& unit) {
  input.power_up();
  cycle_runs_ = false;
  begin(unit);
}

void Alarm::begin(Unit& unit) {
  lock_out_.stop();
  // A cycle that still runs keeps its lock (EP-9.2-13).
  locked_ = cycle_runs_;
  take_reference(unit);
  active_ = reported_;
  look(unit);
}

void Alarm::take_reference(const Unit& unit) {
  reported_ = sensor_active(unit);
}

bool Alarm::enable(Unit& unit, SmallSet inputs, bool enabled) {
  Settings& settings = unit.settings();
  SmallSet changed;
  for (std::uint8_t i = 0; i < unit.model.inputs; ++i) {
    if (!inputs.has(i) || settings.inputs[i].armed == enabled) continue;  // EP-9.4-11
    settings.inputs[i].armed = enabled;
    changed.set(i);
  }
  if (changed.empty()) return true;
  if (unit.commit() != Outcome::ok) return false;
  for (std::uint8_t i = 0; i < unit.model.inputs; ++i)
    if (changed.has(i)) unit.alarms[i].armed_changed(unit);
  return true;
}

void Alarm::armed_changed(Unit& unit) {
  if (unit.settings().inputs[number_].armed) return begin(unit);
  lock_out_.stop();
  locked_ = cycle_runs_ = false;
  if (!unit.defects.has(Defect::disarm_keeps_cycle)) unit.outbox.cancel_sensor_alerts(number_);
  if (unit.defects.has(Defect::disarm_keeps_relay_time)) return;
  for (Relay& relay : unit.relays) relay.end_alarm_time(number_);
  unit.apply_relays();
}

void Alarm::look(Unit& unit) {
  if (!unit.settings().inputs[number_].armed || unit.limits().inputs || !unit.backup.sensing()) return;
  const bool active = sensor_active(unit);
  const bool changed = active != active_;
  active_ = active;
  if (unit.settings().alert(number_) == AlertMode::sms_change) {
    const bool detected = !locked_ && active != reported_;
    if (follows_changes(unit) ? changed : detected && active) switch_relays(unit, active);
    if (detected) detect(unit, active);
  } else if (!locked_ && active) {
    switch_relays(unit, true);
    detect(unit, true);
  }
}

void Alarm::detect(Unit& unit, bool active) {
  if (active || unit.defects.has(Defect::log_counts_returns)) unit.log_detection(number_);
  locked_ = true;
  reported_ = active;
  const AlertMode mode = unit.settings().alert(number_);
  const AlertKind kind = active ? AlertKind::sensor_activated : AlertKind::sensor_deactivated;
  cycle_runs_ = mode != AlertMode::off && unit.outbox.alert(unit, kind, number_, mode == AlertMode::call);
  if (!cycle_runs_ || unit.defects.has(Defect::lockout_from_detection)) lock_out_.start(unit.now, kLockOut);
  if (!unit.defects.has(Defect::lockout_of_all_inputs)) return;
  for (Alarm& other : unit.alarms) {
    other.locked_ = true;
    other.lock_out_.start(unit.now, kLockOut);
  }
}

void Alarm::call_taken(Unit& unit) {
  if (!has(unit.model, Feature::microrelay) || unit.defects.has(Defect::taken_call_keeps_microrelay)) return;
  unit.relays[kMicrorelay].end_alarm_time(number_);
  unit.apply_relays();
}

void Alarm::cycle_over(Unit& unit) {
  cycle_runs_ = false;
  if (unit.settings().inputs[number_].armed && !lock_out_.running() &&
      !unit.defects.has(Defect::lockout_from_detection)) {
    lock_out_.start(unit.now, kLockOut);
  }
}

void Alarm::switch_relays(Unit& unit, bool active) {
  const RelayTime& time = unit.settings().inputs[number_].relay_time;
  // Not made up for later either (SR-U17-26).
  if (time.action == RelayTime::Action::none || unit.limits().alarm_switching) return;
  const bool on = time.action == RelayTime::Action::on;
  const SmallSet relays = alarm_relays(unit, number_);
  for (std::uint8_t i = 0; i < unit.model.relays; ++i) {
    if (!relays.has(i)) continue;
    Relay& relay = unit.relays[i];
    if (active && time.seconds != 0) {
      relay.set_for(unit.now, on, time.seconds, timed_by_input(number_));
    } else {
      relay.set(active ? on : !on);
    }
    if (unit.defects.has(Defect::alarm_switches_first_relay)) break;
  }
  unit.apply_relays();
}

void Alarm::tick(Unit& unit) {
  if (lock_out_.over(unit.now)) {
    locked_ = false;
    if (unit.defects.has(Defect::return_lost_in_lockout) && !active_) reported_ = false;
    look(unit);
  }
  if (input.tick(unit.now)) look(unit);
}

void Alarm::plan(Wake& wake) const {
  input.plan(wake);
  wake.at(lock_out_);
}

}  // namespace isocket::fw
