#include "device/parameter.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "device/capitals.h"

namespace isocket::device {
namespace {

using Type = Parameter::Type;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::optional<int> number_of(std::string_view digits) {
  int number = 0;
  const char* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return number;
}

bool inside(const Range& range, std::optional<int> number) {
  return number && *number >= range.least && *number <= range.most;
}

bool is_temperature(const Parameter& parameter, std::string_view value) {
  if (value.empty()) return false;
  const std::string unit = capitals(value.substr(value.size() - 1));
  value.remove_suffix(1);
  return inside(unit == "C"   ? parameter.range
                : unit == "F" ? parameter.fahrenheit
                              : Range{},
                number_of(value));
}

/// The parts of a list.
std::vector<std::string_view> split(std::string_view list) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto comma = list.find(',');
    parts.push_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    list.remove_prefix(comma + 1);
  }
}

bool are_numbers(const Parameter& parameter, std::string_view value) {
  std::vector<int> read;
  for (const std::string_view part : split(value)) {
    const auto number = number_of(part);
    if (!inside(parameter.range, number)) return false;
    if (std::find(read.begin(), read.end(), *number) != read.end()) return false;
    read.push_back(*number);
  }
  return read.size() <= static_cast<std::size_t>(parameter.most);
}

/// SR-U4.3-02: no space at either end.
bool is_alias(std::string_view value) {
  if (value.empty() || value.front() == ' ' || value.back() == ' ') return false;
  return std::all_of(value.begin(), value.end(), [](char c) {
    return is_digit(c) || is_letter(c) || std::string_view{" -_./+#"}.find(c) != std::string_view::npos;
  });
}

bool is_ussd(std::string_view value) {
  if (value.size() < 3 || value.front() != '*' || value.back() != '#') return false;
  value = value.substr(1, value.size() - 2);
  return std::all_of(value.begin(), value.end(), [](char c) { return is_digit(c) || c == '*'; });
}

std::string text_of(const Range& range) {
  return std::to_string(range.least) + " to " + std::to_string(range.most);
}

}  // namespace

bool Parameter::accepts(std::string_view value) const {
  const auto all = [&](bool (*fits)(char)) {
    return !value.empty() && std::all_of(value.begin(), value.end(), fits);
  };
  switch (type) {
    case Type::none: return value.empty();
    case Type::number: return all(is_digit) && inside(range, number_of(value));
    case Type::degrees: {
      const auto number = number_of(value);
      return inside(range, number) || inside(fahrenheit, number);
    }
    case Type::temperature: return is_temperature(*this, value);
    case Type::numbers: return are_numbers(*this, value);
    case Type::alias: return inside(range, static_cast<int>(value.size())) && is_alias(value);
    case Type::choice: {
      const auto known = values();
      return std::find(known.begin(), known.end(), capitals(value)) != known.end();
    }
    case Type::password:
      return inside(range, static_cast<int>(value.size())) &&
             all([](char c) { return is_digit(c) || is_letter(c); });
    case Type::ussd: return is_ussd(value);
    // A rule has commas, its time alone has none: SCHEDULER-08:00 and SCHEDULER-08:00,*,ONR1.
    case Type::time: return !value.empty() && value.find(',') == std::string_view::npos;
    case Type::rule: return value.find(',') != std::string_view::npos;
    case Type::phone:
    case Type::clock: return !value.empty();
  }
  return false;
}

std::string Parameter::range_text() const {
  std::string result;
  switch (type) {
    case Type::none: break;
    case Type::choice:
      for (const std::string_view value : values()) result.append(result.empty() ? "" : ", ").append(value);
      break;
    case Type::number:
    case Type::degrees:
    case Type::temperature:
      result = text_of(range);
      if (fahrenheit.exists()) result += ", " + text_of(fahrenheit);
      break;
    case Type::numbers:
      result = (most > 1 ? "up to " + std::to_string(most) + " of " : "") + text_of(range);
      break;
    default: result = text; break;
  }
  return result;
}

std::string Parameter::unit_text() const {
  if (type != Type::number && type != Type::degrees && type != Type::temperature && type != Type::numbers)
    return {};
  std::string result{range.unit};
  if (fahrenheit.exists()) result.append(" or ").append(fahrenheit.unit);
  return result;
}

std::vector<std::string_view> Parameter::values() const {
  return type == Type::choice ? split(text) : std::vector<std::string_view>{};
}

std::string_view name_of(Type type) {
  switch (type) {
    case Type::none: return "none";
    case Type::number: return "number";
    case Type::degrees: return "degrees";
    case Type::temperature: return "temperature";
    case Type::numbers: return "numbers";
    case Type::choice: return "choice";
    case Type::phone: return "phone";
    case Type::password: return "password";
    case Type::alias: return "alias";
    case Type::ussd: return "ussd";
    case Type::clock: return "clock";
    case Type::time: return "time";
    case Type::rule: return "rule";
  }
  return "";
}

}  // namespace isocket::device
