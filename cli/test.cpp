#include <unistd.h>
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <ostream>

#include "command.h"
#include "core/duration.h"
#include "former_run.h"
#include "interrupts.h"
#include "journal/journal_file.h"
#include "report/console.h"
#include "report/report.h"
#include "run/fleet.h"
#include "run/settle.h"
#include "specification.h"
#include "suite/load.h"
#include "target.h"
#include "trace_option.h"
#include "version.h"

namespace isocket::cli {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct TestOptions {
  std::vector<std::string> suites;
  TargetOptions target;
  run::Selection selection;
  run::RunOptions run;
  std::vector<std::string> reports;
  std::string events;
  std::string spec;
  std::uint64_t max_sms = 0;
  bool resume = false;
  bool dry_run = false;
  bool list = false;
};

/// Shows suite problems as `isocket lint` does. True when there are none.
bool accept(const suite::Loaded& loaded, Terminal& terminal) {
  for (const yaml::Diagnostic& problem : loaded.diagnostics) terminal.err << yaml::render(problem);
  return loaded.ok();
}

/// What is to be done on each device, in the order of the target.
using Orders = std::vector<std::vector<run::Planned>>;

Orders plan_all(const Target& target, const std::vector<suite::Suite>& suites, run::Selection selection,
                std::uint64_t seed) {
  Orders orders;
  for (std::size_t i = 0; i < target.devices(); ++i) {
    selection.model = target.model(i);
    selection.device = target.devices() > 1 ? target.name(i) : std::string{};
    orders.push_back(run::plan(suites, selection, seed));
  }
  return orders;
}

std::size_t count(const Orders& orders) {
  std::size_t cases = 0;
  for (const auto& order : orders) cases += order.size();
  return cases;
}

void show_plan(const TestOptions& options, Target& target, const Orders& orders, const run::Cost& cost,
               Terminal& terminal) {
  const bool several = orders.size() > 1;
  if (options.list)
    for (std::size_t i = 0; i < orders.size(); ++i)
      for (const run::Planned& planned : orders[i])
        terminal.out << (several ? target.name(i) + "\t" : "") << planned.test_case->id << "\t"
                     << planned.test_case->purpose << "\n";
  if (!options.dry_run) return;
  terminal.out << count(orders) << " cases";
  if (several) terminal.out << " on " << orders.size() << " devices";
  terminal.out << ": " << cost.commands << " SMS to the device" << (several ? "s, " : ", ") << cost.replies
               << " from " << (several ? "them, " : "it, ") << cost.calls << " calls, about "
               << duration_text(cost.device_time) << " of device time";
  if (several) {
    const std::size_t modems = target.pool().modems().size();
    terminal.out << ",\nwhich takes about " << duration_text(run::estimated_time(orders, modems)) << " with "
                 << modems << " modems";
  }
  terminal.out << ".\nStatus reports come on top where the operator charges for them; a case that "
                  "stays inconclusive is repeated.\n";
}

/// @param stopped  what is said when nothing else is: the run was stopped early
ExitCode code_of(const run::Totals& totals, ExitCode stopped, bool recorded) {
  if (!recorded) return ExitCode::not_recorded;
  if (totals.error > 0) return ExitCode::equipment;
  if (totals.fail > 0) return ExitCode::fail;
  if (totals.inconc > 0) return ExitCode::inconclusive;
  if (totals.stopped) return stopped;
  if (totals.unaffordable > 0) return ExitCode::stopped;
  if (totals.pass == 0) return ExitCode::nothing;
  return ExitCode::pass;
}

/// What the user would type to choose this target again.
std::string again(const Target& target, const TargetOptions& options) {
  const bool of_file = is_lab_file(options.lab);
  std::string text = options.lab.empty() ? "" : "--lab " + options.lab;
  if (options.lab.empty() || !options.devices.empty() || (of_file && target.devices() > 1))
    text +=
        (text.empty() ? "--device " : " --device ") + (target.devices() == 1 ? target.name() : "{device}");
  if (options.lab_devices > 1) text += " --lab-devices " + std::to_string(options.lab_devices);
  if (options.lab_modems > 0) text += " --lab-modems " + std::to_string(options.lab_modems);
  if (!options.lab.empty() && (options.seed != 1 || (of_file && options.own_seed)))
    text += " --seed " + std::to_string(options.seed);
  for (const std::string& fault : options.faults) text += " --fault " + fault;
  for (const std::string& defect : options.defects) text += " --defect " + defect;
  return text;
}

/// A lab ends with this program, and no run in it can go on: nothing of it need outlive a power cut.
journal::JournalFile::Durability durability_for(const TargetOptions& target) {
  using Durability = journal::JournalFile::Durability;
  return target.lab.empty() ? Durability::synced : Durability::written;
}

report::ConsoleOptions console_for(const TestOptions& options, const Target& target, const Terminal& terminal,
                                   SteadyClock::time_point began) {
  report::Surroundings surroundings;
  surroundings.terminal = &terminal.out == &std::cout && ::isatty(STDOUT_FILENO) == 1;
  surroundings.no_color = std::getenv("NO_COLOR");
  surroundings.clicolor_force = std::getenv("CLICOLOR_FORCE");
  surroundings.term = std::getenv("TERM");
  report::ConsoleOptions console = report::console_options(surroundings);
  console.target = again(target, options.target);
  console.now = [began] {
    return std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - began);
  };
  return console;
}

