#include "device/catalogue.h"

namespace isocket::device {
namespace {

using enum Kind;

// In the order of docs/spec/environment-pro.md, section 2.2.
constexpr Command kEnvironmentPro[] = {
    {"ON", ctrl, "Power socket ON", true, "EP-4.1-18"},
    {"OFF", ctrl, "Power socket OFF", true, "EP-4.1-19"},
    {"ON{secs}", ctrl, "Power ON for {secs} seconds", true, "EP-4.1-20"},
    {"OFF{secs}", ctrl, "Power OFF for {secs} seconds", true, "EP-4.1-21"},
    {"RESTART", ctrl, "Power socket restarted", true, "EP-4.1-22"},
    {"RESTARTTIME={n}", conf, "RESTARTTIME={n} - OK", true, "EP-4.1-24"},
    {"RESTARTTIME?", inf, "RESTARTTIME={n} seconds", false, "EP-4.1-26"},
    {"STATUS", ctrl,
     "Power socket {state}|Signal: {level}|TEMP: {t}|ALARMF: {state}|ALARM status: {act}|Time: {ts}", false,
     "EP-4.1-27"},
    {"TEMPERATURE", ctrl, "TEMPERATURE: {t}", false, "EP-4.1-30"},
    {"RUNTIME", ctrl, "Power socket is ON from: {ts}", false, "EP-4.1-31"},
    {"RING=NOACTION", conf, "RING=NOACTION - OK", true, "EP-4.2-06"},
    {"RING=RESTART", conf, "RING=RESTART - OK", true, "EP-4.2-06"},
    {"RING=SWITCH", conf, "RING=SWITCH - OK", true, "EP-4.2-06"},
    {"RING?", inf, "RING={list}", false, "EP-4.2-10"},
    {"MAKEMEBOSS", conf,
     "Your phone number has been assigned for all types of alerts and was added to security list which has "
     "been "
     "activated",
     true, "EP-5.1-02"},
    {"SECNUMBER+{number}", conf, "SECNUMBER+{number} - OK", true, "EP-5.1-04"},
    {"SECNUMBER-{number}", conf, "SECNUMBER-{number} - OK", true, "EP-5.1-05"},
    {"SECNUMBER-ALL", conf, "SECNUMBER-ALL - OK", true, "EP-5.1-06"},
    {"SECNUMBER?", inf, "SECNUMBERs: {numbers}", false, "EP-5.1-09"},
    {"SECLIST=ON", conf, "SECLIST=ON - OK", true, "EP-5.1-10"},
    {"SECLIST=OFF", conf, "SECLIST=OFF - OK", true, "EP-5.1-10"},
    {"SECLIST?", inf, "SECLIST={list}", false, "EP-5.1-11"},
    {"PASSWORD={password}", conf, "PASSWORD=***** - OK", true, "EP-5.2-02"},
    {"PASSWORD=NO", conf, "PASSWORD=NO - OK", true, "EP-5.2-03"},
    {"ALERTME", conf, "Your phone number has been assigned for all types of alerts!", true, "EP-5.3-03"},
    {"ALERTNUMBER+{number}", conf, "ALERTNUMBER+{number} - OK", true, "EP-5.3-06"},
    {"ALERTNUMBER-{number}", conf, "ALERTNUMBER-{number} - OK", true, "EP-5.3-07"},
    {"ALERTNUMBER-ALL", conf, "ALERTNUMBER-ALL - OK", true, "EP-5.3-08"},
    {"ALERTNUMBER?", inf, "ALERTNUMBERs: {numbers}", false, "EP-5.3-09"},
    {"SMSCONFIRM=ON", conf, "SMSCONFIRM=ON - OK", false, "EP-6.1-01"},
    {"SMSCONFIRM=OFF", conf, "SMSCONFIRM=OFF - OK", false, "EP-6.1-02"},
    {"SMSCONFIRM?", inf, "SMSCONFIRM={list}", false, "EP-6.1-03"},
    {"RINGCONFIRM=SMS", conf, "RINGCONFIRMTYPE=SMS - OK", true, "EP-6.2-11"},
    {"RINGCONFIRM=CALL", conf, "RINGCONFIRMTYPE=CALL - OK", true, "EP-6.2-11"},
    {"RINGCONFIRM=OFF", conf, "RINGCONFIRM=OFF - OK", true, "EP-6.2-04"},
    {"RINGCONFIRM?", inf, "RINGCONFIRM={list}", false, "EP-6.2-05"},
    {"ERROR=ON", conf, "ERROR=ON - OK", true, "EP-6.3-05"},
    {"ERROR=OFF", conf, "ERROR=OFF - OK", true, "EP-6.3-05"},
    {"ERROR?", inf, "ERROR={list}", false, "EP-6.3-05"},
    {"SMSCONFIRMUNAUTH=ON", conf, "SMSCONFIRMUNAUTH=ON - OK", true, "EP-6.3-08"},
    {"SMSCONFIRMUNAUTH=OFF", conf, "SMSCONFIRMUNAUTH=OFF - OK", true, "EP-6.3-08"},
    {"SMSCONFIRMUNAUTH?", inf, "SMSCONFIRMUNAUTH={list}", false, "EP-6.3-08"},
    {"THERMOSTATON", ctrl,
     "THERMOSTATON - OK|THERMOSTAT={mode}|Switch-off temperature: {thr}|Note! Thermostat is working now!",
     true, "EP-7.2-05"},
    {"THERMOSTATOFF", ctrl, "THERMOSTATOFF - OK|Note! Thermostat was disabled!", true, "EP-7.2-06"},
    {"THERMOSTAT=HEATING", conf, "THERMOSTAT=HEATING - OK|Switch-off temperature: {thr}|THERMOSTAT: {state}",
     true, "EP-7.2-08"},
    {"THERMOSTAT=COOLING", conf, "THERMOSTAT=COOLING - OK|Switch-off temperature: {thr}|THERMOSTAT: {state}",
     true, "EP-7.2-08"},
    {"THERMOSTAT?", inf, "THERMOSTAT: {state}|THERMOSTAT={mode}|Switch-off temperature: {thr}", false,
     "EP-7.2-12"},
    {"SWITCHOFFTEMP={temp}", conf, "SWITCHOFFTEMP={thr} - OK|THERMOSTAT={mode}|THERMOSTAT: {state}", true,
     "EP-7.2-10"},
    {"SWITCHOFFALERT=ON", conf, "SWITCHOFFALERT=ON - OK", true, "EP-7.3-13"},
    {"SWITCHOFFALERT=OFF", conf, "SWITCHOFFALERT=OFF - OK", true, "EP-7.3-13"},
    {"SWITCHOFFALERT?", inf, "SWITCHOFFALERT={list}", false, "EP-7.3-13"},
    {"TSENSFAILALERT=ON", conf, "TSENSFAILALERT=ON - OK", true, "EP-7.3-13"},
    {"TSENSFAILALERT=OFF", conf, "TSENSFAILALERT=OFF - OK", true, "EP-7.3-13"},
    {"TSENSFAILALERT?", inf, "TSENSFAILALERT={list}", false, "EP-7.3-13"},
    {"TRISEALERT={temp}", conf, "TRISEALERT={thr} - OK", true, "EP-7.3-10"},
    {"TRISEALERT=OFF", conf, "TRISEALERT=OFF - OK", true, "EP-7.3-11"},
    {"TRISEALERT?", inf, "TRISEALERT={thr}", false, "EP-7.3-12"},
    {"TFALLALERT={temp}", conf, "TFALLALERT={thr} - OK", true, "EP-7.3-10"},
    {"TFALLALERT=OFF", conf, "TFALLALERT=OFF - OK", true, "EP-7.3-11"},
    {"TFALLALERT?", inf, "TFALLALERT={thr}", false, "EP-7.3-12"},
    {"DATESMS", conf, "DATE {clock} - OK", true, "EP-8-05"},
    {"DATE={clock}", conf, "DATE={clock} - OK", true, "EP-8-06"},
    {"DATE", ctrl, "DATE {clock}", false, "EP-8-07"},
    {"SENSORTYPE=NO", conf, "SENSORTYPE=NO - OK", true, "EP-9.1-03"},
    {"SENSORTYPE=NC", conf, "SENSORTYPE=NC - OK", true, "EP-9.1-03"},
    {"SENSORTYPE?", inf, "SENSORTYPE={list}", false, "EP-9.1-03"},
    {"ALERT=SMS", conf, "ALERT=SMS - OK", true, "EP-9.2-05"},
    {"ALERT=CALL", conf, "ALERT=CALL - OK", true, "EP-9.2-05"},
    {"ALERT=SMSCHANGE", conf, "ALERT=SMSCHANGE - OK", true, "EP-9.2-05"},
    {"ALERT=OFF", conf, "ALERT=OFF - OK", true, "EP-9.2-05"},
    {"ALERT?", inf, "ALERT={list}", false, "EP-9.2-05"},
    {"RELAYTIME=ON{secs}", conf, "RELAYTIME=ON{secs} - OK", true, "EP-9.3-06"},
    {"RELAYTIME=ON", conf, "RELAYTIME=ON - OK", true, "EP-9.3-06"},
    {"RELAYTIME=OFF{secs}", conf, "RELAYTIME=OFF{secs} - OK", true, "EP-9.3-06"},
    {"RELAYTIME=OFF", conf, "RELAYTIME=OFF - OK", true, "EP-9.3-06"},
    {"RELAYTIME=0", conf, "RELAYTIME=0 - OK", true, "EP-9.3-06"},
    {"RELAYTIME?", inf, "RELAYTIME={value}", false, "EP-9.3-06"},
    {"ALARMON", ctrl, "ALARMON - OK|ALARM function: Enabled", true, "EP-9.4-01"},
    {"ALARMOFF", ctrl, "ALARMOFF - OK|ALARM function: Disabled", true, "EP-9.4-02"},
    {"ALARM?", inf, "ALARM function: {state}|Sensor(s): {plug}|ALARM status: {activity}", false, "EP-9.4-03"},
    {"SHOWALARMLOG", ctrl, "{log}", false, "EP-9.5-02"},
    {"SCHEDULER+{rule}", ctrl, "SCHEDULER+{rule} - OK", true, "EP-10-02"},
    {"SCHEDULER-{time}", ctrl, "SCHEDULER-{time} - OK", true, "EP-10-08"},
    {"SCHEDULER-ALL", ctrl, "SCHEDULER-ALL - OK", true, "EP-10-09"},
    {"SCHEDULER?", inf, "{rules}", false, "EP-10-10"},
    {"POWERALERT=ON", conf, "POWERALERT=ON - OK", true, "EP-11-03"},
    {"POWERALERT=OFF", conf, "POWERALERT=OFF - OK", true, "EP-11-03"},
    {"POWERALERT?", inf, "POWERALERT={list}", false, "EP-11-03"},
    {"POWERSTATE=REMEMBER", conf, "POWERSTATE=REMEMBER - OK", true, "EP-11-11"},
    {"POWERSTATE=ON", conf, "POWERSTATE=ON - OK", true, "EP-11-11"},
    {"POWERSTATE=OFF", conf, "POWERSTATE=OFF - OK", true, "EP-11-11"},
    {"POWERSTATE?", inf, "POWERSTATE={list}", false, "EP-11-11"},
    {"CREDITUMS={ussd}", conf, "CREDITUMS={ussd} - OK", true, "EP-12-01"},
    {"CREDITUMS=NO", conf, "CREDITUMS=NO - OK", true, "EP-12-02"},
    {"CREDITUMS?", inf, "CREDITUMS: {ussd}", false, "EP-12-03"},
    {"CREDIT", ctrl, "{answer}", false, "EP-12-04"},
    {"SIMCARD{ussd}", conf, "{answer}", true, "EP-12-05"},
    {"HARDWARE", ctrl, "iSocket Environment Pro", false, "EP-13-01"},
    {"SERIALNUM", ctrl, "S/N: {serial}", false, "EP-13-02"},
    {"FIRMWARE", ctrl, "v{version} (c) iSocket Systems", false, "EP-13-03"},
};

}  // namespace

std::string_view name_of(Kind kind) {
  switch (kind) {
    case conf: return "Conf";
    case inf: return "Inf";
    case ctrl: return "Ctrl";
  }
  return "";
}

std::span<const Command> catalogue(Model model) {
  if (model == Model::environment_pro) return kEnvironmentPro;
  return {};
}

}  // namespace isocket::device
