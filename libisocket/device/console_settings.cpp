#include "device/console_settings.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "device/capitals.h"
#include "device/console_commands.h"

namespace isocket::device {
namespace {

using Form = ConsoleSetting::Form;

struct GroupNames {
  std::string_view name, tab;
};

constexpr GroupNames kNames[] = {
    {"SECURITY", "Security and Notifications"},
    {"CONFIRM", "Confirmations and Errors"},
    {"RING", "Ring"},
    {"RELAYS", "Relays"},
    {"TEMPERATURE", "Temperature sensors"},
    {"THERMOSTAT", "Thermostat Settings & Other Alerts"},
    {"INPUTS", "Inputs"},
    {"SCHEDULER", "Schedulers"},
    {"POWERRESUME", "Power resume"},
    {"BACKUP", "Power and backup"},
    {"CREDIT", "Credit"},
    {"INFO", "The device"},
};
static_assert(std::size(kNames) == std::size(kGroups));

/// P7 and P8 in one: no two families give what they share in another order.
constexpr ConsoleSetting kRows[] = {
    {Group::security, "SECLIST"},
    {Group::security, "SECNUMBERS", Form::numbers, "SECNUMBER"},
    {Group::security, "PASSWORD", Form::secret},
    {Group::security, "RENEWINTERVALPW", Form::secret},
    {Group::security, "ALERTNUMBERS", Form::numbers, "ALERTNUMBER"},
    {Group::security, "SECCENTERS", Form::numbers, "SECCENTER"},
    {Group::confirm, "SMSCONFIRM"},
    {Group::confirm, "RINGCONFIRM"},
    {Group::confirm, "RINGCONFIRMTYPE"},
    {Group::confirm, "ERROR"},
    {Group::confirm, "SMSCONFIRMUNAUTH"},
    {Group::ring, "RING"},
    {Group::ring, "MICLEVEL"},
    {Group::relays, "RESTARTTIME"},
    {Group::relays, "PULSETIME"},
    {Group::relays, "ALIASR"},
    {Group::temperature, "TRISEALERT"},
    {Group::temperature, "TFALLALERT"},
    {Group::temperature, "TEMPCAL"},
    {Group::thermostat, "THERMSENSOR"},
    {Group::thermostat, "THERMOSTAT"},
    {Group::thermostat, "SWITCHOFFTEMP"},
    {Group::thermostat, "TEMPOFF"},
    {Group::thermostat, "THERMOSTATF", Form::enabled, "THERMOSTAT"},
    {Group::thermostat, "THERMALERT"},
    {Group::thermostat, "SWITCHOFFALERT"},
    {Group::thermostat, "TSENSFAILALERT"},
    {Group::inputs, "ALIASIN"},
    {Group::inputs, "SENSORTYPE"},
    {Group::inputs, "INRELAYS"},
    {Group::inputs, "RELAYTIME"},
    {Group::inputs, "MICRORELAYTIME"},
    {Group::inputs, "ALERT"},
    {Group::inputs, "ALARM", Form::enabled, "ALARM"},
    {Group::scheduler, "RULE", Form::rule, "SCHEDULER"},
    {Group::power_resume, "POWERSTATE"},
    {Group::backup, "POWERALERT"},
    {Group::backup, "DCALERT"},
    {Group::backup, "ACALERT"},
    {Group::backup, "BATALERT"},
    {Group::backup, "BACKUPLIMIT"},
    {Group::credit, "CREDITUMS"},
    {Group::credit, "SALDOUMS"},
    {Group::info, "HARDWARE", Form::reading},
    {Group::info, "SERIALNUM", Form::reading},
    {Group::info, "FIRMWARE", Form::reading},
    {Group::info, "TIME", Form::reading},
    {Group::info, "SENSOR", Form::reading, {}, {1, 5, {}}},
    {Group::info, "VOLTAGESENSOR", Form::reading},
};

/// How many temperature sensors INFO tells of: none of the GSM family (P8).
Range sensors_of(Model model) {
  switch (family_of(model)) {
    case Family::environment_pro: return {1, 1, {}};
    case Family::gsm_706_707: return {};
    case Family::smart_relay: return {1, 5, {}};
  }
  return {};
}

Range rules_of(Model model) {  // EP-10-01, GS-11-04, SR-4-27
  return {1, family_of(model) == Family::smart_relay ? 20 : 8, {}};
}

std::vector<ConsoleSetting> rows_of_console(Model model) {
  std::vector<ConsoleSetting> rows;
  for (ConsoleSetting row : kRows) {
    if (row.form == Form::reading) {
      const bool sensor = row.name == "SENSOR";
      if (sensor) row.number = sensors_of(model);
      if (sensor && !row.number.exists()) continue;
      if (row.name == "VOLTAGESENSOR" && model != Model::smart_relay) continue;
    } else {
      const auto commands = commands_that_set(model, row);
      if (commands.empty()) continue;
      row.number = row.form == Form::rule ? rules_of(model) : number_before_value(*commands.front());
    }
    rows.push_back(row);
  }
  return rows;
}

bool same_numbers(const ConsoleSetting& a, const ConsoleSetting& b) {
  return a.group == b.group && a.number.exists() && b.number.exists() && a.number.most == b.number.most;
}

NamedSetting named(const ConsoleSetting& row, int number) {
  return {&row, number, std::string{row.name} + (row.number.exists() ? std::to_string(number) : "")};
}

std::vector<NamedSetting> expanded(Model model, Group group) {
  std::vector<NamedSetting> settings;
  const auto rows = console_settings(model);
  for (auto row = rows.begin(); row != rows.end();) {
    if (row->group != group) {
      ++row;
      continue;
    }
    const auto end =
        std::find_if(row + 1, rows.end(), [&](const auto& next) { return !same_numbers(*row, next); });
    const Range numbers = row->number.exists() ? row->number : Range{0, 0, {}};
    for (int number = numbers.least; number <= numbers.most; ++number)
      for (auto each = row; each != end; ++each) settings.push_back(named(*each, number));
    row = end;
  }
  return settings;
}

}  // namespace

std::string_view name_of(Group group) {
  return kNames[static_cast<unsigned>(group)].name;
}

std::string_view tab_of(Group group) {
  return kNames[static_cast<unsigned>(group)].tab;
}

std::optional<Group> parse_group(std::string_view name) {
  for (const Group group : kGroups)
    if (name_of(group) == capitals(name)) return group;
  return std::nullopt;
}

std::span<const ConsoleSetting> console_settings(Model model) {
  static const auto kTables = [] {
    std::array<std::vector<ConsoleSetting>, std::size(kModels)> all;
    for (const Model each : kModels) all[static_cast<unsigned>(each)] = rows_of_console(each);
    return all;
  }();
  return kTables[static_cast<unsigned>(model)];
}

std::span<const NamedSetting> settings_of(Model model, Group group) {
  static const auto kExpanded = [] {
    std::array<std::array<std::vector<NamedSetting>, std::size(kGroups)>, std::size(kModels)> all;
    for (const Model each : kModels)
      for (const Group one : kGroups)
        all[static_cast<unsigned>(each)][static_cast<unsigned>(one)] = expanded(each, one);
    return all;
  }();
  return kExpanded[static_cast<unsigned>(model)][static_cast<unsigned>(group)];
}

std::optional<NamedSetting> find_setting(Model model, std::string_view name) {
  const std::string upper = capitals(name);
  for (const Group group : kGroups)
    for (const NamedSetting& setting : settings_of(model, group))
      if (setting.name == upper) return setting;
  return std::nullopt;
}

}  // namespace isocket::device
