#include <array>

#include "core/command.h"
#include "core/handlers.h"
#include "core/models.h"

namespace isocket::fw {
namespace {

using enum Kind;
using enum Form;
using enum Confirm;
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
    {"ONALL", ctrl, bare, F::microrelay, withheld, switch_all_on, rule("GS-4.1-43")},
    {"OFFALL", ctrl, bare, F::microrelay, withheld, switch_all_off, rule("GS-4.1-43")},
    {"RESTART", ctrl, bare, F::socket, withheld, restart, rule("EP-4.1-22, GS-4.1-44")},
    {"RESTARTM", ctrl, bare, F::microrelay, withheld, restart_microrelay, rule("GS-4.1-51")},
    {"RESTARTTIME=", conf, value, F::basic, withheld, set_restart_time, rule("EP-4.1-24, GS-4.1-53")},
    {"RESTARTTIME?", inf, bare, F::basic, always, query_restart_time, rule("EP-4.1-26, GS-4.1-55")},
    {"STATUS", ctrl, bare, F::basic, always, status, rule("EP-4.1-27, GS-4.1-58, GS-4.1-59")},
    {"TEMPERATURE", ctrl, bare, F::thermometer, always, temperature, rule("EP-4.1-30, GS-4.1-65")},
    {"RUNTIME", ctrl, bare, F::socket, always, runtime, rule("EP-4.1-31, GS-4.1-66")},

    {"RING=", conf, value, F::basic, withheld, set_ring, rule("EP-4.2-06, GS-4.2-03"), Choice::ring},
    {"RING?", inf, bare, F::basic, always, query_choice, rule("EP-4.2-10, GS-4.2-12"), Choice::ring},

    {"MAKEMEBOSS", conf, bare, F::owner, withheld, make_me_boss, rule("EP-5.1-02")},
    {"SECNUMBER+", conf, value, F::basic, withheld, add_security, rule("EP-5.1-04, GS-5.1-06")},
    {"SECNUMBER-ALL", conf, bare, F::basic, withheld, clear_security, rule("EP-5.1-06, GS-5.1-13")},
    {"SECNUMBER-", conf, value, F::basic, withheld, remove_security, rule("EP-5.1-05, GS-5.1-11")},
    {"SECNUMBER?", inf, bare, F::basic, always, query_security, rule("EP-5.1-09, GS-5.1-29")},
    {"SECLIST=", conf, value, F::basic, withheld, set_security, rule("EP-5.1-10, GS-5.1-18"),
     Choice::sec_list},
    {"SECLIST?", inf, bare, F::basic, always, query_choice, rule("EP-5.1-11, GS-5.1-22"), Choice::sec_list},
    {"PASSWORD=", conf, value, F::basic, withheld, set_password, rule("EP-5.2-02, GS-5.2-01")},
    {"RENEWINTERVALPW=", conf, value, F::renewal, withheld, set_renew_password, rule("GS-5.3-01")},
    {"RENEWINTERVAL?", inf, bare, F::renewal, always, query_renewal, rule("GS-5.3-14")},
    {"RENEWINTERVAL", ctrl, joined, F::renewal, withheld, renew_window, rule("GS-5.3-08")},
    {"ALERTME", conf, bare, F::owner, withheld, alert_me, rule("EP-5.3-03")},
    {"ALERTNUMBER+", conf, value, F::basic, withheld, add_alert, rule("EP-5.3-06, GS-7.3-05")},
    {"ALERTNUMBER-ALL", conf, bare, F::basic, withheld, clear_alerts, rule("EP-5.3-08, GS-7.3-06")},
    {"ALERTNUMBER-", conf, value, F::basic, withheld, remove_alert, rule("EP-5.3-07, GS-7.3-05")},
    {"ALERTNUMBER?", inf, bare, F::basic, always, query_alerts, rule("EP-5.3-09, GS-7.3-07")},

