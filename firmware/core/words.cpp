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
  constexpr Degrees kShownUnreadable = 127;
  const bool unreadable = degrees == kUnreadable;
  if (unit.model.one_temperature_unit) {
    if (unreadable) {
      text.append("N/A");
    } else {
      text.append_number(degrees).append(unit.fahrenheit() ? 'F' : 'C');
    }
    return;
  }
  if (unreadable) degrees = kShownUnreadable;
  text.append_number(degrees).append("C(").append_number(measured_fahrenheit(degrees)).append("F)");
}

void append_threshold(Text& text, const Unit& unit, Degrees degrees) {
  text.append_number(degrees);
  if (unit.model.one_temperature_unit) return;
  const bool even = unit.model.even_threshold_fahrenheit && !unit.defects.has(Defect::fahrenheit_exact);
  const int fahrenheit = even ? threshold_fahrenheit(degrees) : measured_fahrenheit(degrees);
  text.append("C(").append_number(fahrenheit).append("F)");
}

bool parse_threshold(const Unit& unit, std::string_view value, DegreeRange range, Degrees& degrees) {
  bool fahrenheit = unit.fahrenheit();
  if (!unit.model.one_temperature_unit) {
    const std::size_t sign = value.starts_with('-') ? 1 : 0;
    if (value.size() < 2 + sign || value.size() > 4 + sign) return false;
    const char letter = to_upper(value.back());
    if (letter != 'C' && letter != 'F') return false;
    value.remove_suffix(1);
    fahrenheit = letter == 'F';
  }
  int number = 0;
  if (!parse_degrees(value, number) || !is_within(number, fahrenheit, range)) return false;
  const bool kept_in_celsius = fahrenheit && !unit.model.one_temperature_unit;
  degrees = kept_in_celsius ? threshold_from_fahrenheit(number) : static_cast<Degrees>(number);
  return true;
}

bool parse_seconds(std::string_view digits, std::uint32_t most, std::uint16_t& seconds) {
  std::uint32_t number = 0;
  if (!parse_number(digits, most, number) || number == 0) return false;
  seconds = static_cast<std::uint16_t>(number);
  return true;
}

void append_relay(Text& text, const Unit&, std::uint8_t relay) {
  text.append(relay == 0 ? "Power socket" : "Microrelay");
}

void append_word(Text& reply, const Request& request) {
  std::string_view rest = request.command.name;
  const std::string_view head = take_until(rest, '#');
  reply.append(head);
  if (request.command.numbered != Numbered::no) reply.append_number(request.number + 1).append(rest);
}

void append_setting(Text& reply, const Request& request) {
  append_word(reply, request);
  reply.resize_down(reply.size() - 1);
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
