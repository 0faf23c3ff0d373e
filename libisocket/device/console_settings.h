#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "device/model.h"
#include "device/parameter.h"

namespace isocket::device {

/// The groups in which settings are read and written over the cable, in the order of P7 and P8 of
/// docs/spec/manager-usb.md: security is written first (MU-2-14).
enum class Group : unsigned char {
  security,
  confirm,
  ring,
  relays,
  temperature,
  thermostat,
  inputs,
  scheduler,
  power_resume,
  backup,
  credit,
  info,  ///< read-only (MU-P4-10)
};

inline constexpr Group kGroups[] = {Group::security,     Group::confirm,    Group::ring,   Group::relays,
                                    Group::temperature,  Group::thermostat, Group::inputs, Group::scheduler,
                                    Group::power_resume, Group::backup,     Group::credit, Group::info};

/// "POWERRESUME", as the device writes it.
std::string_view name_of(Group group);
/// "Power resume": the tab of the configuration program (MU-3-01, MU-3-02).
std::string_view tab_of(Group group);
/// In any capitals (MU-P2-06).
std::optional<Group> parse_group(std::string_view name);

/// How many telephone numbers a list holds (EP-5.1-04, GS-5.1-09, SR-U5.1-02).
inline constexpr std::size_t kMostNumbers = 10;

/// A row of P7 and P8: a setting as the cable names it, or one for each relay, input or sensor. Ranges and
/// factory values are those of the SMS commands that set it (MU-P5-07) and stand in the catalogue alone.
struct ConsoleSetting {
  enum class Form : unsigned char {
    assigned,  ///< NAME=value by SMS
    secret,    ///< the same, and shown as asterisks (MU-P4-06)
    numbers,   ///< a list of telephone numbers, of WORD+ and WORD-
    enabled,   ///< ON and OFF stand for WORDON and WORDOFF
    rule,      ///< a place of the scheduler
    reading,   ///< of INFO
  };
  Group group = Group::info;
  std::string_view name;  ///< "ALERT", without its number
  Form form = Form::assigned;
  std::string_view word{};  ///< of the SMS commands, where it is not the name
  Range number{};           ///< of a numbered setting
};

/// The rows of a model, in the order of P7 and P8. A model without a function has no row for it (MU-P8-04).
std::span<const ConsoleSetting> console_settings(Model model);

/// One setting, with its number if it has one.
struct NamedSetting {
  const ConsoleSetting* row = nullptr;
  int number = 0;    ///< 0: not numbered
  std::string name;  ///< "ALERT3"
};

/// The settings of a group in the order of READ: numbered ones number by number (MU-P4-02). Empty: the model
/// has no such group. ACALERT, which only a unit with a Voltage Sensor has, is among them.
std::span<const NamedSetting> settings_of(Model model, Group group);

/// @param name  in any capitals
std::optional<NamedSetting> find_setting(Model model, std::string_view name);

/// The plain value in its one form (MU-P4-03 to -05): words in capitals, temperatures in Celsius, numbers
/// without zeros in front, lists of numbers in ascending order. A masked password is a value (MU-P5-08).
/// Errors: bad_value, with what would be right.
Result<std::string> plain_value(Model model, const NamedSetting& setting, std::string_view value);

/// Whether the value is a password that the device keeps to itself: "*****".
bool is_masked(const NamedSetting& setting, std::string_view value);
/// The asterisks of a password.
std::string mask_of(Model model, const NamedSetting& setting);

/// What the setting can be, for people: "ON, OFF", "NO, 1 to 16 of A-Z, ...".
std::string values_text(Model model, const ConsoleSetting& row);
/// The plain value from the factory; of INFO nothing. Of a model with a "US" variant that of the standard
/// one: a device does not tell over its cable which of them it is (GS-7-02, GS-14-06).
std::string factory_value(Model model, const ConsoleSetting& row);
/// The same for people: "10 (US: 50)".
std::string factory_text(Model model, const ConsoleSetting& row);
/// "ALERT3=", "SECNUMBER+, SECNUMBER-", "ALARMON3, ALARMOFF3"; empty: no SMS sets it.
std::string sms_command(Model model, const NamedSetting& setting);
/// "ALERT3?"; empty: there is no query.
std::string sms_query(Model model, const NamedSetting& setting);
/// The rule on which the SMS command rests: "SR-U9-05"; of INFO nothing.
std::string_view rule_of(Model model, const ConsoleSetting& row);

}  // namespace isocket::device
