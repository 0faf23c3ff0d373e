#include "config/card_words.h"

#include <algorithm>
#include <charconv>

#include "device/scheduler_rule.h"

namespace isocket::config {
namespace {

using namespace device;
using Type = CardField::Type;
using Words = std::vector<std::string>;

constexpr std::string_view kNone = "—";  // it could be there, and is not

Words parts_of(std::string_view list) {
  Words parts;
  while (true) {
    const auto comma = list.find(',');
    parts.emplace_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    list.remove_prefix(comma + 1);
  }
}

Words list_words(const std::string& value, const CardField& field) {
  if (value == "NO" || value == "OFF") return {std::string{kNone}};
  Words parts = parts_of(value);
  const bool together = field.type == Type::numbers;  // short enough for one line
  std::string line;
  for (std::string& part : parts) {
    part = field.type == Type::phones ? "+" + part
           : field.unit.empty()       ? part
                                      : part + " " + std::string{field.unit};
    line += (line.empty() ? "" : ", ") + part;
  }
  return together ? Words{line} : parts;
}

std::string secret_words(const std::string& value) {
  if (value == "NO") return "not configured";
  return value.find_first_not_of('*') == std::string::npos ? "set" : value;
}

std::string degrees_words(const std::string& value) {
  if (value == "OFF") return std::string{kNone};
  return value.ends_with('C') ? value.substr(0, value.size() - 1) + " °C" : value + " °";
}

/// N/O and N/C, as the guide writes them: "NO" would be read as a no (SR-3.4-06).
std::string contact_words(const std::string& value) {
  return value == "NC" ? "N/C" : "N/O";
}

/// The sensor that a row is about; the card stays empty for one that is not installed.
bool is_installed(const Card& card, const CardField& field, int row) {
  if (field.source->group != Group::temperature) return true;
  const std::string* state = card.configuration.value(Group::info, "SENSOR" + std::to_string(row));
  return state == nullptr || *state != "NONE";
}

int two_digits(std::string_view text, std::size_t at) {
  int number = 0;
  if (text.size() >= at + 2) std::from_chars(text.data() + at, text.data() + at + 2, number);
  return number;
}

std::string padded(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string_view title_of(std::string_view subject) {
  constexpr std::pair<std::string_view, std::string_view> kTitles[] = {
      {"security", "Security"},      {"alerts", "Alerts"},           {"confirm", "Confirmations and errors"},
      {"ring", "Control by call"},   {"relays", "Relays"},           {"microphone", "Microphone"},
      {"power", "Power and backup"}, {"temperature", "Temperature"}, {"credit", "Credit"},
      {"device", "The device"},
  };
  for (const auto& [key, title] : kTitles)
    if (key == subject) return title;
  return subject;
}

}  // namespace

Words shown_values(const Card& card, const CardField& field, int row) {
  const std::string* value = source_value(card, field, row);
  if (value == nullptr) return {std::string{kNone}};  // a function that this unit lacks
  switch (field.type) {
    case Type::boolean: return {*value == "ON" ? "Yes" : "No"};
    case Type::phones:
    case Type::numbers: return list_words(*value, field);
    case Type::secret: return {secret_words(*value)};
    case Type::number: return {field.unit.empty() ? *value : *value + " " + std::string{field.unit}};
    case Type::text: return *value == "NO" ? Words{} : Words{*value};
    case Type::temperature: return is_installed(card, field, row) ? Words{degrees_words(*value)} : Words{};
    case Type::sensor: return *value == "NONE" ? Words{} : Words{"T" + std::to_string(row)};
    case Type::time:
    case Type::action: {
      const auto rule = SchedulerRule::parse(card.configuration.model, *value);
      if (!rule) return {};
      return {field.type == Type::time ? rule->time + "," + rule->day : rule->action};
    }
    case Type::word: break;
  }
  return {field.source->name == "SENSORTYPE" ? contact_words(*value) : *value};
}

std::string row_name(const CardTable& table, int row) {
  const bool one = !table.columns.back().source->number.exists();
  return one ? "" : std::string{table.row} + std::to_string(row);
}

std::vector<Section> sections_of(const Card& card) {
  std::vector<Section> sections;
  for (const CardField& field : card_fields(card.configuration.model)) {
    const std::string_view title = title_of(field.key.substr(0, field.key.find('.')));
    if (sections.empty() || sections.back().title != title) sections.push_back({title, {}});
    sections.back().fields.push_back(&field);
  }
  return sections;
}

std::string time_words(const Card& card) {
  const std::string time = info_of(card, "TIME");  // yy/mm/dd,hh:mm:ss+zz, zz in quarters of an hour
  if (time.size() < 20) return time;
  if (time.starts_with("00/")) return "clock not set";  // MU-P3-02
  const int quarters = two_digits(time, 18);
  return "20" + time.substr(0, 2) + "-" + time.substr(3, 2) + "-" + time.substr(6, 2) + " " +
         time.substr(9, 5) + " (UTC" + time.substr(17, 1) + padded(quarters / 4) + ":" +
         padded(quarters % 4 * 15) + ")";
}

std::string info_of(const Card& card, std::string_view name) {
  const std::string* value = card.configuration.value(Group::info, name);
  return value == nullptr ? "" : *value;
}

std::string revision_words(const Card& card) {
  std::string text;
  for (const GroupValues& group : card.configuration.groups)
    if (group.group != Group::info)
      text +=
          (text.empty() ? "" : ", ") + std::string{name_of(group.group)} + " " + std::to_string(group.rev);
  return text;
}

}  // namespace isocket::config