    {"SMSCONFIRM=", conf, value, F::basic, always, set_choice, rule("EP-6.1-01, GS-6.1-05"),
     Choice::sms_confirm},
    {"SMSCONFIRM?", inf, bare, F::basic, always, query_choice, rule("EP-6.1-03, GS-6.1-08"),
     Choice::sms_confirm},
    {"RINGCONFIRM=", conf, value, F::ring_confirm_mode, withheld, set_ring_confirm, rule("EP-6.2-11"),
     Choice::ring_confirm},
    {"RINGCONFIRM?", inf, bare, F::ring_confirm_mode, always, query_choice, rule("EP-6.2-05"),
     Choice::ring_confirm},
    {"RINGCONFIRM=", conf, value, F::ring_confirm_switch, withheld, set_choice, rule("GS-6.2-01"),
     Choice::ring_confirm_on},
    {"RINGCONFIRM?", inf, bare, F::ring_confirm_switch, always, query_choice, rule("GS-6.2-11"),
     Choice::ring_confirm_on},
    {"RINGCONFIRMTYPE=", conf, value, F::ring_confirm_switch, withheld, set_choice, rule("GS-6.2-03"),
     Choice::ring_confirm_type},
    {"RINGCONFIRMTYPE?", inf, bare, F::ring_confirm_switch, always, query_choice, rule("GS-6.2-11"),
     Choice::ring_confirm_type},
    {"ERROR=", conf, value, F::basic, withheld, set_choice, rule("EP-6.3-05, GS-6.3-09"), Choice::error},
    {"ERROR?", inf, bare, F::basic, always, query_choice, rule("EP-6.3-05, GS-6.3-12"), Choice::error},
    {"SMSCONFIRMUNAUTH=", conf, value, F::basic, withheld, set_choice, rule("EP-6.3-08, GS-6.3-19"),
     Choice::sms_confirm_unauth},
    {"SMSCONFIRMUNAUTH?", inf, bare, F::basic, always, query_choice, rule("EP-6.3-08, GS-6.3-19"),
     Choice::sms_confirm_unauth},

    {"THERMOSTATON", ctrl, bare, F::thermostat, withheld, thermostat_on, rule("EP-7.2-05, GS-7.2-02")},
    {"THERMOSTATOFF", ctrl, bare, F::thermostat, withheld, thermostat_off, rule("EP-7.2-06, GS-7.2-03")},
    {"THERMOSTAT=", conf, value, F::thermostat, withheld, set_thermostat, rule("EP-7.2-08, GS-7.2-09"),
     Choice::thermostat},
    {"THERMOSTAT?", inf, bare, F::thermostat, always, query_thermostat, rule("EP-7.2-12, GS-7.2-20")},
    {"SWITCHOFFTEMP=", conf, value, F::switch_off, withheld, set_switch_off, rule("EP-7.2-10")},
    {"SWITCHOFFALERT=", conf, value, F::switch_off, withheld, set_choice, rule("EP-7.3-13"),
     Choice::switch_off_alert},
    {"SWITCHOFFALERT?", inf, bare, F::switch_off, always, query_choice, rule("EP-7.3-13"),
     Choice::switch_off_alert},
    {"TSENSFAILALERT=", conf, value, F::switch_off, withheld, set_choice, rule("EP-7.3-13"),
     Choice::sensor_fail_alert},
    {"TSENSFAILALERT?", inf, bare, F::switch_off, always, query_choice, rule("EP-7.3-15"),
     Choice::sensor_fail_alert},
    {"TEMPOFF=", conf, value, F::temp_off, withheld, set_switch_off, rule("GS-7.2-11")},
    {"THERMALERT=", conf, value, F::temp_off, withheld, set_temp_off_alert, rule("GS-7.3-13"),
     Choice::switch_off_alert},
    {"THERMALERT?", inf, bare, F::temp_off, always, query_choice, rule("GS-7.3-14"),
     Choice::switch_off_alert},
    {"TRISEALERT=", conf, value, F::thermometer, withheld, set_rise, rule("EP-7.3-10, GS-7.3-20")},
    {"TRISEALERT?", inf, bare, F::thermometer, always, query_rise, rule("EP-7.3-12, GS-7.3-25")},
    {"TFALLALERT=", conf, value, F::thermometer, withheld, set_fall, rule("EP-7.3-10, GS-7.3-21")},
    {"TFALLALERT?", inf, bare, F::thermometer, always, query_fall, rule("EP-7.3-12, GS-7.3-25")},

    {"TEMPCAL=", conf, value, F::calibration, withheld, set_calibration, rule("GS-7.4-01")},
    {"TEMPCAL?", inf, bare, F::calibration, always, query_calibration, rule("GS-7.4-03")},

    {"DATESMS", conf, bare, F::clock, withheld, set_date_from_message, rule("EP-8-05, GS-8-06")},
    {"DATE=", conf, value, F::clock, withheld, set_date, rule("EP-8-06, GS-8-07")},
    {"DATE", ctrl, bare, F::clock, always, date, rule("EP-8-07, GS-8-08")},