asio::awaitable<void> execute(Target& target, const run::RunOptions& options, Orders orders, run::Past& past,
                              Interrupts& interrupts, Terminal& terminal, run::Totals& totals,
                              std::string& trouble) {
  const bool goes_on = past.begun();
  if (goes_on) {
    run::begin_again(target.journal(), past);
    target.take_over(past);
  }
  auto started = co_await target.start();
  for (const auto& modem : target.pool().modems())
    if (started && !modem->lost().empty())
      terminal.err << "isocket: " << modem->lost() << "; the run goes on without it\n";
  if (started && goes_on) {
    const run::Patience& patience = target.table().patience;
    const Duration longest = run::time_to_settle(past, patience, target.delays());
    if (longest > Duration{})
      terminal.err << "isocket: waiting up to " << duration_text(longest)
                   << " for what tells of messages that were under way\n";
    co_await run::settle(target.loop(), target.journal(), past, patience, target.delays());
  }
  if (!started) {
    trouble = describe(started.error());
  } else if (target.devices() == 1) {
    run::Runner runner{target.table(), options};
    totals = co_await runner.run(std::move(orders.front()), target.offer(), &past);
  } else {
    std::vector<run::FleetDevice> devices;
    for (std::size_t i = 0; i < target.devices(); ++i)
      devices.push_back({&target.table(i), std::move(orders[i]), target.offer(i), target.bench(i)});
    totals = co_await run::run_fleet(target.loop(), target.journal(), target.pool(), std::move(devices),
                                     options, &past);
  }
  co_await target.end();
  interrupts.done();
}

/// Whether the journal, if there is one, is of this very run; what differs is said.
bool is_asked_for(const FormerRun& former, const TestOptions& options, const Target& target,
                  const Orders& orders, Terminal& terminal) {
  if (!former.past.begun()) return true;
  run::RunHeads asked;
  for (std::size_t i = 0; i < orders.size(); ++i)
    asked[orders.size() > 1 ? target.name(i) : std::string{}] = {target.model(i), target.bench(i),
                                                                 options.run.seed, run::ids_of(orders[i])};
  const auto same = run::same_run(former.past, asked);
  if (!same)
    terminal.err << "isocket: --resume: " << options.events << ": " << same.error().detail
                 << "; give the same command as before, and --resume\n";
  return same.has_value();
}

Result<std::unique_ptr<journal::JournalFile>> open_events(const TestOptions& options,
                                                          const FormerRun& former) {
  const auto durability = durability_for(options.target);
  return options.resume ? journal::JournalFile::resume(options.events, former.recording.whole, durability)
                        : journal::JournalFile::create(options.events, durability);
}

