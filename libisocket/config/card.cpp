#include "config/card.h"

#include <algorithm>
#include <array>

#include "device/catalogue.h"
#include "yaml/yaml_reader.h"

namespace isocket::config {
namespace {

using namespace device;
using Type = CardField::Type;

/// A row of 4.1 or 4.2. What is marked "not of the card" stands for settings of other families.
struct FieldRow {
  std::string_view key, label, chapter;
  Type type;
  std::string_view setting;  ///< without its number
  std::string_view other{};  ///< the setting of other families in its place
  std::string_view unit{};
};

constexpr FieldRow kFields[] = {
    {"security.list_enabled", "Security by numbers list", "5.1", Type::boolean, "SECLIST"},
    {"security.numbers", "Numbers allowed to manage the device", "5.1", Type::phones, "SECNUMBERS"},
    {"security.password", "Password for managing the device", "5.2", Type::secret, "PASSWORD"},
    {"security.renew_password", "Password for renewing the configuration interval", "5.3", Type::secret,
     "RENEWINTERVALPW"},
    {"alerts.numbers", "Phone numbers for all types of alerts", "5.4", Type::phones, "ALERTNUMBERS"},
    {"alerts.security_centre", "Phone numbers for alerts to security centre", "5.4", Type::phones,
     "SECCENTERS"},
    {"confirm.sms", "Confirmation of SMS commands", "6", Type::boolean, "SMSCONFIRM"},
    {"confirm.calls", "Confirmation for calls", "6", Type::word, "RINGCONFIRM"},
    {"confirm.call_type", "Type of confirmation for calls", "6", Type::word,
     "RINGCONFIRMTYPE"},  // not of the card
    {"confirm.errors", "Error responses", "6", Type::boolean, "ERROR"},
    {"confirm.unauthorised", "Responses to unauthorised numbers", "6", Type::boolean, "SMSCONFIRMUNAUTH"},
    {"ring.action", "Action pre-configured for the phone call", "4.2", Type::word, "RING"},
    {"relays.restart_delay", "Delay for restart", "4.4, 4.2", Type::number, "RESTARTTIME", {}, "s"},
    {"relays.pulse_duration", "Duration of the impulse", "4.4, 4.2", Type::number, "PULSETIME", {}, "s"},
    {"microphone.level", "Level of the microphone", "10", Type::number, "MICLEVEL"},
    {"power.alert", "Notification when power was cut off", "11", Type::boolean,
     "POWERALERT"},  // not of the card
    {"power.dc_alert", "Notification when main DC power was cut off", "17", Type::boolean, "DCALERT"},
    {"power.ac_alert", "Notification when AC power was cut off", "17", Type::boolean, "ACALERT"},
    {"power.battery_alerts",
     "Alerts about battery capacity (values)",
     "17",
     Type::numbers,
     "BATALERT",
     {},
     "%"},
    {"power.backup_limit", "Backup mode limitation", "17", Type::word, "BACKUPLIMIT"},
    {"temperature.sensor_fail_alert", "Notify if temperature sensor failed", "7", Type::boolean,
     "TSENSFAILALERT"},
    {"temperature.calibration", "Calibration of the temperature sensor", "7", Type::number,
     "TEMPCAL"},  // not of the card
    {"credit.code", "Code for the credit inquiry", "12", Type::text, "CREDITUMS",
     "SALDOUMS"},  // not of the card
    {"device.hardware", "Hardware version", "16", Type::word, "HARDWARE"},
    {"device.firmware", "Firmware version", "16", Type::word, "FIRMWARE"},
};

constexpr FieldRow kAlias[] = {{"alias", "Alias name", "4.3", Type::text, "ALIASR"}};
constexpr FieldRow kScheduler[] = {{"time", "Time", "11", Type::time, "RULE"},
                                   {"action", "Action", "11", Type::action, "RULE"}};
constexpr FieldRow kInputs[] = {
    {"alias", "Alias name", "9", Type::text, "ALIASIN"},
    {"type", "Type", "9", Type::word, "SENSORTYPE"},
    {"relays", "Relays controlled by this input", "9", Type::numbers, "INRELAYS"},
    {"relay_time", "Time for relay (sec)", "9", Type::word, "RELAYTIME", "MICRORELAYTIME"},
    {"alert_type", "Alert type", "9", Type::word, "ALERT"},
    {"alarm_function", "Alarm Function", "9", Type::boolean, "ALARM"},
};
constexpr FieldRow kPowerResume[] = {{"alias", "Alias name", "12", Type::text, "ALIASR"},
                                     {"mode", "Mode", "12", Type::word, "POWERSTATE"}};
constexpr FieldRow kSensors[] = {
    {"name", "Temperature sensor", "7", Type::sensor, "SENSOR"},
    {"rise_alert", "Temperature rise alert", "7", Type::temperature, "TRISEALERT"},
    {"fall_alert", "Temperature fall alert", "7", Type::temperature, "TFALLALERT"}};
constexpr FieldRow kThermostats[] = {
    {"alias", "Alias name", "7", Type::text, "ALIASR"},
    {"sensor", "Controlled by temp. sensor", "7", Type::text, "THERMSENSOR"},
    {"mode", "Thermostat mode", "7", Type::word, "THERMOSTAT"},
    {"switch_off_temperature", "“Switch-off” temperature", "7", Type::temperature, "SWITCHOFFTEMP",
     "TEMPOFF"},
    {"function", "Thermostat Function", "7", Type::boolean, "THERMOSTATF"},
    {"switch_off_alert", "“Switch-off” alert", "7", Type::boolean, "SWITCHOFFALERT", "THERMALERT"},
};

struct TableRow {
  std::string_view key, title, row;
  std::span<const FieldRow> columns;
};

constexpr TableRow kTables[] = {
    {"aliases", "Aliases of the relays", "R", kAlias},
    {"scheduler", "Schedulers", "", kScheduler},
    {"inputs", "Inputs", "IN", kInputs},
    {"power_resume", "Power resume", "R", kPowerResume},
    {"sensors", "Temperature sensors", "", kSensors},
    {"thermostats", "Thermostats", "R", kThermostats},
};

const ConsoleSetting* source_of(Model model, const FieldRow& row) {
  const auto settings = console_settings(model);
  const auto found = std::find_if(settings.begin(), settings.end(), [&](const ConsoleSetting& s) {
    return s.name == row.setting || (!row.other.empty() && s.name == row.other);
  });
  return found == settings.end() ? nullptr : &*found;
}

/// "5.1" of "EP-5.1-10": the rules are numbered by the chapters of their manual.
std::string chapter_of(Model model, const FieldRow& row, const ConsoleSetting& source) {
  if (model == Model::smart_relay) return std::string{row.chapter};
  std::string_view rule = rule_of(model, source);
  if (const Command* command = find_command(model, source.name); rule.empty() && command != nullptr)
    rule = command->rule;
  if (rule.empty()) return {};
  rule.remove_prefix(rule.find('-') + 1);
  return std::string{rule.substr(0, rule.rfind('-'))};
}

std::vector<CardField> fields_of(Model model, std::span<const FieldRow> rows) {
  std::vector<CardField> fields;
  for (const FieldRow& row : rows)
    if (const ConsoleSetting* source = source_of(model, row))
      fields.push_back({row.key, row.label, chapter_of(model, row, *source), row.type, row.unit, source});
  return fields;
}

std::vector<CardTable> tables_of(Model model) {
  std::vector<CardTable> tables;
  for (const TableRow& row : kTables) {
    if (source_of(model, row.columns.back()) == nullptr) continue;  // what the table is about
    CardTable table{row.key, row.title, row.row, 1, fields_of(model, row.columns)};
    const Range& numbers = table.columns.back().source->number;
    if (numbers.exists()) table.rows = numbers.most;
    if (!numbers.exists()) table.row = {};
    tables.push_back(std::move(table));
  }
  return tables;
}

template <typename T>
const T& of_model(Model model, T (*make)(Model)) {
  static const auto kAll = [make] {
    std::array<T, std::size(kModels)> all;
    for (const Model each : kModels) all[static_cast<unsigned>(each)] = make(each);
    return all;
  }();
  return kAll[static_cast<unsigned>(model)];
}

}  // namespace

const std::vector<CardField>& card_fields(Model model) {
  return of_model<std::vector<CardField>>(model, [](Model each) { return fields_of(each, kFields); });
}

const std::vector<CardTable>& card_tables(Model model) {
  return of_model<std::vector<CardTable>>(model, tables_of);
}

std::string_view Card::translation(std::string_view key) const {
  for (const auto& [name, text] : translations)
    if (name == key) return text;
  return {};
}

std::string source_name(const CardField& field, int row) {
  return std::string{field.source->name} + (field.source->number.exists() ? std::to_string(row) : "");
}

const std::string* source_value(const Card& card, const CardField& field, int row) {
  return card.configuration.value(field.source->group, source_name(field, row));
}

std::optional<std::string> first_missing(const Configuration& configuration) {
  const std::string* sensor = configuration.value(Group::info, "VOLTAGESENSOR");
  for (const Group group : kGroups) {
    for (const NamedSetting& setting : settings_of(configuration.model, group)) {
      const bool may_lack = setting.name == "ACALERT" && sensor != nullptr && *sensor == "NO";  // SR-3.4-02
      if (configuration.value(group, setting.name) == nullptr && !may_lack)
        return std::string{name_of(group)} + "." + setting.name;
    }
  }
  return std::nullopt;
}

bool lacks_renew_password(const Configuration& configuration) {
  const std::string* password = configuration.value(Group::security, "RENEWINTERVALPW");
  return password != nullptr && *password == "NO";
}

std::vector<std::string> field_names(Model model) {
  std::vector<std::string> names;
  for (const CardField& field : card_fields(model)) names.emplace_back(field.key);
  for (const CardTable& table : card_tables(model))
    for (const CardField& column : table.columns)
      names.push_back(std::string{table.key} + "." + std::string{column.key});
  return names;
}

std::optional<Translations> read_translations(Model model, const yaml::Source& source,
                                              yaml::Problems& problems) {
  const auto root = read_yaml(source, problems);
  if (!root) return std::nullopt;
  if (root->kind != yaml::YamlNode::Kind::table) {
    problems.add(source.diagnostic(
        root->place, "translations are a table of field names and texts, such as 'inputs.alias: Nimi'"));
    return std::nullopt;
  }
  const auto names = field_names(model);
  const std::vector<std::string_view> known(names.begin(), names.end());
  Translations translations;
  for (const yaml::YamlEntry& entry : root->entries) {
    const std::string near{yaml::nearest(entry.key, known)};
    if (std::find(known.begin(), known.end(), entry.key) == known.end())
      problems.add(
          source.diagnostic(entry.place, "the card has no field '" + entry.key + "'" +
                                             (near.empty() ? "" : "; did you mean '" + near + "'?")));
    else if (entry.value.kind != yaml::YamlNode::Kind::scalar)
      problems.add(source.diagnostic(entry.place, "the translation of '" + entry.key + "' is a text"));
    else
      translations.emplace_back(entry.key, entry.value.text);
  }
  if (problems.size() != 0) return std::nullopt;
  return translations;
}

}  // namespace isocket::config
