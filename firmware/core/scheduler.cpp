#include "core/scheduler.h"

#include <algorithm>

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

constexpr std::uint8_t kEveryDay = 0;

std::uint8_t day_of(const Unit& unit, ClockSeconds seconds) {
  const std::uint8_t day = weekday(seconds);
  return day == 7 && unit.defects.has(Defect::scheduler_sunday_is_zero) ? 8 : day;
}

/// `hh:mm`, two digits each (EP-10-04).
bool parse_time(std::string_view text, ScheduleRule& rule) {
  std::uint32_t hour = 0;
  std::uint32_t minute = 0;
  if (text.size() != 5 || text[2] != ':' || !parse_number(text.substr(0, 2), 23, hour) ||
      !parse_number(text.substr(3), 59, minute)) {
    return false;
  }
  rule.hour = static_cast<std::uint8_t>(hour);
  rule.minute = static_cast<std::uint8_t>(minute);
  return true;
}

/// `ON`, `ONR3`.
bool parse_action(const Model& model, std::string_view text, ScheduleRule& rule) {
  for (std::size_t i = 0; i < model.actions.size(); ++i) {
    std::string_view rest = text;
    const Action& action = model.actions[i];
    if (!take_word(model, action.word, action.numbered, rest, rule.number) || !rest.empty()) continue;
    rule.action = static_cast<std::uint8_t>(i);
    return true;
  }
  return false;
}

void switch_relay(Unit& unit, std::uint8_t relay, bool on) {
  unit.relays[relay].set(on);
  unit.apply_relays();
}

void arm(Unit& unit, const Action& action, std::uint8_t input, bool enabled) {
  const bool all = has<&Model::numbered>(unit.model) && action.numbered == Numbered::no;
  (void)Alarm::enable(unit, all ? SmallSet::below(unit.model.inputs) : SmallSet::of(input), enabled);
}

void act(Unit& unit, const Action& action, std::uint8_t number) {
  switch (action.planned) {
    case Planned::on: return switch_relay(unit, number, true);
    case Planned::off: return switch_relay(unit, number, false);
    case Planned::status: unit.outbox.alert(unit, AlertKind::status); return;
    case Planned::arm: return arm(unit, action, number, true);
    case Planned::disarm: return arm(unit, action, number, false);
    case Planned::pulse:
      unit.relays[number].restart(unit.now, unit.settings().pulse_seconds);
      return unit.apply_relays();
    case Planned::thermostat_on: (void)unit.thermostats[number].enable(unit, true); return;
    case Planned::thermostat_off: (void)unit.thermostats[number].enable(unit, false); return;
    case Planned::temperatures: unit.outbox.alert(unit, AlertKind::temperatures); return;
    case Planned::signal: unit.outbox.alert(unit, AlertKind::signal); return;
    case Planned::relay_states: unit.outbox.alert(unit, AlertKind::relay_states); return;
    case Planned::input_states: unit.outbox.alert(unit, AlertKind::input_states); return;
  }
}

/// Whether the backup mode holds an action back, for good (rows F5 to F7 of SR 12.3, EP-11-20).
bool held_back(const Unit& unit, Planned planned) {
  switch (planned) {
    case Planned::temperatures:
    case Planned::signal: return false;
    case Planned::relay_states:
      return unit.limits().switching && !unit.defects.has(Defect::relay_states_reported_in_backup_mode);
    case Planned::arm:
    case Planned::disarm:
    case Planned::input_states: return unit.limits().inputs;
    default: return unit.limits().switching;
  }
}

}  // namespace

bool parse_rule(const Model& model, std::string_view text, ScheduleRule& rule) {
  if (!parse_time(take_until(text, ','), rule)) return false;
  const std::string_view day = take_until(text, ',');
  if (day.size() != 1 || (day[0] != '*' && (day[0] < '1' || day[0] > '7'))) return false;
  rule.day = day[0] == '*' ? kEveryDay : static_cast<std::uint8_t>(day[0] - '0');
  return parse_action(model, text, rule);
}

void append_rule(Text& text, const Model& model, const ScheduleRule& rule) {
  text.append_number(rule.hour, 2).append(':').append_number(rule.minute, 2).append(',');
  text.append(rule.day == kEveryDay ? '*' : static_cast<char>('0' + rule.day)).append(',');
  append_numbered(text, model.actions[rule.action].word, rule.number);
}

void Scheduler::power_up(Unit& unit) {
  minute_ = unit.clock.seconds(unit.now) / 60;
  look_.start(unit.now, kSecond);
}