    {"SENSORTYPE=", conf, value, F::alarm, withheld, set_sensor_type, rule("EP-9.1-03, GS-9.1-17"),
     Choice::sensor_type},
    {"SENSORTYPE?", inf, bare, F::alarm, always, query_choice, rule("EP-9.1-03, GS-9.1-18"),
     Choice::sensor_type},
    {"ALERT=", conf, value, F::alarm, withheld, set_alert_mode, rule("EP-9.2-05, GS-9.2-01"), Choice::alert},
    {"ALERT?", inf, bare, F::alarm, always, query_choice, rule("EP-9.2-05, GS-9.2-02"), Choice::alert},
    {"RELAYTIME=", conf, value, F::relay_time, withheld, set_relay_time, rule("EP-9.3-06")},
    {"RELAYTIME?", inf, bare, F::relay_time, always, query_relay_time, rule("EP-9.3-06")},
    {"MICRORELAYTIME=", conf, value, F::microrelay, withheld, set_microrelay_time, rule("GS-9.1-12")},
    {"MICRORELAYTIME?", inf, bare, F::microrelay, always, query_microrelay_time, rule("GS-9.1-15")},
    {"ALARMON", ctrl, bare, F::alarm, withheld, alarm_on, rule("EP-9.4-01, GS-9.1-01")},
    {"ALARMOFF", ctrl, bare, F::alarm, withheld, alarm_off, rule("EP-9.4-02, GS-9.1-02")},
    {"ALARM?", inf, bare, F::alarm, always, query_alarm, rule("EP-9.4-03, GS-9.1-08")},
    {"SHOWALARMLOG", ctrl, bare, F::alarm, always, show_alarm_log, rule("EP-9.5-02, GS-9.3-01")},

    {"MICLEVEL=", conf, value, F::microphone, withheld, set_microphone_level, rule("GS-10-02")},
    {"MICLEVEL?", inf, bare, F::microphone, always, query_microphone_level, rule("GS-10-03")},
    {"CALLBACK", ctrl, bare, F::microphone, withheld, call_me_back, rule("GS-10-08")},

    {"SCHEDULER+", ctrl, value, F::scheduler, withheld, add_rule, rule("EP-10-02, GS-11-01")},
    {"SCHEDULER-ALL", ctrl, bare, F::scheduler, withheld, clear_rules, rule("EP-10-09, GS-11-11")},
    {"SCHEDULER-", ctrl, value, F::scheduler, withheld, remove_rules, rule("EP-10-08, GS-11-09")},
    {"SCHEDULER?", inf, bare, F::scheduler, always, query_rules, rule("EP-10-10, GS-11-12")},

    {"POWERALERT=", conf, value, F::power_alert_switch, withheld, set_choice, rule("EP-11-03"),
     Choice::power_alert},
    {"POWERALERT?", inf, bare, F::power_alert_switch, always, query_choice, rule("EP-11-03"),
     Choice::power_alert},
    {"POWERSTATE=", conf, value, F::socket, withheld, set_choice, rule("EP-11-11, GS-12-05"),
     Choice::power_state},
    {"POWERSTATE?", inf, bare, F::socket, always, query_choice, rule("EP-11-11, GS-12-04"),
     Choice::power_state},

    {"CREDITUMS=", conf, value, F::credit, withheld, set_credit_code, rule("EP-12-01")},
    {"CREDITUMS?", inf, bare, F::credit, always, query_credit_code, rule("EP-12-03")},
    {"CREDIT", ctrl, bare, F::credit, always, credit, rule("EP-12-04")},
    {"SALDOUMS=", conf, value, F::saldo, withheld, set_credit_code, rule("GS-13-03")},
    {"SALDOUMS?", inf, bare, F::saldo, always, query_credit_code, rule("GS-13-06")},
    {"SALDO", ctrl, bare, F::saldo, always, credit, rule("GS-13-08")},
    {"SIMCARD", conf, glued, F::sim_card, withheld, sim_card, rule("EP-12-05, GS-13-11")},

