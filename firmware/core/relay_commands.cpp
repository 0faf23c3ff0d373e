// Switching by command: chapter 4.1, and 4.4 of the Smart Relay's user manual. One set of handlers for the
// main socket, the microrelay and the numbered relays: the request says which.

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

Outcome order(Unit& unit, const Request& request, Text& reply, bool on) {
  if (const Outcome refused = unit.may_switch(); refused != Outcome::ok) return refused;
  const bool next = has<&Model::numbered>(unit.model) && unit.defects.has(Defect::relay_number_off_by_one);
  Relay& relay = unit.relays[next ? (request.number + 1U) % unit.model.relays : request.number];
  if (on && relay.on() && unit.defects.has(Defect::runtime_moves_when_on)) {
    unit.on_since[request.number] = unit.clock.seconds(unit.now);
  }
  relay.set(on);
  unit.apply_relays();
  append_relay(reply, unit, request.number);
  reply.append(on ? " ON" : " OFF");
  return Outcome::ok;
}

/// The microrelay's commands have a letter where others have a number.
Request for_microrelay(const Request& request) {
  Request same = request;
  same.number = kMicrorelay;
  return same;
}

Outcome order_all(Unit& unit, Text& reply, bool on) {
  if (const Outcome refused = unit.may_switch(); refused != Outcome::ok) return refused;
  for (Relay& relay : unit.relays) relay.set(on);
  unit.apply_relays();
  reply.append(on ? "All ON" : "All OFF");
  return Outcome::ok;
}

Outcome invert_for(Unit& unit, const Request& request, Text& reply, std::uint16_t seconds,
                   std::string_view done) {
  if (const Outcome refused = unit.may_switch(); refused != Outcome::ok) return refused;
  // The time is read once, at the beginning (EP-4.1-58, SR-U4.4-11).
  unit.relays[request.number].restart(unit.now, seconds);
  unit.apply_relays();
  append_relay(reply, unit, request.number);
  reply.append(done);
  return Outcome::ok;
}

Outcome timed_order(Unit& unit, const Request& request, Text& reply, bool on) {
  std::uint16_t number = 0;
  if (!parse_seconds(request.value, unit.model.most_timed, number)) return Outcome::wrong_value;
  if (const Outcome refused = unit.may_switch(); refused != Outcome::ok) return refused;
  const std::uint32_t seconds = std::uint32_t{number} * unit.model.timed_unit_seconds;
  unit.relays[request.number].set_for(unit.now, on, seconds, TimedBy::command);
  unit.apply_relays();
  if (request.command.numbered == Numbered::no) {
    reply.append("Power");  // not "Power socket" (EP-4.1-20, GS-4.1-31)
  } else {
    append_relay(reply, unit, request.number);
  }
  reply.append(on ? " ON for " : " OFF for ").append_number(number).append(unit.model.timed_unit);
  return Outcome::ok;
}

Outcome set_time(Unit& unit, const Request& request, Text& reply, std::uint16_t& setting) {
  std::uint16_t seconds = 0;
  if (!parse_seconds(request.value, unit.model.most_restart_seconds, seconds)) return Outcome::wrong_value;
  setting = seconds;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  append_word(reply, request);
  reply.append_number(seconds).append(" - OK");
  return Outcome::ok;
}

}  // namespace

Outcome switch_on(Unit& unit, const Request& request, Text& reply) {
  return order(unit, request, reply, true);
}
Outcome switch_off(Unit& unit, const Request& request, Text& reply) {
  return order(unit, request, reply, false);
}
Outcome microrelay_on(Unit& unit, const Request& request, Text& reply) {
  return order(unit, for_microrelay(request), reply, true);
}
Outcome microrelay_off(Unit& unit, const Request& request, Text& reply) {
  return order(unit, for_microrelay(request), reply, false);
}
Outcome switch_all_on(Unit& unit, const Request&, Text& reply) {
  return order_all(unit, reply, true);
}
Outcome switch_all_off(Unit& unit, const Request&, Text& reply) {
  return order_all(unit, reply, false);
}

Outcome switch_on_for(Unit& unit, const Request& request, Text& reply) {
  return timed_order(unit, request, reply, true);
}
Outcome switch_off_for(Unit& unit, const Request& request, Text& reply) {
  return timed_order(unit, request, reply, false);
}

Outcome restart(Unit& unit, const Request& request, Text& reply) {
  return invert_for(unit, request, reply, unit.settings().restart_seconds, " restarted");
}
Outcome pulse(Unit& unit, const Request& request, Text& reply) {
  const Settings& settings = unit.settings();
  const bool longer = unit.defects.has(Defect::pulse_lasts_a_restart);
  return invert_for(unit, request, reply, longer ? settings.restart_seconds : settings.pulse_seconds,
                    " pulse sent");
}

Outcome restart_microrelay(Unit& unit, const Request& request, Text& reply) {
  return restart(unit, for_microrelay(request), reply);
}

Outcome set_restart_time(Unit& unit, const Request& request, Text& reply) {
  return set_time(unit, request, reply, unit.settings().restart_seconds);
}

Outcome query_restart_time(Unit& unit, const Request&, Text& reply) {
  reply.append("RESTARTTIME=").append_number(unit.settings().restart_seconds).append(" seconds");
  return Outcome::ok;
}

Outcome set_pulse_time(Unit& unit, const Request& request, Text& reply) {
  return set_time(unit, request, reply, unit.settings().pulse_seconds);
}

Outcome query_pulse_time(Unit& unit, const Request&, Text& reply) {
  reply.append("PULSETIME=").append_number(unit.settings().pulse_seconds).append(" seconds");
  return Outcome::ok;
}

Outcome set_relay_alias(Unit& unit, const Request& request, Text& reply) {
  return set_alias(unit, request, reply, unit.settings().relays[request.number].alias);
}

Outcome query_relay_alias(Unit& unit, const Request& request, Text& reply) {
  return query_alias(request, reply, unit.settings().relays[request.number].alias);
}

Outcome runtime(Unit& unit, const Request& request, Text& reply) {
  append_relay(reply, unit, request.number);
  if (!unit.relay_on(request.number)) {
    reply.append(" is OFF");
  } else {
    reply.append(" is ON from: ");
    append_timestamp(reply, unit.on_since[request.number]);
  }
  return Outcome::ok;
}

}  // namespace isocket::fw
