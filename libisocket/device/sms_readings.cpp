#include "device/sms_readings.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

namespace isocket::device {
namespace {

/// Which setting stands in a place of a reply, where it is not the one that the query is named after.
struct Told {
  std::string_view word;   ///< of the query
  std::string_view place;  ///< "mode" of "{mode}"; empty: the reply as it stands
  std::string_view setting;
};
constexpr Told kTold[] = {
    {"THERMOSTAT", "state", "THERMOSTATF"},  // EP-7.2-12, GS-7.2-20, SR-U7.3-08
    {"THERMOSTAT", "mode", "THERMOSTAT"},
    {"THERMOSTAT", "thr", "SWITCHOFFTEMP"},
    {"THERMOSTAT", "n", "TEMPOFF"},
    {"THERMOSTAT", "T", "THERMSENSOR"},
    {"ALARM", "state", "ALARM"},               // EP-9.4-03, GS-9.1-08, SR-U9-08
    {"RENEWINTERVAL", "", "RENEWINTERVALPW"},  // GS-5.3-14
    {"HARDWARE", "", "HARDWARE"},
    {"SERIALNUM", "serial", "SERIALNUM"},
    {"FIRMWARE", "", "FIRMWARE"},
    {"DATE", "clock", "TIME"},
    {"DATE", "date", "TIME"},
};

std::string numbered(std::string_view word, int number) {
  return std::string{word} + (number == 0 ? "" : std::to_string(number));
}

/// "THERMOSTAT" of "THERMOSTAT{x}?".
std::string_view word_of(const Command& query) {
  return query.form.substr(0, query.form.find_first_of("{?"));
}

bool in_told(std::string_view word) {
  return std::any_of(std::begin(kTold), std::end(kTold), [&](const Told& t) { return t.word == word; });
}

bool is_query(const Command& command) {
  if (command.takes_value()) return false;
  return command.kind == Kind::inf || (command.kind == Kind::ctrl && in_told(word_of(command)));
}

/// Whose value stands in a place of the reply.
std::optional<NamedSetting> setting_in(Model model, std::string_view word, std::string_view place,
                                       int number) {
  for (const Told& told : kTold)
    if (told.word == word && told.place == place) return find_setting(model, numbered(told.setting, number));
  if (in_told(word) || place.empty()) return std::nullopt;
  for (const ConsoleSetting& row : console_settings(model))
    if ((row.word.empty() ? row.name : row.word) == word)
      return find_setting(model, numbered(row.name, number));
  return std::nullopt;
}

/// "x" of "ALIASR{x}?".
std::string_view number_in(const Command& query) {
  if (!query.number.exists()) return {};
  const auto open = query.form.find('{') + 1;
  return query.form.substr(open, query.form.find('}') - open);
}

/// A line of the catalogue's reply, for one relay, input or sensor; 0: for none.
Reading::Line line_of(Model model, const Command& query, std::string_view text, int number) {
  const std::string_view word = word_of(query);
  if (const auto whole = setting_in(model, word, "", 0)) return {{{"", whole}}, ""};
  Reading::Line line;
  // Of a query for all, the catalogue has the line of number 1.
  if (const std::string first = numbered(word, 1); number > 0 && text.starts_with(first)) {
    line.words = numbered(word, number);
    text.remove_prefix(first.size());
  }
  while (!text.empty()) {
    const auto open = std::min(text.find('{'), text.size());
    line.words.append(text.substr(0, open));
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::string_view place = text.substr(1, text.find('}') - 1);
    text.remove_prefix(place.size() + 2);
    if (place == number_in(query)) {
      line.words += std::to_string(number);
      continue;
    }
    if (place == "IN") line.words += numbered("IN", number);  // and its alias: IN3(Front door)
    if (place == "numbers") line.words.erase(line.words.find_last_not_of(": ") + 1);  // GS-5.1-30
    line.places.push_back({std::exchange(line.words, {}), setting_in(model, word, place, number)});
  }
  return line;
}

/// Of "ALERT?", which asks for all, the numbers of "ALERT{n}?" (SR-UX-32).
Range numbers_of_one(Model model, const Command& query) {
  for (const Command& other : catalogue(model))
    if (other.kind == Kind::inf && other.number.exists() && word_of(other) == word_of(query))
      return other.number;
  return {};
}

Reading reading_of(Model model, const Command& query, int number) {
  Reading reading{&query, numbered(word_of(query), number), {}, {}};
  if (query.form.ends_with('?')) reading.text += '?';
  if (query.reply == "{rules}") {
    const auto rules = settings_of(model, Group::scheduler);
    reading.settings.assign(rules.begin(), rules.end());
    return reading;
  }
  std::string_view reply = query.reply;
  if (const auto repeated = reply.find("|..."); repeated != std::string_view::npos) {
    const Range numbers = numbers_of_one(model, query);
    for (int each = numbers.least; each <= numbers.most; ++each)
      reading.lines.push_back(line_of(model, query, reply.substr(0, repeated), each));
  } else {
    for (; !reply.empty(); reply.remove_prefix(std::min(reply.find('|'), reply.size() - 1) + 1))
      reading.lines.push_back(line_of(model, query, reply.substr(0, reply.find('|')), number));
  }
  for (const Reading::Line& line : reading.lines)
    for (const Reading::Place& place : line.places)
      if (place.setting) reading.settings.push_back(*place.setting);
  return reading;
}

std::vector<Reading> readings_for(Model model) {
  std::vector<Reading> readings;
  for (const Command& command : catalogue(model)) {
    if (!is_query(command)) continue;
    const Range numbers = command.number.exists() ? command.number : Range{0, 0, {}};
    for (int number = numbers.least; number <= numbers.most; ++number)
      if (Reading reading = reading_of(model, command, number); !reading.settings.empty())
        readings.push_back(std::move(reading));
  }
  return readings;
}

}  // namespace

std::span<const Reading> readings_of(Model model) {
  static const auto kReadings = [] {
    std::array<std::vector<Reading>, std::size(kModels)> all;
    for (const Model each : kModels) all[static_cast<unsigned>(each)] = readings_for(each);
    return all;
  }();
  return kReadings[static_cast<unsigned>(model)];
}

}  // namespace isocket::device
