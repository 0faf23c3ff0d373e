#pragma once

#include <span>
#include <string_view>

#include "device/model.h"
#include "device/parameter.h"

namespace isocket::device {

/// The manuals' three types of command.
enum class Kind : unsigned char {
  conf,  ///< changes a setting; tied to the configuration window
  inf,   ///< reads a setting
  ctrl,  ///< acts
};
std::string_view name_of(Kind kind);

/// One command of a model, as its specification states it (docs/spec, section 2.2 of the family). The
/// firmware has a table of its own: a test lays the two side by side, so that a slip in one is seen by the
/// other.
struct Command {
  /// As typed, the value in braces: "RESTARTTIME={n}", "SECLIST={v}", "ALERT?". At most one value, at the
  /// end.
  std::string_view form;
  Kind kind = Kind::ctrl;
  /// The success reply; "{...}" stands for what varies, "|" parts lines, "{list}" is the values of the
  /// setting with the active one in parentheses. Empty: no message answers it.
  std::string_view reply;
  /// Whether SMSCONFIRM=OFF withholds it.
  bool withheld = false;
  /// The rule of the specification that the row rests on: "GS-4.1-28".
  std::string_view rule;
  Parameter parameter{};

  /// The words before the value: "RESTARTTIME=", "SECNUMBER-ALL", "ON".
  [[nodiscard]] constexpr std::string_view fixed_part() const { return form.substr(0, form.find('{')); }
  [[nodiscard]] constexpr bool takes_value() const { return form.find('{') != std::string_view::npos; }
  /// Whether a text, in any capitals, is this command with a value that it can take.
  [[nodiscard]] bool fits(std::string_view text) const;
};

/// All commands of a model, in the order of its specification; empty for a model whose catalogue is not
/// written yet.
std::span<const Command> catalogue(Model model);

/// The command that a text without password is to this model; null: none, or none with such a value.
const Command* find_command(Model model, std::string_view text);

}  // namespace isocket::device
