#include "core/backup.h"

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

constexpr Millis kLasting = 10 * kSecond;    // SR-U17-01
constexpr Millis kMeasuring = 60 * kSecond;  // SR-U17-08
constexpr Millis kShutDown = 60 * kSecond;   // SR-U17-07
constexpr Millis kSettling = 10 * kSecond;   // SR-U17-25
constexpr std::uint8_t kEmpty = 20;          // per cent; below it the device ends
constexpr std::uint32_t kLowest = 30, kHighest = 95;

}  // namespace

void Supply::start(Instant now, bool present, bool reported) {
  present_ = present;
  reported_ = reported;
  lasting_.stop();
  if (present != reported) lasting_.start(now, kLasting);
}

void Supply::set(Instant now, bool present) {
  if (present == present_) return;
  start(now, present, reported_);
}

bool Supply::tick(Instant now) {
  if (!lasting_.over(now)) return false;
  reported_ = present_;
  return true;
}

void Backup::power_up(Unit& unit) {
  shut_down_.stop();
  told_ = {};
  // The device cannot tell why its supply was missing, so it tells that it is back (SR-U17-03).
  dc_.start(unit.now, unit.power.on_mains(), !unit.power.on_mains());
  ac_.start(unit.now, ac_.present(), true);
  measure_.start(unit.now, kMeasuring);
  settling_.stop();
  inputs_limited_ = unit.limits().inputs;
}

void Backup::dc(Unit& unit, bool present) {
  dc_.set(unit.now, present);
  if (present) shut_down_.stop();
  look_at_limits(unit);
}

void Backup::ac(Unit& unit, bool present) {
  ac_.set(unit.now, present);
  look_at_limits(unit);
}

void Backup::look_at_limits(Unit& unit) {
  const bool limited = unit.limits().inputs;
  if (inputs_limited_ && !limited) {
    const bool hasty = unit.defects.has(Defect::inputs_looked_at_at_once);
    settling_.start(unit.now, hasty ? kSecond : kSettling);
  }
  if (limited) settling_.stop();
  inputs_limited_ = limited;
}

void Backup::tick(Unit& unit) {
  if (dc_.tick(unit.now) && unit.settings().power_alert_on()) {
    unit.outbox.alert(unit, dc() ? AlertKind::power_restored : AlertKind::power_failed);
  }
  if (ac_.tick(unit.now) && unit.settings().ac_alert_on() && has(unit.model, Feature::voltage_sensor)) {
    unit.outbox.alert(unit, ac() ? AlertKind::ac_restored : AlertKind::ac_failed);
  }
  if (measure_.over(unit.now)) {
    measure_.start(unit.now, kMeasuring);
    measure(unit);
  }
  if (settling_.over(unit.now))
    for (Alarm& alarm : unit.alarms) alarm.look(unit);
  if (shut_down_.over(unit.now)) unit.power.failure_reported(unit);
}

void Backup::measure(Unit& unit) {
  const std::uint8_t charge = unit.hal.battery(unit.hal.self);
  const auto& thresholds = unit.settings().battery_thresholds;
  std::uint8_t lowest = 0;
  for (std::uint8_t i = static_cast<std::uint8_t>(thresholds.size()); i-- > 0;) {
    const bool passed = thresholds[i] != 0 && charge <= thresholds[i];
    if (passed && dc()) continue;  // it is being charged (SR-U17-33)
    if (passed && (!told_.has(i) || unit.defects.has(Defect::battery_alert_repeats))) lowest = thresholds[i];
    told_.set(i, passed);
  }
  if (lowest != 0) unit.outbox.alert(unit, AlertKind::battery, lowest);  // SR-U17-08
  if (dc() || charge >= kEmpty || shut_down_.running()) return;
  shut_down_.start(unit.now, kShutDown);
  if (!unit.outbox.alert(unit, AlertKind::battery_empty)) unit.power.failure_reported(unit);
}

namespace {

void append_supply(Text& text, std::string_view name, bool present) {
  text.append(name).append(present ? "OK" : "Failed");
}

}  // namespace

void append_power(Text& text, const Unit& unit) {
  append_supply(text, "Power: DC ", unit.backup.dc());
  if (has(unit.model, Feature::voltage_sensor)) append_supply(text, ", AC ", unit.backup.ac());
  text.append(", Battery ").append_number(unit.hal.battery(unit.hal.self)).append('%');
}

Outcome power_status(Unit& unit, const Request&, Text& reply) {
  append_supply(reply, "DC: ", unit.backup.dc());
  if (has(unit.model, Feature::voltage_sensor)) append_supply(reply, "\nAC: ", unit.backup.ac());
  reply.append("\nBattery: ").append_number(unit.hal.battery(unit.hal.self)).append('%');
  reply.append("\nBackup mode: ").append(unit.limits().switching ? "Limited" : "No");  // SR-U17-32
  return Outcome::ok;
}

bool parse_battery_alert(std::string_view value, decltype(Settings::battery_thresholds)& thresholds) {
  thresholds = {};
  if (same_word(value, "OFF")) return true;
  std::size_t count = 0;
  while (true) {
    const bool last = value.find(',') == std::string_view::npos;
    std::uint32_t percent = 0;
    if (count == thresholds.size() || !parse_number(take_until(value, ','), kHighest, percent) ||
        percent < kLowest) {
      return false;
    }
    std::size_t at = count++;
    for (; at > 0 && thresholds[at - 1] > percent; --at) thresholds[at] = thresholds[at - 1];
    thresholds[at] = static_cast<std::uint8_t>(percent);
    if (last) return true;
  }
}

void append_battery_alert(Text& text, const decltype(Settings::battery_thresholds)& thresholds) {
  if (thresholds[0] == 0) text.append("OFF");
  for (std::size_t i = 0; i < thresholds.size() && thresholds[i] != 0; ++i) {
    if (i > 0) text.append(',');
    text.append_number(thresholds[i]);
  }
}

Outcome set_battery_alert(Unit& unit, const Request& request, Text& reply) {
  decltype(Settings::battery_thresholds) thresholds;
  if (!parse_battery_alert(request.value, thresholds)) return Outcome::wrong_value;
  unit.settings().battery_thresholds = thresholds;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  unit.backup.thresholds_changed();
  query_battery_alert(unit, request, reply);
  reply.append(" - OK");
  return Outcome::ok;
}

Outcome query_battery_alert(Unit& unit, const Request& request, Text& reply) {
  append_setting(reply, request);
  reply.append('=');
  append_battery_alert(reply, unit.settings().battery_thresholds);
  return Outcome::ok;
}

Outcome set_backup_limit(Unit& unit, const Request& request, Text& reply) {
  const Outcome outcome = set_choice(unit, request, reply);
  if (outcome == Outcome::ok) unit.backup.look_at_limits(unit);  // SR-U17-13
  return outcome;
}

}  // namespace isocket::fw
