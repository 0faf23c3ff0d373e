#pragma once

#include <cstdint>

#include "core/cable/group.h"

namespace isocket::fw {
struct Unit;
}

namespace isocket::fw::cable {

/// Before settings are stored: raises the revision of each group of which something differs from what is
/// stored, whatever changed it, and that of `written` in any case (MU-P4-07, MU-P5-17).
/// @param written  Group::info: none
void count_changes(Unit& unit, Group written);

/// @return 0 for INFO
std::uint16_t revision_of(const Unit& unit, Group group);

}  // namespace isocket::fw::cable
