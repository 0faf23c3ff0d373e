#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <ostream>
#include <string>
#include <vector>

#include "command.h"
#include "standard_output.h"
#include "version.h"
#include "yaml/diagnostic.h"

namespace isocket::cli {
namespace {

bool has_subcommand(const CLI::App& app, const std::string& name) {
  const auto commands = app.get_subcommands({});
  return std::any_of(commands.begin(), commands.end(),
                     [&](const CLI::App* command) { return command->get_name() == name; });
}

/// "; did you mean 'test'?", or the list of what there is.
std::string suggestion(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return yaml::suggest(word, std::vector<std::string_view>(names.begin(), names.end()));
}

ExitCode run_command(int argc, const char* const* argv, Terminal& terminal) {
  CLI::App app{"Drives GSM power sockets and relay boards by SMS and call, and verifies what they do.",
               "isocket"};
  app.set_version_flag("--version", kVersion);
  app.footer("Every subcommand has its own --help. Exit codes: docs/reference/exit-codes.md");
  Action action;
  add_test(app, action);
  add_lint(app, action);
  add_coverage(app, action);
  add_lab(app, action);
  add_send(app, action);
  add_models(app, action);
  add_commands(app, action);
  add_config(app, action);
  add_pdu(app, action);
  add_modems(app, action);
  add_doctor(app, action);
  add_monitor(app, action);
  add_replay(app, action);
  app.require_subcommand(0, 1);

  if (argc > 1 && argv[1][0] != '-' && !has_subcommand(app, argv[1])) {
    terminal.err << "isocket: there is no subcommand '" << argv[1] << "'" << suggestion(app, argv[1])
                 << "\nRun 'isocket --help' for the list.\n";
    return ExitCode::usage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    const bool asked = e.get_exit_code() == 0;  // --help and --version arrive as exceptions too
    app.exit(e, terminal.out, terminal.err);
    return asked ? ExitCode::pass : ExitCode::usage;
  }
  if (!action) {
    terminal.out << app.help();
    return ExitCode::usage;
  }
  try {
    return action(terminal);
  } catch (const std::exception& e) {
    terminal.err << "isocket: internal error: " << e.what() << "\n";
    return ExitCode::equipment;
  }
}

/// What was to be shown and could not be is worse than anything that it said; wrong use and a signal said
/// nothing.
bool says_more_than_lost_output(ExitCode code) {
  return code == ExitCode::usage || code == ExitCode::interrupted || code == ExitCode::terminated;
}

}  // namespace

ExitCode run(int argc, const char* const* argv, Terminal& terminal) {
  const ExitCode code = run_command(argc, argv, terminal);
  const auto shown = come_out(terminal.out);
  if (shown) return code;
  terminal.err << "isocket: " << shown.error().field << " cannot be written: " << shown.error().detail
               << "\n";
  return says_more_than_lost_output(code) ? code : ExitCode::not_recorded;
}

}  // namespace isocket::cli
