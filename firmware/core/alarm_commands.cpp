// Commands of chapter 9, and the alarm log.

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

/// `ALARM function: Enabled`, or of one of several inputs `ALARM function IN1: Enabled`.
void append_function(Text& text, const Unit& unit, const Request& request) {
  text.append("ALARM function");
  if (request.numbered) {
    text.append(' ');
    append_input(text, unit, request.number);
  }
  text.append(unit.settings().inputs[request.number].armed ? ": Enabled" : ": Disabled");
}

Outcome enable(Unit& unit, const Request& request, Text& reply, SmallSet inputs, bool enabled) {
  const Outcome refused = unit.backup_refusal(unit.limits().inputs);
  if (refused != Outcome::ok) return refused;
  if (!Alarm::enable(unit, inputs, enabled)) return Outcome::failed;
  append_word(reply, request);
  // A word without number is short for the one with ALL (SR-U9-07).
  const bool shortened =
      has<&Model::numbered>(unit.model) && !request.numbered && !request.command.name.ends_with("ALL");
  reply.append(shortened ? "ALL - OK\n" : " - OK\n");
  append_function(reply, unit, request);
  return Outcome::ok;
}

}  // namespace

Outcome set_sensor_type(Unit& unit, const Request& request, Text& reply) {
  const Outcome outcome = set_choice(unit, request, reply);
  if (outcome == Outcome::ok) unit.alarms[request.number].look(unit);  // EP-9.1-08
  return outcome;
}

Outcome set_alert_mode(Unit& unit, const Request& request, Text& reply) {
  const Outcome outcome = set_choice(unit, request, reply);
  if (outcome == Outcome::ok && unit.settings().alert(request.number) == AlertMode::sms_change) {
    unit.alarms[request.number].take_reference(unit);  // EP-9.2-39
  }
  return outcome;
}

// `0`, `ON`, `OFF`, `ON60`, `OFF60`; where inputs have relays of their own a bare number is that of ON
// (SR-U9-03).
bool parse_relay_time(const Model& model, std::string_view value, RelayTime& time) {
  const bool on = same_word(value.substr(0, 2), "ON");
  const bool off = same_word(value.substr(0, 3), "OFF");
  std::uint32_t zero = 0;
  time = {};
  if (parse_number(value, 0, zero)) return true;
  if (!on && !off && !has(model, Feature::inputs)) return false;
  time.action = off ? RelayTime::Action::off : RelayTime::Action::on;
  value.remove_prefix(on ? 2 : off ? 3 : 0);
  const bool lasting = (on || off) && value.empty();
  return lasting || parse_seconds(value, model.most_timed, time.seconds);
}

void append_relay_time(Text& text, const RelayTime& time) {
  switch (time.action) {
    case RelayTime::Action::none: text.append('0'); break;
    case RelayTime::Action::on: text.append("ON"); break;
    case RelayTime::Action::off: text.append("OFF"); break;
  }
  if (time.seconds != 0) text.append_number(time.seconds);
}

Outcome set_relay_time(Unit& unit, const Request& request, Text& reply) {
  RelayTime time;
  if (!parse_relay_time(unit.model, request.value, time)) return Outcome::wrong_value;
  unit.settings().inputs[request.number].relay_time = time;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  query_relay_time(unit, request, reply);
  reply.append(" - OK");
  return Outcome::ok;
}

Outcome query_relay_time(Unit& unit, const Request& request, Text& reply) {
  append_setting(reply, request);
  reply.append('=');
  append_relay_time(reply, unit.settings().inputs[request.number].relay_time);
  return Outcome::ok;
}

// What RELAYTIME=ON{n} is to the main socket.
bool parse_microrelay_time(std::string_view value, RelayTime& time) {
  constexpr std::uint32_t kLongest = 900;
  std::uint32_t seconds = 0;
  if (!parse_number(value, kLongest, seconds)) return false;
  const auto action = seconds == 0 ? RelayTime::Action::none : RelayTime::Action::on;
  time = {action, static_cast<std::uint16_t>(seconds)};
  return true;
}

Outcome set_microrelay_time(Unit& unit, const Request& request, Text& reply) {
  RelayTime time;
  if (!parse_microrelay_time(request.value, time)) return Outcome::wrong_value;
  unit.settings().inputs[request.number].relay_time = time;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  append_word(reply, request);
  reply.append_number(time.seconds).append(" - OK");
  return Outcome::ok;
}

Outcome query_microrelay_time(Unit& unit, const Request& request, Text& reply) {
  append_setting(reply, request);
  reply.append('=').append_number(unit.settings().inputs[request.number].relay_time.seconds);
  reply.append(" seconds");
  return Outcome::ok;
}

