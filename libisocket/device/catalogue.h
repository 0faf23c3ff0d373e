#pragma once

#include <span>
#include <string_view>

#include "device/model.h"

namespace isocket::device {

/// The manuals' three types of command.
enum class Kind : unsigned char {
  conf,  ///< changes a setting; tied to the configuration window
  inf,   ///< reads a setting
  ctrl,  ///< acts
};
std::string_view name_of(Kind kind);

/// One command of a model, as its specification states it. The firmware has a table of its own: a test lays
/// the two side by side, so that a slip in one is seen by the other.
struct Command {
  /// As typed, values in braces: "RESTARTTIME={n}", "SECLIST=ON", "ALERT?".
  std::string_view form;
  Kind kind;
  /// The success reply; "{...}" stands for what varies, "|" parts lines.
  std::string_view reply;
  /// Whether SMSCONFIRM=OFF withholds it.
  bool withheld;
  std::string_view rule;

  /// The words before the first value: "RESTARTTIME=", "SECLIST=ON", "ON".
  [[nodiscard]] std::string_view fixed_part() const { return form.substr(0, form.find('{')); }
  [[nodiscard]] bool takes_value() const { return form.find('{') != std::string_view::npos; }
};

/// All commands of a model; empty for a model whose catalogue is not written yet.
std::span<const Command> catalogue(Model model);

}  // namespace isocket::device
