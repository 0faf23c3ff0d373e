#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <set>

#include "command.h"
#include "specification.h"
#include "suite/load.h"

namespace isocket::cli {
namespace {

struct LintOptions {
  std::vector<std::string> suites;
  std::string spec;
};

std::string counted(std::size_t number, const std::string& word) {
  return std::to_string(number) + " " + word + (number == 1 ? "" : "s");
}

ExitCode lint(const LintOptions& options, Terminal& terminal) {
  const auto specification = read_specification(options.spec, options.suites, terminal.err);
  if (!specification) return ExitCode::usage;
  suite::LoadOptions load_options;
  load_options.requirements = &specification->requirements;
  const auto loaded = suite::load({options.suites.begin(), options.suites.end()}, load_options);
  std::set<std::string> files;
  for (const yaml::Diagnostic& diagnostic : loaded.diagnostics) {
    terminal.out << render(diagnostic);
    files.insert(diagnostic.place.file);
  }
  if (!loaded.ok()) {
    terminal.err << counted(loaded.diagnostics.size(), "problem") << " in " << counted(files.size(), "file")
                 << "\n";
    return ExitCode::usage;
  }
  std::size_t cases = 0;
  for (const suite::Suite& suite : loaded.suites) cases += suite.cases.size();
  terminal.out << counted(loaded.suites.size(), "suite") << ", " << counted(cases, "case")
               << ", no problem\n";
  return ExitCode::pass;
}

}  // namespace

void add_lint(CLI::App& app, Action& action) {
  auto options = std::make_shared<LintOptions>();
  CLI::App* command = app.add_subcommand("lint", "Checks suites without running them.");
  command->add_option("SUITE", options->suites, "Suite files, or folders of them")->required();
  command->add_option("--spec", options->spec,
                      "Folder of the specification; otherwise docs/spec above the suites");
  command->footer(
      "Examples:\n  isocket lint suites/environment-pro\n  isocket lint my.yaml --spec docs/spec");
  command->callback(
      [options, &action] { action = [options](Terminal& terminal) { return lint(*options, terminal); }; });
}

}  // namespace isocket::cli
