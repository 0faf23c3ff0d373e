// The commands of the Environment Pro, in the order of docs/spec/environment-pro.md, section 2.2.
#include "device/tables.h"

namespace isocket::device {
namespace {

using enum Kind;
using Type = Parameter::Type;

constexpr Models kAll = Models::of(Model::environment_pro);

constexpr Parameter kSeconds = number(1, 65000, "s");
constexpr Parameter temperature(std::string_view factory) {
  return {Type::temperature, {-55, 120, "C"}, {-67, 248, "F"}, {}, factory};
}

constexpr Row kRows[] = {
    {{"ON", ctrl, "Power socket ON", true, "EP-4.1-18"}, kAll},
    {{"OFF", ctrl, "Power socket OFF", true, "EP-4.1-19"}, kAll},
    {{"ON{secs}", ctrl, "Power ON for {secs} seconds", true, "EP-4.1-20", kSeconds}, kAll},
    {{"OFF{secs}", ctrl, "Power OFF for {secs} seconds", true, "EP-4.1-21", kSeconds}, kAll},
    {{"RESTART", ctrl, "Power socket restarted", true, "EP-4.1-22"}, kAll},
    {{"RESTARTTIME={n}", conf, "RESTARTTIME={n} - OK", true, "EP-4.1-24", number(1, 600, "s", "10")}, kAll},
    {{"RESTARTTIME?", inf, "RESTARTTIME={n} seconds", false, "EP-4.1-26"}, kAll},
    {{"STATUS", ctrl,
      "Power socket {state}|Signal: {level}|TEMP: {t}|ALARMF: {state}|ALARM status: {act}|Time: {ts}", false,
      "EP-4.1-27"},
     kAll},
    {{"TEMPERATURE", ctrl, "TEMPERATURE: {t}", false, "EP-4.1-30"}, kAll},
    {{"RUNTIME", ctrl, "Power socket is ON from: {ts}", false, "EP-4.1-31"}, kAll},
    {{"RING={v}", conf, "RING={v} - OK", true, "EP-4.2-06", choice("NOACTION,RESTART,SWITCH")}, kAll},
    {{"RING?", inf, "RING={list}", false, "EP-4.2-10"}, kAll},
    {{"MAKEMEBOSS", conf,
      "Your phone number has been assigned for all types of alerts and was added to security list which has "
      "been activated",
      true, "EP-5.1-02"},
     kAll},
    {{"SECNUMBER+{number}", conf, "SECNUMBER+{number} - OK", true, "EP-5.1-04", kNewNumber}, kAll},
    {{"SECNUMBER-{number}", conf, "SECNUMBER-{number} - OK", true, "EP-5.1-05", kListedNumber}, kAll},
    {{"SECNUMBER-ALL", conf, "SECNUMBER-ALL - OK", true, "EP-5.1-06"}, kAll},
    {{"SECNUMBER?", inf, "SECNUMBERs: {numbers}", false, "EP-5.1-09"}, kAll},
    {{"SECLIST={v}", conf, "SECLIST={v} - OK", true, "EP-5.1-10", choice("OFF,ON")}, kAll},
    {{"SECLIST?", inf, "SECLIST={list}", false, "EP-5.1-11"}, kAll},
    {{"PASSWORD={password}", conf, "PASSWORD=***** - OK", true, "EP-5.2-02",
      password(5, "5 letters or digits")},
     kAll},
    {{"PASSWORD=NO", conf, "PASSWORD=NO - OK", true, "EP-5.2-03"}, kAll},
    {{"ALERTME", conf, "Your phone number has been assigned for all types of alerts!", true, "EP-5.3-03"},
     kAll},
    {{"ALERTNUMBER+{number}", conf, "ALERTNUMBER+{number} - OK", true, "EP-5.3-06", kNewNumber}, kAll},
    {{"ALERTNUMBER-{number}", conf, "ALERTNUMBER-{number} - OK", true, "EP-5.3-07", kListedNumber}, kAll},
    {{"ALERTNUMBER-ALL", conf, "ALERTNUMBER-ALL - OK", true, "EP-5.3-08"}, kAll},
    {{"ALERTNUMBER?", inf, "ALERTNUMBERs: {numbers}", false, "EP-5.3-09"}, kAll},
    {{"SMSCONFIRM={v}", conf, "SMSCONFIRM={v} - OK", false, "EP-6.1-06", choice("ON,OFF")}, kAll},
    {{"SMSCONFIRM?", inf, "SMSCONFIRM={list}", false, "EP-6.1-03"}, kAll},
    {{"RINGCONFIRM={v}", conf, "RINGCONFIRMTYPE={v} - OK", true, "EP-6.2-11", choice("SMS,CALL")}, kAll},
    {{"RINGCONFIRM=OFF", conf, "RINGCONFIRM=OFF - OK", true, "EP-6.2-04"}, kAll},
    {{"RINGCONFIRM?", inf, "RINGCONFIRM={list}", false, "EP-6.2-05"}, kAll},
    {{"ERROR={v}", conf, "ERROR={v} - OK", true, "EP-6.3-05", choice("ON,OFF")}, kAll},
    {{"ERROR?", inf, "ERROR={list}", false, "EP-6.3-05"}, kAll},
    {{"SMSCONFIRMUNAUTH={v}", conf, "SMSCONFIRMUNAUTH={v} - OK", true, "EP-6.3-08", choice("OFF,ON")}, kAll},
    {{"SMSCONFIRMUNAUTH?", inf, "SMSCONFIRMUNAUTH={list}", false, "EP-6.3-08"}, kAll},
    {{"THERMOSTATON", ctrl,
      "THERMOSTATON - OK|THERMOSTAT={mode}|Switch-off temperature: {thr}|Note! Thermostat is working now!",
      true, "EP-7.2-05", factory("off")},
     kAll},
    {{"THERMOSTATOFF", ctrl, "THERMOSTATOFF - OK|Note! Thermostat was disabled!", true, "EP-7.2-06"}, kAll},
    {{"THERMOSTAT={v}", conf, "THERMOSTAT={v} - OK|Switch-off temperature: {thr}|THERMOSTAT: {state}", true,
      "EP-7.2-08", choice("HEATING,COOLING")},
     kAll},
    {{"THERMOSTAT?", inf, "THERMOSTAT: {state}|THERMOSTAT={mode}|Switch-off temperature: {thr}", false,
      "EP-7.2-12"},
     kAll},
    {{"SWITCHOFFTEMP={temp}", conf, "SWITCHOFFTEMP={thr} - OK|THERMOSTAT={mode}|THERMOSTAT: {state}", true,
      "EP-7.2-10", temperature("10C(50F)")},
     kAll},
    {{"SWITCHOFFALERT={v}", conf, "SWITCHOFFALERT={v} - OK", true, "EP-7.3-13", choice("OFF,ON")}, kAll},
    {{"SWITCHOFFALERT?", inf, "SWITCHOFFALERT={list}", false, "EP-7.3-13"}, kAll},
    {{"TSENSFAILALERT={v}", conf, "TSENSFAILALERT={v} - OK", true, "EP-7.3-13", choice("OFF,ON")}, kAll},
    {{"TSENSFAILALERT?", inf, "TSENSFAILALERT={list}", false, "EP-7.3-13"}, kAll},
    {{"TRISEALERT={temp}", conf, "TRISEALERT={thr} - OK", true, "EP-7.3-10", temperature("OFF")}, kAll},
    {{"TRISEALERT=OFF", conf, "TRISEALERT=OFF - OK", true, "EP-7.3-11"}, kAll},
    {{"TRISEALERT?", inf, "TRISEALERT={thr}", false, "EP-7.3-12"}, kAll},
    {{"TFALLALERT={temp}", conf, "TFALLALERT={thr} - OK", true, "EP-7.3-10", temperature("OFF")}, kAll},
    {{"TFALLALERT=OFF", conf, "TFALLALERT=OFF - OK", true, "EP-7.3-11"}, kAll},
    {{"TFALLALERT?", inf, "TFALLALERT={thr}", false, "EP-7.3-12"}, kAll},
    {{"DATESMS", conf, "DATE {clock} - OK", true, "EP-8-05"}, kAll},
    {{"DATE={clock}", conf, "DATE={clock} - OK", true, "EP-8-06", kClock}, kAll},
    {{"DATE", ctrl, "DATE {clock}", false, "EP-8-07"}, kAll},
    {{"SENSORTYPE={v}", conf, "SENSORTYPE={v} - OK", true, "EP-9.1-03", choice("NO,NC")}, kAll},
    {{"SENSORTYPE?", inf, "SENSORTYPE={list}", false, "EP-9.1-03"}, kAll},
    {{"ALERT={v}", conf, "ALERT={v} - OK", true, "EP-9.2-05", choice("SMS,CALL,SMSCHANGE,OFF")}, kAll},
    {{"ALERT?", inf, "ALERT={list}", false, "EP-9.2-05"}, kAll},
    {{"RELAYTIME=ON{secs}", conf, "RELAYTIME=ON{secs} - OK", true, "EP-9.3-06", kSeconds}, kAll},
    {{"RELAYTIME=OFF{secs}", conf, "RELAYTIME=OFF{secs} - OK", true, "EP-9.3-06", kSeconds}, kAll},
    {{"RELAYTIME={v}", conf, "RELAYTIME={v} - OK", true, "EP-9.3-06", choice("0,ON,OFF")}, kAll},
    {{"RELAYTIME?", inf, "RELAYTIME={value}", false, "EP-9.3-06"}, kAll},
    {{"ALARMON", ctrl, "ALARMON - OK|ALARM function: Enabled", true, "EP-9.4-01", factory("off")}, kAll},
    {{"ALARMOFF", ctrl, "ALARMOFF - OK|ALARM function: Disabled", true, "EP-9.4-02"}, kAll},
    {{"ALARM?", inf, "ALARM function: {state}|Sensor(s): {plug}|ALARM status: {activity}", false,
      "EP-9.4-03"},
     kAll},
    {{"SHOWALARMLOG", ctrl, "{log}", false, "EP-9.5-02"}, kAll},
    {{"SCHEDULER+{rule}", ctrl, "SCHEDULER+{rule} - OK", true, "EP-10-02", kNewRule}, kAll},
    {{"SCHEDULER-{time}", ctrl, "SCHEDULER-{time} - OK", true, "EP-10-08", kRuleTime}, kAll},
    {{"SCHEDULER-ALL", ctrl, "SCHEDULER-ALL - OK", true, "EP-10-09"}, kAll},
    {{"SCHEDULER?", inf, "{rules}", false, "EP-10-10"}, kAll},
    {{"POWERALERT={v}", conf, "POWERALERT={v} - OK", true, "EP-11-03", choice("ON,OFF")}, kAll},
    {{"POWERALERT?", inf, "POWERALERT={list}", false, "EP-11-03"}, kAll},
    {{"POWERSTATE={v}", conf, "POWERSTATE={v} - OK", true, "EP-11-11", choice("REMEMBER,ON,OFF")}, kAll},
    {{"POWERSTATE?", inf, "POWERSTATE={list}", false, "EP-11-11"}, kAll},
    {{"CREDITUMS={ussd}", conf, "CREDITUMS={ussd} - OK", true, "EP-12-01",
      worded(Type::ussd, "* to #, digits and * between; at most 20 characters", "NO")},
     kAll},
    {{"CREDITUMS=NO", conf, "CREDITUMS=NO - OK", true, "EP-12-02"}, kAll},
    {{"CREDITUMS?", inf, "CREDITUMS: {ussd}", false, "EP-12-03"}, kAll},
    {{"CREDIT", ctrl, "{answer}", false, "EP-12-04"}, kAll},
    {{"SIMCARD{ussd}", conf, "{answer}", true, "EP-12-05",
      worded(Type::ussd, "* to #, digits and * between; at most 23 characters")},
     kAll},
    {{"HARDWARE", ctrl, "iSocket Environment Pro", false, "EP-13-01"}, kAll},
    {{"SERIALNUM", ctrl, "S/N: {serial}", false, "EP-13-02"}, kAll},
    {{"FIRMWARE", ctrl, "v{version} (c) iSocket Systems", false, "EP-13-03"}, kAll},
};

}  // namespace

std::span<const Row> environment_pro_rows() {
  return kRows;
}

}  // namespace isocket::device
