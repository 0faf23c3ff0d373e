#include "device/settings.h"

#include <algorithm>
#include <cctype>

#include "device/capitals.h"
#include "device/catalogue.h"

namespace isocket::device {
namespace {

/// Where a setting does not simply read NAME=value.
struct Special {
  std::string_view name;
  int rank;
  std::vector<std::string> (*commands)(const std::vector<std::string>& values);
};

std::vector<std::string> each(std::string_view prefix, const std::vector<std::string>& values) {
  std::vector<std::string> commands;
  for (const auto& value : values) commands.push_back(std::string{prefix} + value);
  return commands;
}

bool means_on(const std::string& value) {
  return value == "on" || value == "ON" || value == "enabled";
}

constexpr int kNumbers = 0, kList = 1, kPlain = 2, kRing = 3, kAct = 4, kPassword = 5, kQuiet = 6;

const Special kSpecial[] = {
    {"security_numbers", kNumbers, [](const auto& v) { return each("SECNUMBER+", v); }},
    {"alert_numbers", kNumbers, [](const auto& v) { return each("ALERTNUMBER+", v); }},
    {"seclist", kList,
     [](const auto& v) {
       if (v.size() == 1 && (v[0] == "ON" || v[0] == "OFF")) return each("SECLIST=", v);
       auto commands = each("SECNUMBER+", v);
       commands.push_back("SECLIST=ON");
       return commands;
     }},
    {"scheduler", kPlain, [](const auto& v) { return each("SCHEDULER+", v); }},
    {"ring", kRing, [](const auto& v) { return each("RING=", v); }},
    {"thermostat", kAct,
     [](const auto& v) {
       if (v[0] == "on" || v[0] == "off")
         return std::vector<std::string>{means_on(v[0]) ? "THERMOSTATON" : "THERMOSTATOFF"};
       return each("THERMOSTAT=", v);
     }},
    {"thermostat_mode", kPlain, [](const auto& v) { return each("THERMOSTAT=", v); }},
    {"alarm", kAct,
     [](const auto& v) { return std::vector<std::string>{means_on(v[0]) ? "ALARMON" : "ALARMOFF"}; }},
    {"socket", kAct, [](const auto& v) { return std::vector<std::string>{means_on(v[0]) ? "ON" : "OFF"}; }},
    {"password", kPassword, [](const auto& v) { return each("PASSWORD=", v); }},
    {"error", kQuiet, [](const auto& v) { return each("ERROR=", v); }},
    {"smsconfirm", kQuiet, [](const auto& v) { return each("SMSCONFIRM=", v); }},
};

/// "RESTARTTIME" for a setting that the model reads as RESTARTTIME=value.
bool is_plain_setting(Model model, std::string_view name) {
  const std::string fixed = capitals(name) + "=";
  const auto rows = catalogue(model);
  return std::any_of(rows.begin(), rows.end(), [&](const Command& c) { return c.form.starts_with(fixed); });
}

}  // namespace

Result<Preparation> prepare(Model model, std::string_view setting, const std::vector<std::string>& values) {
  if (values.empty()) return fail(Errc::bad_value, std::string{setting}, 0, "it needs a value");
  for (const Special& special : kSpecial)
    if (special.name == setting) return Preparation{special.commands(values), special.rank};
  if (!is_plain_setting(model, setting))
    return fail(Errc::not_found, std::string{setting}, 0, "the model has no setting of that name");
  if (values.size() != 1) return fail(Errc::bad_value, std::string{setting}, 0, "it takes one value");
  return Preparation{{capitals(setting) + "=" + values[0]}, kPlain};
}

std::vector<std::string_view> setting_names(Model model) {
  std::vector<std::string_view> names;
  for (const Special& special : kSpecial) names.push_back(special.name);
  for (const Command& command : catalogue(model)) {
    const auto equals = command.form.find('=');
    if (command.kind != Kind::conf || equals == std::string_view::npos) continue;
    const auto name = command.form.substr(0, equals);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

}  // namespace isocket::device