Outcome set_input_alias(Unit& unit, const Request& request, Text& reply) {
  return set_alias(unit, request, reply, unit.settings().inputs[request.number].alias);
}

Outcome query_input_alias(Unit& unit, const Request& request, Text& reply) {
  return query_alias(request, reply, unit.settings().inputs[request.number].alias);
}

bool parse_relays(const Model& model, std::string_view value, SmallSet& relays) {
  relays = {};
  if (same_word(value, "NO")) return true;
  while (true) {
    const bool last = value.find(',') == std::string_view::npos;
    std::uint32_t number = 0;
    if (!parse_number(take_until(value, ','), model.relays, number) || number == 0) return false;
    const auto relay = static_cast<std::uint8_t>(number - 1);
    if (relays.has(relay)) return false;
    relays.set(relay);
    if (last) return true;
  }
}

void append_relays(Text& text, SmallSet relays) {
  append_set(text, relays);
  if (relays.empty()) text.append("NO");
}

Outcome set_input_relays(Unit& unit, const Request& request, Text& reply) {
  SmallSet relays;
  if (!parse_relays(unit.model, request.value, relays)) return Outcome::wrong_value;
  unit.settings().inputs[request.number].relays = relays;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  query_input_relays(unit, request, reply);
  reply.append(" - OK");
  return Outcome::ok;
}

Outcome query_input_relays(Unit& unit, const Request& request, Text& reply) {
  append_setting(reply, request);
  reply.append('=');
  append_relays(reply, unit.settings().inputs[request.number].relays);
  return Outcome::ok;
}

Outcome alarm_on(Unit& unit, const Request& request, Text& reply) {
  return enable(unit, request, reply, SmallSet::of(request.number), true);
}
Outcome alarm_off(Unit& unit, const Request& request, Text& reply) {
  return enable(unit, request, reply, SmallSet::of(request.number), false);
}
Outcome all_alarms_on(Unit& unit, const Request& request, Text& reply) {
  return enable(unit, request, reply, SmallSet::below(unit.model.inputs), true);
}
Outcome all_alarms_off(Unit& unit, const Request& request, Text& reply) {
  return enable(unit, request, reply, SmallSet::below(unit.model.inputs), false);
}

Outcome query_alarm(Unit& unit, const Request& request, Text& reply) {
  const Alarm& alarm = unit.alarms[request.number];
  const Outcome refused = unit.backup_refusal(unit.limits().inputs);
  if (refused != Outcome::ok) return refused;
  append_function(reply, unit, request);
  if (!has(unit.model, Feature::inputs)) {
    reply.append(alarm.input.plugged() ? "\nSensor(s): Connected" : "\nSensor(s): Not connected");
  }
  reply.append("\nALARM status");
  if (request.numbered) {
    reply.append(' ');
    append_input(reply, unit, request.number);
  }
  reply.append(alarm.sensor_active(unit) ? ": Activity" : ": No activity");
  if (has(unit.model, Feature::microrelay)) {
    const bool switches = unit.settings().inputs[request.number].relay_time.seconds != 0;  // GS-9.1-10
    reply.append(switches ? "\nMicro relay: Enabled" : "\nMicro relay: Disabled");
  }
  return Outcome::ok;
}

// The log is kept through a loss of power, so it is part of the memory record (EP-9.5-06).
void Unit::log_detection(std::uint8_t input) {
  constexpr auto kEntries = static_cast<std::uint8_t>(Memory::kLogEntries);
  Memory& record = memory();
  record.log_newest = static_cast<std::uint8_t>((record.log_newest + 1) % kEntries);
  record.log[record.log_newest] = {clock.seconds(now), input};
  const std::uint8_t most = defects.has(Defect::log_keeps_nine) ? kEntries - 1 : kEntries;
  if (record.log_size < most) ++record.log_size;
  (void)memory_store.commit();
}

Outcome show_alarm_log(Unit& unit, const Request&, Text& reply) {
  constexpr unsigned kEntries = Memory::kLogEntries;
  const Memory& record = unit.memory();
  if (record.log_size == 0) reply.append("ALARM log is empty");
  for (unsigned i = 0; i < record.log_size; ++i) {
    if (i > 0) reply.append('\n');
    const Detection& entry = record.log[(record.log_newest + kEntries - i) % kEntries];
    append_timestamp(reply, entry.when);
    if (!has<&Model::numbered>(unit.model)) continue;
    reply.append(' ');
    append_input(reply, unit, entry.input);
  }
  return Outcome::ok;
}

}  // namespace isocket::fw
