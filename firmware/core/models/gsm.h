#pragma once
// iSocket GSM 706, 707 and their Light siblings (docs/spec/gsm-706-707.md).

#include "core/model.h"

namespace isocket::fw {

/// What the family shares (GS-0-02, GS-0-13).
consteval Model gsm_model(std::string_view name, std::string_view hardware, Features further,
                          std::uint8_t battery_minutes) {
  const bool full = further.has(Feature::microrelay);
  return {
      .name = name,
      .features = Features::of(Feature::socket, Feature::renewal, Feature::ring_confirm_switch) | further,
      .numbered = false,
      .relays = static_cast<std::uint8_t>(full ? 2 : 1),
      .inputs = static_cast<std::uint8_t>(full ? 1 : 0),
      .sensors = static_cast<std::uint8_t>(full ? 1 : 0),
      .rules = static_cast<std::uint8_t>(full ? 8 : 0),  // GS-11-04
      .actions = full ? std::span<const Action>{kSocketActions} : std::span<const Action>{},
      .longest_text = 184,  // an operator's answer of 182 characters
      .hardware = hardware,
      .firmware_prefix = "(c) Intellectronics, v",
      .firmware_suffix = "",
      .unknown_command = "Error!",
      .window_closed = "Time for configuration is expired (30min)!",
      .security_title = "SECNUMBERs",
      .most_restart_seconds = 600,
      .most_timed = 720,
      .timed_unit_seconds = 60,
      .timed_unit = " min",
      .window_minutes = 30,
      .security_lifts_window = false,
      .supply_opens_window = true,
      .ring_confirm_renamed = false,
      .one_temperature_unit = true,
      .even_threshold_fahrenheit = false,
      .switch_off_range = {0, 50},
      .alert_range = {-10, 50},
      .unreadable = "N/A",
      .failure_ends_thermostat = false,
      .first_reading_minutes = 10,
      .switch_off_title = "TEMPOFF=",
      .attention = "Attention!",
      .sensor_active = "Activity",
      .sensor_at_rest = "No activity",
      .rejection_ends_cycle = true,
      .cable_needs_mains = false,
      .battery_minutes = battery_minutes,
      .reset_hold_seconds = 5,
      .reset_confirm_seconds = 10,
      .reset_seconds = 3,
  };
}

/// Only what has no battery asks the operator (GS-13-01, GS-13-02).
inline constexpr Features kGsm706Features = Features::of(Feature::sim_card, Feature::saldo);
inline constexpr Features kGsm707Features{};
inline constexpr std::uint8_t kGsm707Battery = 6;  // GS-12-21

/// What the Light models lack (GS-0-04 to GS-0-12).
inline constexpr Features kGsmFullFeatures = Features::of(
    Feature::clock, Feature::thermometer, Feature::thermostat, Feature::temp_off, Feature::calibration,
    Feature::alarm, Feature::microrelay, Feature::all_relays, Feature::microphone, Feature::scheduler);

inline constexpr Model kGsm706 =
    gsm_model("gsm-706", "iSocket GSM 706, Hardware v1.1", kGsm706Features | kGsmFullFeatures, 0);
inline constexpr Model kGsm707 = gsm_model("gsm-707", "iSocket GSM 707, Hardware v1.1",
                                           kGsm707Features | kGsmFullFeatures, kGsm707Battery);
inline constexpr Model kGsm706Light =
    gsm_model("gsm-706-light", "iSocket GSM 706 Light, Hardware v1.1", kGsm706Features, 0);
inline constexpr Model kGsm707Light =
    gsm_model("gsm-707-light", "iSocket GSM 707 Light, Hardware v1.1", kGsm707Features, kGsm707Battery);

}  // namespace isocket::fw
