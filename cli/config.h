#pragma once

#include <string>

#include "command.h"
#include "device/configuration.h"

namespace isocket::cli {

/// The subcommands of `isocket config`, as add_commands() and its like are those of the program.
void add_config_read(CLI::App& config, Action& action);
void add_config_diff(CLI::App& config, Action& action);
void add_config_write(CLI::App& config, Action& action);
void add_config_card(CLI::App& config, Action& action);

/// The port of a configuration cable, and the file for what goes over it; empty: none.
struct CablePort {
  std::string path;
  std::string trace;
};

/// What a device has, read over its cable. Anything but `pass`: it was not, and `terminal` has been told why.
ExitCode read_over_cable(const CablePort& port, Terminal& terminal, device::Configuration& configuration);

}  // namespace isocket::cli
