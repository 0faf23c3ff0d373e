// Settings with named values: chapters 4.2, 6, 7, 9, 11. Which values there are, and in which order, says
// named_values().

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {

std::string_view named_values(const Model& model, Choice choice) {
  static constexpr std::string_view kOnOff = "ON,OFF";
  static constexpr std::string_view kOffOn = "OFF,ON";
  switch (choice) {
    case Choice::ring:
      return has(model, Feature::microphone) ? "NOACTION,RESTART,SWITCH,MIC" : "NOACTION,RESTART,SWITCH";
    case Choice::relay_ring: return "NOACTION,RESTARTR#,SWITCHR#,PULSER#,MIC";
    case Choice::ring_confirm: return "SMS,CALL,OFF";
    case Choice::ring_confirm_type: return "SMS,CALL";
    case Choice::thermostat: return "HEATING,COOLING";
    case Choice::sensor_type: return "NO,NC";
    case Choice::alert: return "SMS,CALL,SMSCHANGE,OFF";
    case Choice::power_state: return "REMEMBER,ON,OFF";
    case Choice::sms_confirm:
    case Choice::ring_confirm_on:
    case Choice::error:
    case Choice::power_alert: return kOnOff;
    case Choice::backup_limit:
      return has(model, Feature::voltage_sensor) ? "DC,AC,OFF" : "DC,OFF";  // SR-3.4-03
    case Choice::ac_alert:
    case Choice::sec_list:
    case Choice::sms_confirm_unauth:
    case Choice::switch_off_alert:
    case Choice::sensor_fail_alert: return kOffOn;
    case Choice::none: break;
  }
  return {};
}

bool parse_choice(const Model& model, Choice choice, std::string_view value, ParsedChoice& parsed) {
  std::string_view rest = named_values(model, choice);
  for (std::uint8_t i = 0; !rest.empty(); ++i) {
    const std::string_view name = take_until(rest, ',');
    std::string_view tail = value;
    std::uint8_t relay = 0;
    const Numbered numbered = name.find('#') == std::string_view::npos ? Numbered::no : Numbered::relay;
    if (!take_word(model, name, numbered, tail, relay) || !tail.empty()) continue;
    parsed = {i, name, relay};
    return true;
  }
  return false;
}

Outcome store_choice(Unit& unit, const Request& request, const ParsedChoice& parsed, Text& reply) {
  unit.settings().choice(request.command.choice, request.number) = parsed.position;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  append_word(reply, request);
  if (unit.defects.has(Defect::command_keeps_case)) {
    reply.append(request.value);
  } else {
    append_numbered(reply, parsed.name, parsed.relay);
  }
  reply.append(" - OK");
  return Outcome::ok;
}

Outcome set_choice(Unit& unit, const Request& request, Text& reply) {
  ParsedChoice parsed;
  if (!parse_choice(unit.model, request.command.choice, request.value, parsed)) return Outcome::wrong_value;
  return store_choice(unit, request, parsed, reply);
}

// The first value is the factory default, the brackets stand on the current one (EP-4.1-14, EP-4.1-15).
Outcome query_choice(Unit& unit, const Request& request, Text& reply) {
  append_setting(reply, request);
  reply.append('=');
  std::string_view rest = named_values(unit.model, request.command.choice);
  const int current = unit.settings().choice(request.command.choice, request.number);
  for (int i = 0; !rest.empty(); ++i) {
    const std::string_view value = take_until(rest, ',');
    if (i > 0) reply.append(',');
    if (i == current) reply.append('(');
    if (i == current) {
      append_numbered(reply, value, unit.settings().ring_relay);  // only RING has such values
    } else {
      for (const char c : value) reply.append(c == '#' ? 'x' : c);
    }
    if (i == current) reply.append(')');
  }
  return Outcome::ok;
}

// Two of the three values are confirmed under another name (EP-6.2-11).
Outcome set_ring_confirm(Unit& unit, const Request& request, Text& reply) {
  const Outcome outcome = set_choice(unit, request, reply);
  if (outcome != Outcome::ok) return outcome;
  const RingConfirm value = unit.settings().ring_confirm();
  if (value == RingConfirm::off || !has<&Model::ring_confirm_renamed>(unit.model)) return outcome;
  reply.clear();
  reply.append(value == RingConfirm::sms ? "RINGCONFIRMTYPE=SMS - OK" : "RINGCONFIRMTYPE=CALL - OK");
  return outcome;
}

}  // namespace isocket::fw
