#pragma once
// Pieces of replies that several chapters use.

#include "core/command.h"
#include "core/defect.h"
#include "core/temperature.h"
#include "core/values.h"

namespace isocket::fw {

/// `25C(77F)`, a measured value (EP-7.1-05), or `77F` where the unit knows one kind of degrees (GS-7-02); of
/// an unreadable sensor what the model has for it.
void append_measured(Text& text, const Unit& unit, Degrees degrees);

/// `35C(96F)`, a threshold (EP-7.2-15), or the number alone.
void append_threshold(Text& text, const Unit& unit, Degrees degrees);

/// `10C` or `50F` (EP-7.2-11), or the number alone in the unit's own degrees (GS-7.2-11, GS-7.2-24).
/// @return  false: anything else, or outside the range
bool parse_threshold(const Unit& unit, std::string_view value, DegreeRange range, Degrees& degrees);

/// 1 to 65000, leading zeros allowed.
bool parse_seconds(std::string_view digits, std::uint32_t most, std::uint16_t& seconds);

/// The label of a numbered relay or input: `R1`, or with its alias `R1(HEATER)` (SR-U4.3-01).
void append_label(Text& text, std::string_view letters, std::uint8_t number, const Alias& alias);

/// A relay as replies name it: `Power socket`, `Microrelay`, `Relay R1(HEATER)`.
void append_relay(Text& text, const Unit& unit, std::uint8_t relay);

/// An alarm input as messages name it: `Sensor(s)`, or `IN2(Front door)` where inputs have numbers.
void append_input(Text& text, const Unit& unit, std::uint8_t input);

/// `TEMP`, or `T2` where sensors have numbers.
void append_sensor_name(Text& text, const Unit& unit, std::uint8_t sensor);
/// `TEMP: 25C(77F)`, `T2: Failed`.
void append_temperature_line(Text& text, const Unit& unit, std::uint8_t sensor, Degrees degrees);

/// Numbers in ascending order, each behind the label: `1,3`, `T1,T3`.
void append_set(Text& text, SmallSet numbers, std::string_view label = {});

/// The word of a request in capitals, with its number and operator: `POWERSTATE3=`.
void append_word(Text& reply, const Request& request);
/// The same without the operator: `POWERSTATE3`.
void append_setting(Text& reply, const Request& request);

/// ALIASR and ALIASIN.
Outcome set_alias(Unit& unit, const Request& request, Text& reply, Alias& alias);
Outcome query_alias(const Request& request, Text& reply, const Alias& alias);

/// The command word in capitals, the value, ` - OK` (EP-4.1-39).
Outcome accept(Text& reply, const Request& request, std::string_view canonical_value = {});

/// Stores a setting's value, with whatever else was changed in the settings before.
Outcome store_choice(Unit& unit, const Request& request, const ParsedChoice& parsed, Text& reply);

/// Of a renewal, as an error and as information (GS-5.3-10, GS-5.3-15).
inline constexpr std::string_view kNoRenewPassword = "Renew password was not setup";

/// A word with a number, from 0, in place of its `#`; or with nothing there.
void append_numbered(Text& text, std::string_view word, std::uint8_t number, bool numbered = true);

/// Text in capitals.
void append_upper(Text& text, std::string_view word);

}  // namespace isocket::fw