ExitCode test(TestOptions options, Terminal& terminal) {
  const auto specification = read_specification(options.spec, options.suites, terminal.err);
  if (!specification) return ExitCode::usage;
  suite::LoadOptions load;
  load.requirements = &specification->requirements;
  const std::vector<std::filesystem::path> paths{options.suites.begin(), options.suites.end()};
  const suite::Loaded loaded = suite::load(paths, load);
  if (!accept(loaded, terminal)) return ExitCode::usage;

  ExitCode unopened = ExitCode::pass;
  const auto target = open_target(options.target, terminal, unopened);
  if (!target) return unopened;
  auto orders = plan_all(*target, loaded.suites, options.selection, options.run.seed);
  if (count(orders) == 0) {
    terminal.err << "isocket: no case was selected; 'isocket test --list' shows what there is\n";
    return ExitCode::nothing;
  }
  run::Cost cost;
  for (const auto& order : orders)
    for (const run::Planned& planned : order) cost += run::estimate(*planned.test_case);
  if (options.dry_run || options.list) {
    show_plan(options, *target, orders, cost, terminal);
    return ExitCode::pass;
  }
  if (options.max_sms != 0 && cost.commands + cost.replies > options.max_sms) {
    terminal.err << "isocket: this run would take about " << cost.commands + cost.replies
                 << " SMS, and --max-sms allows " << options.max_sms << "\n";
    return ExitCode::usage;
  }

  std::vector<report::ReportFile> reports;
  for (const std::string& spec : options.reports) {
    auto file = report::open_report(spec);
    if (!file) {
      terminal.err << "isocket: --report " << spec << ": " << describe(file.error()) << "\n";
      return file.error().code == Errc::bad_value ? ExitCode::usage : ExitCode::not_recorded;
    }
    if (auto writable = file->probe(); !writable) {
      terminal.err << "isocket: --report " << spec << ": " << describe(writable.error()) << "\n";
      return ExitCode::not_recorded;
    }
    reports.push_back(std::move(*file));
  }
  const bool can_be_resumed = options.target.lab.empty() && !options.events.empty();
  if (can_be_resumed && !options.resume && !may_begin_in(options.events, terminal)) return ExitCode::usage;
  const std::unique_ptr<FormerRun> former =
      options.resume ? read_former_run(options.events, terminal) : std::make_unique<FormerRun>();
  if (!former || !is_asked_for(*former, options, *target, orders, terminal)) return ExitCode::usage;
  const bool over = former->past.complete();
  std::unique_ptr<journal::JournalFile> events;
  if (!options.events.empty() && !over) {
    auto opened = open_events(options, *former);
    if (!opened) {
      terminal.err << "isocket: --events " << describe(opened.error()) << "\n";
      return opened.error().code == Errc::busy ? ExitCode::usage : ExitCode::not_recorded;
    }
    events = std::move(*opened);
  }

  const auto began = SteadyClock::now();
  const auto began_at =
      std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  report::Results results;
  report::Console console{results, terminal.out, console_for(options, *target, terminal, began)};
  journal::Journal& journal = target->journal();
  journal.add_sink(results);
  journal.add_sink(console);
  for (const journal::Event& event : former->recording.events) {
    results.on_event(event);
    console.on_event(event);
  }
  former->continue_in(journal);
  if (events) journal.add_sink(*events);
  if (options.resume) journal.add_sink(former->past);

  Interrupts interrupts{target->loop(), "the case under way"};
  options.run.stop_asked = [&interrupts] { return interrupts.asked(); };
  options.run.requirements = &specification->requirements;
  options.run.bench = target->bench(0);
  options.run.version = kVersion;
  run::Totals totals;
  std::string trouble;
  bool ended = true;
  if (over) {
    terminal.err << "isocket: " << options.events << ": this run has come to its end; nothing was sent\n";
    totals = former->past.totals();
    interrupts.done();
  } else {
    ended = target->loop().run_to_end(execute(*target, options.run, std::move(orders), former->past,
                                              interrupts, terminal, totals, trouble));
  }
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - began);
  if (!trouble.empty() || !ended) {
    terminal.err << "isocket: the run could not begin: "
                 << (ended ? trouble : std::string{"the loop ran dry"}) << "\n";
    return traced(*target, options.target, terminal, ExitCode::equipment);
  }
  report::WallTime wall{began_at, took};
  console.finish(wall);
  bool recorded = true;
  for (report::ReportFile& file : reports) {
    if (auto written = file.finish(results.run(), wall); !written) {
      terminal.err << "isocket: " << file.path().string() << ": " << describe(written.error()) << "\n";
      recorded = false;
    }
  }
  if (const Error* lost = journal.trouble()) {
    terminal.err
        << "isocket: --events " << describe(*lost)
        << "\nThe journal could not be written: nothing was sent after that, and the run was stopped.\n";
    recorded = false;
  }
  const ExitCode stopped = can_be_resumed       ? ExitCode::stopped
                           : interrupts.asked() ? interrupts.code()
                                                : ExitCode::pass;
  if (totals.stopped && can_be_resumed && recorded)
    terminal.err << "isocket: stopped early; the same command with --resume goes on\n";
  return traced(*target, options.target, terminal, code_of(totals, stopped, recorded));
}

}  // namespace

