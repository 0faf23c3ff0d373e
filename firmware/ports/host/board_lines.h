#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ports/host/host_device.h"

namespace isocket::fw {

/// `yy/mm/dd,hh:mm:ss+zz` as the board's clock keeps it.
/// @return nothing: another form, or an impossible date, time or zone
std::optional<RtcTime> parse_clock(std::string_view text);

/// Does what one line of the surroundings says (docs/reference/firmware-io.md).
/// @param erase  makes the flash that of a new device
/// @return what is wrong with the line; empty when it is done
std::string apply_line(std::string_view line, HostDevice& device, const std::function<bool()>& erase);

/// The line that tells of an output, with its end.
std::string output_line(std::string_view output, bool value);
/// The line of a relay, by the name that the outputs of its model have: `socket`, `microrelay`, `relay.3`.
std::string relay_line(std::string_view model, std::uint8_t relay, bool on);
std::string led_line(Led led, bool lit);
std::string device_line(bool on);
std::string error_line(std::string_view text);

}  // namespace isocket::fw
