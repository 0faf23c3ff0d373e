// The thermostat (chapter 7.2, section 5.5; 5.6 of the GSM family).

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

constexpr std::uint8_t kNoSensor = 0xff;

/// The sensor that the thermostat of a relay follows: the one tied to it, or the only one there is.
std::uint8_t followed_sensor(const Unit& unit, std::uint8_t relay) {
  if (!has(unit.model, Feature::sensors)) return 0;
  const std::uint8_t sensor = unit.settings().relays[relay].sensor;
  if (sensor == 0) return kNoSensor;
  return unit.defects.has(Defect::thermostats_follow_first_sensor) ? 0
                                                                   : static_cast<std::uint8_t>(sensor - 1);
}

/// `THERMOSTAT`, or `THERMOSTAT3` where relays have numbers.
void append_name(Text& text, const Unit& unit, std::uint8_t relay) {
  text.append("THERMOSTAT");
  if (has<&Model::numbered>(unit.model)) text.append_number(relay + 1);
}

void append_mode(Text& text, const Unit& unit, std::uint8_t relay) {
  text.append(unit.settings().thermostat(relay) == ThermostatMode::heating ? "HEATING" : "COOLING");
}

void append_mode_line(Text& text, const Unit& unit, std::uint8_t relay) {
  append_name(text, unit, relay);
  text.append('=');
  append_mode(text, unit, relay);
}

void append_state(Text& text, const Unit& unit, std::uint8_t relay) {
  append_name(text, unit, relay);
  text.append(unit.settings().relays[relay].thermostat_enabled ? ": Enabled" : ": Disabled");
}

void append_followed(Text& text, const Unit& unit, std::uint8_t relay) {
  const std::uint8_t sensor = unit.settings().relays[relay].sensor;
  if (sensor == 0) {
    text.append("NO");
  } else {
    append_sensor_name(text, unit, static_cast<std::uint8_t>(sensor - 1));
  }
}

/// Only where there is a choice.
void append_sensor_line(Text& text, const Unit& unit, std::uint8_t relay) {
  if (!has(unit.model, Feature::sensors)) return;
  text.append("\nSensor: ");
  append_followed(text, unit, relay);
}

void append_switch_off(Text& text, const Unit& unit, std::uint8_t relay) {
  append_threshold(text, unit, unit.settings().relays[relay].switch_off);
}

void append_switch_off_line(Text& text, const Unit& unit, std::uint8_t relay) {
  text.append('\n').append(unit.model.switch_off_title);
  append_switch_off(text, unit, relay);
}

/// At exactly the threshold the relay is off in both modes (EP-7.2-20).
bool wanted(const Unit& unit, std::uint8_t relay, Degrees degrees) {
  const Degrees switch_off = unit.settings().relays[relay].switch_off;
  if (degrees == switch_off) return unit.defects.has(Defect::thermostat_on_at_threshold);
  const bool below = degrees < switch_off;
  return unit.settings().thermostat(relay) == ThermostatMode::heating ? below : !below;
}

/// A sensor that fails ends every thermostat that follows it, and one message tells of all (SR-3.2-10,
/// SR-U7.4-03).
void end_followers(Unit& unit, std::uint8_t sensor) {
  if (unit.defects.has(Defect::sensor_failure_keeps_thermostat)) return;
  Settings& settings = unit.settings();
  SmallSet ended;
  for (std::uint8_t i = 0; i < unit.model.relays; ++i) {
    RelaySettings& relay = settings.relays[i];
    if (!relay.thermostat_enabled || followed_sensor(unit, i) != sensor) continue;
    relay.thermostat_enabled = false;
    ended.set(i);
  }
  if (unit.commit() != Outcome::ok) return;
  if (settings.sensor_fail_alert_on()) {
    unit.outbox.alert(unit, AlertKind::sensor_failed, About{sensor, sensor, ended});
  }
}

}  // namespace

void Thermostat::reading(Unit& unit) {
  const std::uint8_t sensor = followed_sensor(unit, number_);
  if (!unit.settings().relays[number_].thermostat_enabled || sensor == kNoSensor) return;
  if (!unit.thermometer.readable(sensor)) return sensor_failed(unit, sensor);
  failure_told_ = false;
  Relay& relay = unit.relays[number_];
  if (unit.limits().switching || relay.restarting()) return;
  const bool was_on = relay.on() || unit.defects.has(Defect::switch_off_alert_when_off);
  const bool on = wanted(unit, number_, unit.thermometer.reported(sensor));
  relay.follow_thermostat(on);
  unit.apply_relays();
  if (was_on && !on && unit.settings().switch_off_alert_on(number_)) {
    unit.outbox.alert(unit, AlertKind::switched_off, About{number_, sensor});
  }
}

// The relay stays as it is (EP-7.3-06, SR-U7.3-33).
void Thermostat::sensor_failed(Unit& unit, std::uint8_t sensor) {
  // It ends a thermostat also while that is suspended (SR-U7.3-30); one that only waits is idle without mains
  // (EP-11-20).
  if (unit.model.failure_ends_thermostat) return end_followers(unit, sensor);
  if (unit.limits().switching) return;
  // One failure, one message (EP-7.3-05).
  const bool told = failure_told_ && !unit.defects.has(Defect::sensor_failure_repeats);
  failure_told_ = true;
  if (!told && unit.settings().sensor_fail_alert_on()) {
    unit.outbox.alert(unit, AlertKind::sensor_failed, sensor);
  }
}

