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
    case Type::choice: {
      const auto known = values();
      return std::find(known.begin(), known.end(), capitals(value)) != known.end();
    }
    case Type::password:
      return inside(range, static_cast<int>(value.size())) &&
             all([](char c) { return is_digit(c) || is_letter(c); });
    case Type::ussd: return is_ussd(value);
    case Type::phone:
    case Type::clock:
    case Type::time:
    case Type::rule: return !value.empty();
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
    default: result = text; break;
  }
  return result;
}

std::string Parameter::unit_text() const {
  if (type != Type::number && type != Type::degrees && type != Type::temperature) return {};
  std::string result{range.unit};
  if (fahrenheit.exists()) result.append(" or ").append(fahrenheit.unit);
  return result;
}

std::vector<std::string_view> Parameter::values() const {
  std::vector<std::string_view> result;
  if (type != Type::choice) return result;
  for (std::string_view rest = text; !rest.empty();) {
    const auto comma = std::min(rest.find(','), rest.size());
    result.push_back(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return result;
}

std::string_view name_of(Type type) {
  switch (type) {
    case Type::none: return "none";
    case Type::number: return "number";
    case Type::degrees: return "degrees";
    case Type::temperature: return "temperature";
    case Type::choice: return "choice";
    case Type::phone: return "phone";
    case Type::password: return "password";
    case Type::ussd: return "ussd";
    case Type::clock: return "clock";
    case Type::time: return "time";
    case Type::rule: return "rule";
  }
  return "";
}

}  // namespace isocket::device
