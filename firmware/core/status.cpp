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
  status.temperature = unit.thermometer.reported();
  status.signal_dbm = unit.gsm.signal_dbm();
  status.socket_on = unit.socket_on();
  status.armed = unit.settings().alarm_enabled;
  status.sensor_active = unit.alarm.sensor_active(unit);
  return status;
}

// Lines of what a model lacks are left out (GS-4.1-59).
void append_status(Text& text, const Model& model, const StatusSnapshot& status) {
  text.append(status.socket_on ? "Power socket ON\n" : "Power socket OFF\n");
  if (status.signal_dbm == kNoSignal) {
    text.append("Signal: No signal\n");
  } else {
    text.append("Signal: ").append(level(status.signal_dbm)).append(" (");
    text.append_number(status.signal_dbm).append("dBm)\n");
  }
  if (model.features.has(Feature::thermometer)) {
    text.append("TEMP: ");
    append_measured(text, status.temperature);
    text.append('\n');
  }
  if (model.features.has(Feature::alarm)) {
    text.append(status.armed ? "ALARMF: Enabled\n" : "ALARMF: Disabled\n");
    text.append(status.sensor_active ? "ALARM status: Act\n" : "ALARM status: No act\n");
  }
  text.append("Time: ");
  append_timestamp(text, status.clock);
}

Outcome status(Unit& unit, const Request&, Text& reply) {
  append_status(reply, unit.model, take_status(unit));
  return Outcome::ok;
}

Outcome temperature(Unit& unit, const Request&, Text& reply) {
  reply.append("TEMPERATURE: ");
  append_measured(reply, unit.thermometer.reported());
  return Outcome::ok;
}

}  // namespace isocket::fw
