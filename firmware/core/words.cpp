#include "core/words.h"

#include "core/unit.h"

namespace isocket::fw {

namespace {

/// `-5`, with digits only behind the sign (GS-7.2-24).
bool parse_degrees(std::string_view text, int& degrees) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  std::uint32_t number = 0;
  if (!parse_number(text, 999, number)) return false;
  degrees = negative ? -static_cast<int>(number) : static_cast<int>(number);
  return true;
}

/// The ends are exact in both units: -55C is -67F (EP-7.2-17), 50C is 122F (GS-7.2-11).
bool is_within(int degrees, bool fahrenheit, DegreeRange range) {
  const int lowest = fahrenheit ? measured_fahrenheit(range.lowest) : range.lowest;
  const int highest = fahrenheit ? measured_fahrenheit(range.highest) : range.highest;
  return degrees >= lowest && degrees <= highest;
}

}  // namespace

void append_measured(Text& text, const Unit& unit, Degrees degrees) {
  if (degrees == kUnreadable) {
    text.append(unit.model.unreadable);
    return;
  }
  text.append_number(degrees);
  if (has<&Model::one_temperature_unit>(unit.model)) {
    text.append(unit.fahrenheit() ? 'F' : 'C');
  } else {
    text.append("C(").append_number(measured_fahrenheit(degrees)).append("F)");
  }
}

void append_threshold(Text& text, const Unit& unit, Degrees degrees) {
  text.append_number(degrees);
  if (has<&Model::one_temperature_unit>(unit.model)) return;
  const bool even =
      has<&Model::even_threshold_fahrenheit>(unit.model) && !unit.defects.has(Defect::fahrenheit_exact);
  const int fahrenheit = even ? threshold_fahrenheit(degrees) : measured_fahrenheit(degrees);
  text.append("C(").append_number(fahrenheit).append("F)");
}

bool parse_threshold(const Unit& unit, std::string_view value, DegreeRange range, Degrees& degrees) {
  bool fahrenheit = unit.fahrenheit();
  if (!has<&Model::one_temperature_unit>(unit.model)) {
    const std::size_t sign = value.starts_with('-') ? 1 : 0;
    if (value.size() < 2 + sign || value.size() > 4 + sign) return false;
    const char letter = to_upper(value.back());
    if (letter != 'C' && letter != 'F') return false;
    value.remove_suffix(1);
    fahrenheit = letter == 'F';
  }
  int number = 0;
  if (!parse_degrees(value, number) || !is_within(number, fahrenheit, range)) return false;
  const bool rounded_down =
      has<&Model::even_threshold_fahrenheit>(unit.model) || unit.defects.has(Defect::threshold_rounded_down);
  if (!fahrenheit || has<&Model::one_temperature_unit>(unit.model)) {
    degrees = static_cast<Degrees>(number);
  } else {
    degrees = rounded_down ? threshold_from_fahrenheit(number) : nearest_celsius(number);
  }
  return true;
}

bool parse_seconds(std::string_view digits, std::uint32_t most, std::uint16_t& seconds) {
  std::uint32_t number = 0;
  if (!parse_number(digits, most, number) || number == 0) return false;
  seconds = static_cast<std::uint16_t>(number);
  return true;
}

void append_label(Text& text, std::string_view letters, std::uint8_t number, const Alias& alias) {
  text.append(letters).append_number(number + 1);
  if (!alias.empty()) text.append('(').append(alias.view()).append(')');
}

void append_relay(Text& text, const Unit& unit, std::uint8_t relay) {
  if (!has(unit.model, Feature::relays)) {
    text.append(relay == 0 ? "Power socket" : "Microrelay");
    return;
  }
  text.append("Relay ");
  append_label(text, "R", relay, unit.settings().relays[relay].alias);
}

void append_input(Text& text, const Unit& unit, std::uint8_t input) {
  if (!has<&Model::numbered>(unit.model)) {
    text.append("Sensor(s)");
    return;
  }
  append_label(text, "IN", input, unit.settings().inputs[input].alias);
}

void append_sensor_name(Text& text, const Unit& unit, std::uint8_t sensor) {
  if (has<&Model::numbered>(unit.model)) {
    text.append('T').append_number(sensor + 1);
  } else {
    text.append("TEMP");
  }
}

void append_temperature_line(Text& text, const Unit& unit, std::uint8_t sensor, Degrees degrees) {
  append_sensor_name(text, unit, sensor);
  text.append(": ");
  append_measured(text, unit, degrees);
}

void append_set(Text& text, SmallSet numbers, std::string_view label) {
  bool first = true;
  for (std::uint8_t i = 0; i < SmallSet::kSize; ++i) {
    if (!numbers.has(i)) continue;
    if (!first) text.append(',');
    first = false;
    text.append(label).append_number(i + 1);
  }
}

void append_word(Text& reply, const Request& request) {
  append_numbered(reply, request.command.name, request.number, request.numbered);
}

void append_numbered(Text& text, std::string_view word, std::uint8_t number, bool numbered) {
  for (const char c : word) {
    if (c != '#') {
      text.append(c);
    } else if (numbered) {
      text.append_number(number + 1);
    }
  }
}

void append_setting(Text& reply, const Request& request) {
  append_word(reply, request);
  reply.resize_down(reply.size() - 1);
}

bool parse_alias(std::string_view value, Alias& alias) {
  if (same_word(value, "NO")) {
    alias.clear();
    return true;
  }
  if (value.empty() || value.size() > Alias::capacity() || value.front() == ' ' || value.back() == ' ') {
    return false;
  }
  for (const char c : value)
    if (!is_letter(c) && !is_digit(c) && std::string_view{" -_./+#"}.find(c) == std::string_view::npos)
      return false;
  alias = Alias{value};
  return true;
}

Outcome set_alias(Unit& unit, const Request& request, Text& reply, Alias& alias) {
  if (!parse_alias(request.value, alias)) return Outcome::wrong_value;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  return accept(reply, request, alias.empty() ? "NO" : alias.view());
}

Outcome query_alias(const Request& request, Text& reply, const Alias& alias) {
  append_setting(reply, request);
  reply.append('=').append(alias.empty() ? "NO" : alias.view());
  return Outcome::ok;
}

Outcome accept(Text& reply, const Request& request, std::string_view canonical_value) {
  append_word(reply, request);
  reply.append(canonical_value).append(" - OK");
  return Outcome::ok;
}

void append_upper(Text& text, std::string_view word) {
  for (const char c : word) text.append(to_upper(c));
}

}  // namespace isocket::fw
