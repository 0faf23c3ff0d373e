// The thermostat (chapter 7.2, section 5.5).

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

std::string_view mode(const Settings& settings) {
  return settings.thermostat() == ThermostatMode::heating ? "HEATING" : "COOLING";
}

void append_mode(Text& text, const Settings& settings) {
  text.append("THERMOSTAT=").append(mode(settings));
}

void append_state(Text& text, const Settings& settings) {
  text.append(settings.thermostat_enabled ? "THERMOSTAT: Enabled" : "THERMOSTAT: Disabled");
}

void append_switch_off(Text& text, const Unit& unit) {
  text.append("Switch-off temperature: ");
  append_threshold(text, unit, unit.settings().switch_off);
}

/// At exactly the threshold the socket is off in both modes (EP-7.2-20).
bool wanted(const Unit& unit, Celsius celsius) {
  const Settings& settings = unit.settings();
  if (celsius == settings.switch_off) return unit.defects.has(Defect::thermostat_on_at_threshold);
  const bool below = celsius < settings.switch_off;
  return settings.thermostat() == ThermostatMode::heating ? below : !below;
}

}  // namespace

void Thermostat::reading(Unit& unit) {
  const Settings& settings = unit.settings();
  if (!settings.thermostat_enabled || !unit.power.on_mains()) return;
  if (!unit.thermometer.readable()) {
    // One failure, one message; the socket stays as it is (EP-7.3-05, EP-7.3-06).
    const bool told = failure_told_ && !unit.defects.has(Defect::sensor_failure_repeats);
    failure_told_ = true;
    if (!told && settings.sensor_fail_alert_on()) unit.outbox.alert(unit, AlertKind::sensor_failed);
    return;
  }
  failure_told_ = false;
  if (unit.socket.restarting()) return;
  const bool was_on = unit.socket.on() || unit.defects.has(Defect::switch_off_alert_when_off);
  const bool on = wanted(unit, unit.thermometer.reported());
  unit.socket.follow_thermostat(on);
  unit.apply_socket();
  if (was_on && !on && settings.switch_off_alert_on()) unit.outbox.alert(unit, AlertKind::switched_off);
}

Outcome thermostat_on(Unit& unit, const Request& request, Text& reply) {
  unit.settings().thermostat_enabled = true;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  unit.thermostat.changed();
  accept(reply, request);
  reply.append('\n');
  append_mode(reply, unit.settings());
  reply.append('\n');
  append_switch_off(reply, unit);
  reply.append("\nNote! Thermostat is working now!");
  return Outcome::ok;
}

Outcome thermostat_off(Unit& unit, const Request& request, Text& reply) {
  unit.settings().thermostat_enabled = false;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  accept(reply, request);
  reply.append("\nNote! Thermostat was disabled!");
  return Outcome::ok;
}

Outcome set_thermostat(Unit& unit, const Request& request, Text& reply) {
  const Outcome outcome = set_choice(unit, request, reply);
  if (outcome != Outcome::ok) return outcome;
  unit.thermostat.changed();
  reply.append('\n');
  append_switch_off(reply, unit);
  reply.append('\n');
  append_state(reply, unit.settings());
  return outcome;
}

Outcome query_thermostat(Unit& unit, const Request&, Text& reply) {
  append_state(reply, unit.settings());
  reply.append('\n');
  append_mode(reply, unit.settings());
  reply.append('\n');
  append_switch_off(reply, unit);
  return Outcome::ok;
}

Outcome set_switch_off(Unit& unit, const Request& request, Text& reply) {
  Celsius celsius = 0;
  if (!parse_threshold(request.value, celsius)) return Outcome::wrong_value;
  unit.settings().switch_off = celsius;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  unit.thermostat.changed();
  reply.append(request.command.name);
  append_threshold(reply, unit, celsius);
  reply.append(" - OK\n");
  append_mode(reply, unit.settings());
  reply.append('\n');
  append_state(reply, unit.settings());
  return Outcome::ok;
}

}  // namespace isocket::fw
