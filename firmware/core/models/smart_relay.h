#pragma once
// iSocket Smart Relay (docs/spec/smart-relay.md).

#include "core/model.h"

namespace isocket::fw {

/// SR-3.4-07. `AON` and `AOFF` without number mean all inputs (SR-U11-03).
inline constexpr Action kRelayActions[] = {{"TEMP", Planned::temperatures},
                                           {"SIGN", Planned::signal},
                                           {"RSTAT", Planned::relay_states},
                                           {"ISTAT", Planned::input_states},
                                           {"ONR#", Planned::on, Numbered::relay},
                                           {"OFFR#", Planned::off, Numbered::relay},
                                           {"PULR#", Planned::pulse, Numbered::relay},
                                           {"TON#", Planned::thermostat_on, Numbered::relay},
                                           {"TOFF#", Planned::thermostat_off, Numbered::relay},
                                           {"AON#", Planned::arm, Numbered::input},
                                           {"AOFF#", Planned::disarm, Numbered::input},
                                           {"AON", Planned::arm},
                                           {"AOFF", Planned::disarm},
                                           {"AONALL", Planned::arm},
                                           {"AOFFALL", Planned::disarm}};

consteval Model smart_relay(Features further, const Model* without_voltage_sensor) {
  return {
      .name = "smart-relay",
      .features =
          Features::of(Feature::relays, Feature::all_relays, Feature::owner, Feature::clock,
                       Feature::thermometer, Feature::sensor_jack, Feature::sensors, Feature::thermostat,
                       Feature::switch_off, Feature::alarm, Feature::inputs, Feature::relay_time,
                       Feature::scheduler, Feature::renewal, Feature::ring_confirm_mode, Feature::backup_mode,
                       Feature::security_centre, Feature::microphone) |
          further,
      .without_voltage_sensor = without_voltage_sensor,
      .numbered = true,
      .relays = 7,
      .inputs = 6,
      .sensors = 5,
      .rules = 20,  // SR-4-16
      .actions = kRelayActions,
      .longest_text = 400,  // the log: ten lines of 39 characters, with aliases
      .hardware = "iSocket Smart Relay, Hardware v1.0",
      .firmware_prefix = "v",
      .firmware_suffix = " (c) iSocket Systems",
      .unknown_command = "No such command exists on the device!",
      .window_closed = "Time for configuration is expired (Conf)!",
      .security_title = "SECNUMBERs:",
      .most_restart_seconds = 600,
      .most_timed = 65000,
      .timed_unit_seconds = 1,
      .timed_unit = " seconds",
      .window_minutes = 30,
      .security_lifts_window = false,  // SR-U5.3-12
      .supply_opens_window = false,    // SR-U5.3-03
      .ring_confirm_renamed = false,   // SR-U6-05
      .one_temperature_unit = false,
      .even_threshold_fahrenheit = false,  // SR-U7-07
      .switch_off_range = {-55, 120},
      .alert_range = {-55, 120},
      .unreadable = "Failed",
      .failure_ends_thermostat = true,
      .first_reading_minutes = 0,
      .switch_off_title = "Switch-off temperature: ",
      .attention = "Note!",
      .sensor_active = "Activity",
      .sensor_at_rest = "No activity",
      .rejection_ends_cycle = false,  // SR-U9-44
      .cable_needs_mains = true,
      .battery_minutes = 0,  // it works until the battery is empty (SR-U17-04)
      .reset_hold_seconds = 10,
      .reset_confirm_seconds = 0,
      .reset_seconds = 30,
  };
}

/// Units that cannot sense AC (SR-3.4-01 to SR-3.4-03).
inline constexpr Model kSmartRelayWithoutVoltageSensor = smart_relay({}, nullptr);
inline constexpr Model kSmartRelay =
    smart_relay(Features::of(Feature::voltage_sensor), &kSmartRelayWithoutVoltageSensor);

}  // namespace isocket::fw
