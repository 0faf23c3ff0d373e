// What settings can be: read, brought into one form, and told to people.
#include <algorithm>
#include <charconv>

#include "device/capitals.h"
#include "device/console_commands.h"
#include "device/console_settings.h"
#include "device/scheduler_rule.h"
#include "device/sms_settings.h"

namespace isocket::device {
namespace {

using Form = ConsoleSetting::Form;
using Type = Parameter::Type;

constexpr std::size_t kMostDigits = 15;  // EP-5.1-04, GS-5.1-06, SR section 0.4

std::vector<std::string> parts_of(std::string_view list) {
  std::vector<std::string> parts;
  while (true) {
    const auto comma = list.find(',');
    std::string_view part = list.substr(0, comma);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    parts.emplace_back(part);
    if (comma == std::string_view::npos) return parts;
    list.remove_prefix(comma + 1);
  }
}

std::string joined(const std::vector<std::string>& parts, std::string_view comma = ",") {
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : comma).append(part);
  return text;
}

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

/// The whole Celsius degrees that the family stores for degrees Fahrenheit.
int celsius(Model model, int fahrenheit) {
  const int ninths = (fahrenheit - 32) * 5;
  const auto floor = [](int a, int b) { return a >= 0 ? a / b : -((-a + b - 1) / b); };
  if (family_of(model) == Family::environment_pro) return floor(ninths, 9);      // EP-7.2-16
  return ninths >= 0 ? floor(2 * ninths + 9, 18) : -floor(-2 * ninths + 9, 18);  // SR-U7-07
}

/// "ON" of "RELAYTIME{n}=ON{secs} - OK": how the device confirms the number, also one sent without a word.
std::string_view word_of_reply(std::string_view reply) {
  const auto equals = reply.find('=');
  const auto brace = reply.find('{', equals);
  return equals == std::string_view::npos || brace == std::string_view::npos
             ? std::string_view{}
             : reply.substr(equals + 1, brace - equals - 1);
}

std::string in_one_form(Model model, const Command& command, std::string_view value) {
  switch (command.parameter.type) {
    case Type::alias:
    case Type::ussd:
    case Type::password: return std::string{value};
    case Type::number:
    case Type::degrees: {
      const std::string_view form = value_form(command);
      const auto number = whole_number(value.substr(std::min(form.find('{'), value.size())));
      return std::string{word_of_reply(command.reply)} + std::to_string(number.value_or(0));
    }
    case Type::temperature: {
      const int number = whole_number(value.substr(0, value.size() - 1)).value_or(0);
      return std::to_string(capitals(value).ends_with('F') ? celsius(model, number) : number) + "C";
    }
    case Type::numbers: {
      std::vector<int> numbers;
      for (const std::string& part : parts_of(value)) numbers.push_back(whole_number(part).value_or(0));
      std::sort(numbers.begin(), numbers.end());
      std::vector<std::string> texts;
      for (const int number : numbers) texts.push_back(std::to_string(number));
      return joined(texts);
    }
    default: return capitals(value);
  }
}

Result<std::string> assigned(Model model, const NamedSetting& setting, std::string_view value) {
  const std::string text = setting.name + "=" + std::string{value};
  const Command* command = find_command(model, text);
  const auto known = commands_that_set(model, *setting.row);
  if (command != nullptr && std::find(known.begin(), known.end(), command) != known.end())
    return in_one_form(model, *command, value);
  return fail(Errc::bad_value, setting.name, 0, values_text(model, *setting.row));
}

Result<std::string> list_of_numbers(Model model, const NamedSetting& setting, std::string_view value) {
  if (capitals(value) == "NO") return "NO";
  const auto wrong = [&](std::string what) {
    return fail(Errc::bad_value, setting.name, 0, std::move(what));
  };
  std::vector<std::string> list;
  for (std::string& number : parts_of(value)) {
    if (number.starts_with('+')) number.erase(0, 1);
    const bool digits =
        std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (number.empty() || number.size() > kMostDigits || !digits)
      return wrong(values_text(model, *setting.row));
    if (std::find(list.begin(), list.end(), number) != list.end())
      return wrong("each number once; " + number + " stands twice");
    list.push_back(std::move(number));
  }
  if (list.size() > kMostNumbers) return wrong(values_text(model, *setting.row));
  return joined(list);
}

/// "R1 to R7" of a form such as "R{x}" and its numbers.
std::string pattern_text(std::string_view form, const Range& range, const std::string& unit) {
  const std::string before{form.substr(0, form.find('{'))};
  return before + std::to_string(range.least) + " to " + before + std::to_string(range.most) +
         (unit.empty() ? "" : " " + unit);
}

std::string letters_text(const Range& range) {
  const std::string unit{range.unit};
  return std::to_string(range.least) + unit + " to " + std::to_string(range.most) + unit;
}

/// What one command lets the setting be; `words` are whole values, `patterns` the rest.
void add_values(const Command& command, std::vector<std::string>& words, std::vector<std::string>& patterns) {
  const Parameter& parameter = command.parameter;
  const std::string_view form = value_form(command);
  if (!command.takes_value()) {
    if (form.find('{') == std::string_view::npos)
      words.emplace_back(form);
    else
      patterns.push_back(pattern_text(form, command.number, {}));
  } else if (parameter.type == Type::choice) {
    for (const std::string_view value : parameter.values()) words.emplace_back(value);
  } else if (parameter.type == Type::temperature) {
    patterns.push_back(letters_text(parameter.range));
    patterns.push_back(letters_text(parameter.fahrenheit));
  } else if (parameter.type == Type::number) {
    patterns.push_back(pattern_text(form, parameter.range, parameter.unit_text()));
  } else if (parameter.type == Type::degrees) {
    for (const Range& range : {parameter.range, parameter.fahrenheit})
      patterns.push_back(pattern_text("{", range, std::string{range.unit}));
  } else {
    const std::string unit = parameter.unit_text();
    patterns.push_back(parameter.range_text() + (unit.empty() ? "" : " " + unit));
  }
}

/// As the catalogue states it; empty: not.
std::string_view stated_factory(Model model, const ConsoleSetting& row) {
  for (const Command* command : commands_that_set(model, row))
    if (!command->parameter.factory.empty()) return command->parameter.factory;
  return {};
}

}  // namespace

