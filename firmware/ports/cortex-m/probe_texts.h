#pragma once
// Every command of every model, so that the deepest one is among them.

#include <span>

namespace isocket::fw {

std::span<const char* const> probe_texts();
/// Requests over the configuration cable, with their line ends.
std::span<const char* const> cable_texts();

}  // namespace isocket::fw
