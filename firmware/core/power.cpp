#include "core/power.h"

#include "core/unit.h"

namespace isocket::fw {
namespace {

constexpr Millis kLossCounts = 10 * kSecond;  // EP-11-12, GS-12-18

}  // namespace

void Power::power_up(Unit& unit) {
  failure_counts_ = false;
  confirm_.stop();
  battery_.stop();
  const bool backup = has(unit.model, Feature::backup_mode);
  restored_waits_ = on_mains_ && !backup;
  if (on_mains_) {
    take_states(unit);
  } else if (!backup) {
    begin_battery(unit);
  }
  if (backup) unit.backup.power_up(unit);
}

/// The states of the relays by POWERSTATE (EP-11-08 to EP-11-10).
void Power::take_states(Unit& unit) {
  const SmallSet before = unit.memory().relays_on;
  for (std::uint8_t i = 0; i < unit.model.relays; ++i) {
    const PowerState state = unit.settings().power_state(i);
    const bool on = state == PowerState::remember ? before.has(i) : state == PowerState::on;
    unit.relays[i].set(on && unit.has_power_state(i));
  }
  unit.apply_relays();
}

void Power::begin_battery(const Unit& unit) {
  confirm_.start(unit.now, unit.defects.has(Defect::power_failed_at_once) ? kSecond : kLossCounts);
  battery_.start(unit.now, unit.model.battery_minutes * kMinute);
}

void Power::mains(Unit& unit, bool present) {
  if (present == on_mains_) return;
  on_mains_ = present;
  const bool backup = has(unit.model, Feature::backup_mode);
  if (!present) {
    // What REMEMBER restores has been stored with the switching that led to it.
    for (Relay& relay : unit.relays) relay.lose_mains();
    unit.apply_relays();
    if (backup) return unit.backup.dc(unit, false);
    if (unit.model.battery_minutes == 0) return switch_off(unit);  // GS-0-14
    begin_battery(unit);
    return;
  }
  confirm_.stop();
  battery_.stop();
  take_states(unit);
  if (has<&Model::supply_opens_window>(unit.model) || unit.defects.has(Defect::dc_opens_window))
    unit.window.open(unit);
  if (backup) return unit.backup.dc(unit, true);
  for (Alarm& alarm : unit.alarms) alarm.begin(unit);  // EP-11-34
  if (failure_counts_ && unit.settings().power_alert_on()) {
    unit.outbox.alert(unit, AlertKind::power_restored);  // EP-11-29, EP-11-30
  }
  failure_counts_ = false;
}

void Power::registered(Unit& unit) {
  if (!restored_waits_ || !on_mains_) return;
  restored_waits_ = false;
  if (unit.settings().power_alert_on()) unit.outbox.alert(unit, AlertKind::power_restored);
}

void Power::failure_reported(Unit& unit) {
  if (!on_mains_ && !unit.defects.has(Defect::stays_on_battery)) switch_off(unit);
}

void Power::tick(Unit& unit) {
  if (confirm_.over(unit.now)) {
    failure_counts_ = true;
    restored_waits_ = false;
    const bool reports = unit.settings().power_alert_on() && unit.outbox.alert(unit, AlertKind::power_failed);
    if (!reports) switch_off(unit);  // EP-11-15
  }
  if (battery_.over(unit.now)) switch_off(unit);
}

void Power::switch_off(Unit& unit) {
  off_ = true;
  unit.gsm.shut_down();
  unit.hal.power_off(unit.hal.self);
}

}  // namespace isocket::fw
