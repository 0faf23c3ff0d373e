#include "core/words.h"

#include "core/unit.h"

namespace isocket::fw {

void append_measured(Text& text, Celsius celsius) {
  text.append_number(celsius).append("C(").append_number(measured_fahrenheit(celsius)).append("F)");
}

void append_threshold(Text& text, const Unit& unit, Celsius celsius) {
  const bool even = unit.model.even_threshold_fahrenheit && !unit.defects.has(Defect::fahrenheit_exact);
  const int fahrenheit = even ? threshold_fahrenheit(celsius) : measured_fahrenheit(celsius);
  text.append_number(celsius).append("C(").append_number(fahrenheit).append("F)");
}

bool parse_threshold(std::string_view value, Celsius& celsius) {
  const bool negative = !value.empty() && value.front() == '-';
  if (negative) value.remove_prefix(1);
  if (value.size() < 2 || value.size() > 4) return false;
  const char unit = to_upper(value.back());
  value.remove_suffix(1);
  std::uint32_t number = 0;
  if (!parse_number(value, 999, number)) return false;
  const int degrees = negative ? -static_cast<int>(number) : static_cast<int>(number);
  if (unit == 'C') {
    if (degrees < kThresholdLowest || degrees > kThresholdHighest) return false;
    celsius = static_cast<Celsius>(degrees);
    return true;
  }
  if (unit != 'F' || degrees < -67 || degrees > 248) return false;
  celsius = threshold_from_fahrenheit(degrees);
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
