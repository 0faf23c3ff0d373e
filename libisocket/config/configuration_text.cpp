#include <algorithm>

#include "config/configuration_file.h"
#include "device/features.h"

namespace isocket::config {
namespace {

using namespace device;

constexpr std::size_t kWidestValue = 44;  // comments behind longer ones are not aligned

bool is_word(std::string_view text) {
  const auto fine = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  const bool signed_one = text.size() > 1 && (text[0] == '-' || text[0] == '+') && fine(text[1]);
  return !text.empty() && (fine(text.front()) || text.front() == '(' || signed_one);
}

/// A text that stands for itself without quotes, or in double quotes.
std::string scalar(std::string_view text) {
  const bool plain = is_word(text) && text.find(": ") == std::string_view::npos && !text.ends_with(':') &&
                     text.find(" #") == std::string_view::npos && !text.ends_with(' ') && text != "null" &&
                     std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
  if (plain) return std::string{text};
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

/// A value: lists of numbers as lists, so that each is seen.
std::string value_text(const NamedSetting& setting, const std::string& value) {
  if (is_masked(setting, value)) return "set";
  const bool list = value.find(',') != std::string::npos && setting.row->form != ConsoleSetting::Form::rule &&
                    value.find_first_not_of("0123456789,") == std::string::npos;
  if (!list) return scalar(value);
  std::string text = "[";
  for (const char c : value) text += c == ',' ? ", " : std::string(1, c);
  return text + "]";
}

std::string comment_on(Model model, const NamedSetting& setting) {
  // Once for what each relay, input or sensor has.
  if (setting.number > 1 || setting.row->form == ConsoleSetting::Form::reading) return {};
  const std::string keeps =
      setting.row->form == ConsoleSetting::Form::secret ? "; set keeps the one it has" : "";
  return values_text(model, *setting.row) + keeps + "; factory " + factory_text(model, *setting.row);
}

struct Line {
  std::string text, comment;
};

std::string aligned(const std::vector<Line>& lines) {
  std::size_t width = 0;
  for (const Line& line : lines)
    if (line.text.size() <= kWidestValue) width = std::max(width, line.text.size());
  std::string text;
  for (const Line& line : lines) {
    text += line.text;
    if (!line.comment.empty())
      text +=
          std::string(std::max(width, line.text.size()) - line.text.size() + 2, ' ') + "# " + line.comment;
    text += "\n";
  }
  return text;
}

std::string group_text(Model model, const GroupValues& group) {
  std::vector<Line> lines;
  for (const NamedSetting& setting : settings_of(model, group.group))
    if (const std::string* value = group.value(setting.name))
      lines.push_back({"  " + setting.name + ": " + value_text(setting, *value), comment_on(model, setting)});
  if (lines.empty()) return {};
  const std::string title = group.group == Group::info
                                ? "What the device says of itself; it is never written."
                                : std::string{tab_of(group.group)};
  return "\n# " + title + "\n" + std::string{name_of(group.group)} + ":\n" + aligned(lines);
}

std::string revisions_of(const Configuration& configuration) {
  std::string text;
  for (const GroupValues& group : configuration.groups) {
    if (group.rev == 0 || group.values.empty()) continue;
    text += "  " + std::string{name_of(group.group)} + ": " + std::to_string(group.rev) + "\n";
  }
  return text.empty() ? ""
                      : "\n# How often each group had been changed when it was read.\nrevisions:\n" + text;
}

}  // namespace

std::string to_yaml(const Configuration& configuration, const std::vector<std::string>& untold) {
  std::string text = "# Configuration of an " + std::string{product_name(configuration.model)} +
                     ". Beside a setting stands what it can be, and what it is from the factory.\n"
                     "model: " +
                     std::string{name_of(configuration.model)} + "\n";
  std::string names;
  for (const std::string& name : untold) names += (names.empty() ? "" : ", ") + name;
  if (!names.empty()) text += "# Not here, because the device did not tell it: " + names + ".\n";
  if (const GroupValues* info = configuration.group(Group::info))
    text += group_text(configuration.model, *info);
  text += revisions_of(configuration);
  for (const GroupValues& group : configuration.groups)
    if (group.group != Group::info) text += group_text(configuration.model, group);
  return text;
}

}  // namespace isocket::config
