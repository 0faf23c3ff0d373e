#pragma once
// The settings of the cable by SMS: which messages read them, what the replies tell, and which messages
// change them. Values are those of plain_value(), whatever form an SMS gives them.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "device/configuration.h"
#include "device/console_settings.h"
#include "device/model.h"

namespace isocket::device {

/// One SMS that reads settings, and which of them its reply tells, in the order of kGroups.
struct SettingQuery {
  std::string command;
  std::vector<NamedSetting> settings;
};

/// The fewest messages that read these settings, in the order of kGroups; each may tell others besides. What
/// no SMS tells is left out: the access password, and of INFO the sensors and the Voltage Sensor.
std::vector<SettingQuery> queries_for(Model model, const std::vector<NamedSetting>& settings);

/// Name and plain value.
using NamedValues = std::vector<std::pair<std::string, std::string>>;

/// Each setting that the reply tells. A renew password is its asterisks, or NO.
/// Nothing at all: the unit has no such setting, as ACALERT without a Voltage Sensor (SR-3.4-02).
/// @param reply  in any capitals, with any blanks
/// Errors: bad_value: it is not the reply to that query; `detail` says how that begins.
Result<NamedValues> read_reply(Model model, const SettingQuery& query, std::string_view reply);

/// One SMS that changes settings.
struct SettingCommand {
  std::string text;                   ///< without password
  std::vector<std::string> settings;  ///< their names, of one group: all rules of the scheduler, all alarms
  bool readable = true;               ///< false: a password: no query tells it
};

/// The messages that bring settings from what the device has to what the changes name, in an order that
/// neither locks the sender out nor asks for what a later one brings.
/// @param actual   as read: of the groups of `changes` at least the lists (numbers, rules); with SECNUMBERS
/// also
///                 SECLIST, otherwise the list is taken for active
/// @param changes  of all groups: what one needs, another may bring
/// @param sender   whose messages they are, with or without '+'; empty: not known, and so anybody of the list
/// Errors: not_found: no SMS sets it; bad_value: the setting cannot be so, its list is not in `actual`, or
/// the sender could not go on sending; the field is the setting.
Result<std::vector<SettingCommand>> commands_for(Model model, const Configuration& actual,
                                                 const std::vector<GroupChange>& changes,
                                                 std::string_view sender = {});

}  // namespace isocket::device
