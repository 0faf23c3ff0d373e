#include "lab/at_line.h"

#include <cctype>
#include <charconv>

namespace isocket::lab {
namespace {

char upper(char c) {
  return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return upper(c) >= 'A' && upper(c) <= 'Z';
}

/// "+CMGS=…", up to the ';' that ends it or the line's end.
std::optional<AtCommand> extended(std::string_view& rest) {
  AtCommand command;
  std::size_t i = 1;
  while (i < rest.size() && (is_letter(rest[i]) || is_digit(rest[i]))) ++i;
  for (const char c : rest.substr(0, i)) command.name += upper(c);
  std::size_t end = i;
  for (bool quoted = false; end < rest.size() && (quoted || rest[end] != ';'); ++end)
    if (rest[end] == '"') quoted = !quoted;
  std::string_view tail = rest.substr(i, end - i);
  while (tail.ends_with(' ')) tail.remove_suffix(1);
  rest.remove_prefix(end < rest.size() ? end + 1 : end);
  if (i == 1) return std::nullopt;
  if (tail.empty()) return command;
  if (tail == "?") {
    command.form = AtCommand::Form::read;
  } else if (tail == "=?") {
    command.form = AtCommand::Form::test;
  } else if (tail.front() == '=') {
    command.form = AtCommand::Form::set;
    command.argument = tail.substr(1);
  } else {
    return std::nullopt;
  }
  return command;
}

/// "E0", "&F", "D+358…;": a letter, perhaps behind '&', and a number; a dial string takes the rest.
std::optional<AtCommand> basic(std::string_view& rest) {
  AtCommand command;
  if (rest.front() == '&') {
    command.name = "&";
    rest.remove_prefix(1);
  }
  if (rest.empty() || !is_letter(rest.front())) return std::nullopt;
  command.name += upper(rest.front());
  rest.remove_prefix(1);
  if (command.name == "D") {
    while (rest.ends_with(' ')) rest.remove_suffix(1);
    command.argument = rest;
    rest = {};
    return command;
  }
  if (command.name == "S") {  // S3=13, S0?
    while (!rest.empty() && is_digit(rest.front())) {
      command.name += rest.front();
      rest.remove_prefix(1);
    }
    if (rest.starts_with("?")) {
      command.form = AtCommand::Form::read;
      rest.remove_prefix(1);
      return command;
    }
    if (rest.starts_with("=")) rest.remove_prefix(1);
    command.form = AtCommand::Form::set;
  }
  while (!rest.empty() && is_digit(rest.front())) {
    command.argument += rest.front();
    rest.remove_prefix(1);
  }
  return command;
}

}  // namespace

std::vector<std::string> AtCommand::split() const {
  std::vector<std::string> parts{{}};
  bool quoted = false;
  for (const char c : argument) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      parts.emplace_back();
    else if (c != ' ' || quoted)
      parts.back() += c;
  }
  return parts;
}

std::string AtCommand::parameter(std::size_t n) const {
  auto parts = split();
  return n < parts.size() ? std::move(parts[n]) : std::string{};
}

std::optional<int> AtCommand::number(std::size_t n) const {
  const std::string text = parameter(n);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::vector<AtCommand>> parse_command_line(std::string_view line) {
  std::vector<AtCommand> commands;
  while (!line.empty()) {
    if (line.front() == ' ' || line.front() == ';') {
      line.remove_prefix(1);
      continue;
    }
    const bool is_extended = line.front() == '+' || line.front() == '^' || line.front() == '$' ||
                             line.front() == '%' || line.front() == '*' || line.front() == '#';
    auto command = is_extended ? extended(line) : basic(line);
    if (!command) return std::nullopt;
    commands.push_back(std::move(*command));
  }
  return commands;
}

}  // namespace isocket::lab
