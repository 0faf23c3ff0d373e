#pragma once
// Defects planted on purpose, so that a suite can be seen to notice them. They exist in builds for the host
// only; for the target Defects::has() is a constant false and nothing of them is left.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/model.h"

namespace isocket::fw {

/// Each breaks the rule that `kDefectNames` has beside it.
enum class Defect : std::uint8_t {
  drop_every_tenth_reply,
  length_31,
  unknown_echoes_password,
  window_29_minutes,
  window_ignores_security,
  wrong_value_keeps_window,
  command_keeps_case,
  restart_forgets_state,
  on_keeps_timer,
  restart_cancels_timer,
  runtime_moves_when_on,
  timed_off_stays_off,
  settings_lost_without_power,
  ring_serves_strangers,
  ring_survives_list_off,
  callback_rings_15_s,
  seclist_prefix_match,
  seclist_off_empties_list,
  eleventh_number_answers_ok,
  makemeboss_forgets_alerts,
  password_case_insensitive,
  smsconfirm_mutes_status,
  error_off_mutes_success,
  deny_follows_error,
  negative_degrees_truncated,
  fahrenheit_exact,
  thermostat_on_at_threshold,
  switch_off_alert_when_off,
  rise_alert_repeats,
  fall_alert_inclusive,
  sensor_failure_repeats,
  no_leap_year,
  clock_set_by_stranger,
  zone_shifts_clock,
  lockout_from_detection,
  call_cycle_19_s,
  answered_call_continues,
  return_lost_in_lockout,
  disarm_keeps_cycle,
  relay_time_restores_before,
  log_keeps_nine,
  log_counts_returns,
  scheduler_sunday_is_zero,
  scheduler_catches_up,
  scheduler_removes_first_only,
  power_failed_at_once,
  stays_on_battery,
  powerstate_remember_restart,
  battery_switches_socket,
  ussd_answer_cut,
  disarm_by_button_switches,
  reset_keeps_alert_numbers,
  reset_after_5_s,
  led_armed_steady,
  led_searching_slow,
  microrelay_follows_returns,
  microrelay_survives_power,
  taken_call_keeps_microrelay,
  taken_call_ends_after_a_minute,
  rejection_calls_next,
  callback_unprotected,
  callback_rings_20_s,
  first_reading_after_nine_minutes,
  tempcal_added,
  tempcal_in_fahrenheit,
  thermalert_survives_list,
  lockout_of_all_inputs,
  alarm_switches_first_relay,
  inputs_looked_at_at_once,
  centre_is_called,
  scan_keeps_thresholds,
  thermostats_follow_first_sensor,
  sensor_failure_keeps_thermostat,
  relay_number_off_by_one,
  pulse_lasts_a_restart,
  relay_states_reported_in_backup_mode,
  ac_limits_alarm_relays,
  dc_opens_window,
  battery_alert_repeats,
  centre_gets_all_alerts,
  threshold_rounded_down,
  disarm_keeps_relay_time,
  count_,
};

/// The planted defects of one device.
class Defects {
 public:
#ifdef ISOCKET_FW_DEFECTS
  constexpr bool has(Defect defect) const {
    return (words_[word(defect)] & bit(defect)) != 0;
  }
  constexpr void plant(Defect defect) {
    words_[word(defect)] |= bit(defect);
  }

 private:
  static constexpr std::size_t word(Defect defect) {
    return static_cast<std::size_t>(defect) / 64;
  }
  static constexpr std::uint64_t bit(Defect defect) {
    return std::uint64_t{1} << static_cast<unsigned>(defect) % 64;
  }
  std::uint64_t words_[static_cast<std::size_t>(Defect::count_) / 64 + 1] = {};
#else
  static constexpr bool has(Defect) {
    return false;
  }
#endif
};

#ifdef ISOCKET_FW_DEFECTS
struct DefectName {
  Defect defect;
  std::string_view name;  ///< as typed: `drop-every-tenth-reply`
  std::string_view rule;  ///< the rule it breaks
};
inline constexpr std::size_t kDefectCount = static_cast<std::size_t>(Defect::count_);
extern const DefectName kDefectNames[kDefectCount];

/// @return null if there is none of this name
const DefectName* find_defect(std::string_view name);

/// A function that a model's table can be robbed of: the defect `lacks-scheduler`.
struct FeatureName {
  Feature feature;
  std::string_view name;
};
std::span<const FeatureName> feature_names();
#endif

}  // namespace isocket::fw