void Scheduler::clock_was_set(Unit& unit) {
  const ClockSeconds seconds = unit.clock.seconds(unit.now);
  if (unit.defects.has(Defect::scheduler_catches_up)) {
    while (minute_ < seconds / 60 && seconds / 60 - minute_ < 24 * 60) carry_out(unit, ++minute_);
  }
  // Set to the very beginning of a minute, that minute is still to come.
  minute_ = seconds / 60 - (seconds % 60 == 0 ? 1U : 0U);
  look_.start(unit.now, 0);
}

void Scheduler::tick(Unit& unit) {
  if (look_.over(unit.now)) look(unit);
}

void Scheduler::look(Unit& unit) {
  const ClockSeconds seconds = unit.clock.seconds(unit.now);
  // The board's clock does not say where in its second it is: one look too early is followed by another.
  look_.start(unit.now, (60 - seconds % 60) * kSecond);
  if (seconds / 60 == minute_) return;
  minute_ = seconds / 60;
  carry_out(unit, minute_);
}

void Scheduler::carry_out(Unit& unit, ClockSeconds minute) {
  if (!unit.clock.is_set() || unit.reset.running()) return;
  const CivilTime time = to_civil(minute * 60);
  const std::uint8_t day = day_of(unit, minute * 60);
  const Settings& settings = unit.settings();
  for (std::size_t i = 0; i < settings.rule_count; ++i) {
    const ScheduleRule& rule = settings.rules[i];
    if (rule.hour != time.hour || rule.minute != time.minute) continue;
    if (rule.day != kEveryDay && rule.day != day) continue;
    const Action& action = unit.model.actions[rule.action];
    if (!held_back(unit, action.planned)) act(unit, action, rule.number);
  }
}

Outcome add_rule(Unit& unit, const Request& request, Text& reply) {
  ScheduleRule rule;
  if (!parse_rule(unit.model, request.value, rule)) return Outcome::wrong_value;
  Settings& settings = unit.settings();
  const auto end = settings.rules.begin() + settings.rule_count;
  if (std::find(settings.rules.begin(), end, rule) == end) {  // EP-10-19
    // What has begun is past for the new rule; and the board's clock may have been set behind our back.
    unit.scheduler.look(unit);
    if (settings.rule_count >= unit.model.rules) return Outcome::failed;
    settings.rules[settings.rule_count++] = rule;
    if (unit.commit() != Outcome::ok) return Outcome::failed;
  }
  append_word(reply, request);
  append_rule(reply, unit.model, rule);
  reply.append(" - OK");
  return Outcome::ok;
}

Outcome remove_rules(Unit& unit, const Request& request, Text& reply) {
  ScheduleRule at;
  // The rules of a time, or where several of one time are usual, one of them (SR-U11-09).
  const bool one = request.value.size() > 5 && has(unit.model, Feature::relays);
  if (one ? !parse_rule(unit.model, request.value, at) : !parse_time(request.value, at)) {
    return Outcome::wrong_value;
  }
  Settings& settings = unit.settings();
  std::uint8_t kept = 0;
  bool found = false;
  for (std::size_t i = 0; i < settings.rule_count; ++i) {
    const ScheduleRule rule = settings.rules[i];
    const bool matches = one ? rule == at : rule.hour == at.hour && rule.minute == at.minute;
    if (matches && !(found && unit.defects.has(Defect::scheduler_removes_first_only))) {
      found = true;
    } else {
      settings.rules[kept++] = rule;
    }
  }
  if (!found) return Outcome::wrong_value;  // EP-10-20
  settings.rule_count = kept;
  std::fill(settings.rules.begin() + kept, settings.rules.end(), ScheduleRule{});
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  if (!one) return accept(reply, request, request.value);
  append_word(reply, request);
  append_rule(reply, unit.model, at);
  reply.append(" - OK");
  return Outcome::ok;
}

Outcome clear_rules(Unit& unit, const Request& request, Text& reply) {
  unit.settings().rules = {};
  unit.settings().rule_count = 0;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  return accept(reply, request);
}

Outcome query_rules(Unit& unit, const Request&, Text& reply) {
  const Settings& settings = unit.settings();
  if (settings.rule_count == 0) reply.append("Scheduler is empty");
  for (std::size_t i = 0; i < settings.rule_count; ++i) {
    if (i > 0) reply.append('\n');
    append_rule(reply, unit.model, settings.rules[i]);
  }
  return Outcome::ok;
}

}  // namespace isocket::fw
