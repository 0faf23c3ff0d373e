// The thermostat (chapter 7.2, section 5.5; 5.6 of the GSM family).

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

constexpr std::uint8_t kSensor = 0;  // the only one that a thermostat follows

std::string_view mode(const Settings& settings, std::uint8_t relay) {
  return settings.thermostat(relay) == ThermostatMode::heating ? "HEATING" : "COOLING";
}

void append_mode(Text& text, const Settings& settings, std::uint8_t relay) {
  text.append("THERMOSTAT=").append(mode(settings, relay));
}

void append_state(Text& text, const Settings& settings, std::uint8_t relay) {
  text.append(settings.relays[relay].thermostat_enabled ? "THERMOSTAT: Enabled" : "THERMOSTAT: Disabled");
}

void append_switch_off(Text& text, const Unit& unit, std::uint8_t relay) {
  text.append(unit.model.switch_off_title);
  append_threshold(text, unit, unit.settings().relays[relay].switch_off);
}

/// At exactly the threshold the relay is off in both modes (EP-7.2-20).
bool wanted(const Unit& unit, std::uint8_t relay, Degrees degrees) {
  const Degrees switch_off = unit.settings().relays[relay].switch_off;
  if (degrees == switch_off) return unit.defects.has(Defect::thermostat_on_at_threshold);
  const bool below = degrees < switch_off;
  return unit.settings().thermostat(relay) == ThermostatMode::heating ? below : !below;
}

}  // namespace

void Thermostat::reading(Unit& unit) {
  const Settings& settings = unit.settings();
  if (!settings.relays[number_].thermostat_enabled || unit.limits().switching) return;
  if (!unit.thermometer.readable(kSensor)) {
    // One failure, one message; the relay stays as it is (EP-7.3-05, EP-7.3-06).
    const bool told = failure_told_ && !unit.defects.has(Defect::sensor_failure_repeats);
    failure_told_ = true;
    if (!told && settings.sensor_fail_alert_on()) unit.outbox.alert(unit, AlertKind::sensor_failed, kSensor);
    return;
  }
  failure_told_ = false;
  Relay& relay = unit.relays[number_];
  if (relay.restarting()) return;
  const bool was_on = relay.on() || unit.defects.has(Defect::switch_off_alert_when_off);
  const bool on = wanted(unit, number_, unit.thermometer.reported(kSensor));
  relay.follow_thermostat(on);
  unit.apply_relays();
  if (was_on && !on && settings.switch_off_alert_on(number_)) {
    unit.outbox.alert(unit, AlertKind::switched_off, number_);
  }
}

bool Thermostat::enable(Unit& unit, bool enabled) {
  unit.settings().relays[number_].thermostat_enabled = enabled;
  if (unit.commit() != Outcome::ok) return false;
  if (enabled) changed();
  return true;
}

Outcome thermostat_on(Unit& unit, const Request& request, Text& reply) {
  if (!unit.thermostats[request.number].enable(unit, true)) return Outcome::failed;
  accept(reply, request);
  reply.append('\n');
  append_mode(reply, unit.settings(), request.number);
  reply.append('\n');
  append_switch_off(reply, unit, request.number);
  reply.append('\n').append(unit.model.attention).append(" Thermostat is working now!");
  return Outcome::ok;
}

Outcome thermostat_off(Unit& unit, const Request& request, Text& reply) {
  if (!unit.thermostats[request.number].enable(unit, false)) return Outcome::failed;
  accept(reply, request);
  reply.append('\n').append(unit.model.attention).append(" Thermostat was disabled!");
  return Outcome::ok;
}

Outcome set_thermostat(Unit& unit, const Request& request, Text& reply) {
  const Outcome outcome = set_choice(unit, request, reply);
  if (outcome != Outcome::ok) return outcome;
  unit.thermostats[request.number].changed();
  reply.append('\n');
  append_switch_off(reply, unit, request.number);
  reply.append('\n');
  append_state(reply, unit.settings(), request.number);
  return outcome;
}

Outcome query_thermostat(Unit& unit, const Request& request, Text& reply) {
  append_state(reply, unit.settings(), request.number);
  reply.append('\n');
  append_mode(reply, unit.settings(), request.number);
  reply.append('\n');
  append_switch_off(reply, unit, request.number);
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
  append_mode(reply, unit.settings(), request.number);
  reply.append('\n');
  append_state(reply, unit.settings(), request.number);
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
