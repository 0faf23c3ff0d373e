// Commands of chapter 9, and the alarm log.

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {

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

bool parse_relay_time(const Model& model, std::string_view value, RelayTime& time) {
  time = {};
  if (value == "0") return true;
  const bool on = same_word(value.substr(0, 2), "ON");
  if (!on && !same_word(value.substr(0, 3), "OFF")) return false;
  time.action = on ? RelayTime::Action::on : RelayTime::Action::off;
  value.remove_prefix(on ? 2 : 3);
  return value.empty() || parse_seconds(value, model.most_timed, time.seconds);
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

Outcome alarm_on(Unit& unit, const Request& request, Text& reply) {
  if (!unit.alarms[request.number].enable(unit, true)) return Outcome::failed;
  accept(reply, request);
  reply.append("\nALARM function: Enabled");
  return Outcome::ok;
}

Outcome alarm_off(Unit& unit, const Request& request, Text& reply) {
  if (!unit.alarms[request.number].enable(unit, false)) return Outcome::failed;
  accept(reply, request);
  reply.append("\nALARM function: Disabled");
  return Outcome::ok;
}

Outcome query_alarm(Unit& unit, const Request& request, Text& reply) {
  const Alarm& alarm = unit.alarms[request.number];
  reply.append(unit.settings().inputs[request.number].armed ? "ALARM function: Enabled"
                                                            : "ALARM function: Disabled");
  reply.append(alarm.input.plugged() ? "\nSensor(s): Connected" : "\nSensor(s): Not connected");
  reply.append(alarm.sensor_active(unit) ? "\nALARM status: Activity" : "\nALARM status: No activity");
  if (unit.model.features.has(Feature::microrelay)) {
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
    append_timestamp(reply, record.log[(record.log_newest + kEntries - i) % kEntries].when);
  }
  return Outcome::ok;
}

}  // namespace isocket::fw
