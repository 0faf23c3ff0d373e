// isocket config read, diff, write: over the configuration cable.
#include <functional>
#include <ostream>

#include "cable/configuration.h"
#include "config.h"
#include "config_file.h"
#include "config_outcome.h"
#include "config_ways.h"
#include "interrupts.h"
#include "modem/serial_port.h"
#include "modem/trace_file.h"
#include "trace_option.h"

namespace isocket::cli {
namespace {

using CableWork = std::function<asio::awaitable<void>(cable::Client&, const Interrupts&, ConfigOutcome&)>;

asio::awaitable<void> work_at(cable::Client& client, const CableWork& work, const Interrupts& interrupts,
                              ConfigOutcome& outcome) {
  co_await work(client, interrupts, outcome);
  co_await client.disconnect();
}

/// The port, recorded if that is wanted.
Result<std::unique_ptr<ByteStream>> open(EventLoop& loop, const CablePort& port,
                                         const journal::Redactor& redactor,
                                         std::unique_ptr<modem::TraceFile>& trace) {
  if (!port.trace.empty()) {
    auto created = modem::TraceFile::create(loop, port.trace, redactor);
    if (!created) return fail(trace_error(created.error()));
    trace = std::move(*created);
  }
  auto stream = modem::open_serial_port(loop, port.path);
  if (!stream || !trace) return stream;
  return trace->record("cable", std::move(*stream));
}

/// Opens the port, and lets `work` happen on it.
/// @param secrets  what the trace must not show
ConfigOutcome over_cable(const CablePort& port, const std::vector<std::string>& secrets,
                         const CableWork& work) {
  ConfigOutcome outcome;
  outcome.when_in_doubt =
      "every group holds its old values or its new ones; the next 'config diff' tells which";
  journal::Redactor redactor;
  for (const std::string& secret : secrets) redactor.add(secret);
  EventLoop loop{EventLoop::Pace::real_time};
  std::unique_ptr<modem::TraceFile> trace;
  auto stream = open(loop, port, redactor, trace);
  if (!stream) {
    outcome.trouble = std::move(stream.error());
    return outcome;
  }
  cable::Client client{loop, std::move(*stream)};
  Interrupts interrupts{loop, "the group under way"};
  loop.run_to_end(work_at(client, work, interrupts, outcome));
  if (interrupts.asked()) outcome.asked = interrupts.code();
  if (trace && !trace->whole()) outcome.trace_gaps = trace_has_gaps(port.trace);
  return outcome;
}

asio::awaitable<void> read_all(cable::Client& client, const Interrupts& interrupts, ConfigOutcome& outcome) {
  std::function<bool()> stop_asked = [&interrupts] { return interrupts.asked(); };
  auto read = co_await cable::read_configuration(client, std::move(stop_asked));
  if (read)
    outcome.actual = std::move(*read);
  else
    outcome.trouble = std::move(read.error());
}

CablePort port_of(const ConfigOptions& options) {
  return {options.port, options.target.trace};
}

ExitCode report(const ConfigOutcome& outcome, Terminal& terminal) {
  if (outcome.trouble->field == kTraceOption) {
    terminal.err << "isocket: " << outcome.trouble->detail << "\n";
    return ExitCode::not_recorded;
  }
  terminal.err << "isocket: " << describe(*outcome.trouble) << "\n";
  return outcome.trouble->code == Errc::stopped ? *outcome.asked : ExitCode::equipment;
}

/// What a written group reads back as where that is not what was wanted; of passwords nothing can be told.
std::vector<std::string> differing(const device::Configuration& actual, const device::Configuration& desired,
                                   device::Group group) {
  std::vector<std::string> lines;
  for (const auto& change : device::difference(actual, desired))
    for (const auto& setting : change.settings)
      if (change.group == group && shown(desired.model, setting, setting.to) == setting.to)
        lines.push_back(setting.name + " reads back as " + setting.from.value_or("?") + " and not as " +
                        setting.to);
  return lines;
}

GroupEnd cable_end_of(const cable::GroupOutcome& group, const ConfigOutcome& outcome,
                      const device::Configuration& desired) {
  GroupEnd end;
  end.group = group.group;
  end.written = !group.error;
  end.fate = cable::name_of(group.fate);
  if (!group.error) {
    end.differs = differing(outcome.actual, desired, group.group);
    return end;
  }
  end.why = describe(*group.error);
  const bool refused = group.error->code == Errc::refused || group.error->code == Errc::not_found;
  end.code = refused ? ExitCode::fail : ExitCode::equipment;
  return end;
}

/// Group by group (MU-4-22). What is behind a group that could not be written may depend on it.
asio::awaitable<void> write_all(cable::Client& client, const Interrupts& interrupts,
                                const device::Configuration& desired, Terminal& terminal,
                                ConfigOutcome& outcome) {
  co_await read_all(client, interrupts, outcome);
  if (outcome.trouble || outcome.actual.model != desired.model) co_return;
  outcome.changes = device::difference(outcome.actual, desired);
  outcome.unknown = device::take_unknown_passwords(desired.model, outcome.changes);
  for (const device::GroupChange& change : outcome.changes) {
    if (interrupts.asked()) co_return;
    print_change(desired.model, change, terminal.out);
    terminal.out << std::flush;
    device::GroupChange one = change;
    const cable::GroupOutcome group = co_await cable::write_group(client, std::move(one), outcome.actual);
    outcome.ends.push_back(cable_end_of(group, outcome, desired));
    if (group.error) co_return;
  }
}

}  // namespace

ExitCode read_over_cable(const CablePort& port, Terminal& terminal, device::Configuration& configuration) {
  ConfigOutcome outcome = over_cable(port, {}, read_all);
  if (outcome.trouble) return report(outcome, terminal);
  if (!outcome.trace_gaps.empty()) {
    terminal.err << outcome.trace_gaps;
    return ExitCode::not_recorded;
  }
  mind_the_clock(outcome.actual, terminal);
  configuration = std::move(outcome.actual);
  return ExitCode::pass;
}

ExitCode read_by_cable(const ConfigOptions& options, Terminal& terminal) {
  device::Configuration actual;
  if (const auto code = read_over_cable(port_of(options), terminal, actual); code != ExitCode::pass)
    return code;
  return write_out(actual, options.output, terminal);
}

ExitCode diff_by_cable(const ConfigOptions& options, Terminal& terminal) {
  const auto desired = read_configuration_file(options.file, terminal);
  if (!desired) return ExitCode::usage;
  device::Configuration actual;
  if (const auto code = read_over_cable(port_of(options), terminal, actual); code != ExitCode::pass)
    return code;
  if (!fits(actual.model, *desired, terminal)) return ExitCode::usage;
  auto changes = device::difference(actual, *desired);
  leave_out_passwords(actual.model, changes, {}, terminal.err);
  for (const auto& change : changes) print_change(actual.model, change, terminal.out);
  return changes.empty() ? ExitCode::pass : ExitCode::fail;
}

ExitCode write_by_cable(const ConfigOptions& options, Terminal& terminal) {
  const auto desired = read_configuration_file(options.file, terminal);
  if (!desired) return ExitCode::usage;
  const ConfigOutcome outcome =
      over_cable(port_of(options), secrets_of(*desired),
                 [&](cable::Client& client, const Interrupts& interrupts, ConfigOutcome& its) {
                   return write_all(client, interrupts, *desired, terminal, its);
                 });
  if (outcome.trouble) return report(outcome, terminal);
  if (!fits(outcome.actual.model, *desired, terminal)) return ExitCode::usage;
  mind_the_clock(outcome.actual, terminal);
  const ExitCode code = conclude(outcome, terminal);
  if (outcome.trace_gaps.empty()) return code;
  terminal.err << outcome.trace_gaps;
  return ExitCode::not_recorded;
}

}  // namespace isocket::cli
