#pragma once
// What a model is: the features it has, its limits, and how it words its replies. A further model is a
// further table; the chapters ask the table, never the name.

#include <cstdint>
#include <span>
#include <string_view>

namespace isocket::fw {

/// What a command needs of its model.
enum class Feature : std::uint8_t {
  basic,        ///< every model
  socket,       ///< one main socket, switched by ON, OFF, RESTART
  owner,        ///< MAKEMEBOSS, ALERTME
  clock,        ///< DATE, DATESMS
  thermometer,  ///< a temperature sensor
  thermostat,   ///< and what hangs on it
  alarm,        ///< a sensor input with alarm function
  scheduler,
  battery,  ///< power failure messages that can be switched off
  credit,   ///< CREDITUMS, CREDIT, SIMCARD
};

class Features {
 public:
  template <typename... F>
  static constexpr Features of(F... features) {
    Features set;
    ((set.bits_ = static_cast<std::uint16_t>(set.bits_ | bit(features))), ...);
    return set;
  }
  constexpr bool has(Feature f) const { return f == Feature::basic || (bits_ & bit(f)) != 0; }

 private:
  static constexpr std::uint16_t bit(Feature f) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(f));
  }
  std::uint16_t bits_ = 0;
};

struct Model {
  std::string_view name;  ///< `environment-pro`, as in inventories
  Features features;

  std::string_view hardware;         ///< answer to HARDWARE (EP-13-01)
  std::string_view firmware_prefix;  ///< before and behind the version (EP-13-03)
  std::string_view firmware_suffix;
  std::string_view unknown_command;  ///< behind `{command} - ` (EP-4.1-40)
  std::string_view window_closed;    ///< behind `{command} - ` (EP-4.1-41)

  std::uint16_t most_restart_seconds;
  std::uint16_t most_timed;  ///< ON{n}, OFF{n}, in units of `timed_unit_seconds`
  std::uint16_t timed_unit_seconds;
  std::string_view timed_unit;  ///< ` seconds` in the reply
  std::uint8_t window_minutes;
  bool security_lifts_window;       ///< EP-4.1-10; the sibling families keep the window (GS-5.3-20)
  bool even_threshold_fahrenheit;   ///< EP-7.2-15
  std::uint8_t reset_hold_seconds;  ///< EP-14-09
};

/// The version that FIRMWARE reports (EP-13-03).
inline constexpr std::string_view kFirmwareVersion = "1.0.0";

extern const Model kEnvironmentPro;

/// Every model of this build.
std::span<const Model* const> models();

/// @return null if there is none of this name
const Model* find_model(std::string_view name);

}  // namespace isocket::fw
