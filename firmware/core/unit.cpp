#include "core/unit.h"

#include <utility>

#include "core/cable/revisions.h"

namespace isocket::fw {
namespace {

/// An array of what `make` gives for each number.
template <std::size_t n, typename Make>
constexpr auto each(Make make) {
  return [&]<std::size_t... i>(std::index_sequence<i...>) {
    return std::array<decltype(make(std::uint8_t{})), n>{make(std::uint8_t{i})...};
  }
  (std::make_index_sequence<n>{});
}

using SettingsRecord = SettingsStore<Settings>;
using MemoryRecord = SettingsStore<Memory>;

// Settings change rarely, memory with every switching: it gets the rest of the flash, to spread the wear.
constexpr StoreArea kSettingsArea{0, SettingsRecord::pages(), 2};
constexpr StoreArea kMemoryArea{kSettingsArea.end_page(), MemoryRecord::pages(), 8};
static_assert(kMemoryArea.end_page() <= kFlashPages);

const Model& of_variant(const Model& model, Variant variant) {
  const bool other = variant == Variant::no_voltage_sensor && model.without_voltage_sensor != nullptr;
  return other ? *model.without_voltage_sensor : model;
}

}  // namespace

Unit::Unit(const Model& model_, const Hal& hal_, Defects defects_, GsmEvents& events)
    : model{of_variant(model_, hal_.variant)},
      hal{hal_},
      defects{defects_},
      settings_store{hal_, kSettingsArea, Settings::kVersion},
      memory_store{hal_, kMemoryArea, Memory::kVersion},
      gsm{hal_, events},
      relays{each<kRelays>([&](std::uint8_t) { return Relay{defects_}; })},
      clock{hal_, defects_},
      thermostats{each<kRelays>([](std::uint8_t number) { return Thermostat{number}; })},
      temperature_alerts{each<kSensors>([](std::uint8_t number) { return TemperatureAlerts{number}; })},
      alarms{each<kInputNumbers>([&](std::uint8_t number) {
        return Alarm{number, has(model_, Feature::inputs)};
      })} {}

void Unit::load_settings() {
  if (settings_store.load()) return;
  factory_settings(settings());
  // So that later changes can be told from what was there before.
  (void)settings_store.commit();
}

void Unit::factory_settings(Settings& settings) const {
  constexpr Degrees kSwitchOffFahrenheit = 50;  // GS-7-03
  settings = kFactorySettings;
  if (!fahrenheit()) return;
  for (RelaySettings& relay : settings.relays) relay.switch_off = kSwitchOffFahrenheit;
}

void Unit::start() {
  gate.clear();
  outbox.clear();
  credit.clear();
  button.power_up();
  cable.power_up();
  clock.power_up(now);
  window.open(*this);
  leds.power_up(now);
  power.power_up(*this);
  for (Thermostat& thermostat : thermostats) thermostat.power_up();
  for (TemperatureAlerts& alerts : temperature_alerts) alerts.power_up();
  scheduler.power_up(*this);
  for (Alarm& alarm : alarms) alarm.power_up(*this);
  thermometer.power_up(*this);
  if (has(model, Feature::microphone)) gsm.microphone(settings().microphone_level);
  gsm.power_up();
}

Outcome Unit::commit(Group written) {
  if (defects.has(Defect::settings_lost_without_power)) return Outcome::ok;
  cable::count_changes(*this, written);
  if (settings_store.commit()) return Outcome::ok;
  load_settings();
  return Outcome::failed;
}

void Unit::apply_relays() {
  SmallSet remembered;
  for (std::uint8_t i = 0; i < model.relays; ++i) {
    remembered.set(i, has_power_state(i) && relays[i].to_remember());
    const bool closed = relay_on(i);
    if (closed == closed_.has(i)) continue;
    closed_.set(i, closed);
    if (closed) on_since[i] = clock.seconds(now);
    hal.relay(hal.self, i, closed);
  }
  if (!power.on_mains() || memory().relays_on == remembered) return;
  memory().relays_on = remembered;
  // A worn flash costs the memory of the state, not the switching.
  (void)memory_store.commit();
}

/// The formulas of SR 12.6. Who cannot choose BACKUPLIMIT has its factory value, DC (EP-11-19, GS-12-31).
Limits Unit::limits() const {
  const std::uint8_t chosen = settings().choice(Choice::backup_limit);
  const bool by_ac = chosen == 1 && has(model, Feature::voltage_sensor);
  const bool no_dc = !power.on_mains();
  Limits limits;
  limits.inputs = no_dc && chosen == 0;
  limits.switching = no_dc || (by_ac && !backup.ac());
  limits.alarm_switching = defects.has(Defect::ac_limits_alarm_relays) ? limits.switching : no_dc;
  return limits;
}

Outcome Unit::may_switch() const {
  if (!limits().switching || defects.has(Defect::battery_switches_socket)) return Outcome::ok;
  return has(model, Feature::backup_mode) ? Outcome::limited : Outcome::failed;
}

bool Unit::armed() const {
  for (std::uint8_t i = 0; i < model.inputs; ++i)
    if (settings().inputs[i].armed) return true;
  return false;
}

bool Unit::alarm_active() const {
  for (std::uint8_t i = 0; i < model.inputs; ++i)
    if (settings().inputs[i].armed && alarms[i].sensor_active(*this)) return true;
  return false;
}

void Unit::set_clock(RtcTime time) {
  clock.set(time);
  scheduler.clock_was_set(*this);
}

}  // namespace isocket::fw