    {"HARDWARE", ctrl, bare, F::basic, always, hardware, rule("EP-13-01, GS-14-01")},
    {"SERIALNUM", ctrl, bare, F::basic, always, serial_number, rule("EP-13-02, GS-14-03")},
    {"FIRMWARE", ctrl, bare, F::basic, always, firmware_version, rule("EP-13-03, GS-14-04")},
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

std::uint8_t count_of(const Model& model, Numbered what) {
  switch (what) {
    case Numbered::relay: return model.relays;
    case Numbered::input: return model.inputs;
    case Numbered::sensor: return model.sensors;
    case Numbered::no: break;
  }
  return 1;
}

bool fits(Form form, std::string_view rest) {
  switch (form) {
    case bare: return rest.empty();
    case value: return true;
    case digits: {
      for (const char c : rest)
        if (!is_digit(c)) return false;
      return !rest.empty();
    }
    case glued: return !rest.empty() && rest.front() != ' ';
    case joined: return rest.empty() || rest.front() != ' ';
  }
  return false;
}

/// The number at the front of a text, which is cut off.
struct FrontNumber {
  bool there = false;
  bool exists = false;  ///< one of the model's
  std::uint8_t number = 0;
};

FrontNumber take_number(const Model& model, Numbered what, std::string_view& text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  std::uint32_t number = 0;
  FrontNumber front;
  front.there = digits > 0;
  front.exists = parse_number(text.substr(0, digits), count_of(model, what), number) && number > 0;
  if (front.exists) front.number = static_cast<std::uint8_t>(number - 1);
  text.remove_prefix(digits);
  return front;
}

bool take_head(std::string_view head, std::string_view& text) {
  if (!same_word(text.substr(0, head.size()), head)) return false;
  text.remove_prefix(head.size());
  return true;
}

/// Whether `text`, what stands behind the first part of its word, calls a row whose word has a number.
bool calls_numbered(const Model& model, const Command& command, std::string_view tail, std::string_view text,
                    Match& match) {
  const FrontNumber front = take_number(model, command.numbered, text);
  if (!take_head(tail, text)) return false;
  // Only a query may leave its number out; it is for all then (SR-UX-32).
  if (!front.there && command.kind != Kind::inf) return false;
  // What stands behind a number that ends a word is a wrong value, not another word (SR-U4.1-15).
  const bool surplus = tail.empty() && command.form == bare && !text.empty();
  if (!surplus && !fits(command.form, text)) return false;
  const bool wrong = surplus || (front.there && !front.exists);
  match.value = text;
  match.first = front.there ? front.number : std::uint8_t{0};
  match.end =
      wrong ? match.first
            : static_cast<std::uint8_t>(front.there ? front.number + 1 : count_of(model, command.numbered));
  return true;
}

/// Whether `text` calls the row.
bool calls(const Model& model, const Command& command, std::string_view text, Match& match) {
  std::string_view tail = command.name;
  if (!take_head(take_until(tail, '#'), text)) return false;
  match.command = &command;
  if (command.numbered != Numbered::no) return calls_numbered(model, command, tail, text, match);
  match.value = text;
  match.first = command.number;
  match.end = static_cast<std::uint8_t>(command.number + 1);
  return fits(command.form, text);
}

}  // namespace

std::span<const Command> commands() {
  return kCommands;
}

Match find_command(const Model& model, std::string_view text) {
  for (const Command& command : kCommands) {
    Match match;
    if (model.features.has(command.feature) && calls(model, command, text, match)) return match;
  }
  return {};
}

bool take_word(const Model& model, std::string_view word, Numbered numbered, std::string_view& text,
               std::uint8_t& number) {
  std::string_view rest = text;
  if (!take_head(take_until(word, '#'), rest)) return false;
  if (numbered != Numbered::no) {
    const FrontNumber front = take_number(model, numbered, rest);
    if (!front.exists || !take_head(word, rest)) return false;
    number = front.number;
  }
  text = rest;
  return true;
}

std::string_view secret_mask(const Command& command) {
  if (command.name == "PASSWORD=") return "*****";
  if (command.name == "RENEWINTERVALPW=") return "*********";
  return {};
}

std::string_view named_values(const Model& model, Choice choice) {
  static constexpr std::string_view kOnOff = "ON,OFF";
  static constexpr std::string_view kOffOn = "OFF,ON";
  switch (choice) {
    case Choice::ring:
      return model.features.has(Feature::microphone) ? "NOACTION,RESTART,SWITCH,MIC"
                                                     : "NOACTION,RESTART,SWITCH";
    case Choice::ring_confirm: return "SMS,CALL,OFF";
    case Choice::ring_confirm_type: return "SMS,CALL";
    case Choice::thermostat: return "HEATING,COOLING";
    case Choice::sensor_type: return "NO,NC";
    case Choice::alert: return "SMS,CALL,SMSCHANGE,OFF";
    case Choice::power_state: return "REMEMBER,ON,OFF";
    case Choice::sms_confirm:
    case Choice::ring_confirm_on:
    case Choice::error:
    case Choice::power_alert: return kOnOff;
    case Choice::sec_list:
    case Choice::sms_confirm_unauth:
    case Choice::switch_off_alert:
    case Choice::sensor_fail_alert: return kOffOn;
    case Choice::none: break;
  }
  return {};
}

}  // namespace isocket::fw
