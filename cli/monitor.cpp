// isocket monitor: what modems receive, as it comes.
#include "monitor.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "core/duration.h"
#include "core/notifier.h"
#include "interrupts.h"
#include "modem/trace_file.h"
#include "run/inventory.h"
#include "trace_option.h"

namespace isocket::cli {
namespace {

using namespace std::chrono_literals;

struct MonitorArguments {
  std::vector<std::string> modems;
  std::vector<std::string> ports;
  std::string inventory;
  std::string length;
  std::string signal_every = "60s";
  std::string trace;
  bool remove = false;
  bool json = false;
};

/// What is to be watched.
struct Watched {
  modem::ModemOptions options;
  std::unique_ptr<modem::PortSource> source;
};

/// A duration of an option. False after a message.
bool read_duration(const char* option, const std::string& text, Duration& duration, std::ostream& err) {
  const auto parsed = parse_duration(text);
  if (parsed) {
    duration = *parsed;
    return true;
  }
  err << "isocket: " << option << ": " << parsed.error().detail << "\n";
  return false;
}

std::optional<run::Inventory> inventory_of(const MonitorArguments& arguments, std::ostream& err) {
  std::optional<std::filesystem::path> file{arguments.inventory};
  if (arguments.inventory.empty()) file = run::find_inventory(".");
  if (!file) {
    err << "isocket: there is no isocket.yaml here or in a folder above; name one with --inventory, or a "
           "port "
           "with --port\n";
    return std::nullopt;
  }
  std::vector<yaml::Diagnostic> problems;
  auto inventory = run::read_inventory(*file, problems);
  for (const yaml::Diagnostic& problem : problems) err << yaml::render(problem);
  return inventory;
}

/// False after a message.
bool choose(const MonitorArguments& arguments, EventLoop& loop, std::vector<Watched>& watched,
            std::ostream& err) {
  for (const std::string& port : arguments.ports)
    watched.push_back({modem::ModemOptions{port}, modem::port_by_path(modem::world_of_ports(loop), port)});
  if (!arguments.ports.empty() && arguments.modems.empty()) return true;
  const auto inventory = inventory_of(arguments, err);
  if (!inventory) return false;
  std::vector<std::string_view> known;
  for (const run::ModemEntry& modem : inventory->modems) known.push_back(modem.name);
  for (const std::string& name : arguments.modems) {
    if (inventory->modem(name) != nullptr) continue;
    err << "isocket: there is no modem '" << name << "' in " << inventory->file << yaml::suggest(name, known)
        << "\n";
    return false;
  }
  for (const run::ModemEntry& modem : inventory->modems) {
    const bool wanted =
        arguments.modems.empty() ||
        std::find(arguments.modems.begin(), arguments.modems.end(), modem.name) != arguments.modems.end();
    if (wanted)
      watched.push_back(
          {run::options_of(modem), run::port_of(modem, loop, modem::world_of_ports(loop, inventory->ports))});
  }
  if (!watched.empty()) return true;
  err << "isocket: " << inventory->file << " names no modem\n";
  return false;
}

asio::awaitable<void> open_all(std::vector<Watched>& watched, Monitor& monitor, modem::TraceFile* trace) {
  for (Watched& one : watched) {
    auto opened = co_await one.source->open();
    if (!opened) {
      const std::string why = describe(opened.error());
      monitor.lost(one.options.name, why);
      continue;
    }
    std::unique_ptr<ByteStream> stream = std::move(opened->stream);
    if (trace != nullptr) {
      trace->remark(one.options.name + " is at " + opened->path);
      stream = trace->record(one.options.name, std::move(stream));
    }
    monitor.add(one.options, std::move(stream));
  }
}

asio::awaitable<void> watch_all(std::vector<Watched>& watched, Monitor& monitor, modem::TraceFile* trace,
                                Interrupts& interrupts) {
  co_await open_all(watched, monitor, trace);
  co_await monitor.watch();
  interrupts.done();
}

ExitCode run_monitor(const MonitorArguments& arguments, Terminal& terminal) {
  MonitorOptions options;
  options.json = arguments.json;
  options.remove = arguments.remove;
  if (!read_duration("--signal-every", arguments.signal_every, options.signal_every, terminal.err))
    return ExitCode::usage;
  if (!arguments.length.empty()) {
    Duration length{};
    if (!read_duration("--for", arguments.length, length, terminal.err)) return ExitCode::usage;
    options.length = length;
  }
  EventLoop loop{EventLoop::Pace::real_time};
  std::vector<Watched> watched;
  if (!choose(arguments, loop, watched, terminal.err)) return ExitCode::usage;
  Monitor monitor{loop, options, terminal.out};
  std::unique_ptr<modem::TraceFile> trace;
  if (!arguments.trace.empty()) {
    auto created = modem::TraceFile::create(loop, arguments.trace, monitor.journal().redactor());
    if (!created) {
      terminal.err << "isocket: " << trace_error(created.error()).detail << "\n";
      return ExitCode::not_recorded;
    }
    trace = std::move(*created);
  }
  Interrupts interrupts{loop, "what is under way", [&monitor] { monitor.stop(); }};
  loop.run_to_end(watch_all(watched, monitor, trace.get(), interrupts));
  if (trace && !trace->whole()) {
    terminal.err << trace_has_gaps(arguments.trace);
    return ExitCode::not_recorded;
  }
  // Ctrl-C is how watching is meant to end.
  return monitor.watched_all() ? ExitCode::pass : ExitCode::equipment;
}

}  // namespace

Monitor::Monitor(EventLoop& loop, MonitorOptions options, std::ostream& out)
    : loop_{loop},
      options_{options},
      journal_{loop},
      log_{loop, out, options.json},
      ended_{loop, loop.executor()} {}

void Monitor::lost(const std::string& name, const std::string& reason) {
  all_ = false;
  log_.failed(name, reason);
}

void Monitor::add(modem::ModemOptions options, std::unique_ptr<ByteStream> stream) {
  journal_.redact(options.pin);
  options.keep = !options_.remove;
  // What comes straight away is stored nowhere: whoever else wants it would never see it.
  if (options.keep) options.reception = modem::Reception::stored;
  modems_.push_back(std::make_unique<modem::Modem>(loop_, std::move(stream), std::move(options), journal_));
  modem::Modem& modem = *modems_.back();
  modem.on_event([this, &modem](const modem::ModemEvent& event) {
    log_.event(modem.name(), event);
    if (!std::holds_alternative<modem::ModemGone>(event)) return;
    all_ = false;
    if (under_way_ > 0) --under_way_;
    if (under_way_ == 0) ended_.notify();
  });
}

void Monitor::stop() {
  stopped_ = true;
  ended_.notify();
}

asio::awaitable<void> Monitor::watch() {
  for (const auto& modem : modems_) {
    if (stopped_) co_return;
    const auto identity = co_await modem->start();
    if (!identity) {
      lost(modem->name(), describe(identity.error()));
      continue;
    }
    log_.ready(modem->name(), *identity);
    ready_.push_back(modem.get());
    ++under_way_;
  }
  const Instant end = options_.length ? loop_.now() + *options_.length : Instant::max();
  while (!stopped_ && under_way_ > 0 && loop_.now() < end) {
    co_await tell_signals();
    const bool never = options_.signal_every == Duration{};
    const Instant next = never ? end : std::min(end, loop_.now() + options_.signal_every);
    co_await ended_.wait_until(next);
  }
}

asio::awaitable<void> Monitor::tell_signals() {
  if (options_.signal_every == Duration{}) co_return;
  for (modem::Modem* modem : ready_) {
    const auto dbm = co_await modem->signal();
    if (dbm) log_.signal(modem->name(), *dbm);
  }
}

void add_monitor(CLI::App& app, Action& action) {
  auto arguments = std::make_shared<MonitorArguments>();
  CLI::App* const command =
      app.add_subcommand("monitor", "Shows the messages, calls and reports of modems as they come.");
  command->add_option("MODEM", arguments->modems, "Modems of the inventory (default: all of them)");
  command->add_option("--port", arguments->ports, "The modem at this port; may be repeated")
      ->allow_extra_args(false)
      ->type_name("PATH");
  command->add_option("--inventory", arguments->inventory,
                      "Inventory file (default: isocket.yaml, here or above)");
  command->add_option("--for", arguments->length, "End after this time (default: Ctrl-C)")->type_name("TIME");
  command->add_option("--signal-every", arguments->signal_every, "Show the signal so often; 0s: never")
      ->capture_default_str()
      ->type_name("TIME");
  command->add_flag("--delete", arguments->remove, "Delete each message once it has been shown");
  command->add_flag("--json", arguments->json, "A JSON document on each line");
  add_trace_option(*command, arguments->trace);
  command->footer(
      "Messages stay in the modem's store unless --delete is given; those that are there already are shown "
      "first.\n"
      "The lines, and their JSON: docs/reference/monitor.md\n"
      "Examples:\n"
      "  isocket monitor m1\n"
      "  isocket monitor --port /dev/ttyUSB2 --for 10m --json\n"
      "Exit codes: 0 ended by --for or Ctrl-C, 2 wrong use, 4 a modem could not be watched to the end, 7 the "
      "trace\n"
      "could not be written.");
  command->callback([arguments, &action] {
    action = [arguments](Terminal& terminal) { return run_monitor(*arguments, terminal); };
  });
}

}  // namespace isocket::cli
