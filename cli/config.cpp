#include "config.h"

#include <CLI/CLI.hpp>

namespace isocket::cli {

void add_config(CLI::App& app, Action& action) {
  CLI::App* const config = app.add_subcommand(
      "config", "A device's settings: over its cable or by SMS, as a file, and as a card.");
  add_config_read(*config, action);
  add_config_diff(*config, action);
  add_config_write(*config, action);
  add_config_card(*config, action);
  config->require_subcommand(1);
  config->footer("Every subcommand has its own --help. Exit codes: docs/reference/exit-codes.md");
}

}  // namespace isocket::cli
