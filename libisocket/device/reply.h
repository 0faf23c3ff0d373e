#pragma once

#include <string>
#include <string_view>

#include "device/model.h"

namespace isocket::device {

/// What a device's message says of the command before it.
enum class ReplyClass : unsigned char {
  other,             ///< a success reply, or an answer
  unknown_command,   ///< the model has no such command (EP-4.1-40, GS-6.3-01, SR-UX-05)
  incorrect_value,   ///< "Incorrect value!"
  window_expired,    ///< the configuration window is closed (EP-4.1-41, GS-6.3-06, SR-UX-06)
  execute_error,     ///< "Execute error!"
  invalid_password,  ///< "Invalid access password!"
  access_denied,     ///< "Access deny!"
  precondition,      ///< "SECLIST is not active!", "No SECNUMBERs!"; some also answer a query (GS-6.3-10)
  limited,           ///< not available in limited backup mode (SR-UX-08)
  alert,             ///< sent by the device by itself
};

/// Classifies a message by its text (docs/spec/environment-pro.md, section 2.3; docs/spec/gsm-706-707.md,
/// section 5.1; docs/spec/smart-relay.md, section 3.2). The alerts of the smart relay name an input, a sensor
/// or a supply; its scheduled reports are the texts of commands, and no alerts.
ReplyClass classify(Model model, std::string_view text);

/// The command was refused, whatever the reason.
constexpr bool is_refusal(ReplyClass c) {
  return c != ReplyClass::other && c != ReplyClass::alert;
}

/// The whole reply to a command that the model does not know.
/// @param command  as sent, without password
std::string unknown_command_reply(Model model, std::string_view command);

/// Whether a message answers FIRMWARE: in every family it holds a copyright sign in ASCII (EP-13-03,
/// GS-14-04).
bool is_version(std::string_view text);

}  // namespace isocket::device
