#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "device/model.h"

namespace isocket::device {

/// The commands that bring one setting to a value: `alert: CALL` gives `ALERT=CALL`.
struct Preparation {
  std::vector<std::string> commands;
  /// Lower goes first: an order that never locks the sender out (EP-4.1-90).
  int rank = 0;
};

/// @param setting  a setting's name in small letters: "restarttime", "alert_numbers", "alarm", "socket"
/// @param values   one value, or the entries of a list (numbers without '+', scheduler rules)
/// Errors: not_found (the model has no such setting), bad_value.
Result<Preparation> prepare(Model model, std::string_view setting, const std::vector<std::string>& values);

/// The names that `prepare` takes, for messages.
std::vector<std::string_view> setting_names(Model model);

}  // namespace isocket::device
