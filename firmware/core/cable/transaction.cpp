#include "core/cable/transaction.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/security.h"
#include "core/unit.h"

namespace isocket::fw::cable {
namespace {

constexpr std::size_t kLargestField = std::max(sizeof(NumberList), sizeof(Settings::rules) + 1);

constexpr std::uint64_t bit(const Setting& setting) {
  return std::uint64_t{1} << setting.position;
}

Refusal refusal(Code code, std::string_view name = {}) {
  Refusal refused{code};
  for (const char c : name) refused.name.append(to_upper(c));
  return refused;
}

void temperature_changed(TemperatureAlerts& alerts, const SensorSettings& before, const SensorSettings& now) {
  if (before.rise != now.rise) alerts.arm_rise();
  if (before.fall != now.fall) alerts.arm_fall();
}

void input_changed(Unit& unit, std::uint8_t number, const Settings& before) {
  Alarm& alarm = unit.alarms[number];
  const Settings& now = unit.settings();
  const bool reference =
      before.alert(number) != now.alert(number) && now.alert(number) == AlertMode::sms_change;
  if (reference) alarm.take_reference(unit);
  if (before.inputs[number].armed != now.inputs[number].armed) {
    alarm.armed_changed(unit);
  } else if (before.sensor_type(number) != now.sensor_type(number)) {
    alarm.look(unit);
  }
}

}  // namespace

Refusal Transaction::set(const Unit& unit, std::string_view text) {
  const std::size_t size = text.find('=');
  const std::string_view name = text.substr(0, size);
  const Setting setting = find_setting(unit.model, group_, name);
  if (setting.row == nullptr) return refusal(Code::unknown_setting, name);
  if ((given_ & bit(setting)) != 0) return refusal(Code::duplicate, name);
  const auto field = field_of(values_, setting);
  std::array<std::byte, kLargestField> before;
  std::copy(field.begin(), field.end(), before.begin());
  if (!take_value(unit, values_, setting, text.substr(size + 1))) {
    std::copy_n(before.begin(), field.size(), field.begin());
    return refusal(Code::incorrect_value, name);
  }
  given_ |= bit(setting);
  ++count_;
  for (const char c : name) check_.add(to_upper(c));
  check_.add_line(text.substr(size));
  return {};
}

Refusal Transaction::commit(Unit& unit, std::uint32_t count, std::uint16_t check) {
  if (count != count_ || check != check_.value()) return refusal(Code::check_failed);
  if (!forced_)
    if (const Refusal refused = missing(unit.model)) return refused;
  if (const Refusal refused = conflict(unit)) return refused;
  if (group_ == Group::scheduler) unit.scheduler.look(unit);  // what has begun is past for new rules
  exchange(unit);
  if (group_ == Group::security) {
    if (!unit.settings().sec_list_on()) deactivate_list(unit);  // MU-P5-24
    end_alerts_if_empty(unit);                                  // MU-P8-08
  }
  if (unit.commit(group_) != Outcome::ok) return refusal(Code::execute_error);
  take_effect(unit);
  return {};
}

Refusal Transaction::missing(const Model& model) const {
  GroupWalk walk{model, group_};
  while (const Setting* setting = walk.next())
    if ((given_ & bit(*setting)) == 0) return refusal(Code::missing, name_of(*setting));
  return {};
}

/// What contradicts itself or another group; the preconditions are those of the commands (MU-P5-12).
Refusal Transaction::conflict(const Unit& unit) const {
  const bool list_on = unit.settings().sec_list_on();
  switch (group_) {
    case Group::security:
      if (values_.sec_list_on() && values_.security.empty()) return refusal(Code::conflict, "SECLIST");
      if (values_.renew_password_set && !values_.secure()) return refusal(Code::conflict, "RENEWINTERVALPW");
      break;
    case Group::ring:
      if (values_.ring() != Ring::no_action && !list_on) return refusal(Code::conflict, "RING");
      break;
    case Group::temperature: return has(unit.model, Feature::sensors) ? sensor_conflict(unit) : Refusal{};
    case Group::thermostat: return thermostat_conflict(unit);
    case Group::scheduler: return repeated_rule();
    default: break;
  }
  return {};
}

/// An alert of a sensor that is not installed (MU-P5-25).
Refusal Transaction::sensor_conflict(const Unit& unit) const {
  GroupWalk walk{unit.model, group_};
  while (const Setting* setting = walk.next()) {
    if (setting->row->holds != Holds::threshold || Thermometer::installed(unit, setting->number)) continue;
    const SensorSettings& sensor = values_.sensors[setting->number];
    const bool rise = setting->row->offset == offsetof(SensorSettings, rise);
    if ((rise ? sensor.rise : sensor.fall).enabled) return refusal(Code::conflict, name_of(*setting));
  }
  return {};
}

/// A thermostat without its sensor (MU-P5-25), an alert to nobody (MU-P8-05).
Refusal Transaction::thermostat_conflict(const Unit& unit) const {
  if (has(unit.model, Feature::temp_off) && values_.switch_off_alert_on(0) && unit.settings().alerts.empty())
    return refusal(Code::conflict, "THERMALERT");
  if (!has(unit.model, Feature::sensors)) return {};
  GroupWalk walk{unit.model, group_};
  while (const Setting* setting = walk.next()) {
    const RelaySettings& relay = values_.relays[setting->number];
    const bool absent =
        relay.sensor != 0 && !Thermometer::installed(unit, static_cast<std::uint8_t>(relay.sensor - 1));
    if (setting->row->holds == Holds::followed && absent) return refusal(Code::conflict, name_of(*setting));
    const bool blind = relay.thermostat_enabled && relay.sensor == 0;
    if (setting->row->holds == Holds::on_off && blind) return refusal(Code::conflict, name_of(*setting));
  }
  return {};
}

Refusal Transaction::repeated_rule() const {
  const auto& rules = values_.rules;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!is_rule(rules[i]) || std::find(rules.begin(), rules.begin() + i, rules[i]) == rules.begin() + i)
      continue;
    Name name{"RULE"};
    name.append_number(static_cast<std::int32_t>(i + 1));
    return refusal(Code::conflict, name);
  }
  return {};
}