void add_test(CLI::App& app, Action& action) {
  auto options = std::make_shared<TestOptions>();
  CLI::App* command =
      app.add_subcommand("test", "Runs conformance suites against a device and verifies its replies.");
  command->add_option("suite", options->suites, "Suite files, or folders of them")->required();
  auto* lab =
      command
          ->add_option("--lab", options->target.lab,
                       "Model: test the reference firmware in a virtual network, in virtual time; or the "
                       "file of a lab, with its devices")
          ->type_name("MODEL|FILE");
  command->add_option("--device", options->target.devices,
                      "Test this device of the inventory or of the lab's file, * for any characters; may be "
                      "repeated");
  command
      ->add_option("--lab-devices", options->target.lab_devices,
                   "So many devices of that model at once, which share the modems")
      ->needs(lab)
      ->check(CLI::Range(1, 1000));
  command
      ->add_option("--lab-modems", options->target.lab_modems,
                   "So many modems, each of which plays any party (default: one for each party)")
      ->needs(lab)
      ->check(CLI::Range(1, 100));
  command->add_option("--inventory", options->target.inventory,
                      "Inventory file (default: isocket.yaml, here or above)");
  command->add_option("--tag", options->selection.tags, "Only cases with this tag; may be repeated");
  command->add_option("--case", options->selection.cases,
                      "Only this case, * for any characters; may be repeated");
  auto* seed = command
                   ->add_option("--seed", options->target.seed,
                                "Order of the cases, and chance in the lab before its file's")
                   ->capture_default_str();
  command->add_option("--attempts", options->run.attempts, "Attempts at a case that stays inconclusive")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  command->add_flag("--retry-fails", options->run.retry_fails,
                    "One more attempt after a fail; a pass then is flaky");
  command->add_flag("--accept-flaky", options->run.flaky_passes, "A flaky case counts as a pass");
  command->add_option("--fault", options->target.faults,
                      "In the lab: loss=10%, delay=10%, double=10%, reorder=10%, ...; may be repeated");
  command->add_option("--defect", options->target.defects,
                      "In the lab: plant this defect in the firmware; may be repeated");
  command->add_option("--report", options->reports, "junit=FILE, ctrf=FILE or tap=FILE; may be repeated");
  auto* events = command->add_option("--events", options->events, "Write the journal as JSON lines");
  command
      ->add_flag("--resume", options->resume,
                 "Go on with the run of --events FILE, which was stopped or broke off")
      ->needs(events)
      ->excludes(lab);
  add_trace_option(*command, options->target.trace);
  command->add_option("--max-sms", options->max_sms, "Refuse a run that would take more SMS than this");
  command->add_option("--spec", options->spec, "Folder of the specification");
  command->add_flag("--dry-run", options->dry_run, "Only say what the run would cost");
  command->add_flag("--list", options->list, "Only list the selected cases, in their order");
  // One value after each: `--tag smoke suites/...` must not take the suite for another tag.
  for (const char* repeatable : {"--device", "--tag", "--case", "--fault", "--defect", "--report"})
    command->get_option(repeatable)->allow_extra_args(false);
  command->footer(
      "The inventory names modems, devices and benches: docs/reference/inventory.md\n"
      "Examples:\n"
      "  isocket test suites/environment-pro --lab environment-pro\n"
      "  isocket test suites --lab lab.yaml --tag smoke\n"
      "  isocket test suites/environment-pro --device dut1 --tag smoke --report junit=out.xml\n"
      "  isocket test suites/environment-pro --device dut1 --events run.jsonl --resume");
  command->callback([options, &action, seed] {
    if (options->target.lab.empty() && options->target.devices.empty())
      throw CLI::RequiredError("one of --lab MODEL and --device NAME");
    options->target.own_seed = seed->count() > 0;
    options->run.seed = options->target.seed;
    action = [options](Terminal& terminal) { return test(*options, terminal); };
  });
}

}  // namespace isocket::cli
