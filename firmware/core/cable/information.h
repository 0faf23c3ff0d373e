#pragma once

#include <cstdint>

#include "core/command.h"

namespace isocket::fw {
struct Unit;
}

namespace isocket::fw::cable {

/// The group INFO, line by line (MU-P4-10, chapters P7 and P8).
/// @return false: there is no such line
bool append_information(Unit& unit, std::uint8_t line, Text& text);

/// The device's answer to a command that is always answered: HARDWARE, SERIALNUM, FIRMWARE.
void append_answer(Unit& unit, std::string_view command, Text& text);

}  // namespace isocket::fw::cable
