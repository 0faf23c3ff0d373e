#pragma once
// The tables behind catalogue(), one file per family, and the words in which they state parameters.

#include "device/catalogue.h"

namespace isocket::device {

/// A command, and which models of the family have it.
struct Row {
  Command command;
  Models models;
};

std::span<const Row> environment_pro_rows();
std::span<const Row> gsm_706_707_rows();
std::span<const Row> smart_relay_rows();

constexpr Parameter number(int least, int most, std::string_view unit = {}, std::string_view factory = {}) {
  return {Parameter::Type::number, {least, most, unit}, {}, {}, factory};
}

/// A number with its unit letter, -55C to 120C or -67F to 248F (EP-7.2-18, SR-U7-08).
constexpr Parameter temperature(std::string_view factory) {
  return {Parameter::Type::temperature, {-55, 120, "C"}, {-67, 248, "F"}, {}, factory};
}

/// @param values  separated by commas, the factory's first (EP-4.1-44, GS-4.1-22)
constexpr Parameter choice(std::string_view values) {
  return {Parameter::Type::choice, {}, {}, values, values.substr(0, values.find(','))};
}

/// No value, but a state from the factory.
constexpr Parameter factory(std::string_view state) {
  return {Parameter::Type::none, {}, {}, {}, state};
}

constexpr Parameter worded(Parameter::Type type, std::string_view words, std::string_view factory = {}) {
  return {type, {}, {}, words, factory};
}

/// @param most  how many there may be
constexpr Parameter several(int most, Range range, std::string_view factory) {
  return {Parameter::Type::numbers, range, {}, {}, factory, most};
}

constexpr Parameter password(int characters, std::string_view words) {
  return {Parameter::Type::password, {characters, characters, {}}, {}, words, "NO"};
}

/// What families say alike.
inline constexpr Parameter kNewNumber = worded(Parameter::Type::phone, "1 to 15 digits; at most 10", "empty");
inline constexpr Parameter kListedNumber = worded(Parameter::Type::phone, "a number of the list");
inline constexpr Parameter kRenewPassword{
    Parameter::Type::password, {9, 9, {}}, {}, "the renew password", {}};
inline constexpr Parameter kClock = worded(Parameter::Type::clock, "yy/mm/dd,hh:mm:ss+zz; zz -48 to +56");
inline constexpr Parameter kNewRule =
    worded(Parameter::Type::rule, "hh:mm,*|1-7,ON|OFF|INF|AON|AOF; at most 8", "empty");
inline constexpr Parameter kRuleTime = worded(Parameter::Type::time, "hh:mm of a rule");

}  // namespace isocket::device
