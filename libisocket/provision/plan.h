#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "device/configuration.h"
#include "device/sms_settings.h"

namespace isocket::provision {

/// The messages that read all of a model that SMS tells.
std::vector<device::SettingQuery> queries_for_all(device::Model model);
/// Those that tell what `desired` names.
std::vector<device::SettingQuery> queries_for_named(const device::Configuration& desired);
/// Those that tell what has to be known before a device can be brought to `desired`: besides what it names,
/// whether commands are answered and who may send them.
std::vector<device::SettingQuery> queries_before(const device::Configuration& desired);
/// Who sends, and what the messages begin with.
struct Sender {
  std::string number;    ///< with or without '+'; empty: not known
  std::string password;  ///< of the device; empty: none
};

/// What is desired in the form in which SMS reads it: the rules of the scheduler are a list without gaps,
/// those of places that are not named among them; the password that opens the device is asterisks.
device::Configuration as_read(const device::Configuration& actual, device::Configuration desired,
                              const Sender& sender);

/// What brings one device from what it has to what it shall have.
struct Plan {
  device::Configuration desired;  ///< in the form in which it is read back
  std::vector<device::GroupChange> changes;
  std::vector<std::string> unknown;  ///< passwords that are to be set, and that nobody knows
  std::vector<device::SettingCommand> commands;
  /// The messages that read each group of `changes` back, in their order.
  std::vector<std::vector<device::SettingQuery>> read_back;

  [[nodiscard]] std::size_t queries() const;
  [[nodiscard]] std::size_t messages() const { return commands.size() + queries(); }
};

/// Errors: those of device::commands_for(); overflow (with the password a message would be longer than the 30
/// characters that a device takes). The field is the setting.
Result<Plan> plan(const device::Configuration& actual, const device::Configuration& desired,
                  const Sender& sender);

/// The plan for a device of which nothing is known but that everything has to be changed: no device takes
/// more messages. Errors: as of plan(): there is something that SMS cannot bring about.
Result<Plan> longest_plan(const device::Configuration& desired, const Sender& sender);

}  // namespace isocket::provision
