#pragma once
// iSocket Environment Pro (docs/spec/environment-pro.md).

#include "core/model.h"

namespace isocket::fw {

inline constexpr Model kEnvironmentPro = {
    .name = "environment-pro",
    .features = Features::of(Feature::socket, Feature::owner, Feature::clock, Feature::thermometer,
                             Feature::sensor_jack, Feature::thermostat, Feature::switch_off, Feature::alarm,
                             Feature::relay_time, Feature::scheduler, Feature::ring_confirm_mode,
                             Feature::power_alert_switch, Feature::sim_card, Feature::credit),
    .numbered = false,
    .relays = 1,
    .inputs = 1,
    .sensors = 1,
    .rules = 8,  // EP-10-01
    .actions = kSocketActions,
    .longest_text = 184,  // an operator's answer of 182 characters, a list of ten numbers of 180
    .hardware = "iSocket Environment Pro",
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
    .security_lifts_window = true,
    .supply_opens_window = true,
    .ring_confirm_renamed = true,
    .one_temperature_unit = false,
    .even_threshold_fahrenheit = true,
    .switch_off_range = {-55, 120},
    .alert_range = {-55, 120},
    .unreadable = "127C(261F)",
    .failure_ends_thermostat = false,
    .first_reading_minutes = 0,
    .switch_off_title = "Switch-off temperature: ",
    .attention = "Note!",
    .sensor_active = "Act",
    .sensor_at_rest = "No act",
    .rejection_ends_cycle = false,
    .cable_needs_mains = false,
    .battery_minutes = 20,
    .reset_hold_seconds = 10,
    .reset_confirm_seconds = 0,
    .reset_seconds = 30,
};

}  // namespace isocket::fw
