// STATUS and TEMPERATURE (chapters 4.1, 7.1).

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

std::string_view level(std::int16_t dbm) {  // EP-4.1-63
  if (dbm >= -63) return "Excellent";
  if (dbm >= -79) return "Good";
  if (dbm >= -95) return "Fair";
  return "Weak";
}

}  // namespace

StatusSnapshot take_status(Unit& unit) {
  StatusSnapshot status;
  status.clock = unit.clock.seconds(unit.now);
  for (std::uint8_t i = 0; i < unit.model.sensors; ++i) {
    status.temperatures[i] = unit.thermometer.reported(i);
    status.installed.set(i, Thermometer::installed(unit, i));
  }
  status.signal_dbm = unit.gsm.signal_dbm();
  for (std::uint8_t i = 0; i < unit.model.relays; ++i) status.relays_on.set(i, unit.relay_on(i));
  for (std::uint8_t i = 0; i < unit.model.inputs; ++i) {
    status.armed.set(i, unit.settings().inputs[i].armed);
    status.active.set(i, unit.alarms[i].sensor_active(unit));
  }
  return status;
}

void append_signal(Text& text, const StatusSnapshot& status) {
  if (status.signal_dbm == kNoSignal) {
    text.append("Signal: No signal");
  } else {
    text.append("Signal: ").append(level(status.signal_dbm)).append(" (");
    text.append_number(status.signal_dbm).append("dBm)");
  }
}

// Lines of what a model lacks are left out (GS-4.1-59).
void append_status(Text& text, const Unit& unit, const StatusSnapshot& status) {
  text.append(status.relays_on.has(0) ? "Power socket ON\n" : "Power socket OFF\n");
  if (has(unit.model, Feature::microrelay)) {
    text.append(status.relays_on.has(kMicrorelay) ? "Microrelay ON\n" : "Microrelay OFF\n");
  }
  append_signal(text, status);
  text.append('\n');
  for (std::uint8_t i = 0; i < unit.model.sensors; ++i) {
    if (!status.installed.has(i)) continue;
    append_temperature_line(text, unit, i, status.temperatures[i]);
    text.append('\n');
  }
  if (has(unit.model, Feature::alarm)) {
    text.append(status.armed.has(0) ? "ALARMF: Enabled\n" : "ALARMF: Disabled\n");
    text.append("ALARM status: ");
    text.append(status.active.has(0) ? unit.model.sensor_active : unit.model.sensor_at_rest).append('\n');
  }
  text.append("Time: ");
  append_timestamp(text, status.clock);
}

Outcome status(Unit& unit, const Request&, Text& reply) {
  const StatusSnapshot status = take_status(unit);
  if (has(unit.model, Feature::relays)) {
    append_summary(reply, unit, status);
  } else {
    append_status(reply, unit, status);
  }
  return Outcome::ok;
}

Outcome temperature(Unit& unit, const Request&, Text& reply) {
  if (has(unit.model, Feature::sensors)) {
    append_temperatures(reply, unit, take_status(unit));
  } else {
    reply.append("TEMPERATURE: ");
    append_measured(reply, unit, unit.thermometer.reported(0));
  }
  return Outcome::ok;
}

}  // namespace isocket::fw
