#pragma once

#include <optional>
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

/// One command of a model, as its specification states it (docs/spec, section 2 of the family). The
/// firmware has a table of its own: a test lays the two side by side, so that a slip in one is seen by the
/// other.
struct Command {
  /// As typed, the value in braces: "RESTARTTIME={n}", "SECLIST={v}", "ALERT?". At most one value, at the
  /// end; before it the number of a relay, an input or a sensor, if the command has one: "ALERT{n}={v}".
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
  /// Of a numbered command: which numbers stand for the first braces, each of one digit (SR-U4.1-15).
  Range number{};
  /// The reply to a query where there is nothing to tell: "No SECNUMBERs!".
  std::string_view nothing{};

  /// The words of a command: before and behind its number, "ALERT" and "="; without one all are `before`.
  struct Words {
    std::string_view before;  ///< "RESTARTTIME=", "SECNUMBER-ALL", "ONR"
    std::string_view after;
    [[nodiscard]] constexpr std::size_t size() const { return before.size() + after.size(); }
  };
  [[nodiscard]] constexpr Words words() const {
    const std::string_view before = form.substr(0, form.find('{'));
    if (!number.exists()) return {before, {}};
    const std::string_view rest = form.substr(form.find('}') + 1);
    return {before, rest.substr(0, rest.find('{'))};
  }
  [[nodiscard]] constexpr bool takes_value() const {
    return form.substr(number.exists() ? form.find('}') : 0).find('{') != std::string_view::npos;
  }
  /// What a text has in the places of number and value.
  struct Filled {
    std::string_view number;  ///< digits, none where the command is not numbered
    std::string_view value;
  };
  /// @param text  in any capitals
  /// @return      nothing where the text has not the words of this command; number and value are not judged
  [[nodiscard]] std::optional<Filled> read(std::string_view text) const;
  /// Whether `digits` are a number that the command can have; of one without number: whether there are none.
  [[nodiscard]] bool takes_number(std::string_view digits) const;
  /// Whether a text, in any capitals, is this command with a number and a value that it can take.
  [[nodiscard]] bool fits(std::string_view text) const;
};

/// All commands of a model, in the order of its specification.
std::span<const Command> catalogue(Model model);

/// The command that a text without password is to this model; null: none, or none with such a value.
const Command* find_command(Model model, std::string_view text);

}  // namespace isocket::device
