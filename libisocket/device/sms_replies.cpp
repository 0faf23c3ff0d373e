// Settings read by SMS: the queries of the catalogue, and what their replies tell.
#include <algorithm>
#include <iterator>

#include "device/capitals.h"
#include "device/catalogue.h"
#include "device/console_commands.h"
#include "device/reply.h"
#include "device/sms_readings.h"
#include "device/sms_settings.h"

namespace isocket::device {
namespace {

using Form = ConsoleSetting::Form;

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
bool read_line(Model model, const Command& query, const Reading::Line& line, std::string_view text,
               NamedValues& values) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < line.places.size(); ++i) {
    const Reading::Place& place = line.places[i];
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
