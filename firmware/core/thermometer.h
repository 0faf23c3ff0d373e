#pragma once
// The temperature sensors, read once a minute (EP-7.2-01), on some models not before the device has become
// warm (GS-7.1-05), and what hangs on a reading: thermostats and alerts.

#include <array>

#include "core/command.h"
#include "core/models.h"
#include "core/temperature.h"
#include "core/types.h"

namespace isocket::fw {

struct Unit;

class Thermometer {
 public:
  void power_up(Unit& unit);
  /// The latest reading of a sensor, or kUnreadable (EP-7.1-06, GS-7.1-06).
  Degrees reported(std::uint8_t sensor) const {
    return readings_[sensor].readable ? readings_[sensor].degrees : kUnreadable;
  }
  /// Whether there is a sensor; on some models one must have been found (SR-U7-01).
  static bool installed(const Unit& unit, std::uint8_t sensor);
  /// Looks which sensors are there (SR-U7-02). @return false: it could not be stored
  bool scan(Unit& unit);
  bool readable(std::uint8_t sensor) const { return readings_[sensor].readable; }

  void tick(Unit& unit);
  void plan(Wake& wake) const { wake.at(next_); }

 private:
  struct Reading {
    Degrees degrees = 0;
    bool readable = false;
  };
  void find(Unit& unit);
  void read(Unit& unit);
  static Reading read(const Unit& unit, std::uint8_t sensor);

  Countdown next_;
  std::array<Reading, kSensors> readings_{};
};

/// `Sensor T3 is not installed!` (SR-U7-03).
Outcome refuse_absent(Text& reply, const Unit& unit, std::uint8_t sensor);

/// Chapter 7.2 and section 5.5, of one relay: switches by the comparison with SWITCHOFFTEMP at each reading.
class Thermostat {
 public:
  /// @param number  of its relay
  explicit Thermostat(std::uint8_t number) : number_{number} {}
  /// A setting of the thermostat was changed: a failure is told anew (EP-7.2-30).
  void changed() { failure_told_ = false; }
  /// By command or by the scheduler.
  /// @return ok, failed, or refused: it has no sensor to follow
  Outcome enable(Unit& unit, bool enabled);
  void reading(Unit& unit);
  void power_up() { failure_told_ = false; }

 private:
  void sensor_failed(Unit& unit, std::uint8_t sensor);

  std::uint8_t number_;
  bool failure_told_ = false;
};

/// TRISEALERT and TFALLALERT of one sensor (section 5.6).
class TemperatureAlerts {
 public:
  /// @param number  of its sensor
  explicit TemperatureAlerts(std::uint8_t number) : number_{number} {}
  void power_up() { rise_fired_ = fall_fired_ = false; }
  void arm_rise() { rise_fired_ = false; }
  void arm_fall() { fall_fired_ = false; }
  void reading(Unit& unit);

 private:
  std::uint8_t number_;
  bool rise_fired_ = false;
  bool fall_fired_ = false;
};

}  // namespace isocket::fw
