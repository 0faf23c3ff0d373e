#pragma once
// The handlers of the command table, by chapter.

#include "core/command.h"

namespace isocket::fw {

// 4.1 socket and relays (relay_commands.cpp), status.cpp
Outcome switch_on(Unit& unit, const Request& request, Text& reply);
Outcome switch_off(Unit& unit, const Request& request, Text& reply);
Outcome switch_all_on(Unit& unit, const Request& request, Text& reply);
Outcome switch_all_off(Unit& unit, const Request& request, Text& reply);
Outcome switch_on_for(Unit& unit, const Request& request, Text& reply);
Outcome switch_off_for(Unit& unit, const Request& request, Text& reply);
Outcome restart(Unit& unit, const Request& request, Text& reply);
Outcome microrelay_on(Unit& unit, const Request& request, Text& reply);
Outcome microrelay_off(Unit& unit, const Request& request, Text& reply);
Outcome restart_microrelay(Unit& unit, const Request& request, Text& reply);
Outcome pulse(Unit& unit, const Request& request, Text& reply);
Outcome set_restart_time(Unit& unit, const Request& request, Text& reply);
Outcome query_restart_time(Unit& unit, const Request& request, Text& reply);
Outcome set_pulse_time(Unit& unit, const Request& request, Text& reply);
Outcome query_pulse_time(Unit& unit, const Request& request, Text& reply);
Outcome set_relay_alias(Unit& unit, const Request& request, Text& reply);
Outcome query_relay_alias(Unit& unit, const Request& request, Text& reply);
Outcome relay_status(Unit& unit, const Request& request, Text& reply);
Outcome signal_report(Unit& unit, const Request& request, Text& reply);
Outcome runtime(Unit& unit, const Request& request, Text& reply);
Outcome status(Unit& unit, const Request& request, Text& reply);
Outcome temperature(Unit& unit, const Request& request, Text& reply);

// 4.2 calls, 6 confirmations and errors: settings with named values (choices.cpp, ring.cpp)
Outcome set_choice(Unit& unit, const Request& request, Text& reply);
Outcome query_choice(Unit& unit, const Request& request, Text& reply);
Outcome set_ring(Unit& unit, const Request& request, Text& reply);
Outcome set_ring_confirm(Unit& unit, const Request& request, Text& reply);

// 5 security list, passwords, alert numbers
Outcome make_me_boss(Unit& unit, const Request& request, Text& reply);
Outcome add_security(Unit& unit, const Request& request, Text& reply);
Outcome remove_security(Unit& unit, const Request& request, Text& reply);
Outcome clear_security(Unit& unit, const Request& request, Text& reply);
Outcome query_security(Unit& unit, const Request& request, Text& reply);
Outcome set_security(Unit& unit, const Request& request, Text& reply);
Outcome set_password(Unit& unit, const Request& request, Text& reply);
Outcome set_renew_password(Unit& unit, const Request& request, Text& reply);
Outcome renew_window(Unit& unit, const Request& request, Text& reply);
Outcome query_renewal(Unit& unit, const Request& request, Text& reply);
Outcome alert_me(Unit& unit, const Request& request, Text& reply);
Outcome add_alert(Unit& unit, const Request& request, Text& reply);
Outcome remove_alert(Unit& unit, const Request& request, Text& reply);
Outcome clear_alerts(Unit& unit, const Request& request, Text& reply);
Outcome query_alerts(Unit& unit, const Request& request, Text& reply);
Outcome add_centre(Unit& unit, const Request& request, Text& reply);
Outcome remove_centre(Unit& unit, const Request& request, Text& reply);
Outcome clear_centre(Unit& unit, const Request& request, Text& reply);
Outcome query_centre(Unit& unit, const Request& request, Text& reply);

// 7 temperature
Outcome thermostat_on(Unit& unit, const Request& request, Text& reply);
Outcome thermostat_off(Unit& unit, const Request& request, Text& reply);
Outcome set_thermostat(Unit& unit, const Request& request, Text& reply);
Outcome query_thermostat(Unit& unit, const Request& request, Text& reply);
Outcome set_switch_off(Unit& unit, const Request& request, Text& reply);
Outcome set_temp_off_alert(Unit& unit, const Request& request, Text& reply);
Outcome set_calibration(Unit& unit, const Request& request, Text& reply);
Outcome query_calibration(Unit& unit, const Request& request, Text& reply);
Outcome set_rise(Unit& unit, const Request& request, Text& reply);
Outcome query_rise(Unit& unit, const Request& request, Text& reply);
Outcome set_fall(Unit& unit, const Request& request, Text& reply);
Outcome query_fall(Unit& unit, const Request& request, Text& reply);

Outcome scan_sensors(Unit& unit, const Request& request, Text& reply);
Outcome set_thermostat_sensor(Unit& unit, const Request& request, Text& reply);
Outcome query_thermostat_sensor(Unit& unit, const Request& request, Text& reply);
Outcome query_thermostats(Unit& unit, const Request& request, Text& reply);
Outcome query_switch_off(Unit& unit, const Request& request, Text& reply);

// 8 clock
Outcome date(Unit& unit, const Request& request, Text& reply);
Outcome set_date(Unit& unit, const Request& request, Text& reply);
Outcome set_date_from_message(Unit& unit, const Request& request, Text& reply);

// 9 alarm
Outcome set_sensor_type(Unit& unit, const Request& request, Text& reply);
Outcome set_alert_mode(Unit& unit, const Request& request, Text& reply);
Outcome set_relay_time(Unit& unit, const Request& request, Text& reply);
Outcome query_relay_time(Unit& unit, const Request& request, Text& reply);
Outcome set_microrelay_time(Unit& unit, const Request& request, Text& reply);
Outcome query_microrelay_time(Unit& unit, const Request& request, Text& reply);
Outcome alarm_on(Unit& unit, const Request& request, Text& reply);
Outcome alarm_off(Unit& unit, const Request& request, Text& reply);
Outcome query_alarm(Unit& unit, const Request& request, Text& reply);
Outcome all_alarms_on(Unit& unit, const Request& request, Text& reply);
Outcome all_alarms_off(Unit& unit, const Request& request, Text& reply);
Outcome set_input_alias(Unit& unit, const Request& request, Text& reply);
Outcome query_input_alias(Unit& unit, const Request& request, Text& reply);
Outcome input_status(Unit& unit, const Request& request, Text& reply);
Outcome set_input_relays(Unit& unit, const Request& request, Text& reply);
Outcome query_input_relays(Unit& unit, const Request& request, Text& reply);
Outcome show_alarm_log(Unit& unit, const Request& request, Text& reply);

// 10 microphone (of the GSM family)
Outcome set_microphone_level(Unit& unit, const Request& request, Text& reply);
Outcome query_microphone_level(Unit& unit, const Request& request, Text& reply);
Outcome call_me_back(Unit& unit, const Request& request, Text& reply);

// 10 scheduler
Outcome add_rule(Unit& unit, const Request& request, Text& reply);
Outcome remove_rules(Unit& unit, const Request& request, Text& reply);
Outcome clear_rules(Unit& unit, const Request& request, Text& reply);
Outcome query_rules(Unit& unit, const Request& request, Text& reply);

// 17 of the Smart Relay: supplies, battery, backup mode (backup.cpp)
Outcome power_status(Unit& unit, const Request& request, Text& reply);
Outcome set_battery_alert(Unit& unit, const Request& request, Text& reply);
Outcome query_battery_alert(Unit& unit, const Request& request, Text& reply);
Outcome set_backup_limit(Unit& unit, const Request& request, Text& reply);

// 12 credit, 13 version
Outcome set_credit_code(Unit& unit, const Request& request, Text& reply);
Outcome query_credit_code(Unit& unit, const Request& request, Text& reply);
Outcome credit(Unit& unit, const Request& request, Text& reply);
Outcome sim_card(Unit& unit, const Request& request, Text& reply);
Outcome hardware(Unit& unit, const Request& request, Text& reply);
Outcome serial_number(Unit& unit, const Request& request, Text& reply);
Outcome firmware_version(Unit& unit, const Request& request, Text& reply);

}  // namespace isocket::fw