Result<std::string> plain_value(Model model, const NamedSetting& setting, std::string_view value) {
  switch (setting.row->form) {
    case Form::assigned:
      // Elsewhere the word for "none" is a value of its own; an alias may hold any letters (SR-U4.3-03).
      return assigned(model, setting, capitals(value) == "NO" ? "NO" : value);
    case Form::secret:
      if (is_masked(setting, value) && value == mask_of(model, setting)) return std::string{value};
      return assigned(model, setting, capitals(value) == "NO" ? "NO" : value);
    case Form::numbers: return list_of_numbers(model, setting, value);
    case Form::enabled:
      if (const std::string word = capitals(value); word == "ON" || word == "OFF") return word;
      break;
    case Form::rule:
      if (capitals(value) == "NO") return "NO";
      if (const auto rule = SchedulerRule::parse(model, value)) return rule->to_string();
      break;
    case Form::reading: return std::string{value};
  }
  return fail(Errc::bad_value, setting.name, 0, values_text(model, *setting.row));
}

bool is_masked(const NamedSetting& setting, std::string_view value) {
  return setting.row->form == Form::secret && !value.empty() &&
         value.find_first_not_of('*') == std::string_view::npos;
}

std::string mask_of(Model model, const NamedSetting& setting) {
  for (const Command* command : commands_that_set(model, *setting.row))
    if (command->parameter.type == Type::password)
      return std::string(static_cast<std::size_t>(command->parameter.range.least), '*');
  return {};
}

std::string values_text(Model model, const ConsoleSetting& row) {
  std::vector<std::string> words, patterns;
  switch (row.form) {
    case Form::enabled: return "OFF, ON";
    case Form::reading: return {};
    case Form::numbers:
      return "NO, up to " + std::to_string(kMostNumbers) + " numbers of 1 to " + std::to_string(kMostDigits) +
             " digits";
    case Form::rule: {
      const std::string text = commands_that_set(model, row).front()->parameter.range_text();
      return "NO, " + text.substr(0, text.find(';'));
    }
    case Form::assigned:
    case Form::secret: break;
  }
  for (const Command* command : commands_that_set(model, row)) {
    const bool number_alone =
        command->parameter.type == Type::number && value_form(*command).starts_with('{');
    if (number_alone && !word_of_reply(command->reply).empty()) continue;  // RELAYTIME1=60 is ON60
    add_values(*command, words, patterns);
  }
  words.insert(words.end(), patterns.begin(), patterns.end());
  return joined(words, ", ");
}

std::string factory_value(Model model, const ConsoleSetting& row) {
  const std::string_view factory = stated_factory(model, row);
  return factory == "empty" ? "NO" : capitals(factory.substr(0, factory.find_first_of(" (")));  // "10C(50F)"
}

std::string factory_text(Model model, const ConsoleSetting& row) {
  const std::string_view factory = stated_factory(model, row);
  const auto aside = factory.find(" (");  // "10 (US: 50)"
  const bool has_one = aside != std::string_view::npos;
  return factory_value(model, row) + std::string{has_one ? factory.substr(aside) : ""};
}

std::string sms_command(Model model, const NamedSetting& setting) {
  const ConsoleSetting& row = *setting.row;
  const std::string word{row.word};
  switch (row.form) {
    case Form::assigned:
    case Form::secret: return setting.name + "=";
    case Form::numbers:
    case Form::rule: return word + "+, " + word + "-";
    case Form::enabled: {
      const std::string number = setting.number == 0 ? "" : std::to_string(setting.number);
      return word + "ON" + number + ", " + word + "OFF" + number;
    }
    case Form::reading: break;
  }
  const Command* sets_clock = setting.name == "TIME" ? find_command(model, "DATESMS") : nullptr;
  return sets_clock == nullptr ? "" : "DATESMS";
}

std::string sms_query(Model model, const NamedSetting& setting) {
  if (setting.row->name == "SENSOR") return "TEMPERATURE";  // which tells more than that there is one
  const auto queries = queries_for(model, {setting});
  return queries.empty() ? "" : queries.front().command;
}

std::string_view rule_of(Model model, const ConsoleSetting& row) {
  const auto commands = commands_that_set(model, row);
  return commands.empty() ? std::string_view{} : commands.front()->rule;
}

}  // namespace isocket::device
