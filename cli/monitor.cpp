// isocket monitor: what modems receive, as it comes.
#include "monitor.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "chosen_modems.h"
#include "core/duration.h"
#include "core/notifier.h"
#include "interrupts.h"
#include "modem/trace_file.h"
#include "standard_output.h"
#include "trace_option.h"

namespace isocket::cli {
namespace {

using namespace std::chrono_literals;

/// How often it is looked whether anybody still reads what is shown.
constexpr Duration kLook = 1s;

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

asio::awaitable<void> watch_all(Monitor& monitor, Interrupts& interrupts) {
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
  auto watched = choose_modems(arguments.modems, arguments.ports, arguments.inventory, loop, terminal.err);
  if (!watched) return ExitCode::usage;
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
  for (ChosenModem& one : *watched) {
    auto source = std::move(one.source);
    if (trace) source = trace->record(one.options.name, std::move(source));
    monitor.add(one.options, std::move(source));
  }
  loop.run_to_end(watch_all(monitor, interrupts));
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
      out_{out},
      log_{loop, out, options.json},
      ended_{loop, loop.executor()} {}

void Monitor::lost(const std::string& name, const std::string& reason) {
  all_ = false;
  log_.failed(name, reason);
}

modem::ModemOptions Monitor::watching(modem::ModemOptions options) {
  journal_.redact(options.pin);
  options.keep = !options_.remove;
  // What comes straight away is stored nowhere: whoever else wants it would never see it, and nobody would if
  // it cannot be shown.
  options.reception = modem::Reception::stored;
  return options;
}

void Monitor::add(modem::ModemOptions options, std::unique_ptr<ByteStream> stream) {
  auto settings = watching(std::move(options));
  listen(std::make_unique<modem::Modem>(loop_, std::move(stream), std::move(settings), journal_));
}

void Monitor::add(modem::ModemOptions options, std::unique_ptr<modem::PortSource> source) {
  auto settings = watching(std::move(options));
  listen(std::make_unique<modem::Modem>(loop_, std::move(source), std::move(settings), journal_));
}

void Monitor::listen(std::unique_ptr<modem::Modem> modem) {
  modems_.push_back(std::move(modem));
  modem::Modem& heard = *modems_.back();
  heard.take_over({}, true);  // a message that a former program has left is one to be shown
  heard.on_event([this, &heard](const modem::ModemEvent& event) {
    log_.event(heard.name(), event);
    if (!log_.whole()) {
      for (const auto& each : modems_) each->keep();
      stop();
    }
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
  const bool tells = options_.signal_every != Duration{};
  Instant next = loop_.now();
  while (!stopped_ && under_way_ > 0 && loop_.now() < end && log_.whole() && !nobody_reads(out_)) {
    if (tells && loop_.now() >= next) {
      co_await tell_signals();
      next = loop_.now() + options_.signal_every;
    }
    const Instant look = std::min(end, loop_.now() + kLook);
    co_await ended_.wait_until(tells ? std::min(look, next) : look);
  }
}

asio::awaitable<void> Monitor::tell_signals() {
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
      "It ends when nobody reads its output any more, or when that cannot be written; what could not be "
      "shown\n"
      "is not deleted.\n"
      "Exit codes: 0 ended by --for or Ctrl-C, 2 wrong use, 4 a modem could not be watched to the end, 7 "
      "its\n"
      "output or the trace could not be written.");
  command->callback([arguments, &action] {
    action = [arguments](Terminal& terminal) { return run_monitor(*arguments, terminal); };
  });
}

}  // namespace isocket::cli
