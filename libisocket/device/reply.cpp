#include "device/reply.h"

namespace isocket::device {

ReplyClass classify(std::string_view text) {
  if (text.ends_with(kUnknownCommand)) return ReplyClass::unknown_command;
  if (text.ends_with(" - Time for configuration is expired (Conf)!")) return ReplyClass::window_expired;
  if (text == "Incorrect value!") return ReplyClass::incorrect_value;
  if (text == "Execute error!") return ReplyClass::execute_error;
  if (text == "Invalid access password!") return ReplyClass::invalid_password;
  if (text == "Access deny!") return ReplyClass::access_denied;
  if (text == "SECLIST is not active!" || text == "No SECNUMBERs!") return ReplyClass::precondition;
  for (const std::string_view alert :
       {"ALARM! Sensor(s): ", "Temperature rise alert!", "Temperature fall alert!", "Thermostat alert!",
        "Temperature sensor failed!", "Power failed!", "Power restored!"})
    if (text.starts_with(alert)) return ReplyClass::alert;
  return ReplyClass::other;
}

}  // namespace isocket::device
