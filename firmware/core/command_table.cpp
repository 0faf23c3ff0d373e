#include <array>

#include "core/command.h"
#include "core/handlers.h"
#include "core/models.h"

namespace isocket::fw {
namespace {

using enum Kind;
using enum Form;
using enum Confirm;
using enum Numbered;
using F = Feature;

// A bare word and its relatives with an operator are rows of their own; SECNUMBER-ALL stands before
// SECNUMBER-, because the first row that fits is taken. Where families read one word differently, each
// reading is a row with a feature of its own. This table is the compiler's: the device holds the rows of its
// models.
constexpr Command kTable[] = {
    {"ON", ctrl, bare, F::socket, withheld, switch_on, rule("EP-4.1-18, GS-4.1-28")},
    {"OFF", ctrl, bare, F::socket, withheld, switch_off, rule("EP-4.1-19, GS-4.1-29")},
    {"ON", ctrl, digits, F::socket, withheld, switch_on_for, rule("EP-4.1-20, GS-4.1-31")},
    {"OFF", ctrl, digits, F::socket, withheld, switch_off_for, rule("EP-4.1-21, GS-4.1-32")},
    {"ONM", ctrl, bare, F::microrelay, withheld, microrelay_on, rule("GS-4.1-41")},
    {"OFFM", ctrl, bare, F::microrelay, withheld, microrelay_off, rule("GS-4.1-41")},
    {"ONALL", ctrl, bare, F::all_relays, withheld, switch_all_on, rule("GS-4.1-43, SR-U4.4-05")},
    {"OFFALL", ctrl, bare, F::all_relays, withheld, switch_all_off, rule("GS-4.1-43, SR-U4.4-05")},
    {"RESTART", ctrl, bare, F::socket, withheld, restart, rule("EP-4.1-22, GS-4.1-44")},
    {"RESTARTM", ctrl, bare, F::microrelay, withheld, restart_microrelay, rule("GS-4.1-51")},
    {"ONR#,", ctrl, value, F::relays, withheld, switch_on_for, rule("SR-U4.4-03"), Choice::none, relay},
    {"OFFR#,", ctrl, value, F::relays, withheld, switch_off_for, rule("SR-U4.4-03"), Choice::none, relay},
    {"ONR#", ctrl, bare, F::relays, withheld, switch_on, rule("SR-U4.4-01"), Choice::none, relay},
    {"OFFR#", ctrl, bare, F::relays, withheld, switch_off, rule("SR-U4.4-01"), Choice::none, relay},
    {"RESTARTR#", ctrl, bare, F::relays, withheld, restart, rule("SR-U4.4-06"), Choice::none, relay},
    {"PULSER#", ctrl, bare, F::relays, withheld, pulse, rule("SR-U4.4-07"), Choice::none, relay},
    {"RESTARTTIME=", conf, value, F::basic, withheld, set_restart_time,
     rule("EP-4.1-24, GS-4.1-53, SR-U4.4-09")},
    {"RESTARTTIME?", inf, bare, F::basic, always, query_restart_time,
     rule("EP-4.1-26, GS-4.1-55, SR-U4.4-10")},
    {"PULSETIME=", conf, value, F::relays, withheld, set_pulse_time, rule("SR-U4.4-09")},
    {"PULSETIME?", inf, bare, F::relays, always, query_pulse_time, rule("SR-U4.4-10")},
    {"ALIASR#=", conf, value, F::relays, withheld, set_relay_alias, rule("SR-U4.3-02"), Choice::none, relay},
    {"ALIASR#?", inf, bare, F::relays, always, query_relay_alias, rule("SR-U4.3-04"), Choice::none, relay},
    {"RELAYSTATUS", ctrl, bare, F::relays, always, relay_status, rule("SR-U4.4-13")},
    {"RUNTIMER#", ctrl, bare, F::relays, always, runtime, rule("SR-U4.4-14"), Choice::none, relay},
    {"SIGNALREPORT", ctrl, bare, F::relays, always, signal_report, rule("SR-U4.1-13")},
    {"STATUS", ctrl, bare, F::basic, always, status, rule("EP-4.1-27, GS-4.1-58, GS-4.1-59, SR-U4.4-31")},
    {"TEMPERATURE", ctrl, bare, F::thermometer, always, temperature, rule("EP-4.1-30, GS-4.1-65, SR-U7-05")},
    {"RUNTIME", ctrl, bare, F::socket, always, runtime, rule("EP-4.1-31, GS-4.1-66")},

    {"RING=", conf, value, F::socket, withheld, set_ring, rule("EP-4.2-06, GS-4.2-03"), Choice::ring},
    {"RING?", inf, bare, F::socket, always, query_choice, rule("EP-4.2-10, GS-4.2-12"), Choice::ring},

    {"RING=", conf, value, F::relays, withheld, set_ring, rule("SR-U4.2-04"), Choice::relay_ring},
    {"RING?", inf, bare, F::relays, always, query_choice, rule("SR-UX-31"), Choice::relay_ring},

    {"MAKEMEBOSS", conf, bare, F::owner, withheld, make_me_boss, rule("EP-5.1-02, SR-U5.1-10")},
    {"SECNUMBER+", conf, value, F::basic, withheld, add_security, rule("EP-5.1-04, GS-5.1-06, SR-U5.1-01")},
    {"SECNUMBER-ALL", conf, bare, F::basic, withheld, clear_security,
     rule("EP-5.1-06, GS-5.1-13, SR-U5.1-15")},
    {"SECNUMBER-", conf, value, F::basic, withheld, remove_security,
     rule("EP-5.1-05, GS-5.1-11, SR-U5.1-03")},
    {"SECNUMBER?", inf, bare, F::basic, always, query_security, rule("EP-5.1-09, GS-5.1-29, SR-U5.1-12")},
    {"SECLIST=", conf, value, F::basic, withheld, set_security, rule("EP-5.1-10, GS-5.1-18, SR-4-09"),
     Choice::sec_list},
    {"SECLIST?", inf, bare, F::basic, always, query_choice, rule("EP-5.1-11, GS-5.1-22, SR-4-09"),
     Choice::sec_list},
    {"PASSWORD=", conf, value, F::basic, withheld, set_password, rule("EP-5.2-02, GS-5.2-01, SR-U5.2-01")},
    {"RENEWINTERVALPW=", conf, value, F::renewal, withheld, set_renew_password,
     rule("GS-5.3-01, SR-U5.3-08")},
    {"RENEWINTERVAL?", inf, bare, F::renewal, always, query_renewal, rule("GS-5.3-14, SR-U5.3-10")},
    {"RENEWINTERVAL", ctrl, joined, F::renewal, withheld, renew_window, rule("GS-5.3-08, SR-U5.3-04")},
    {"ALERTME", conf, bare, F::owner, withheld, alert_me, rule("EP-5.3-03, SR-U5.1-11")},
    {"ALERTNUMBER+", conf, value, F::basic, withheld, add_alert, rule("EP-5.3-06, GS-7.3-05, SR-4-13")},
    {"ALERTNUMBER-ALL", conf, bare, F::basic, withheld, clear_alerts,
     rule("EP-5.3-08, GS-7.3-06, SR-U5.1-15")},
    {"ALERTNUMBER-", conf, value, F::basic, withheld, remove_alert, rule("EP-5.3-07, GS-7.3-05, SR-U5.1-03")},
    {"ALERTNUMBER?", inf, bare, F::basic, always, query_alerts, rule("EP-5.3-09, GS-7.3-07, SR-U5.4-01")},
    {"SECCENTER+", conf, value, F::security_centre, withheld, add_centre, rule("SR-4-14")},
    {"SECCENTER-ALL", conf, bare, F::security_centre, withheld, clear_centre, rule("SR-U5.1-15")},
    {"SECCENTER-", conf, value, F::security_centre, withheld, remove_centre, rule("SR-U5.1-03")},
    {"SECCENTER?", inf, bare, F::security_centre, always, query_centre, rule("SR-U5.4-02")},

    {"SMSCONFIRM=", conf, value, F::basic, always, set_choice, rule("EP-6.1-01, GS-6.1-05, SR-U6-02"),
     Choice::sms_confirm},
    {"SMSCONFIRM?", inf, bare, F::basic, always, query_choice, rule("EP-6.1-03, GS-6.1-08, SR-4-01"),
     Choice::sms_confirm},
    {"RINGCONFIRM=", conf, value, F::ring_confirm_mode, withheld, set_ring_confirm,
     rule("EP-6.2-11, SR-U6-05"), Choice::ring_confirm},
    {"RINGCONFIRM?", inf, bare, F::ring_confirm_mode, always, query_choice, rule("EP-6.2-05, SR-4-02"),
     Choice::ring_confirm},
    {"RINGCONFIRM=", conf, value, F::ring_confirm_switch, withheld, set_choice, rule("GS-6.2-01"),
     Choice::ring_confirm_on},
    {"RINGCONFIRM?", inf, bare, F::ring_confirm_switch, always, query_choice, rule("GS-6.2-11"),
     Choice::ring_confirm_on},
    {"RINGCONFIRMTYPE=", conf, value, F::ring_confirm_switch, withheld, set_choice, rule("GS-6.2-03"),
     Choice::ring_confirm_type},
    {"RINGCONFIRMTYPE?", inf, bare, F::ring_confirm_switch, always, query_choice, rule("GS-6.2-11"),
     Choice::ring_confirm_type},
    {"ERROR=", conf, value, F::basic, withheld, set_choice, rule("EP-6.3-05, GS-6.3-09, SR-U6-03"),
     Choice::error},
    {"ERROR?", inf, bare, F::basic, always, query_choice, rule("EP-6.3-05, GS-6.3-12, SR-4-03"),
     Choice::error},
    {"SMSCONFIRMUNAUTH=", conf, value, F::basic, withheld, set_choice, rule("EP-6.3-08, GS-6.3-19, SR-U6-04"),
     Choice::sms_confirm_unauth},
    {"SMSCONFIRMUNAUTH?", inf, bare, F::basic, always, query_choice, rule("EP-6.3-08, GS-6.3-19, SR-4-04"),
     Choice::sms_confirm_unauth},

    {"TSENSORSCAN", conf, bare, F::sensors, withheld, scan_sensors, rule("SR-U7-02")},
    {"THERMSENSOR#=", conf, value, F::sensors, withheld, set_thermostat_sensor, rule("SR-3.2-01"),
     Choice::none, Numbered::relay},
    {"THERMSENSOR#?", inf, bare, F::sensors, always, query_thermostat_sensor, rule("SR-3.2-01"), Choice::none,
     Numbered::relay},
    {"THERMOSTATON#", ctrl, bare, F::thermostat, withheld, thermostat_on,
     rule("EP-7.2-05, GS-7.2-02, SR-3.2-05"), Choice::none, Numbered::relay},
    {"THERMOSTATOFF#", ctrl, bare, F::thermostat, withheld, thermostat_off,
     rule("EP-7.2-06, GS-7.2-03, SR-U7.3-05"), Choice::none, Numbered::relay},
    {"THERMOSTAT#=", conf, value, F::thermostat, withheld, set_thermostat,
     rule("EP-7.2-08, GS-7.2-09, SR-3.2-02"), Choice::thermostat, Numbered::relay},
    {"THERMOSTAT?", inf, bare, F::sensors, always, query_thermostats, rule("SR-U7.3-08")},
    {"THERMOSTAT#?", inf, bare, F::thermostat, always, query_thermostat,
     rule("EP-7.2-12, GS-7.2-20, SR-U7.3-08"), Choice::none, Numbered::relay},
    {"SWITCHOFFTEMP#=", conf, value, F::switch_off, withheld, set_switch_off, rule("EP-7.2-10, SR-3.2-03"),
     Choice::none, Numbered::relay},
    {"SWITCHOFFTEMP#?", inf, bare, F::sensors, always, query_switch_off, rule("SR-3.2-03"), Choice::none,
     Numbered::relay},
    {"SWITCHOFFALERT#=", conf, value, F::switch_off, withheld, set_choice, rule("EP-7.3-13, SR-3.2-06"),
     Choice::switch_off_alert, Numbered::relay},
    {"SWITCHOFFALERT#?", inf, bare, F::switch_off, always, query_choice, rule("EP-7.3-13, SR-3.2-06"),
     Choice::switch_off_alert, Numbered::relay},
    {"TSENSFAILALERT=", conf, value, F::switch_off, withheld, set_choice, rule("EP-7.3-13, SR-3.2-08"),
     Choice::sensor_fail_alert},
    {"TSENSFAILALERT?", inf, bare, F::switch_off, always, query_choice, rule("EP-7.3-15, SR-3.2-08"),
     Choice::sensor_fail_alert},
    {"TEMPOFF=", conf, value, F::temp_off, withheld, set_switch_off, rule("GS-7.2-11")},
    {"THERMALERT=", conf, value, F::temp_off, withheld, set_temp_off_alert, rule("GS-7.3-13"),
     Choice::switch_off_alert},
    {"THERMALERT?", inf, bare, F::temp_off, always, query_choice, rule("GS-7.3-14"),
     Choice::switch_off_alert},
    {"TRISEALERT#=", conf, value, F::thermometer, withheld, set_rise, rule("EP-7.3-10, GS-7.3-20, SR-3.1-02"),
     Choice::none, Numbered::sensor},
    {"TRISEALERT#?", inf, bare, F::thermometer, always, query_rise, rule("EP-7.3-12, GS-7.3-25, SR-3.1-06"),
     Choice::none, Numbered::sensor},
    {"TFALLALERT#=", conf, value, F::thermometer, withheld, set_fall, rule("EP-7.3-10, GS-7.3-21, SR-3.1-01"),
     Choice::none, Numbered::sensor},
    {"TFALLALERT#?", inf, bare, F::thermometer, always, query_fall, rule("EP-7.3-12, GS-7.3-25, SR-3.1-06"),
     Choice::none, Numbered::sensor},

    {"TEMPCAL=", conf, value, F::calibration, withheld, set_calibration, rule("GS-7.4-01")},
    {"TEMPCAL?", inf, bare, F::calibration, always, query_calibration, rule("GS-7.4-03")},

    {"DATESMS", conf, bare, F::clock, withheld, set_date_from_message, rule("EP-8-05, GS-8-06, SR-U8-05")},
    {"DATE=", conf, value, F::clock, withheld, set_date, rule("EP-8-06, GS-8-07, SR-U8-05")},
    {"DATE", ctrl, bare, F::clock, always, date, rule("EP-8-07, GS-8-08, SR-U8-03")},

    {"ALIASIN#=", conf, value, F::inputs, withheld, set_input_alias, rule("SR-4-15"), Choice::none,
     Numbered::input},
    {"ALIASIN#?", inf, bare, F::inputs, always, query_input_alias, rule("SR-4-15"), Choice::none,
     Numbered::input},
    {"SENSORTYPE#=", conf, value, F::alarm, withheld, set_sensor_type,
     rule("EP-9.1-03, GS-9.1-17, SR-3.4-06"), Choice::sensor_type, Numbered::input},
    {"SENSORTYPE#?", inf, bare, F::alarm, always, query_choice, rule("EP-9.1-03, GS-9.1-18, SR-3.4-06"),
     Choice::sensor_type, Numbered::input},
    {"ALERT#=", conf, value, F::alarm, withheld, set_alert_mode, rule("EP-9.2-05, GS-9.2-01, SR-U9-05"),
     Choice::alert, Numbered::input},
    {"ALERT#?", inf, bare, F::alarm, always, query_choice, rule("EP-9.2-05, GS-9.2-02, SR-U9-05"),
     Choice::alert, Numbered::input},
    {"INRELAYS#=", conf, value, F::inputs, withheld, set_input_relays, rule("SR-U9-02"), Choice::none,
     Numbered::input},
    {"INRELAYS#?", inf, bare, F::inputs, always, query_input_relays, rule("SR-U9-02"), Choice::none,
     Numbered::input},
    {"RELAYTIME#=", conf, value, F::relay_time, withheld, set_relay_time, rule("EP-9.3-06, SR-U9-03"),
     Choice::none, Numbered::input},
    {"RELAYTIME#?", inf, bare, F::relay_time, always, query_relay_time, rule("EP-9.3-06, SR-U9-03"),
     Choice::none, Numbered::input},
    {"MICRORELAYTIME=", conf, value, F::microrelay, withheld, set_microrelay_time, rule("GS-9.1-12")},
    {"MICRORELAYTIME?", inf, bare, F::microrelay, always, query_microrelay_time, rule("GS-9.1-15")},
    {"ALARMON#", ctrl, bare, F::alarm, withheld, alarm_on, rule("EP-9.4-01, GS-9.1-01, SR-U9-07"),
     Choice::none, Numbered::input},
    {"ALARMOFF#", ctrl, bare, F::alarm, withheld, alarm_off, rule("EP-9.4-02, GS-9.1-02, SR-U9-07"),
     Choice::none, Numbered::input},
    {"ALARMONALL", ctrl, bare, F::inputs, withheld, all_alarms_on, rule("SR-U9-07")},
    {"ALARMON", ctrl, bare, F::inputs, withheld, all_alarms_on, rule("SR-U9-07")},
    {"ALARMOFFALL", ctrl, bare, F::inputs, withheld, all_alarms_off, rule("SR-U9-07")},
    {"ALARMOFF", ctrl, bare, F::inputs, withheld, all_alarms_off, rule("SR-U9-07")},
    {"ALARM?", inf, bare, F::inputs, always, input_status, rule("SR-U9-09")},
    {"ALARM#?", inf, bare, F::alarm, always, query_alarm, rule("EP-9.4-03, GS-9.1-08, SR-U9-08"),
     Choice::none, Numbered::input},
    {"INPUTSTATUS", ctrl, bare, F::inputs, always, input_status, rule("SR-U9-09")},
    {"SHOWALARMLOG", ctrl, bare, F::alarm, always, show_alarm_log, rule("EP-9.5-02, GS-9.3-01, SR-U9-52")},

    {"MICLEVEL=", conf, value, F::microphone, withheld, set_microphone_level, rule("GS-10-02, SR-U10-01")},
    {"MICLEVEL?", inf, bare, F::microphone, always, query_microphone_level, rule("GS-10-03, SR-U10-01")},
    {"CALLBACK", ctrl, bare, F::microphone, withheld, call_me_back, rule("GS-10-08, SR-U10-02")},

    {"SCHEDULER+", ctrl, value, F::scheduler, withheld, add_rule, rule("EP-10-02, GS-11-01, SR-U11-01")},
    {"SCHEDULER-ALL", ctrl, bare, F::scheduler, withheld, clear_rules, rule("EP-10-09, GS-11-11, SR-U11-17")},
    {"SCHEDULER-", ctrl, value, F::scheduler, withheld, remove_rules, rule("EP-10-08, GS-11-09, SR-U11-08")},
    {"SCHEDULER?", inf, bare, F::scheduler, always, query_rules, rule("EP-10-10, GS-11-12, SR-U11-12")},

    {"POWERALERT=", conf, value, F::power_alert_switch, withheld, set_choice, rule("EP-11-03"),
     Choice::power_alert},
    {"POWERALERT?", inf, bare, F::power_alert_switch, always, query_choice, rule("EP-11-03"),
     Choice::power_alert},
    {"POWERSTATE=", conf, value, F::socket, withheld, set_choice, rule("EP-11-11, GS-12-05"),
     Choice::power_state},
    {"POWERSTATE?", inf, bare, F::socket, always, query_choice, rule("EP-11-11, GS-12-04"),
     Choice::power_state},
    {"POWERSTATE#=", conf, value, F::relays, withheld, set_choice, rule("SR-U12-01"), Choice::power_state,
     relay},
    {"POWERSTATE#?", inf, bare, F::relays, always, query_choice, rule("SR-4-18"), Choice::power_state, relay},
    {"DCALERT=", conf, value, F::backup_mode, withheld, set_choice, rule("SR-U17-01"), Choice::power_alert},
    {"DCALERT?", inf, bare, F::backup_mode, always, query_choice, rule("SR-4-19"), Choice::power_alert},
    {"ACALERT=", conf, value, F::voltage_sensor, withheld, set_choice, rule("SR-U17-02"), Choice::ac_alert},
    {"ACALERT?", inf, bare, F::voltage_sensor, always, query_choice, rule("SR-4-20"), Choice::ac_alert},
    {"BATALERT=", conf, value, F::backup_mode, withheld, set_battery_alert, rule("SR-U17-05")},
    {"BATALERT?", inf, bare, F::backup_mode, always, query_battery_alert, rule("SR-4-21")},
    {"BACKUPLIMIT=", conf, value, F::backup_mode, withheld, set_backup_limit, rule("SR-4-22"),
     Choice::backup_limit},
    {"BACKUPLIMIT?", inf, bare, F::backup_mode, always, query_choice, rule("SR-4-22"), Choice::backup_limit},
    {"POWERSTATUS", ctrl, bare, F::backup_mode, always, power_status, rule("SR-U17-09")},

    {"CREDITUMS=", conf, value, F::credit, withheld, set_credit_code, rule("EP-12-01")},
    {"CREDITUMS?", inf, bare, F::credit, always, query_credit_code, rule("EP-12-03")},
    {"CREDIT", ctrl, bare, F::credit, always, credit, rule("EP-12-04")},
    {"SALDOUMS=", conf, value, F::saldo, withheld, set_credit_code, rule("GS-13-03")},
    {"SALDOUMS?", inf, bare, F::saldo, always, query_credit_code, rule("GS-13-06")},
    {"SALDO", ctrl, bare, F::saldo, always, credit, rule("GS-13-08")},
    {"SIMCARD", conf, glued, F::sim_card, withheld, sim_card, rule("EP-12-05, GS-13-11")},

    {"HARDWARE", ctrl, bare, F::basic, always, hardware, rule("EP-13-01, GS-14-01, SR-U16-01")},
    {"SERIALNUM", ctrl, bare, F::basic, always, serial_number, rule("EP-13-02, GS-14-03, SR-U16-02")},
    {"FIRMWARE", ctrl, bare, F::basic, always, firmware_version, rule("EP-13-03, GS-14-04, SR-U16-02")},
};

consteval std::size_t count_commands() {
  std::size_t count = 0;
  for (const Command& command : kTable) count += built_features().has(command.feature) ? 1 : 0;
  return count;
}

constexpr std::array<Command, count_commands()> kCommands = [] {
  std::array<Command, count_commands()> built{};
  std::size_t count = 0;
  for (const Command& command : kTable)
    if (built_features().has(command.feature)) built[count++] = command;
  return built;
}();

}  // namespace

std::span<const Command> commands() {
  return kCommands;
}

std::string_view secret_mask(const Command& command) {
  if (command.name == "PASSWORD=") return "*****";
  if (command.name == "RENEWINTERVALPW=") return "*********";
  return {};
}

}  // namespace isocket::fw
