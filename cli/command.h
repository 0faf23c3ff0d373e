#pragma once

#include <functional>
#include <iosfwd>

#include "exit_code.h"

namespace CLI {
class App;
}

namespace isocket::cli {

/// The streams of one run: results go to `out`, everything else to `err`.
struct Terminal {
  std::ostream& out;
  std::ostream& err;
};

/// What a subcommand does once its arguments are parsed.
using Action = std::function<ExitCode(Terminal&)>;

/// Each subcommand's file defines one of these: it adds its options to `app` (the root) and sets `action`
/// when the user chose it. The options live as long as the returned action.
void add_commands(CLI::App& app, Action& action);
void add_config(CLI::App& app, Action& action);
void add_coverage(CLI::App& app, Action& action);
void add_doctor(CLI::App& app, Action& action);
void add_lab(CLI::App& app, Action& action);
void add_lint(CLI::App& app, Action& action);
void add_models(CLI::App& app, Action& action);
void add_modems(CLI::App& app, Action& action);
void add_monitor(CLI::App& app, Action& action);
void add_pdu(CLI::App& app, Action& action);
void add_replay(CLI::App& app, Action& action);
void add_send(CLI::App& app, Action& action);
void add_test(CLI::App& app, Action& action);

/// The whole program but for the process: parses, runs, and maps every mistake to an exit code.
ExitCode run(int argc, const char* const* argv, Terminal& terminal);

}  // namespace isocket::cli
