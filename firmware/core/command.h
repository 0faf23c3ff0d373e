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

/// The longest reply: an operator's answer of 182 characters (3GPP TS 23.038: 160 octets of septets), a list
/// of ten numbers of 180.
using Text = FixedString<184>;

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
  ok,             ///< the reply is the text
  wrong_value,    ///< `Incorrect value!`
  failed,         ///< `Execute error!`
  list_inactive,  ///< `SECLIST is not active!`
  no_numbers,     ///< `No SECNUMBERs!`
  no_security,    ///< `No security setup!`
  no_renew_password,
  wrong_renew_password,  ///< `Invalid renew password!`
  later,                 ///< the reply follows, or a call is the reply
};

struct Command;

/// One command of one message.
struct Request {
  const Command& command;
  std::string_view value;  ///< what stands behind the command word, as typed
  const Address& sender;
  const Timestamp& stamp;
};

/// @param reply  empty; filled when the outcome is ok
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
  std::string_view name;  ///< with its operator: `SECNUMBER+`
  Kind kind;
  Form form;
  Feature feature;
  Confirm confirm;
  Handler handler;
  [[no_unique_address]] RuleIds rule;
  Choice choice = Choice::none;  ///< of a setting with named values
};

/// All rows of all models of this build, in the manual's order; a model has those whose feature it has.
std::span<const Command> commands();

/// The row that a text calls, in any capitals (EP-4.1-04).
/// @param value  what stands behind its word
/// @return       null: unknown command
const Command* find_command(const Model& model, std::string_view text, std::string_view& value);

/// What an error reply and a confirmation show in place of the value, if it is secret (EP-4.1-41, GS-6.3-02).
/// @return  empty: the value is none
std::string_view secret_mask(const Command& command);

/// The named values that a setting has on this model, `NOACTION,RESTART,SWITCH`; empty for Choice::none.
std::string_view named_values(const Model& model, Choice choice);

}  // namespace isocket::fw
