// Settings read by SMS: the queries of the catalogue, and what their replies tell.
#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <span>

#include "device/capitals.h"
#include "device/catalogue.h"
#include "device/console_commands.h"
#include "device/reply.h"
#include "device/sms_settings.h"

namespace isocket::device {
namespace {

using Form = ConsoleSetting::Form;

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

/// A place of a reply: the words before it, and whose value stands there; nobody's: it is passed over.
struct Place {
  std::string words;
  std::optional<NamedSetting> setting;
};
struct Line {
  std::vector<Place> places;
  std::string words;  ///< behind the last place
};

/// A query, and how its reply is built.
struct Reading {
  const Command* query = nullptr;
  std::string text;
  std::vector<Line> lines;  ///< none: one for each rule of the scheduler
  std::vector<NamedSetting> settings;
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
Line line_of(Model model, const Command& query, std::string_view text, int number) {
  const std::string_view word = word_of(query);
  if (const auto whole = setting_in(model, word, "", 0)) return {{{"", whole}}, ""};
  Line line;
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
  for (const Line& line : reading.lines)
    for (const Place& place : line.places)
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

std::span<const Reading> readings_of(Model model) {
  static const auto kReadings = [] {
    std::array<std::vector<Reading>, std::size(kModels)> all;
    for (const Model each : kModels) all[static_cast<unsigned>(each)] = readings_for(each);
    return all;
  }();
  return kReadings[static_cast<unsigned>(model)];
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (text = trimmed(text); !text.empty();
       text = trimmed(text.substr(std::min(text.find('\n'), text.size()))))
    lines.push_back(trimmed(text.substr(0, text.find('\n'))));
  return lines;
}

/// Where the words end that begin at `from`, in any capitals and with any blanks; npos: others stand there.
std::size_t end_of_words(std::string_view text, std::size_t from, std::string_view words) {
  for (const char c : words) {
    if (is_blank(c)) continue;
    while (from < text.size() && is_blank(text[from])) ++from;
    if (from == text.size() || capitals(text.substr(from, 1)) != capitals({&c, 1}))
      return std::string_view::npos;
    ++from;
  }
  return from;
}

bool same_words(std::string_view text, std::string_view words) {
  return end_of_words(trimmed(text), 0, words) == trimmed(text).size();
}

std::string without_blanks(std::string_view text) {
  std::string result;
  std::copy_if(text.begin(), text.end(), std::back_inserter(result), [](char c) { return !is_blank(c); });
  return result;
}

bool is_alias(Model model, const NamedSetting& setting) {
  const auto commands = commands_that_set(model, *setting.row);
  return !commands.empty() && commands.front()->parameter.type == Parameter::Type::alias;
}

/// What stands in a reply as the value of a setting, in the form of plain_value().
Result<std::string> value_in(Model model, const Command& query, const NamedSetting& setting,
                             std::string_view text) {
  text = trimmed(text);
  const auto wrong = [&] { return fail(Errc::bad_value, setting.name, 0, std::string{text}); };
  switch (setting.row->form) {
    case Form::reading: return std::string{text};
    case Form::secret:
      if (!same_words(text, query.reply)) return wrong();
      return mask_of(model, setting);
    case Form::enabled:
      if (same_words(text, "Enabled")) return "ON";
      if (same_words(text, "Disabled")) return "OFF";
      return wrong();
    case Form::numbers:
      if (text.starts_with(':')) text.remove_prefix(1);
      break;
    case Form::rule:
    case Form::assigned: break;
  }
  if (is_alias(model, setting)) return plain_value(model, setting, text);
  std::string value = without_blanks(text);
  if (const auto open = value.find('('); open != std::string::npos) {
    const auto close = value.find(')', open);
    const bool in_force = open == 0 || value[open - 1] == ',';  // OFF,(ON), but not 10C(50F)
    if (in_force && close == std::string::npos) return wrong();
    value = in_force ? value.substr(open + 1, close - open - 1) : value.substr(0, open);
  }
  return plain_value(model, setting, value);
}

/// Whether the line is built so; adds what it tells.
bool read_line(Model model, const Command& query, const Line& line, std::string_view text,
               NamedValues& values) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < line.places.size(); ++i) {
    const Place& place = line.places[i];
    at = end_of_words(text, at, place.words);
    if (at == std::string_view::npos) return false;
    const std::string_view behind = i + 1 < line.places.size() ? line.places[i + 1].words : line.words;
    std::size_t end = at;
    if (behind.empty()) {
      end = text.size();
    } else {
      while (end < text.size() && end_of_words(text, end, behind) == std::string_view::npos) ++end;
    }
    if (place.setting) {
      auto value = value_in(model, query, *place.setting, text.substr(at, end - at));
      if (!value) return false;
      values.emplace_back(place.setting->name, *std::move(value));
    }
    at = end;
  }
  return end_of_words(text, at, line.words) == text.size();
}

bool read_rules(Model model, const Reading& reading, std::string_view reply, NamedValues& values) {
  const auto lines = lines_of(reply);
  if (lines.empty() || lines.size() > reading.settings.size()) return false;
  for (std::size_t i = 0; i < reading.settings.size(); ++i) {
    const NamedSetting& rule = reading.settings[i];
    auto value = i < lines.size() ? value_in(model, *reading.query, rule, lines[i]) : "NO";
    if (!value || (i < lines.size() && *value == "NO")) return false;
    values.emplace_back(rule.name, *std::move(value));
  }
  return true;
}

bool read_lines(Model model, const Reading& reading, std::string_view reply, NamedValues& values) {
  auto lines = lines_of(reply);
  // A list may be broken anywhere (EP section 6.2).
  if (reading.lines.size() == 1) lines = {trimmed(reply)};
  if (lines.size() != reading.lines.size()) return false;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (!read_line(model, *reading.query, reading.lines[i], lines[i], values)) return false;
  return true;
}

/// Where a setting stands in the order of kGroups.
std::size_t place_of(Model model, std::string_view name) {
  std::size_t place = 0;
  for (const Group group : kGroups)
    for (const NamedSetting& setting : settings_of(model, group)) {
      if (setting.name == name) return place;
      ++place;
    }
  return place;
}

std::size_t told_of(const Reading& reading, const std::vector<std::string>& names) {
  return static_cast<std::size_t>(
      std::count_if(reading.settings.begin(), reading.settings.end(), [&](const NamedSetting& setting) {
        return std::find(names.begin(), names.end(), setting.name) != names.end();
      }));
}

}  // namespace

std::vector<SettingQuery> queries_for(Model model, const std::vector<NamedSetting>& settings) {
  std::vector<std::string> left;
  for (const NamedSetting& setting : settings) left.push_back(setting.name);
  std::vector<SettingQuery> queries;
  // What two queries tell, either tells whole or a third tells whole: the one that tells most is always
  // right.
  while (true) {
    const Reading* best = nullptr;
    for (const Reading& reading : readings_of(model)) {
      const std::size_t tells = told_of(reading, left);
      const std::size_t most = best == nullptr ? 0 : told_of(*best, left);
      if (tells > most || (tells > 0 && tells == most && reading.settings.size() < best->settings.size()))
        best = &reading;
    }
    if (best == nullptr) break;
    for (const NamedSetting& told : best->settings) std::erase(left, told.name);
    queries.push_back({best->text, best->settings});
  }
  for (SettingQuery& query : queries)
    std::sort(query.settings.begin(), query.settings.end(), [&](const auto& a, const auto& b) {
      return place_of(model, a.name) < place_of(model, b.name);
    });
  std::sort(queries.begin(), queries.end(), [&](const SettingQuery& a, const SettingQuery& b) {
    return place_of(model, a.settings.front().name) < place_of(model, b.settings.front().name);
  });
  return queries;
}

Result<NamedValues> read_reply(Model model, const SettingQuery& query, std::string_view reply) {
  const auto readings = readings_of(model);
  const auto reading = std::find_if(readings.begin(), readings.end(),
                                    [&](const Reading& r) { return r.text == capitals(query.command); });
  if (reading == readings.end()) return fail(Errc::not_found, query.command, 0, "it is no query of settings");
  NamedValues values;
  if (classify(model, trimmed(reply)) == ReplyClass::unknown_command) return values;
  const std::string_view nothing = reading->query->nothing;
  if (!nothing.empty() && same_words(reply, nothing)) {
    for (const NamedSetting& setting : reading->settings) values.emplace_back(setting.name, "NO");
    return values;
  }
  const bool read = reading->lines.empty() ? read_rules(model, *reading, reply, values)
                                           : read_lines(model, *reading, reply, values);
  if (read) return values;
  return fail(Errc::bad_value, query.command, 0,
              "the reply is \"" + std::string{reading->query->reply} + "\"");
}

}  // namespace isocket::device
