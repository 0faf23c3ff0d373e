#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "device/console_settings.h"

namespace isocket::device {

/// The settings of one group as the cable gives them, in any number: a file may name some only.
struct GroupValues {
  Group group = Group::info;
  unsigned rev = 0;  ///< counts the group's changes (MU-P4-07); 0: not known, or INFO
  std::vector<std::pair<std::string, std::string>> values;  ///< name and plain value

  /// Null: not named here.
  [[nodiscard]] const std::string* value(std::string_view name) const;
  /// Adds the setting, or gives it another value.
  void set(std::string_view name, std::string value);

  friend bool operator==(const GroupValues&, const GroupValues&) = default;
};

/// What a device is configured to, or shall be. What it says of itself (HARDWARE, SERIALNUM, FIRMWARE, TIME)
/// are the values of the group INFO, which is never written.
struct Configuration {
  Model model = Model::environment_pro;
  std::vector<GroupValues> groups;  ///< in the order of kGroups, none twice

  [[nodiscard]] const GroupValues* group(Group group) const;
  /// The group, put in its place if it is not there yet.
  GroupValues& at(Group group);
  /// Null: not named here.
  [[nodiscard]] const std::string* value(Group group, std::string_view name) const;

  friend bool operator==(const Configuration&, const Configuration&) = default;
};

/// Every group and setting of a new device, without INFO; of the GSM family one that counts in Celsius.
Configuration factory_configuration(Model model);

struct SettingChange {
  std::string name;
  std::optional<std::string> from;  ///< nothing: not known
  std::string to;
  friend bool operator==(const SettingChange&, const SettingChange&) = default;
};
struct GroupChange {
  Group group = Group::info;
  std::vector<SettingChange> settings;
  friend bool operator==(const GroupChange&, const GroupChange&) = default;
};

/// What is to be written so that a device that has `actual` has what `desired` names: groups and settings in
/// the order in which they are written (MU-4-22). INFO is never among them, nor is a password that `desired`
/// has as asterisks while one is set (MU-P5-08).
std::vector<GroupChange> difference(const Configuration& actual, const Configuration& desired);

/// Takes out of `changes` each password that is asterisks where the device has none: nobody can write it
/// (MU-4-06), and what else differs can be written all the same.
/// @return  their names
std::vector<std::string> take_unknown_passwords(Model model, std::vector<GroupChange>& changes);

}  // namespace isocket::device
