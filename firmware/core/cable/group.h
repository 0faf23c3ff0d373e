#pragma once

#include <cstddef>
#include <cstdint>

namespace isocket::fw {

/// The groups of settings that the cable reads and writes, in the order of GROUPS (chapters P7, P8 of
/// docs/spec/manager-usb.md).
enum class Group : std::uint8_t {
  security,
  confirm,
  ring,
  relays,
  temperature,
  thermostat,
  inputs,
  scheduler,
  power_resume,
  backup,
  credit,
  info,  ///< no settings: what the device is
};
inline constexpr std::size_t kGroups = static_cast<std::size_t>(Group::info);

}  // namespace isocket::fw
