#include "core/defect.h"

#ifdef ISOCKET_FW_DEFECTS

namespace isocket::fw {

const DefectName kDefectNames[kDefectCount] = {
    {Defect::drop_every_tenth_reply, "drop-every-tenth-reply", "EP-4.1-16"},
    {Defect::length_31, "length-31", "EP-4.1-01"},
    {Defect::unknown_echoes_password, "unknown-echoes-password", "EP-4.1-40"},
    {Defect::window_29_minutes, "window-29-minutes", "EP-4.1-06"},
    {Defect::window_ignores_security, "window-ignores-security", "EP-4.1-10"},
    {Defect::wrong_value_keeps_window, "wrong-value-keeps-window", "EP-4.1-48"},
    {Defect::command_keeps_case, "command-keeps-case", "EP-4.1-39"},
    {Defect::restart_forgets_state, "restart-forgets-state", "EP-4.1-22"},
    {Defect::on_keeps_timer, "on-keeps-timer", "EP-4.1-55"},
    {Defect::restart_cancels_timer, "restart-cancels-timer", "EP-4.1-79"},
    {Defect::runtime_moves_when_on, "runtime-moves-when-on", "EP-4.1-56"},
    {Defect::timed_off_stays_off, "timed-off-stays-off", "EP-4.1-54"},
    {Defect::settings_lost_without_power, "settings-lost-without-power", "EP-4.1-12"},
    {Defect::ring_serves_strangers, "ring-serves-strangers", "EP-4.2-14"},
    {Defect::ring_survives_list_off, "ring-survives-list-off", "EP-4.2-09"},
    {Defect::callback_rings_15_s, "callback-rings-15s", "EP-6.2-07"},
    {Defect::seclist_prefix_match, "seclist-prefix-match", "EP-5.1-15"},
    {Defect::seclist_off_empties_list, "seclist-off-empties-list", "EP-5.1-30"},
    {Defect::eleventh_number_answers_ok, "eleventh-number-answers-ok", "EP-5.1-20"},
    {Defect::makemeboss_forgets_alerts, "makemeboss-forgets-alerts", "EP-3-05"},
    {Defect::password_case_insensitive, "password-case-insensitive", "EP-5.2-08"},
    {Defect::smsconfirm_mutes_status, "smsconfirm-mutes-status", "EP-6.1-04"},
    {Defect::error_off_mutes_success, "error-off-mutes-success", "EP-6.1-07"},
    {Defect::deny_follows_error, "deny-follows-error", "EP-6.3-09"},
    {Defect::negative_degrees_truncated, "negative-degrees-truncated", "EP-7.1-05"},
    {Defect::fahrenheit_exact, "fahrenheit-exact", "EP-7.2-15"},
    {Defect::thermostat_on_at_threshold, "thermostat-on-at-threshold", "EP-7.2-20"},
    {Defect::switch_off_alert_when_off, "switch-off-alert-when-off", "EP-7.3-23"},
    {Defect::rise_alert_repeats, "rise-alert-repeats", "EP-7.3-25"},
    {Defect::fall_alert_inclusive, "fall-alert-inclusive", "EP-7.3-17"},
    {Defect::sensor_failure_repeats, "sensor-failure-repeats", "EP-7.3-05"},
    {Defect::no_leap_year, "no-leap-year", "EP-8-21"},
    {Defect::clock_set_by_stranger, "clock-set-by-stranger", "EP-8-15"},
    {Defect::zone_shifts_clock, "zone-shifts-clock", "EP-8-12"},
    {Defect::lockout_from_detection, "lockout-from-detection", "EP-9.2-20"},
    {Defect::call_cycle_19_s, "call-cycle-19s", "EP-9.2-06"},
    {Defect::answered_call_continues, "answered-call-continues", "EP-9.2-07"},
    {Defect::return_lost_in_lockout, "return-lost-in-lockout", "EP-9.2-38"},
    {Defect::disarm_keeps_cycle, "disarm-keeps-cycle", "EP-9.2-30"},
    {Defect::relay_time_restores_before, "relaytime-restores-before", "EP-9.3-16"},
    {Defect::log_keeps_nine, "log-keeps-nine", "EP-9.5-01"},
    {Defect::log_counts_returns, "log-counts-returns", "EP-9.5-04"},
    {Defect::scheduler_sunday_is_zero, "scheduler-sunday-is-zero", "EP-10-03"},
    {Defect::scheduler_catches_up, "scheduler-catches-up", "EP-10-22"},
    {Defect::scheduler_removes_first_only, "scheduler-removes-first-only", "EP-10-20"},
    {Defect::power_failed_at_once, "power-failed-at-once", "EP-11-12"},
    {Defect::stays_on_battery, "stays-on-battery", "EP-11-05"},
    {Defect::powerstate_remember_restart, "powerstate-remember-restart", "EP-11-24"},
    {Defect::battery_switches_socket, "battery-switches-socket", "EP-11-19"},
    {Defect::ussd_answer_cut, "ussd-answer-cut", "EP-12-11"},
    {Defect::disarm_by_button_switches, "disarm-by-button-switches", "EP-9.4-08"},
    {Defect::reset_keeps_alert_numbers, "reset-keeps-alert-numbers", "EP-14-08"},
    {Defect::reset_after_5_s, "reset-after-5s", "EP-14-09"},
    {Defect::led_armed_steady, "led-armed-steady", "EP-15-03"},
    {Defect::led_searching_slow, "led-searching-slow", "EP-15-06"},
    {Defect::microrelay_follows_returns, "microrelay-follows-returns", "GS-9.2-31"},
    {Defect::microrelay_survives_power, "microrelay-survives-power", "GS-12-29"},
    {Defect::taken_call_keeps_microrelay, "taken-call-keeps-microrelay", "GS-9.2-29"},
    {Defect::taken_call_ends_after_a_minute, "taken-call-ends-after-a-minute", "GS-9.2-14"},
    {Defect::rejection_calls_next, "rejection-calls-next", "GS-9.2-11"},
    {Defect::callback_unprotected, "callback-unprotected", "GS-10-09"},
    {Defect::callback_rings_20_s, "callback-rings-20s", "GS-10-06"},
    {Defect::first_reading_after_nine_minutes, "first-reading-after-nine-minutes", "GS-7.1-05"},
    {Defect::tempcal_added, "tempcal-added", "GS-7.4-04"},
    {Defect::tempcal_in_fahrenheit, "tempcal-in-fahrenheit", "GS-7.4-06"},
    {Defect::thermalert_survives_list, "thermalert-survives-list", "GS-7.3-18"},
    {Defect::lockout_of_all_inputs, "lockout-of-all-inputs", "SR-U9-26"},
    {Defect::alarm_switches_first_relay, "alarm-switches-first-relay", "SR-U9-04"},
    {Defect::inputs_looked_at_at_once, "inputs-looked-at-at-once", "SR-U17-25"},
    {Defect::centre_is_called, "security-centre-is-called", "SR-U5.4-02"},
    {Defect::scan_keeps_thresholds, "scan-keeps-thresholds", "SR-U7-02"},
    {Defect::thermostats_follow_first_sensor, "thermostats-follow-first-sensor", "SR-3.2-01"},
    {Defect::sensor_failure_keeps_thermostat, "sensor-failure-keeps-thermostat", "SR-3.2-10"},
    {Defect::relay_number_off_by_one, "relay-number-off-by-one", "SR-U4.4-01"},
    {Defect::pulse_lasts_a_restart, "pulse-lasts-a-restart", "SR-U4.4-07"},
    {Defect::relay_states_reported_in_backup_mode, "relay-states-reported-in-backup-mode", "SR-3.4-36"},
    {Defect::ac_limits_alarm_relays, "ac-limits-alarm-relays", "SR-3.4-47"},
    {Defect::dc_opens_window, "dc-opens-window", "SR-U5.3-03"},
    {Defect::battery_alert_repeats, "battery-alert-repeats", "SR-U17-06"},
    {Defect::centre_gets_all_alerts, "security-centre-gets-all-alerts", "SR-U5.4-02"},
    {Defect::threshold_rounded_down, "threshold-rounded-down", "SR-U7-07"},
    {Defect::disarm_keeps_relay_time, "disarm-keeps-relay-time", "SR-U9-25"},
};

const DefectName* find_defect(std::string_view name) {
  for (const DefectName& defect : kDefectNames)
    if (defect.name == name) return &defect;
  return nullptr;
}

std::span<const FeatureName> feature_names() {
  static constexpr FeatureName kNames[] = {
      {Feature::clock, "clock"},
      {Feature::thermometer, "thermometer"},
      {Feature::thermostat, "thermostat"},
      {Feature::switch_off, "switch-off"},
      {Feature::temp_off, "temp-off"},
      {Feature::calibration, "calibration"},
      {Feature::alarm, "alarm"},
      {Feature::relay_time, "relay-time"},
      {Feature::microrelay, "microrelay"},
      {Feature::microphone, "microphone"},
      {Feature::scheduler, "scheduler"},
      {Feature::renewal, "renewal"},
      {Feature::ring_confirm_mode, "ring-confirm-mode"},
      {Feature::ring_confirm_switch, "ring-confirm-switch"},
      {Feature::sim_card, "sim-card"},
      {Feature::credit, "credit"},
      {Feature::saldo, "saldo"},
  };
  return kNames;
}

}  // namespace isocket::fw

#endif
