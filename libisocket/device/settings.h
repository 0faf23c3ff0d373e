#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "device/console_settings.h"
#include "device/model.h"

namespace isocket::device {

/// The commands that bring one setting to a value: `alert: CALL` gives `ALERT=CALL`.
struct Preparation {
  std::vector<std::string> commands;
  /// Lower goes first: an order that never locks the sender out (EP-4.1-90), and in which each command finds
  /// what it depends on (docs/spec/gsm-706-707.md, section 2.3; SR-U7.3-04).
  int rank = 0;
};

/// @param setting  a setting's name in small letters: "restarttime", "alert_numbers", "alarm", "socket"; with
///                 its number where the model has several: "alert1", "relay7", "thermostat_mode2"
/// @param values   one value, or the entries of a list (numbers without '+', scheduler rules); what holds a
/// '<' is
///                 a placeholder that is filled in later, and is not judged
/// Errors: not_found (the model has no such setting), bad_value (no value, several where there is one, or one
/// that the model refuses).
Result<Preparation> prepare(Model model, std::string_view setting, const std::vector<std::string>& values);

/// The same for a setting of the cable (console_settings.h) and its plain value; of a list: one entry, which
/// is added. The error's field is its name there.
Result<Preparation> prepare(Model model, const NamedSetting& setting, const std::string& value);

/// The names that `prepare` takes, for messages.
std::vector<std::string> setting_names(Model model);

}  // namespace isocket::device