Outcome Thermostat::enable(Unit& unit, bool enabled) {
  if (enabled && followed_sensor(unit, number_) == kNoSensor) return Outcome::refused;
  unit.settings().relays[number_].thermostat_enabled = enabled;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  changed();
  return Outcome::ok;
}

Outcome thermostat_on(Unit& unit, const Request& request, Text& reply) {
  Outcome outcome = unit.backup_refusal(unit.limits().switching);
  if (outcome == Outcome::ok) outcome = unit.thermostats[request.number].enable(unit, true);
  if (outcome == Outcome::refused) reply.append("Sensor is not configured!");  // SR-U7.3-04
  if (outcome != Outcome::ok) return outcome;
  accept(reply, request);
  reply.append('\n');
  append_mode_line(reply, unit, request.number);
  append_sensor_line(reply, unit, request.number);
  append_switch_off_line(reply, unit, request.number);
  reply.append('\n').append(unit.model.attention).append(" Thermostat is working now!");
  return Outcome::ok;
}

Outcome thermostat_off(Unit& unit, const Request& request, Text& reply) {
  Outcome outcome = unit.backup_refusal(unit.limits().switching);
  if (outcome == Outcome::ok) outcome = unit.thermostats[request.number].enable(unit, false);
  if (outcome != Outcome::ok) return outcome;
  accept(reply, request);
  reply.append('\n').append(unit.model.attention).append(" Thermostat was disabled!");
  return Outcome::ok;
}

Outcome set_thermostat(Unit& unit, const Request& request, Text& reply) {
  const Outcome outcome = set_choice(unit, request, reply);
  if (outcome != Outcome::ok) return outcome;
  unit.thermostats[request.number].changed();
  append_switch_off_line(reply, unit, request.number);
  reply.append('\n');
  append_state(reply, unit, request.number);
  return outcome;
}

Outcome query_thermostat(Unit& unit, const Request& request, Text& reply) {
  append_state(reply, unit, request.number);
  reply.append('\n');
  append_mode_line(reply, unit, request.number);
  append_sensor_line(reply, unit, request.number);
  append_switch_off_line(reply, unit, request.number);
  return Outcome::ok;
}

// A line for each relay, in fewer words (SR-U7.3-08).
Outcome query_thermostats(Unit& unit, const Request&, Text& reply) {
  for (std::uint8_t i = 0; i < unit.model.relays; ++i) {
    if (i > 0) reply.append('\n');
    append_state(reply, unit, i);
    reply.append(", ");
    append_mode(reply, unit, i);
    reply.append(", ");
    append_followed(reply, unit, i);
    reply.append(", ");
    append_switch_off(reply, unit, i);
  }
  return Outcome::ok;
}

Outcome set_switch_off(Unit& unit, const Request& request, Text& reply) {
  Degrees degrees = 0;
  if (!parse_threshold(unit, request.value, unit.model.switch_off_range, degrees))
    return Outcome::wrong_value;
  unit.settings().relays[request.number].switch_off = degrees;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  unit.thermostats[request.number].changed();
  append_word(reply, request);
  append_threshold(reply, unit, degrees);
  reply.append(" - OK\n");
  append_mode_line(reply, unit, request.number);
  reply.append('\n');
  append_state(reply, unit, request.number);
  return Outcome::ok;
}

Outcome query_switch_off(Unit& unit, const Request& request, Text& reply) {
  append_setting(reply, request);
  reply.append('=');
  append_switch_off(reply, unit, request.number);
  return Outcome::ok;
}

// It neither enables nor disables the thermostat (SR-U7.3-09), but without a sensor there is none.
bool parse_sensor(const Model& model, std::string_view value, std::uint8_t& sensor) {
  std::uint32_t number = 0;
  if (!same_word(value, "NO")) {
    if (!same_word(value.substr(0, 1), "T")) return false;
    if (!parse_number(value.substr(1), model.sensors, number) || number == 0) return false;
  }
  sensor = static_cast<std::uint8_t>(number);
  return true;
}

void append_sensor(Text& text, std::uint8_t sensor) {
  if (sensor == 0) {
    text.append("NO");
  } else {
    text.append('T').append_number(sensor);
  }
}

Outcome set_thermostat_sensor(Unit& unit, const Request& request, Text& reply) {
  RelaySettings& relay = unit.settings().relays[request.number];
  std::uint8_t sensor = 0;
  if (!parse_sensor(unit.model, request.value, sensor)) return Outcome::wrong_value;
  if (sensor == 0) {
    relay.follow_none();
  } else {
    const auto number = static_cast<std::uint8_t>(sensor - 1);
    if (!Thermometer::installed(unit, number)) return refuse_absent(reply, unit, number);
    relay.sensor = sensor;
  }
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  unit.thermostats[request.number].changed();
  query_thermostat_sensor(unit, request, reply);
  reply.append(" - OK");
  return Outcome::ok;
}

Outcome query_thermostat_sensor(Unit& unit, const Request& request, Text& reply) {
  append_setting(reply, request);
  reply.append('=');
  append_followed(reply, unit, request.number);
  return Outcome::ok;
}

// It is told to the alert numbers alone, and ends with the last of them (GS-7.3-12, GS-7.3-18).
Outcome set_temp_off_alert(Unit& unit, const Request& request, Text& reply) {
  ParsedChoice parsed;
  if (!parse_choice(unit.model, request.command.choice, request.value, parsed)) return Outcome::wrong_value;
  if (parsed.position == 1 && unit.settings().alerts.empty()) return Outcome::no_alert_numbers;
  return store_choice(unit, request, parsed, reply);
}

}  // namespace isocket::fw
