#include "device/settings.h"

#include <algorithm>

#include "device/capitals.h"
#include "device/catalogue.h"

namespace isocket::device {
namespace {

using Values = std::vector<std::string>;

/// Where a setting does not simply read NAME=value, or does not go with the others.
struct Special {
  std::string_view name;
  int rank;
  /// A model that has a command of these words has the setting.
  std::string_view words;
  /// None: NAME=value.
  Values (*commands)(const Values& values) = nullptr;
};

Values each(std::string_view prefix, const Values& values) {
  Values commands;
  for (const auto& value : values) commands.push_back(std::string{prefix} + value);
  return commands;
}

bool means_on(const std::string& value) {
  return value == "on" || value == "ON" || value == "enabled";
}

Values either(const Values& values, const char* on, const char* off) {
  return {means_on(values[0]) ? on : off};
}

// A renewal password needs a protection before it (GS-5.3-04). With ERROR=OFF and SMSCONFIRM=OFF nothing
// tells any more whether a command was carried out; the latter's own reply is the last that is sent
// (EP-6.1-06, GS-6.1-05).
enum Rank : int { numbers, list, plain, ring, act, protect, renew, no_errors, quiet };

const Special kSpecial[] = {
    {"security_numbers", numbers, "SECNUMBER+", [](const Values& v) { return each("SECNUMBER+", v); }},
    {"alert_numbers", numbers, "ALERTNUMBER+", [](const Values& v) { return each("ALERTNUMBER+", v); }},
    {"seclist", list, "SECLIST=",
     [](const Values& v) {
       if (v.size() == 1 && (v[0] == "ON" || v[0] == "OFF")) return each("SECLIST=", v);
       auto commands = each("SECNUMBER+", v);
       commands.emplace_back("SECLIST=ON");
       return commands;
     }},
    {"scheduler", plain, "SCHEDULER+", [](const Values& v) { return each("SCHEDULER+", v); }},
    {"thermostat", act, "THERMOSTATON",
     [](const Values& v) {
       if (v[0] == "on" || v[0] == "off") return either(v, "THERMOSTATON", "THERMOSTATOFF");
       return each("THERMOSTAT=", v);
     }},
    {"thermostat_mode", plain, "THERMOSTAT=", [](const Values& v) { return each("THERMOSTAT=", v); }},
    {"alarm", act, "ALARMON", [](const Values& v) { return either(v, "ALARMON", "ALARMOFF"); }},
    {"socket", act, "ON", [](const Values& v) { return either(v, "ON", "OFF"); }},
    {"microrelay", act, "ONM", [](const Values& v) { return either(v, "ONM", "OFFM"); }},
    {"ring", ring, "RING="},
    {"password", protect, "PASSWORD="},
    {"renewintervalpw", renew, "RENEWINTERVALPW="},
    {"error", no_errors, "ERROR="},
    {"smsconfirm", quiet, "SMSCONFIRM="},
};

bool has_words(Model model, std::string_view words) {
  const auto rows = catalogue(model);
  return std::any_of(rows.begin(), rows.end(),
                     [&](const Command& command) { return command.fixed_part().starts_with(words); });
}

/// "RESTARTTIME takes 1 to 600 s", for a setting that is written as NAME=value.
std::string what_it_takes(Model model, const std::string& name) {
  std::string all;
  for (const Command& command : catalogue(model)) {
    if (!command.form.starts_with(name + "=")) continue;
    const std::string unit = command.parameter.unit_text();
    all += (all.empty() ? "" : "; ") +
           (command.takes_value() ? command.parameter.range_text()
                                  : std::string{command.form.substr(name.size() + 1)}) +
           (unit.empty() ? "" : " " + unit);
  }
  return name + " takes " + all;
}

}  // namespace

Result<Preparation> prepare(Model model, std::string_view setting, const std::vector<std::string>& values) {
  if (values.empty()) return fail(Errc::bad_value, std::string{setting}, 0, "it needs a value");
  const auto special = std::find_if(std::begin(kSpecial), std::end(kSpecial),
                                    [&](const Special& s) { return s.name == setting; });
  const bool named = special != std::end(kSpecial);
  const std::string name = capitals(setting);
  if (!has_words(model, named ? special->words : std::string_view{name + "="}))
    return fail(Errc::not_found, std::string{setting}, 0, "the model has no setting of that name");
  Preparation preparation;
  preparation.rank = named ? special->rank : Rank::plain;
  if (named && special->commands != nullptr) {
    preparation.commands = special->commands(values);
  } else {
    if (values.size() != 1) return fail(Errc::bad_value, std::string{setting}, 0, "it takes one value");
    preparation.commands = {name + "=" + values[0]};
  }
  for (const std::string& command : preparation.commands)
    if (command.find('<') == std::string::npos && find_command(model, command) == nullptr)
      return fail(Errc::bad_value, std::string{setting}, 0,
                  what_it_takes(model, command.substr(0, command.find('='))));
  return preparation;
}

std::vector<std::string_view> setting_names(Model model) {
  std::vector<std::string_view> names;
  for (const Special& special : kSpecial)
    if (has_words(model, special.words)) names.push_back(special.name);
  for (const Command& command : catalogue(model)) {
    const auto equals = command.form.find('=');
    if (command.kind != Kind::conf || equals == std::string_view::npos) continue;
    const auto name = command.form.substr(0, equals);
    const bool known = std::any_of(names.begin(), names.end(),
                                   [&](std::string_view other) { return capitals(other) == name; });
    if (!known) names.push_back(name);
  }
  return names;
}

}  // namespace isocket::device
