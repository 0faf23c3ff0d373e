#include "device/reply.h"

#include <span>

namespace isocket::device {
namespace {

using enum ReplyClass;

enum class Part : unsigned char { whole, start };

struct Text {
  ReplyClass meaning;
  Part part;
  std::string_view text;
};

constexpr Text kEveryFamily[] = {
    {incorrect_value, Part::whole, "Incorrect value!"},
    {execute_error, Part::whole, "Execute error!"},
    {invalid_password, Part::whole, "Invalid access password!"},
    {access_denied, Part::whole, "Access deny!"},
    {precondition, Part::whole, "SECLIST is not active!"},
    {precondition, Part::whole, "No SECNUMBERs!"},
    {alert, Part::start, "ALARM! "},
    {alert, Part::start, "Temperature rise alert!"},
    {alert, Part::start, "Temperature fall alert!"},
    {alert, Part::start, "Thermostat alert!"},
    {alert, Part::start, "Power failed!"},
    {alert, Part::start, "Power restored!"},
};

constexpr Text kEnvironmentPro[] = {
    {alert, Part::start, "Temperature sensor failed!"},  // EP-7.3-22
};

constexpr Text kGsm706And707[] = {
    {precondition, Part::whole, "No ALERTNUMBERs!"},              // GS-7.3-12
    {precondition, Part::whole, "No security setup!"},            // GS-5.3-04, GS-10-09
    {precondition, Part::whole, "Renew password was not setup"},  // GS-5.3-10
    {precondition, Part::whole, "Invalid renew password!"},       // GS-5.3-11
};

constexpr Text kSmartRelay[] = {
    {limited, Part::whole, "The function is not available now! The device is working in limited backup mode"},
    {precondition, Part::whole, "No security setup!"},            // SR-U5.3-07, SR-U10-03
    {precondition, Part::whole, "Renew password was not setup"},  // SR-U5.3-06
    {precondition, Part::whole, "Invalid renew password!"},       // SR-U5.3-05
    {precondition, Part::whole, "Sensor is not configured!"},     // SR-U7.3-04
    {precondition, Part::start, "Sensor T"},                      // "Sensor T3 is not installed!", SR-U7-03
    {alert, Part::start, "Temperature sensor T"},                 // SR-U7.4-03
    {alert, Part::start, "DC power "},                            // SR-U17-01
    {alert, Part::start, "AC power "},                            // SR-U17-02
    {alert, Part::start, "Battery! "},                            // SR-U17-06
    {alert, Part::whole, "Low battery shutdown!"},                // SR-U17-07
};

/// How a family words what it says of any command.
struct Wording {
  std::string_view unknown_command;  ///< behind the command
  std::string_view window_expired;   ///< the same
  std::span<const Text> texts;       ///< that not every family has
};

constexpr Wording kNewer{" - No such command exists on the device!",
                         " - Time for configuration is expired (Conf)!", kEnvironmentPro};
constexpr Wording kOlder{" - Error!", " - Time for configuration is expired (30min)!", kGsm706And707};
constexpr Wording kBoards{kNewer.unknown_command, kNewer.window_expired, kSmartRelay};

constexpr const Wording& wording(Model model) {
  switch (family_of(model)) {
    case Family::environment_pro: break;
    case Family::gsm_706_707: return kOlder;
    case Family::smart_relay: return kBoards;
  }
  return kNewer;
}

ReplyClass find(std::span<const Text> texts, std::string_view text) {
  for (const Text& known : texts)
    if (known.part == Part::whole ? text == known.text : text.starts_with(known.text)) return known.meaning;
  return other;
}

}  // namespace

ReplyClass classify(Model model, std::string_view text) {
  const Wording& words = wording(model);
  if (text.ends_with(words.unknown_command)) return unknown_command;
  if (text.ends_with(words.window_expired)) return window_expired;
  const ReplyClass own = find(words.texts, text);
  return own != other ? own : find(kEveryFamily, text);
}

std::string unknown_command_reply(Model model, std::string_view command) {
  return std::string{command}.append(wording(model).unknown_command);
}

bool is_version(std::string_view text) {
  return text.find("(c) ") != std::string_view::npos;
}

}  // namespace isocket::device
