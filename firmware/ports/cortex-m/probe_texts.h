#pragma once
// Every command of every model, so that the deepest one is among them.

#include <span>

namespace isocket::fw {

std::span<const char* const> probe_texts();

}  // namespace isocket::fw
