#pragma once
// A command is a row: its word, its type, what stands behind the word, and who carries it out. The rows stand
// in the order of the manual's tables (section 2.2 of the specification).

#include <cstdint>
#include <span>
#include <string_view>

#include "core/gsm/module.h"
#include "core/model.h"
#include "core/settings.h"
#include "core/types.h"

namespace isocket::fw {

struct Unit;

/// Room for the longest reply of this build's models.
using Text = FixedString<built_most(&Model::longest_text)>;

/// The manual's command types (EP-4.1-05).
enum class Kind : std::uint8_t { conf, inf, ctrl };

/// What stands behind the command word.
enum class Form : std::uint8_t {
  bare,    ///< nothing
  value,   ///< a value, which the handler judges; a missing one is a wrong one
  digits,  ///< only digits, otherwise it is another, unknown command (EP-4.1-43)
  glued,   ///< at least one character, no blank first (`SIMCARD*100#`)
  joined,  ///< anything or nothing, no blank first (GS-5.3-19)
};

/// Whether SMSCONFIRM=OFF withholds the success reply (EP-6.1-04).
enum class Confirm : std::uint8_t { withheld, always };

enum class Outcome : std::uint8_t {
  ok,                ///< the reply is the text
  wrong_value,       ///< `Incorrect value!`
  failed,            ///< `Execute error!`
  list_inactive,     ///< `SECLIST is not active!`
  no_numbers,        ///< `No SECNUMBERs!`
  no_alert_numbers,  ///< `No ALERTNUMBERs!`
  no_security,       ///< `No security setup!`
  no_renew_password,
  wrong_renew_password,  ///< `Invalid renew password!`
  limited,               ///< in limited backup mode
  refused,               ///< for a reason of its own: the reply is the text of the error
  later,                 ///< the reply follows, or a call is the reply
};

struct Command;

/// One command of one message, for one number.
struct Request {
  const Command& command;
  std::string_view value;  ///< what stands behind the command word, as typed
  const Address& sender;
  const Timestamp& stamp;
  std::uint8_t number = 0;  ///< of the relay, input or sensor, from 0
  bool numbered = false;    ///< which stands in the command word
};

/// @param reply  empty; filled when the outcome is ok or refused
using Handler = Outcome (*)(Unit& unit, const Request& request, Text& reply);

/// The rules a row rests on, one of each family that has it: `EP-4.1-18, GS-4.1-28`.
#ifdef ISOCKET_FW_HOSTED
using RuleIds = std::string_view;
constexpr RuleIds rule(std::string_view ids) {
  return ids;
}
#else
// They are for people and for tests, and take no room in the device.
struct RuleIds {};
consteval RuleIds rule(std::string_view) {
  return {};
}
#endif

struct Command {
  std::string_view name;  ///< with its operator: `SECNUMBER+`; `#` is a number where the model has them
  Kind kind;
  Form form;
  Feature feature;
  Confirm confirm;
  Handler handler;
  [[no_unique_address]] RuleIds rule;
  Choice choice = Choice::none;  ///< of a setting with named values
  Numbered numbered = Numbered::no;
  std::uint8_t number = 0;  ///< of the relay that a word without number is for
};

/// What a text calls.
struct Match {
  const Command* command = nullptr;  ///< null: unknown command
  std::string_view value;            ///< what stands behind its word
  /// The numbers it is for: one, or all for a query without number (SR-UX-32), or none when the text names
  /// one that does not exist (SR-U4.1-12).
  std::uint8_t first = 0;
  std::uint8_t end = 1;
};

/// All rows of all models of this build, in the manual's order; a model has those whose feature it has.
std::span<const Command> commands();

/// The row that a text calls, in any capitals (EP-4.1-04).
Match find_command(const Model& model, std::string_view text);

/// Reads a word with its number off the front of a text.
/// @param word    in any capitals; `#` stands where the number does
/// @param number  from 0, if the word has one; untouched when the number does not exist
/// @return  false: the text begins otherwise, or with a number that is none of the model's
bool take_word(const Model& model, std::string_view word, Numbered numbered, std::string_view& text,
               std::uint8_t& number);

/// Carries out what a text calls, whoever called it: one line for each of its numbers (SR-UX-32).
/// @param reply  empty; filled when the outcome is ok or refused
Outcome perform(Unit& unit, const Match& match, const Address& sender, const Timestamp& stamp, Text& reply);

/// The error message of an outcome; empty for ok and later.
std::string_view refusal(Outcome outcome);

/// What an error reply and a confirmation show in place of the value, if it is secret (EP-4.1-41, GS-6.3-02).
/// @return  empty: the value is none
std::string_view secret_mask(const Command& command);

/// The named values that a setting has on this model, `NOACTION,RESTART,SWITCH`; empty for Choice::none.
std::string_view named_values(const Model& model, Choice choice);

}  // namespace isocket::fw
