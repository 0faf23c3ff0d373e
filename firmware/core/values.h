#pragma once
// What values look like, whether a message or the configuration cable brings them. Each is defined beside the
// commands of its chapter.

#include <string_view>

#include "core/command.h"
#include "core/settings.h"

namespace isocket::fw {

/// A value of a setting with named values.
struct ParsedChoice {
  std::uint8_t position = 0;  ///< in named_values()
  std::string_view name;      ///< as it stands there
  std::uint8_t relay = 0;     ///< whose number stands where the name has a `#`
};
/// @return  false: the value is none of the names
bool parse_choice(const Model& model, Choice choice, std::string_view value, ParsedChoice& parsed);

/// A telephone number of 1 to 15 digits (EP-5.1-18).
bool is_number(std::string_view text);

/// Letters and digits, `length` of them (EP-5.2-01, GS-5.3-02).
bool is_password(std::string_view value, std::size_t length);

/// 0 to 15 (GS-10-02).
bool parse_microphone_level(std::string_view value, std::uint8_t& level);

/// `0`, `ON`, `OFF60` (EP-9.3-01 to EP-9.3-05); `60` where inputs have relays of their own (SR-U9-03).
bool parse_relay_time(const Model& model, std::string_view value, RelayTime& time);
void append_relay_time(Text& text, const RelayTime& time);

/// 0 to 900 seconds of the microrelay (GS-9.1-12).
bool parse_microrelay_time(std::string_view value, RelayTime& time);

/// 1 to 9 degrees Celsius (GS-7.4-01).
bool parse_calibration(std::string_view value, std::uint8_t& degrees);

/// An alias, or `NO` for none, which is an empty one (SR-U4.3-02, SR-U4.3-03).
/// @return  false: too long, another character, or a blank at an end
bool parse_alias(std::string_view value, Alias& alias);

/// `NO` or `T2`, one of the model's sensors, counted from 1; 0: none (SR-3.2-01).
bool parse_sensor(const Model& model, std::string_view value, std::uint8_t& sensor);
void append_sensor(Text& text, std::uint8_t sensor);

/// `NO` or `1,3`: different relays of the model, in any order (SR-U9-02).
bool parse_relays(const Model& model, std::string_view value, SmallSet& relays);
void append_relays(Text& text, SmallSet relays);

/// OFF, or one to three percentages of 30 to 95, which are kept in rising order (SR-U17-05).
bool parse_battery_alert(std::string_view value, decltype(Settings::battery_thresholds)& thresholds);
void append_battery_alert(Text& text, const decltype(Settings::battery_thresholds)& thresholds);

/// `hh:mm,d,ACTION` (EP-10-17).
bool parse_rule(const Model& model, std::string_view text, ScheduleRule& rule);
void append_rule(Text& text, const Model& model, const ScheduleRule& rule);

/// `*`, digits or `*`, `#` (EP-12-07).
bool is_ussd(std::string_view code, std::size_t longest);

}  // namespace isocket::fw
