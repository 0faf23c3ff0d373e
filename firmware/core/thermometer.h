#pragma once
// The temperature sensor, read once a minute (EP-7.2-01), and what hangs on a reading: thermostat and alerts.

#include "core/temperature.h"
#include "core/types.h"

namespace isocket::fw {

struct Unit;

class Thermometer {
 public:
  void power_up(Unit& unit);
  /// What is reported: the latest reading, or 127 (EP-7.1-06, EP-7.1-07).
  Celsius reported() const { return readable_ ? celsius_ : kUnreadable; }
  bool readable() const { return readable_; }

  void tick(Unit& unit);
  void plan(Wake& wake) const { wake.at(next_); }

 private:
  void read(Unit& unit);

  Countdown next_;
  Celsius celsius_ = 0;
  bool readable_ = false;
};

/// Chapter 7.2 and sections 5.5: switches by the comparison with SWITCHOFFTEMP at each reading.
class Thermostat {
 public:
  /// A setting of the thermostat was changed: a failure is told anew (EP-7.2-30).
  void changed() { failure_told_ = false; }
  void reading(Unit& unit);
  void power_up() { failure_told_ = false; }

 private:
  bool failure_told_ = false;
};

/// TRISEALERT and TFALLALERT (section 5.6).
class TemperatureAlerts {
 public:
  void arm_rise() { rise_fired_ = false; }
  void arm_fall() { fall_fired_ = false; }
  void reading(Unit& unit);

 private:
  bool rise_fired_ = false;
  bool fall_fired_ = false;
};

}  // namespace isocket::fw
