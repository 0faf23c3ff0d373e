#include "core/thermometer.h"

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

constexpr int kAttempts = 3;  // EP-7.1-08

/// Degrees Celsius in hundredths that the sensor shows too much, whatever unit the device speaks (GS-7.4-06).
int calibration(const Unit& unit, std::uint8_t sensor) {
  if (!has(unit.model, Feature::calibration)) return 0;
  const int constant = 100 * unit.settings().sensors[sensor].calibration;
  if (unit.fahrenheit() && unit.defects.has(Defect::tempcal_in_fahrenheit)) return constant * 5 / 9;
  return unit.defects.has(Defect::tempcal_added) ? -constant : constant;
}

}  // namespace

void Thermometer::power_up(Unit& unit) {
  readings_ = {};
  next_.stop();
  if (!has(unit.model, Feature::thermometer)) return;
  Millis minutes = unit.model.first_reading_minutes;
  if (minutes == 0) {
    if (has(unit.model, Feature::sensors)) find(unit);
    read(unit);
    minutes = 1;
  }
  if (unit.defects.has(Defect::first_reading_after_nine_minutes) && minutes > 1) minutes = 9;
  next_.start(unit.now, minutes * kMinute);
}

void Thermometer::tick(Unit& unit) {
  const Instant due = next_.end();
  if (!next_.over(unit.now)) return;
  // The rhythm is that of the first reading, however late a tick comes.
  next_.start(due, kMinute);
  if (reached(unit.now, next_.end())) next_.start(unit.now, kMinute);
  read(unit);
}

bool Thermometer::installed(const Unit& unit, std::uint8_t sensor) {
  return !has(unit.model, Feature::sensors) || unit.settings().sensors[sensor].installed;
}

/// Whatever answers at the start is installed (SR-U7-01).
void Thermometer::find(Unit& unit) {
  for (std::uint8_t i = 0; i < unit.model.sensors; ++i)
    if (read(unit, i).readable) unit.settings().sensors[i].installed = true;
  (void)unit.commit();
}

bool Thermometer::scan(Unit& unit) {
  Settings& settings = unit.settings();
  for (std::uint8_t i = 0; i < unit.model.sensors; ++i) {
    readings_[i] = read(unit, i);
    SensorSettings& sensor = settings.sensors[i];
    if (readings_[i].readable) {
      sensor.installed = true;
      continue;
    }
    if (unit.defects.has(Defect::scan_keeps_thresholds)) {
      sensor.installed = false;
    } else {
      sensor = {};
    }
    for (RelaySettings& relay : settings.relays)
      if (relay.sensor == i + 1) relay.follow_none();
  }
  return unit.commit() == Outcome::ok;
}

void Thermometer::read(Unit& unit) {
  for (std::uint8_t i = 0; i < unit.model.sensors; ++i)
    readings_[i] = installed(unit, i) ? read(unit, i) : Reading{};
  for (std::uint8_t i = 0; i < unit.model.relays; ++i) unit.thermostats[i].reading(unit);
  for (std::uint8_t i = 0; i < unit.model.sensors; ++i) unit.temperature_alerts[i].reading(unit);
}

Thermometer::Reading Thermometer::read(const Unit& unit, std::uint8_t sensor) {
  std::int16_t hundredths = 0;
  Reading reading;
  for (int i = 0; i < kAttempts && !reading.readable; ++i)
    reading.readable = unit.hal.temperature(unit.hal.self, sensor, hundredths);
  const int measured = hundredths - calibration(unit, sensor);
  const bool truncated = unit.defects.has(Defect::negative_degrees_truncated) && measured < 0;
  reading.degrees = truncated           ? static_cast<Degrees>(measured / 100)
                    : unit.fahrenheit() ? whole_fahrenheit(measured)
                                        : whole_degrees(measured);
  return reading;
}

Outcome scan_sensors(Unit& unit, const Request& request, Text& reply) {
  if (!unit.thermometer.scan(unit)) return Outcome::failed;
  accept(reply, request);
  reply.append("\nSensors: ");
  SmallSet found;
  for (std::uint8_t i = 0; i < unit.model.sensors; ++i) found.set(i, Thermometer::installed(unit, i));
  append_set(reply, found, "T");
  if (found.empty()) reply.append("None");
  return Outcome::ok;
}

Outcome refuse_absent(Text& reply, const Unit& unit, std::uint8_t sensor) {
  reply.append("Sensor ");
  append_sensor_name(reply, unit, sensor);
  reply.append(" is not installed!");
  return Outcome::refused;
}

// It counts from the next reading (GS-7.4-05).
bool parse_calibration(std::string_view value, std::uint8_t& degrees) {
  constexpr std::uint32_t kMost = 9;
  std::uint32_t constant = 0;
  if (!parse_number(value, kMost, constant) || constant == 0) return false;
  degrees = static_cast<std::uint8_t>(constant);
  return true;
}

Outcome set_calibration(Unit& unit, const Request& request, Text& reply) {
  std::uint8_t& constant = unit.settings().sensors[request.number].calibration;
  if (!parse_calibration(request.value, constant)) return Outcome::wrong_value;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  append_word(reply, request);
  reply.append_number(constant).append(" - OK");
  return Outcome::ok;
}

Outcome query_calibration(Unit& unit, const Request& request, Text& reply) {
  append_setting(reply, request);
  reply.append('=').append_number(unit.settings().sensors[request.number].calibration);
  return Outcome::ok;
}

}  // namespace isocket::fw