/// The new values go into the settings, the former ones into the draft.
void Transaction::exchange(Unit& unit) {
  close_gaps(values_);
  GroupWalk walk{unit.model, group_};
  while (const Setting* setting = walk.next()) {
    if (setting->row->holds == Holds::planned && setting->number > 0) continue;  // one field for all
    const auto now = field_of(unit.settings(), *setting);
    const auto next = field_of(values_, *setting);
    std::swap_ranges(now.begin(), now.end(), next.begin());
  }
}

/// What the chapters do when a command has changed a setting of theirs (MU-P5-16).
void Transaction::take_effect(Unit& unit) {
  const Settings& before = values_;
  switch (group_) {
    case Group::ring:
      if (has(unit.model, Feature::microphone)) unit.gsm.microphone(unit.settings().microphone_level);
      break;
    case Group::backup:
      if (!has(unit.model, Feature::backup_mode)) break;
      if (before.battery_thresholds != unit.settings().battery_thresholds) unit.backup.thresholds_changed();
      unit.backup.look_at_limits(unit);
      break;
    case Group::temperature:
      for (std::uint8_t i = 0; i < unit.model.sensors; ++i)
        temperature_changed(unit.temperature_alerts[i], before.sensors[i], unit.settings().sensors[i]);
      break;
    case Group::thermostat:
      for (std::uint8_t i = 0; i < unit.model.relays; ++i)
        if (before.relays[i] != unit.settings().relays[i]) unit.thermostats[i].changed();
      break;
    case Group::inputs:
      for (std::uint8_t i = 0; i < unit.model.inputs; ++i) input_changed(unit, i, before);
      break;
    default: break;
  }
}

}  // namespace isocket::fw::cable
