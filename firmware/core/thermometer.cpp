#include "core/thermometer.h"

#include "core/unit.h"

namespace isocket::fw {
namespace {

constexpr int kAttempts = 3;  // EP-7.1-08

}  // namespace

void Thermometer::power_up(Unit& unit) {
  readable_ = false;
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
  std::int16_t hundredths = 0;
  readable_ = false;
  for (int i = 0; i < kAttempts && !readable_; ++i)
    readable_ = unit.hal.temperature(unit.hal.self, 0, hundredths);
  if (readable_) {
    const bool truncated = unit.defects.has(Defect::negative_degrees_truncated) && hundredths < 0;
    celsius_ = truncated ? static_cast<Celsius>(hundredths / 100) : whole_degrees(hundredths);
  }
  unit.thermostat.reading(unit);
  unit.temperature_alerts.reading(unit);
}

}  // namespace isocket::fw
