#pragma once
// The settings as the cable shows them (chapters P4, P7 and P8 of docs/spec/manager-usb.md): groups of rows,
// and what the values of a row look like. A row says where a setting lives; whoever sets it, by cable or by
// message, is held to the same rules.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/command.h"
#include "core/model.h"
#include "core/settings.h"

namespace isocket::fw {
struct Unit;
}

namespace isocket::fw::cable {

/// How often a setting exists: once, or for each of the model's relays, inputs, sensors or rules.
enum class Per : std::uint8_t { device, relay, input, sensor, rule };

/// What the values of a setting are.
enum class Holds : std::uint8_t {
  choice,   ///< one of named_values()
  on_off,   ///< what commands of their own switch: ALARMON
  seconds,  ///< of a restart or a pulse
  numbers,  ///< a list of telephone numbers
  password,
  renew_password,
  degrees,
  threshold,  ///< degrees, or OFF
  level,      ///< of the microphone
  calibration,
  relay_time,
  microrelay_time,
  alias,
  followed,   ///< the sensor of a thermostat
  relay_set,  ///< those that an input controls
  battery_alert,
  planned,  ///< a rule of the scheduler
  ussd,
};

struct Row {
  std::string_view name;
  Group group;
  Feature feature;
  Per per;
  Holds holds;
  std::uint16_t offset = 0;  ///< in Settings, or in its part for one relay, input or sensor
  Choice choice = Choice::none;
};

/// One setting of a model: a row, and which of several.
struct Setting {
  const Row* row = nullptr;
  std::uint8_t number = 0;    ///< from 0
  std::uint8_t position = 0;  ///< in its group
  bool numbered = false;      ///< its name ends with the number, from 1
};

/// Goes over the settings of one group of a model in the order of READ (MU-P4-02): rows that exist for each
/// relay, input or sensor and stand together are given number by number.
class GroupWalk {
 public:
  GroupWalk(const Model& model, Group group);
  /// @return null behind the last
  const Setting* next();

 private:
  void enter_block();

  const Model& model_;
  Group group_;
  const Row* row_;
  const Row* block_ = nullptr;
  const Row* block_end_;
  std::uint8_t count_ = 0;
  Setting setting_{};
};

/// `SECURITY`, in the order of GROUPS; of kInfo too.
std::string_view name_of(Group group);
/// @return nothing: the model has no such group (MU-P4-01, MU-P8-04)
std::optional<Group> find_group(const Model& model, std::string_view name);
bool has_group(const Model& model, Group group);

/// @return the setting of this name in any capitals; its row is null if the group has none
Setting find_setting(const Model& model, Group group, std::string_view name);

/// A setting's name, in capitals.
using Name = FixedString<20>;
Name name_of(const Setting& setting);

/// `NAME=value`, the value in plain form (MU-P4-03 to MU-P4-06).
void append_line(Text& text, const Unit& unit, const Setting& setting);
/// The reverse, for one value (MU-P5-07, MU-P5-08).
/// @return false: it is none of the setting's values; what stands there then is neither the old value nor a
/// new one
bool take_value(const Unit& unit, Settings& draft, const Setting& setting, std::string_view value);

/// Values to be gathered in: those of the factory, and no rule in any place.
void begin_draft(const Unit& unit, Settings& draft);
[[nodiscard]] bool is_rule(const ScheduleRule& rule);
/// Rules may be gathered with gaps between them, and have none in the settings (MU-P7-03).
void close_gaps(Settings& draft);

/// The octets of a setting. All rules of the scheduler are one field, whichever of them is asked for.
std::span<std::byte> field_of(Settings& settings, const Setting& setting);

/// The CRC of the group's data lines as a READ would give them now.
std::uint16_t check_of(const Unit& unit, Group group);

}  // namespace isocket::fw::cable
