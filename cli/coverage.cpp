#include "suite/coverage.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "command.h"
#include "specification.h"
#include "suite/load.h"

namespace isocket::cli {
namespace {

using suite::Basis;
using suite::Coverage;
using suite::CoverageReport;

struct CoverageOptions {
  std::vector<std::string> suites;
  std::string spec;
  bool json = false;
  bool uncovered = false;
  double min_documented = 0;
  double min_all = 0;
};

constexpr Basis kBases[] = {Basis::documented, Basis::external, Basis::decision};

std::string one_decimal(double percent) {
  // Never rounded up: 99.96 % is not all.
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", static_cast<double>(static_cast<long>(percent * 10)) / 10);
  return text;
}

void row(std::ostream& out, std::string_view name, const suite::Count& count) {
  char text[128];
  std::snprintf(text, sizeof text, "%-12s %6zu %13zu %11zu %8zu %10zu %7s %%\n", std::string{name}.c_str(),
                count.rules(), count.unobservable, count.observable(), count.covered, count.uncovered,
                one_decimal(count.percent()).c_str());
  out << text;
}

void print(const CoverageReport& report, bool uncovered, std::ostream& out) {
  out << "basis         rules  unobservable  observable  covered  uncovered  covered\n";
  for (const Basis basis : kBases) row(out, name_of(basis), report.count(basis));
  row(out, "all", report.count());
  if (!uncovered) return;
  for (const Basis basis : kBases) {
    if (report.count(basis).uncovered == 0) continue;
    out << "\nuncovered, " << name_of(basis) << ":\n";
    for (const auto& rule : report.rules)
      if (rule.state == Coverage::uncovered && rule.rule->basis == basis)
        out << "  " << rule.rule->id << "  " << rule.rule->rule << "\n";
  }
}

nlohmann::ordered_json json_count(const suite::Count& count) {
  return {{"rules", count.rules()},           {"unobservable", count.unobservable},
          {"observable", count.observable()}, {"covered", count.covered},
          {"uncovered", count.uncovered},     {"percent", count.percent()}};
}

void print_json(const CoverageReport& report, std::ostream& out) {
  nlohmann::ordered_json json;
  json["version"] = 1;
  json["families"] = report.families;
  for (const Basis basis : kBases)
    json["totals"][std::string{name_of(basis)}] = json_count(report.count(basis));
  json["totals"]["all"] = json_count(report.count());
  json["rules"] = nlohmann::ordered_json::array();
  for (const auto& rule : report.rules) {
    nlohmann::ordered_json one{
        {"id", rule.rule->id}, {"basis", name_of(rule.rule->basis)}, {"state", name_of(rule.state)}};
    if (!rule.cases.empty()) one["cases"] = rule.cases;
    if (!rule.reason.empty()) one["reason"] = rule.reason;
    one["rule"] = rule.rule->rule;
    json["rules"].push_back(std::move(one));
  }
  out << json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
}

ExitCode coverage(const CoverageOptions& options, Terminal& terminal) {
  const auto specification = read_specification(options.spec, options.suites, terminal.err);
  if (!specification) return ExitCode::usage;
  suite::LoadOptions load_options;
  load_options.requirements = &specification->requirements;
  const auto loaded = suite::load({options.suites.begin(), options.suites.end()}, load_options);
  const auto file = specification->folder / "observability.yaml";
  const auto unobservable = read_unobservable(file, specification->requirements);
  for (const auto* diagnostics : {&loaded.diagnostics, &unobservable.diagnostics})
    for (const yaml::Diagnostic& diagnostic : *diagnostics) terminal.err << render(diagnostic);
  if (!loaded.ok() || !unobservable.diagnostics.empty()) return ExitCode::usage;

  const CoverageReport report =
      suite::coverage(specification->requirements, loaded.suites, unobservable.reasons);
  if (report.rules.empty()) {
    terminal.err << "isocket: the suites cover no rule of " << specification->folder.string() << "\n";
    return ExitCode::nothing;
  }
  bool contradiction = false;
  for (const auto& rule : report.rules) {
    if (rule.state != Coverage::unobservable || rule.cases.empty()) continue;
    terminal.err << file.string() << ": " << rule.rule->id << " is called unobservable, and the case '"
                 << rule.cases.front() << "' covers it; one of them is wrong\n";
    contradiction = true;
  }
  if (contradiction) return ExitCode::usage;
  if (options.json)
    print_json(report, terminal.out);
  else
    print(report, options.uncovered, terminal.out);
  const bool enough = report.count(Basis::documented).percent() >= options.min_documented &&
                      report.count().percent() >= options.min_all;
  if (!enough) terminal.err << "isocket: less is covered than is demanded\n";
  return enough ? ExitCode::pass : ExitCode::fail;
}

}  // namespace

void add_coverage(CLI::App& app, Action& action) {
  auto options = std::make_shared<CoverageOptions>();
  CLI::App* command = app.add_subcommand("coverage", "Tells which rules of the specification suites cover.");
  command->add_option("SUITE", options->suites, "Suite files, or folders of them")->required();
  command->add_option("--spec", options->spec,
                      "Folder of the specification; otherwise docs/spec above the suites");
  command->add_flag("--uncovered", options->uncovered, "List the uncovered rules, by basis");
  command->add_flag("--json", options->json,
                    "One JSON document: totals by basis, and every rule with its cases");
  command
      ->add_option("--min-documented", options->min_documented,
                   "Exit with 1 when less of the observable documented rules is covered (percent)")
      ->check(CLI::Range(0, 100));
  command
      ->add_option("--min-all", options->min_all,
                   "Exit with 1 when less of all observable rules is covered (percent)")
      ->check(CLI::Range(0, 100));
  command->footer(
      "Rules that cannot be observed stand in observability.yaml of the specification, with the reason.\n"
      "Examples:\n  isocket coverage suites/environment-pro\n"
      "  isocket coverage suites/environment-pro --uncovered --min-documented 100 --min-all 95");
  command->callback([options, &action] {
    action = [options](Terminal& terminal) { return coverage(*options, terminal); };
  });
}

}  // namespace isocket::cli
