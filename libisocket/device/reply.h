#pragma once

#include <string_view>

namespace isocket::device {

/// What a device's message says of the command before it.
enum class ReplyClass : unsigned char {
  other,             ///< a success reply, an answer, or an alert
  unknown_command,   ///< "... - No such command exists on the device!"
  incorrect_value,   ///< "Incorrect value!"
  window_expired,    ///< "... - Time for configuration is expired (Conf)!"
  execute_error,     ///< "Execute error!"
  invalid_password,  ///< "Invalid access password!"
  access_denied,     ///< "Access deny!"
  precondition,      ///< "SECLIST is not active!", "No SECNUMBERs!"
  alert,             ///< sent by the device by itself
};

/// Classifies a message of the Environment Pro family by its text (docs/spec/environment-pro.md,
/// section 2.3).
ReplyClass classify(std::string_view text);

/// The command was refused, whatever the reason.
constexpr bool is_refusal(ReplyClass c) {
  return c != ReplyClass::other && c != ReplyClass::alert;
}

/// What follows the echoed text in the reply to an unknown command.
inline constexpr std::string_view kUnknownCommand = " - No such command exists on the device!";

}  // namespace isocket::device
