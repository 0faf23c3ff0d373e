// What a model with numbered relays tells of itself: RELAYSTATUS, SIGNALREPORT, STATUS, and the reports that
// its scheduler sends (sections 4 and 4.1 of the Smart Relay).

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {

void append_relay_states(Text& text, const Unit& unit, const StatusSnapshot& status) {
  for (std::uint8_t i = 0; i < unit.model.relays; ++i) {
    if (i > 0) text.append('\n');
    append_label(text, "R", i, unit.settings().relays[i].alias);
    text.append(status.relays_on.has(i) ? ": ON" : ": OFF");
  }
}

void append_input_states(Text& text, const Unit& unit, const StatusSnapshot& status) {
  for (std::uint8_t i = 0; i < unit.model.inputs; ++i) {
    if (i > 0) text.append('\n');
    append_input(text, unit, i);
    text.append(status.armed.has(i) ? ": Enabled, " : ": Disabled, ");
    text.append(status.active.has(i) ? "Activity" : "No activity");
  }
}

void append_temperatures(Text& text, const Unit& unit, const StatusSnapshot& status) {
  text.append("TEMPERATURE:");
  if (status.installed.empty()) text.append(" No sensors");
  for (std::uint8_t i = 0; i < unit.model.sensors; ++i) {
    if (!status.installed.has(i)) continue;
    text.append('\n');
    append_temperature_line(text, unit, i, status.temperatures[i]);
  }
}

void append_summary(Text& text, const Unit& unit, const StatusSnapshot& status) {
  text.append("Relays ON: ");
  if (status.relays_on.empty()) text.append("None");
  append_set(text, status.relays_on);
  text.append('\n');
  append_signal(text, status);
  for (std::uint8_t i = 0; i < unit.model.sensors; ++i) {
    if (!status.installed.has(i)) continue;
    text.append('\n');
    append_temperature_line(text, unit, i, status.temperatures[i]);
  }
  if (unit.limits().inputs) {
    text.append("\nALARMF: Not available\nALARM status: Not available");
  } else {
    text.append("\nALARMF: ");
    if (status.armed.empty()) text.append("Disabled");
    append_set(text, status.armed);
    text.append("\nALARM status: ");
    if (status.active.empty()) text.append("No activity");
    append_set(text, status.active, "IN");
  }
  text.append('\n');
  append_power(text, unit);
  text.append("\nTime: ");
  append_timestamp(text, status.clock);
}

Outcome relay_status(Unit& unit, const Request&, Text& reply) {
  append_relay_states(reply, unit, take_status(unit));
  return Outcome::ok;
}

Outcome signal_report(Unit& unit, const Request&, Text& reply) {
  append_signal(reply, take_status(unit));
  return Outcome::ok;
}

Outcome input_status(Unit& unit, const Request&, Text& reply) {
  if (unit.limits().inputs) return Outcome::limited;
  append_input_states(reply, unit, take_status(unit));
  return Outcome::ok;
}

}  // namespace isocket::fw
