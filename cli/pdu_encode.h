#pragma once

#include <string>
#include <string_view>

#include "command.h"

namespace isocket::cli {

/// Adds `encode` to the subcommand `pdu`.
void add_pdu_encode(CLI::App& pdu, Action& action);

/// Hexadecimal digits as people paste them, without the blanks and line ends.
std::string without_blanks(std::string_view text);

}  // namespace isocket::cli
