#include "core/thermometer.h"

#include "core/unit.h"

namespace isocket::fw {
namespace {

constexpr int kAttempts = 3;  // EP-7.1-08

}  // namespace

void Thermometer::power_up(Unit& unit) {
  readings_ = {};
  if (!unit.model.features.has(Feature::thermometer)) return;
  read(unit);
  next_.start(unit.now, kMinute);
}

void Thermometer::tick(Unit& unit) {
  const Instant due = next_.end();
  if (!next_.over(unit.now)) return;
  // The rhythm is that of the first reading, however late a tick comes.
  next_.start(due, kMinute);
  if (reached(unit.now, next_.end())) next_.start(unit.now, kMinute);
  read(unit);
}

void Thermometer::read(Unit& unit) {
  for (std::uint8_t i = 0; i < unit.model.sensors; ++i) readings_[i] = read(unit, i);
  for (std::uint8_t i = 0; i < unit.model.relays; ++i) unit.thermostats[i].reading(unit);
  for (std::uint8_t i = 0; i < unit.model.sensors; ++i) unit.temperature_alerts[i].reading(unit);
}

Thermometer::Reading Thermometer::read(const Unit& unit, std::uint8_t sensor) {
  std::int16_t hundredths = 0;
  Reading reading;
  for (int i = 0; i < kAttempts && !reading.readable; ++i)
    reading.readable = unit.hal.temperature(unit.hal.self, sensor, hundredths);
  const bool truncated = unit.defects.has(Defect::negative_degrees_truncated) && hundredths < 0;
  reading.celsius = truncated ? static_cast<Celsius>(hundredths / 100) : whole_degrees(hundredths);
  return reading;
}

}  // namespace isocket::fw
