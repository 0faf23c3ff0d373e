// The commands of the GSM 706, 707, 706 Light and 707 Light, in the order of docs/spec/gsm-706-707.md,
// section 2.2.
#include "device/tables.h"

namespace isocket::device {
namespace {

using enum Kind;
using enum Model;
using Type = Parameter::Type;

constexpr Models kFamily = Models::of(gsm_706, gsm_707, gsm_706_light, gsm_707_light);
constexpr Models kFull = Models::of(gsm_706, gsm_707);
constexpr Models kLight = Models::of(gsm_706_light, gsm_707_light);
constexpr Models kNoBattery = Models::of(gsm_706, gsm_706_light);  // which have the balance (GS-13-01, -02)

constexpr Parameter kMinutes = number(1, 720, "min");
constexpr Parameter kThreshold{Type::degrees, {-10, 50, "C"}, {14, 122, "F"}, {}, "OFF"};
constexpr Parameter kSwitchOff{Type::degrees, {0, 50, "C"}, {32, 122, "F"}, {}, "10"};

constexpr Row kFamilyRows[] = {
    {{"ON", ctrl, "Power socket ON", true, "GS-4.1-28"}, kFamily},
    {{"OFF", ctrl, "Power socket OFF", true, "GS-4.1-29"}, kFamily},
    {{"ON{n}", ctrl, "Power ON for {n} min", true, "GS-4.1-31", kMinutes}, kFamily},
    {{"OFF{n}", ctrl, "Power OFF for {n} min", true, "GS-4.1-32", kMinutes}, kFamily},
    {{"ONM", ctrl, "Microrelay ON", true, "GS-4.1-41"}, kFull},
    {{"OFFM", ctrl, "Microrelay OFF", true, "GS-4.1-41"}, kFull},
    {{"ONALL", ctrl, "All ON", true, "GS-4.1-43"}, kFull},
    {{"OFFALL", ctrl, "All OFF", true, "GS-4.1-43"}, kFull},
    {{"RESTART", ctrl, "Power socket restarted", true, "GS-4.1-44"}, kFamily},
    {{"RESTARTM", ctrl, "Microrelay restarted", true, "GS-4.1-51"}, kFull},
    {{"RESTARTTIME={n}", conf, "RESTARTTIME={n} - OK", true, "GS-4.1-53", number(1, 600, "s", "10")},
     kFamily},
    {{"RESTARTTIME?", inf, "RESTARTTIME={n} seconds", false, "GS-4.1-55"}, kFamily},
    {{"STATUS", ctrl,
      "Power socket {state}|Microrelay {state}|Signal: {level}|TEMP: {t}|ALARMF: {state}|"
      "ALARM status: {activity}|Time: {stamp}",
      false, "GS-4.1-58"},
     kFull},
    {{"STATUS", ctrl, "Power socket {state}|Signal: {level}|Time: {stamp}", false, "GS-4.1-59"}, kLight},
    {{"TEMPERATURE", ctrl, "TEMPERATURE: {t}", false, "GS-4.1-65"}, kFull},
    {{"RUNTIME", ctrl, "Power socket is ON from: {stamp}", false, "GS-4.1-66"}, kFamily},
    {{"RING={v}", conf, "RING={v} - OK", true, "GS-4.2-01", choice("NOACTION,RESTART,SWITCH,MIC")}, kFull},
    {{"RING={v}", conf, "RING={v} - OK", true, "GS-0-11", choice("NOACTION,RESTART,SWITCH")}, kLight},
    {{"RING?", inf, "RING={list}", false, "GS-4.2-12"}, kFull},
    {{"RING?", inf, "RING={list}", false, "GS-0-11"}, kLight},
    {{"SECNUMBER+{p}", conf, "SECNUMBER+{p} - OK", true, "GS-5.1-06", kNewNumber}, kFamily},
    {{"SECNUMBER-{p}", conf, "SECNUMBER-{p} - OK", true, "GS-5.1-11", kListedNumber}, kFamily},
    {{"SECNUMBER-ALL", conf, "SECNUMBER-ALL - OK", true, "GS-5.1-13"}, kFamily},
    {{"SECNUMBER?", inf, "SECNUMBERs {numbers}", false, "GS-5.1-29"}, kFamily},
    {{"SECLIST={v}", conf, "SECLIST={v} - OK", true, "GS-5.1-18", choice("OFF,ON")}, kFamily},
    {{"SECLIST?", inf, "SECLIST={list}", false, "GS-5.1-22"}, kFamily},
    {{"PASSWORD={pw5}", conf, "PASSWORD=***** - OK", true, "GS-5.2-01", password(5, "5 letters or digits")},
     kFamily},
    {{"PASSWORD=NO", conf, "PASSWORD=NO - OK", true, "GS-5.2-05"}, kFamily},
    {{"RENEWINTERVALPW={pw9}", conf, "RENEWINTERVALPW=********* - OK", true, "GS-5.3-01",
      password(9, "9 letters or digits")},
     kFamily},
    {{"RENEWINTERVALPW=NO", conf, "RENEWINTERVALPW=NO - OK", true, "GS-5.3-06"}, kFamily},
    {{"RENEWINTERVAL{pw9}", ctrl, "Configuration interval renewed", true, "GS-5.3-08", kRenewPassword},
     kFamily},
    {{"RENEWINTERVAL?", inf, "Password presented, renew possible", false, "GS-5.3-14"}, kFamily},
    {{"SMSCONFIRM={v}", conf, "SMSCONFIRM={v} - OK", false, "GS-6.1-05", choice("ON,OFF")}, kFamily},
    {{"SMSCONFIRM?", inf, "SMSCONFIRM={list}", false, "GS-6.1-08"}, kFamily},
    {{"RINGCONFIRM={v}", conf, "RINGCONFIRM={v} - OK", true, "GS-6.2-01", choice("ON,OFF")}, kFamily},
    {{"RINGCONFIRM?", inf, "RINGCONFIRM={list}", false, "GS-6.2-11"}, kFamily},
    {{"RINGCONFIRMTYPE={v}", conf, "RINGCONFIRMTYPE={v} - OK", true, "GS-6.2-03", choice("SMS,CALL")},
     kFamily},
    {{"RINGCONFIRMTYPE?", inf, "RINGCONFIRMTYPE={list}", false, "GS-6.2-11"}, kFamily},
    {{"ERROR={v}", conf, "ERROR={v} - OK", true, "GS-6.3-11", choice("ON,OFF")}, kFamily},
    {{"ERROR?", inf, "ERROR={list}", false, "GS-6.3-12"}, kFamily},
    {{"SMSCONFIRMUNAUTH={v}", conf, "SMSCONFIRMUNAUTH={v} - OK", true, "GS-6.3-19", choice("OFF,ON")},
     kFamily},
    {{"SMSCONFIRMUNAUTH?", inf, "SMSCONFIRMUNAUTH={list}", false, "GS-6.3-19"}, kFamily},
    {{"THERMOSTATON", ctrl,
      "THERMOSTATON - OK|THERMOSTAT={mode}|TEMPOFF={n}|Attention! Thermostat is working now!", true,
      "GS-7.2-02", factory("off")},
     kFull},
    {{"THERMOSTATOFF", ctrl, "THERMOSTATOFF - OK|Attention! Thermostat was disabled!", true, "GS-7.2-03"},
     kFull},
    {{"THERMOSTAT={v}", conf, "THERMOSTAT={v} - OK|TEMPOFF={n}|THERMOSTAT: {state}", true, "GS-7.2-09",
      choice("HEATING,COOLING")},
     kFull},
    {{"TEMPOFF={n}", conf, "TEMPOFF={n} - OK|THERMOSTAT={mode}|THERMOSTAT: {state}", true, "GS-7.2-11",
      kSwitchOff},
     kFull},
    {{"THERMOSTAT?", inf, "THERMOSTAT: {state}|THERMOSTAT={mode}|TEMPOFF={n}", false, "GS-7.2-20"}, kFull},
    {{"ALERTNUMBER+{p}", conf, "ALERTNUMBER+{p} - OK", true, "GS-7.3-05", kNewNumber}, kFamily},
    {{"ALERTNUMBER-{p}", conf, "ALERTNUMBER-{p} - OK", true, "GS-7.3-05", kListedNumber}, kFamily},
    {{"ALERTNUMBER-ALL", conf, "ALERTNUMBER-ALL - OK", true, "GS-7.3-06"}, kFamily},
    {{"ALERTNUMBER?", inf, "ALERTNUMBERs: {numbers}", false, "GS-7.3-07"}, kFamily},
    {{"THERMALERT={v}", conf, "THERMALERT={v} - OK", true, "GS-7.3-13", choice("OFF,ON")}, kFull},
    {{"THERMALERT?", inf, "THERMALERT={list}", false, "GS-7.3-14"}, kFull},
    {{"TRISEALERT={n}", conf, "TRISEALERT={n} - OK", true, "GS-7.3-20", kThreshold}, kFull},
    {{"TRISEALERT=OFF", conf, "TRISEALERT=OFF - OK", true, "GS-7.3-24"}, kFull},
    {{"TRISEALERT?", inf, "TRISEALERT={n}", false, "GS-7.3-25"}, kFull},
    {{"TFALLALERT={n}", conf, "TFALLALERT={n} - OK", true, "GS-7.3-21", kThreshold}, kFull},
    {{"TFALLALERT=OFF", conf, "TFALLALERT=OFF - OK", true, "GS-7.3-24"}, kFull},
    {{"TFALLALERT?", inf, "TFALLALERT={n}", false, "GS-7.3-25"}, kFull},
    {{"TEMPCAL={n}", conf, "TEMPCAL={n} - OK", true, "GS-7.4-01", number(1, 9, "C", "5")}, kFull},
    {{"TEMPCAL?", inf, "TEMPCAL={n}", false, "GS-7.4-03"}, kFull},
    {{"DATESMS", conf, "DATE {date} - OK", true, "GS-8-06"}, kFull},
    {{"DATE={date}", conf, "DATE={date} - OK", true, "GS-8-07", kClock}, kFull},
    {{"DATE", ctrl, "DATE {date}", false, "GS-8-08"}, kFull},
    {{"ALARMON", ctrl, "ALARMON - OK|ALARM function: Enabled", true, "GS-9.1-01", factory("off")}, kFull},
    {{"ALARMOFF", ctrl, "ALARMOFF - OK|ALARM function: Disabled", true, "GS-9.1-02"}, kFull},
    {{"ALARM?", inf,
      "ALARM function: {state}|Sensor(s): {plug}|ALARM status: {activity}|Micro relay: {state}", false,
      "GS-9.1-08"},
     kFull},
    {{"MICRORELAYTIME={n}", conf, "MICRORELAYTIME={n} - OK", true, "GS-9.1-12", number(0, 900, "s", "0")},
     kFull},
    {{"MICRORELAYTIME?", inf, "MICRORELAYTIME={n} seconds", false, "GS-9.1-15"}, kFull},
    {{"SENSORTYPE={v}", conf, "SENSORTYPE={v} - OK", true, "GS-9.1-17", choice("NO,NC")}, kFull},
    {{"SENSORTYPE?", inf, "SENSORTYPE={list}", false, "GS-9.1-18"}, kFull},
    {{"ALERT={v}", conf, "ALERT={v} - OK", true, "GS-9.2-01", choice("SMS,CALL,SMSCHANGE,OFF")}, kFull},
    {{"ALERT?", inf, "ALERT={list}", false, "GS-9.2-02"}, kFull},
    {{"SHOWALARMLOG", ctrl, "{log}", false, "GS-9.3-01"}, kFull},
    {{"MICLEVEL={n}", conf, "MICLEVEL={n} - OK", true, "GS-10-02", number(0, 15, {}, "15")}, kFull},
    {{"MICLEVEL?", inf, "MICLEVEL={n}", false, "GS-10-03"}, kFull},
    {{"CALLBACK", ctrl, {}, false, "GS-10-08"}, kFull},
    {{"SCHEDULER+{rule}", ctrl, "SCHEDULER+{rule} - OK", true, "GS-11-01", kNewRule}, kFull},
    {{"SCHEDULER-{hhmm}", ctrl, "SCHEDULER-{hhmm} - OK", true, "GS-11-09", kRuleTime}, kFull},
    {{"SCHEDULER-ALL", ctrl, "SCHEDULER-ALL - OK", true, "GS-11-11"}, kFull},
    {{"SCHEDULER?", inf, "{rules}", false, "GS-11-12"}, kFull},
    {{"POWERSTATE={v}", conf, "POWERSTATE={v} - OK", true, "GS-12-01", choice("REMEMBER,ON,OFF")}, kFamily},
    {{"POWERSTATE?", inf, "POWERSTATE={list}", false, "GS-12-04"}, kFamily},
    {{"SALDO", ctrl, "{answer}", false, "GS-13-08"}, kNoBattery},
    {{"SIMCARD{ussd}", conf, "{answer}", true, "GS-13-11",
      worded(Type::ussd, "* to #, digits and * between")},
     kNoBattery},
    {{"SALDOUMS={ussd}", conf, "SALDOUMS={ussd} - OK", true, "GS-13-03",
      worded(Type::ussd, "* to #, digits and * between", "NO")},
     kNoBattery},
    {{"SALDOUMS=NO", conf, "SALDOUMS=NO - OK", true, "GS-13-04"}, kNoBattery},
    {{"SALDOUMS?", inf, "SALDOUMS: {ussd}", false, "GS-13-06"}, kNoBattery},
    {{"HARDWARE", ctrl, "iSocket GSM 706, Hardware v{version}", false, "GS-14-01"}, Models::of(gsm_706)},
    {{"HARDWARE", ctrl, "iSocket GSM 707, Hardware v{version}", false, "GS-14-01"}, Models::of(gsm_707)},
    {{"HARDWARE", ctrl, "iSocket GSM 706 Light, Hardware v{version}", false, "GS-14-01"},
     Models::of(gsm_706_light)},
    {{"HARDWARE", ctrl, "iSocket GSM 707 Light, Hardware v{version}", false, "GS-14-01"},
     Models::of(gsm_707_light)},
    {{"SERIALNUM", ctrl, "S/N: {serial}", false, "GS-14-03"}, kFamily},
    {{"FIRMWARE", ctrl, "(c) Intellectronics, v{version}", false, "GS-14-04"}, kFamily},
};

}  // namespace

std::span<const Row> gsm_706_707_rows() {
  return kFamilyRows;
}

}  // namespace isocket::device
