#pragma once

#include "command.h"

namespace isocket::cli {

/// The subcommands of `isocket config`, as add_commands() and its like are those of the program.
void add_config_card(CLI::App& config, Action& action);

}  // namespace isocket::cli
