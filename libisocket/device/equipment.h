#pragma once

#include <cstdint>

#include "device/model.h"

namespace isocket::device {

/// What of a model is connected to its surroundings, or is seen from there: for benches. features() has the
/// same facts, and more, for people.
struct Equipment {
  /// Whether it runs on without mains, and whether it tells how long.
  enum class Battery : std::uint8_t { none, plain, gauged };
  /// Hardware that the model is also built with.
  enum class Variant : std::uint8_t { none, us, no_voltage_sensor };

  std::uint8_t relays = 1;  ///< that switch something outside: the socket, the microrelay, R1 to R7
  std::uint8_t alarm_inputs = 0;
  std::uint8_t temperature_sensors = 0;  ///< that can be connected, or are built in
  bool sensor_jack = false;              ///< the alarm sensors hang on one plug
  bool ac_sensing = false;               ///< a Voltage Sensor (SR-3.4-01)
  bool out_light = true;
  bool microphone_light = false;
  bool hidden_button = true;  ///< false: RESET only
  Battery battery = Battery::none;
  Variant variant = Variant::none;
};

/// Sources: those of features().
constexpr Equipment equipment_of(Model model) {
  using enum Equipment::Battery;
  Equipment has;
  switch (model) {
    case Model::environment_pro:
      has.alarm_inputs = has.temperature_sensors = 1;
      has.sensor_jack = true;
      has.battery = plain;
      break;
    case Model::gsm_706:
    case Model::gsm_707:
      has.relays = 2;
      has.alarm_inputs = has.temperature_sensors = 1;
      has.sensor_jack = has.microphone_light = true;
      has.battery = model == Model::gsm_707 ? plain : none;
      has.variant = Equipment::Variant::us;  // GS-7-02
      break;
    case Model::gsm_706_light: break;
    case Model::gsm_707_light: has.battery = plain; break;
    case Model::smart_relay:
      has.relays = 7;
      has.alarm_inputs = 6;
      has.temperature_sensors = 5;
      has.ac_sensing = true;
      has.out_light = has.hidden_button = false;
      has.battery = gauged;
      has.variant = Equipment::Variant::no_voltage_sensor;  // SR-3.4-01
      break;
  }
  return has;
}

}  // namespace isocket::device
