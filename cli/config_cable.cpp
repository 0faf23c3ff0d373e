// isocket config read, diff, write: over the configuration cable.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>

#include "cable/configuration.h"
#include "config.h"
#include "config/configuration_file.h"
#include "config_file.h"
#include "device/configuration.h"
#include "interrupts.h"
#include "modem/serial_port.h"

namespace isocket::cli {
namespace {

struct CableOptions {
  std::string port;
  std::string file;    ///< the wanted configuration
  std::string output;  ///< of read; empty: standard output
};

/// What a run with the device came to.
struct Session {
  std::optional<Error> trouble;
  std::optional<ExitCode> asked;  ///< to stop, and by what
  device::Configuration actual;
  std::vector<device::GroupChange> changes;
  std::vector<std::string> unknown;  ///< passwords that are to be set, and that nobody knows
  std::vector<cable::GroupOutcome> outcomes;
};

using Conversation = std::function<asio::awaitable<void>(cable::Client&, const Interrupts&, Session&)>;

asio::awaitable<void> converse(cable::Client& client, const Conversation& conversation,
                               const Interrupts& interrupts, Session& session) {
  co_await conversation(client, interrupts, session);
  co_await client.disconnect();
}

/// Opens the port, and lets `conversation` happen on it.
Session over_cable(const std::string& port, const Conversation& conversation) {
  Session session;
  EventLoop loop{EventLoop::Pace::real_time};
  auto stream = modem::open_serial_port(loop, port);
  if (!stream) {
    session.trouble = std::move(stream.error());
    return session;
  }
  cable::Client client{loop, std::move(*stream)};
  Interrupts interrupts{loop, "the group under way"};
  loop.run_to_end(converse(client, conversation, interrupts, session));
  if (interrupts.asked()) session.asked = interrupts.code();
  return session;
}

asio::awaitable<void> read_all(cable::Client& client, const Interrupts& interrupts, Session& session) {
  std::function<bool()> stop_asked = [&interrupts] { return interrupts.asked(); };
  auto read = co_await cable::read_configuration(client, std::move(stop_asked));
  if (read)
    session.actual = std::move(*read);
  else
    session.trouble = std::move(read.error());
}

ExitCode report(const Session& session, Terminal& terminal) {
  terminal.err << "isocket: " << describe(*session.trouble) << "\n";
  return session.trouble->code == Errc::stopped ? *session.asked : ExitCode::equipment;
}

/// The clock is needed by scheduler and alarm log (MU-2-01, MU-P3-02).
void mind_the_clock(const device::Configuration& actual, Terminal& terminal) {
  const std::string* time = actual.value(device::Group::info, "TIME");
  if (time != nullptr && time->starts_with("00/"))
    terminal.err << "isocket: the device's clock is not set; any SMS that it accepts sets it\n";
}

bool put(const std::string& path, const std::string& text) {
  const std::string beside = path + ".new";
  std::ofstream file{beside, std::ios::binary};
  file << text;
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(beside, path, error);
  if (file && !error) return true;
  std::filesystem::remove(beside, error);
  return false;
}

ExitCode read(const CableOptions& options, Terminal& terminal) {
  device::Configuration actual;
  if (const auto code = read_over_cable(options.port, terminal, actual); code != ExitCode::pass) return code;
  const std::string text = config::to_yaml(actual);
  if (options.output.empty()) {
    terminal.out << text;
  } else if (!put(options.output, text)) {
    terminal.err << "isocket: " << options.output << ": it cannot be written\n";
    return ExitCode::not_recorded;
  }
  return ExitCode::pass;
}

/// The file is for this device. @return whether it is
bool fits(const Session& session, const device::Configuration& desired, Terminal& terminal) {
  if (session.actual.model == desired.model) return true;
  terminal.err << "isocket: the file is for " << name_of(desired.model) << ", and the device is "
               << name_of(session.actual.model) << "\n";
  return false;
}

std::string shown(device::Model model, const device::SettingChange& change, const std::string& value) {
  const auto setting = device::find_setting(model, change.name);
  const bool secret = setting && setting->row->form == device::ConsoleSetting::Form::secret;
  return secret && value != "NO" ? "set" : value;
}

void print(const device::Configuration& actual, const device::GroupChange& change, std::ostream& out) {
  std::size_t width = 0;
  for (const auto& setting : change.settings) width = std::max(width, setting.name.size());
  out << name_of(change.group) << "\n";
  for (const auto& setting : change.settings) {
    const std::string from = setting.from ? shown(actual.model, setting, *setting.from) : "?";
    out << "  " << setting.name << std::string(width + 2 - setting.name.size(), ' ') << from << " -> "
        << shown(actual.model, setting, setting.to) << "\n";
  }
}

ExitCode diff(const CableOptions& options, Terminal& terminal) {
  const auto desired = read_configuration_file(options.file, terminal);
  if (!desired) return ExitCode::usage;
  const Session session = over_cable(options.port, read_all);
  if (session.trouble) return report(session, terminal);
  if (!fits(session, *desired, terminal)) return ExitCode::usage;
  mind_the_clock(session.actual, terminal);
  const auto changes = device::difference(session.actual, *desired);
  for (const auto& change : changes) print(session.actual, change, terminal.out);
  return changes.empty() ? ExitCode::pass : ExitCode::fail;
}

/// Group by group (MU-4-22). What is behind a group that could not be written may depend on it.
asio::awaitable<void> write_all(cable::Client& client, const Interrupts& interrupts,
                                const device::Configuration& desired, Terminal& terminal, Session& session) {
  co_await read_all(client, interrupts, session);
  if (session.trouble || session.actual.model != desired.model) co_return;
  session.changes = device::difference(session.actual, desired);
  session.unknown = device::take_unknown_passwords(desired.model, session.changes);
  for (const device::GroupChange& change : session.changes) {
    if (interrupts.asked()) co_return;
    print(session.actual, change, terminal.out);
    terminal.out << std::flush;
    device::GroupChange one = change;
    cable::GroupOutcome outcome = co_await cable::write_group(client, std::move(one), session.actual);
    session.outcomes.push_back(std::move(outcome));
    if (session.outcomes.back().error) co_return;
  }
}

/// Says what a written group reads back as where that is not what was wanted; whether it is.
bool reads_back(const Session& session, const device::Configuration& desired, device::Group group,
                Terminal& terminal) {
  bool same = true;
  for (const auto& change : device::difference(session.actual, desired))
    for (const auto& setting : change.settings) {
      const bool secret = shown(desired.model, setting, setting.to) != setting.to;
      if (change.group != group || secret) continue;
      terminal.err << "isocket: " << setting.name << " reads back as " << setting.from.value_or("?")
                   << " and not as " << setting.to << "\n";
      same = false;
    }
  return same;
}

/// What became of each group that was to be changed.
ExitCode conclude(const Session& session, const device::Configuration& desired, Terminal& terminal) {
  ExitCode code = ExitCode::pass;
  std::string written;
  for (std::size_t i = 0; i < session.changes.size(); ++i) {
    const device::Group group = session.changes[i].group;
    if (i >= session.outcomes.size()) {
      terminal.err << "isocket: " << name_of(group) << ": unchanged, it was not begun\n";
      if (code == ExitCode::pass) code = session.asked.value_or(code);
      continue;
    }
    const cable::GroupOutcome& outcome = session.outcomes[i];
    if (!outcome.error) {
      written += " " + std::string{name_of(group)};
      if (!reads_back(session, desired, group, terminal)) code = ExitCode::fail;
      continue;
    }
    terminal.err << "isocket: " << name_of(group) << ": " << cable::name_of(outcome.fate) << "; "
                 << describe(*outcome.error) << "\n";
    code = outcome.error->code == Errc::refused || outcome.error->code == Errc::not_found
               ? ExitCode::fail
               : ExitCode::equipment;
  }
  if (code == ExitCode::equipment)
    terminal.err << "isocket: every group holds its old values or its new ones; the next 'config diff' tells "
                    "which\n";
  for (const std::string& name : session.unknown) {
    terminal.err << "isocket: " << name
                 << ": the file says that it is set but not to what, and the device has none\n";
    if (code == ExitCode::pass) code = ExitCode::fail;
  }
  if (!written.empty()) terminal.err << "Written and read back:" << written << "\n";
  if (code == ExitCode::pass && written.empty()) terminal.err << "The device is as the file says.\n";
  return code;
}

ExitCode write(const CableOptions& options, Terminal& terminal) {
  const auto desired = read_configuration_file(options.file, terminal);
  if (!desired) return ExitCode::usage;
  const Session session =
      over_cable(options.port, [&](cable::Client& client, const Interrupts& interrupts, Session& its) {
        return write_all(client, interrupts, *desired, terminal, its);
      });
  if (session.trouble) return report(session, terminal);
  if (!fits(session, *desired, terminal)) return ExitCode::usage;
  mind_the_clock(session.actual, terminal);
  return conclude(session, *desired, terminal);
}

using Run = ExitCode (*)(const CableOptions&, Terminal&);

/// A subcommand with its port, and what runs it.
CLI::App* add_cable_command(CLI::App& config, Action& action, const char* name, const char* sentence,
                            const std::shared_ptr<CableOptions>& options, Run run) {
  CLI::App* const command = config.add_subcommand(name, sentence);
  command->add_option("--port", options->port, "Serial port of the device's configuration cable")
      ->required()
      ->type_name("PORT");
  command->callback([options, run, &action] {
    action = [options, run](Terminal& terminal) { return run(*options, terminal); };
  });
  return command;
}

void add_file(CLI::App& command, const std::shared_ptr<CableOptions>& options) {
  command
      .add_option("file", options->file,
                  "The wanted configuration, which need not name every setting, or a card (.json)")
      ->required()
      ->type_name("FILE");
}

}  // namespace

ExitCode read_over_cable(const std::string& port, Terminal& terminal, device::Configuration& configuration) {
  Session session = over_cable(port, read_all);
  if (session.trouble) return report(session, terminal);
  mind_the_clock(session.actual, terminal);
  configuration = std::move(session.actual);
  return ExitCode::pass;
}

void add_config_read(CLI::App& config, Action& action) {
  auto options = std::make_shared<CableOptions>();
  CLI::App* const command =
      add_cable_command(config, action, "read", "Reads every setting of a device, as YAML.", options, read);
  command->add_option("-o,--output", options->output, "Write it to this file")->type_name("FILE.yaml");
  command->footer(
      "Examples:\n"
      "  isocket config read --port /dev/ttyACM0\n"
      "  isocket config read --port /dev/ttyACM0 -o cottage.yaml\n"
      "Exit codes: 0 read, 4 the port, or no device answers on it, 7 the file cannot be written.");
}

void add_config_diff(CLI::App& config, Action& action) {
  auto options = std::make_shared<CableOptions>();
  CLI::App* const command = add_cable_command(
      config, action, "diff", "Shows what 'config write' would change, and changes nothing.", options, diff);
  add_file(*command, options);
  command->footer(
      "Examples:\n"
      "  isocket config diff cottage.yaml --port /dev/ttyACM0\n"
      "  isocket config diff cottage.yaml --port /dev/ttyACM0 || echo differs\n"
      "Exit codes: 0 the device is as the file says, 1 it differs, 2 a bad file or a device of another "
      "model,\n"
      "4 the port, or no device answers on it.");
}

void add_config_write(CLI::App& config, Action& action) {
  auto options = std::make_shared<CableOptions>();
  CLI::App* const command = add_cable_command(
      config, action, "write",
      "Reads the device, changes what differs from the file group by group, and reads it back.", options,
      write);
  add_file(*command, options);
  command->footer(
      "A setting that the file does not name keeps its value. A cable that is pulled leaves each group as "
      "it\n"
      "was or as it shall be.\n"
      "Examples:\n"
      "  isocket config write cottage.yaml --port /dev/ttyACM0\n"
      "  isocket config read --port /dev/ttyACM0 -o all.yaml && isocket config write all.yaml --port "
      "/dev/ttyACM1\n"
      "Exit codes: 0 the device is as the file says, 1 it refused a group, 2 a bad file or a device of "
      "another\n"
      "model, 4 the port, or the connection was lost.");
}

}  // namespace isocket::cli
