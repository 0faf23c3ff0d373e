#include "device/console_commands.h"

#include <algorithm>

namespace isocket::device {
namespace {

using Form = ConsoleSetting::Form;

/// "RELAYTIME" of "RELAYTIME{n}=ON{secs}".
std::string_view name_in(std::string_view form) {
  return form.substr(0, std::min(form.find('='), form.find('{')));
}

bool sets(const Command& command, const ConsoleSetting& row) {
  const std::string_view form = command.form;
  const std::string_view word = row.word;
  switch (row.form) {
    case Form::assigned:
    case Form::secret: return form.find('=') != std::string_view::npos && name_in(form) == row.name;
    case Form::numbers:
    case Form::rule: return form.starts_with(word) && form.substr(word.size()).starts_with("+{");
    case Form::enabled: {
      if (!form.starts_with(word)) return false;
      const std::string_view rest = form.substr(word.size());
      return rest.substr(0, rest.find('{')) == "ON" || rest.substr(0, rest.find('{')) == "OFF";
    }
    case Form::reading: break;
  }
  return false;
}

}  // namespace

std::vector<const Command*> commands_that_set(Model model, const ConsoleSetting& row) {
  std::vector<const Command*> commands;
  for (const Command& command : catalogue(model))
    if (sets(command, row)) commands.push_back(&command);
  // The number of inputs is that of ALARMON{n}, not of ALARMON, which the Smart Relay has beside it.
  std::stable_sort(commands.begin(), commands.end(), [](const Command* a, const Command* b) {
    return a->number.exists() && !b->number.exists();
  });
  return commands;
}

std::string_view value_form(const Command& command) {
  const auto equals = command.form.find('=');
  return equals == std::string_view::npos ? std::string_view{} : command.form.substr(equals + 1);
}

Range number_before_value(const Command& command) {
  const bool before = command.form.find('{') < command.form.find('=');
  return before && command.number.exists() ? command.number : Range{};
}

}  // namespace isocket::device
