#pragma once

#include <span>

#include "core/cable/setting.h"

namespace isocket::fw::cable {

/// All rows of all models of this build, in the order of the groups and of READ.
std::span<const Row> rows();

}  // namespace isocket::fw::cable
