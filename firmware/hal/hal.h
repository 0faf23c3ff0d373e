#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/types.h"

// What the device asks of a board, and nothing more. What happens on the board comes in as calls of the
// device: bytes of the GSM module, changes of an input, ticks.
namespace isocket::fw {

/// What a board tells the device: before power-up the level of each, afterwards every change, debounced.
enum class Input : std::uint8_t {
  mains,           ///< the device's supply is there: mains, or 12 V DC of a Smart Relay
  ac,              ///< AC at the Voltage Sensor is there
  sensor_contact,  ///< the contact on an alarm input is closed; the inputs are numbered from 0
  sensor_plug,     ///< a plug is in the sensor input's jack
  button,          ///< the hidden button is held down
  usb,             ///< a cable is connected
};
inline constexpr std::size_t kInputs = 6;

enum class Led : std::uint8_t { power, gsm, out, mic };
inline constexpr std::size_t kLeds = 4;

/// What a unit is equipped with, where that differs within a model; from the board's factory area.
enum class Variant : std::uint8_t {
  standard,
  us,                 ///< degrees Fahrenheit (GSM family)
  no_voltage_sensor,  ///< cannot sense AC (Smart Relay, SR-3.4-01)
};

/// The battery-backed clock: a counter of seconds since 2000-01-01 00:00:00 in whatever zone it was set,
/// and that zone. The zone is kept beside it and shifts nothing (EP-8-12).
struct RtcTime {
  std::uint32_t seconds = 0;
  std::int8_t zone = 0;  ///< quarter hours from GMT, -48 to +56
};

/// The flash for settings, as the device sees it: pages that are erased and written as a whole. A write
/// that the power cuts off may leave any mixture of old, new and erased octets in its page, but no other
/// page changes.
inline constexpr std::size_t kFlashPageSize = 256;
inline constexpr std::uint16_t kFlashPages = 32;

/// Everything a port supplies; every function is there and none may call the device back.
struct Hal {
  void* self;                           ///< handed to every function below
  std::string_view serial_number;       ///< 17 digits, from the board's factory area (EP-13-05)
  Variant variant;                      ///< from there too
  std::uint32_t (*millis)(void* self);  ///< 32 bits, wraps after 49.7 days: compare differences
  /// @param relay  from 0, which is the main socket or R1
  void (*relay)(void* self, std::uint8_t relay, bool closed);
  void (*led)(void* self, Led led, bool lit);
  /// Bytes for the GSM module. @return how many were taken; offer the rest again later
  std::size_t (*modem_write)(void* self, std::span<const std::byte> bytes);
  /// Bytes for the host at the configuration cable. @return as modem_write
  std::size_t (*cable_write)(void* self, std::span<const std::byte> bytes);
  /// The supply of the GSM module: off and on again brings a hung one back.
  void (*modem_power)(void* self, bool on);
  /// One attempt to read a temperature sensor, in hundredths of a degree Celsius, -5500 to 12000.
  /// @param sensor  from 0
  /// @return false: it does not answer, or its data are corrupt
  bool (*temperature)(void* self, std::uint8_t sensor, std::int16_t& centidegrees);
  /// The charge of the battery, 0 to 100 per cent; asked only where a model tells it (SR-U17-08).
  std::uint8_t (*battery)(void* self);
  /// @return false: the clock has lost its time (EP-8-16) and counts nothing until it is written
  bool (*rtc_read)(void* self, RtcTime& time);
  void (*rtc_write)(void* self, RtcTime time);
  /// @param into  at most the rest of the page after `offset`
  void (*flash_read)(void* self, std::uint16_t page, std::size_t offset, std::span<std::byte> into);
  /// Erases the page and writes `data` (at most kFlashPageSize) from its start.
  /// @return false: worn, or power failing; the page may hold anything then
  bool (*flash_write)(void* self, std::uint16_t page, std::span<const std::byte> data);
  /// On battery: the device switches itself off. On a board this does not return to useful work; the
  /// next thing that happens is a power-up.
  void (*power_off)(void* self);

  [[nodiscard]] Instant now() const { return {millis(self)}; }
};

}  // namespace isocket::fw
