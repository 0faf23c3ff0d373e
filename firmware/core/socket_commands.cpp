// Chapter 4.1: switching by command.

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

// Without mains the socket has no power and takes no order (EP-11-19).
bool switchable(const Unit& unit) {
  return unit.power.on_mains() || unit.defects.has(Defect::battery_switches_socket);
}

Outcome order(Unit& unit, Text& reply, bool on) {
  if (!switchable(unit)) return Outcome::failed;
  if (on && unit.relays[0].on() && unit.defects.has(Defect::runtime_moves_when_on)) {
    unit.on_since[0] = unit.clock.seconds(unit.now);
  }
  unit.relays[0].set(on);
  unit.apply_relays();
  reply.append(on ? "Power socket ON" : "Power socket OFF");
  return Outcome::ok;
}

Outcome timed_order(Unit& unit, const Request& request, Text& reply, bool on) {
  std::uint16_t number = 0;
  if (!parse_seconds(request.value, unit.model.most_timed, number)) return Outcome::wrong_value;
  if (!switchable(unit)) return Outcome::failed;
  const std::uint32_t seconds = std::uint32_t{number} * unit.model.timed_unit_seconds;
  unit.relays[0].set_for(unit.now, on, seconds, TimedBy::command);
  unit.apply_relays();
  reply.append(on ? "Power ON for " : "Power OFF for ").append_number(number).append(unit.model.timed_unit);
  return Outcome::ok;
}

}  // namespace

Outcome switch_on(Unit& unit, const Request&, Text& reply) {
  return order(unit, reply, true);
}
Outcome switch_off(Unit& unit, const Request&, Text& reply) {
  return order(unit, reply, false);
}

Outcome switch_on_for(Unit& unit, const Request& request, Text& reply) {
  return timed_order(unit, request, reply, true);
}
Outcome switch_off_for(Unit& unit, const Request& request, Text& reply) {
  return timed_order(unit, request, reply, false);
}

Outcome restart(Unit& unit, const Request&, Text& reply) {
  if (!switchable(unit)) return Outcome::failed;
  // The time is read once, at the beginning (EP-4.1-58).
  unit.relays[0].restart(unit.now, unit.settings().restart_seconds);
  unit.apply_relays();
  reply.append("Power socket restarted");
  return Outcome::ok;
}

Outcome set_restart_time(Unit& unit, const Request& request, Text& reply) {
  std::uint16_t seconds = 0;
  if (!parse_seconds(request.value, unit.model.most_restart_seconds, seconds)) return Outcome::wrong_value;
  unit.settings().restart_seconds = seconds;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  reply.append("RESTARTTIME=").append_number(seconds).append(" - OK");
  return Outcome::ok;
}

Outcome query_restart_time(Unit& unit, const Request&, Text& reply) {
  reply.append("RESTARTTIME=").append_number(unit.settings().restart_seconds).append(" seconds");
  return Outcome::ok;
}

Outcome runtime(Unit& unit, const Request&, Text& reply) {
  if (!unit.relay_on(0)) {
    reply.append("Power socket is OFF");
  } else {
    reply.append("Power socket is ON from: ");
    append_timestamp(reply, unit.on_since[0]);
  }
  return Outcome::ok;
}

}  // namespace isocket::fw
