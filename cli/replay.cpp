// isocket replay: what the driver's parser makes of a recorded trace.
#include "modem/replay.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "command.h"
#include "core/input_file.h"
#include "journal/journal.h"
#include "yaml/source.h"

namespace isocket::cli {
namespace {

using Json = nlohmann::ordered_json;
using modem::ReplayLine;
using modem::ReplayPort;

constexpr const char* kReplaySchema = "isocket-replay-1";

struct ReplayOptions {
  std::string file;
  std::vector<std::string> ports;
  bool json = false;
};

std::string seconds(Duration time) {
  char text[40];
  std::snprintf(text, sizeof text, "%.6f", static_cast<double>(time.count()) / 1e6);
  return text;
}

/// "m1: 12 commands, 1 refused, 0 without an end; 3 unsolicited lines, 0 stray; the slowest took 2.1 s:
/// AT+..."
std::string summary(const ReplayPort& port) {
  if (!port.speaks_at) return port.name + ": no AT commands; not judged";
  std::string text = port.name + ": " + std::to_string(port.commands) + " commands, " +
                     std::to_string(port.refused) + " refused, " + std::to_string(port.without_end) +
                     " without an end; " + std::to_string(port.unsolicited) + " unsolicited lines, " +
                     std::to_string(port.stray) + " stray";
  if (port.slowest > Duration{})
    text += "; the slowest took " + seconds(port.slowest) + " s: " + port.slowest_command;
  return text;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

void print(const modem::Replay& replay, std::ostream& out) {
  std::size_t name = 0, time = 0;
  for (const ReplayPort& port : replay.ports) name = std::max(name, port.name.size());
  for (const ReplayLine& line : replay.lines) time = std::max(time, seconds(line.at).size());
  constexpr std::size_t kKind = 11;  // "information"
  for (const ReplayLine& line : replay.lines) {
    const std::string at = seconds(line.at);
    const std::string number = line.command == 0 ? "" : "#" + std::to_string(line.command);
    out << std::string(time - at.size(), ' ') << at << "  " << padded(line.port, name) << "  "
        << padded(std::string{name_of(line.kind)}, kKind) << "  " << padded(number, 5) << "  "
        << journal::printable(line.text);
    if (!line.body.empty()) out << " " << line.body;
    if (!line.note.empty()) out << "  (" << line.note << ")";
    out << "\n";
  }
  for (const ReplayPort& port : replay.ports) out << summary(port) << "\n";
}

void print_json(const modem::Replay& replay, std::ostream& out) {
  Json document{{"schema", kReplaySchema}, {"ports", Json::array()}, {"lines", Json::array()}};
  for (const ReplayPort& port : replay.ports)
    document["ports"].push_back({{"port", port.name},
                                 {"at", port.speaks_at},
                                 {"commands", port.commands},
                                 {"refused", port.refused},
                                 {"without_end", port.without_end},
                                 {"unsolicited", port.unsolicited},
                                 {"stray", port.stray},
                                 {"slowest_s", static_cast<double>(port.slowest.count()) / 1e6},
                                 {"slowest", journal::printable(port.slowest_command)}});
  for (const ReplayLine& line : replay.lines) {
    Json entry{{"t", static_cast<double>(line.at.count()) / 1e6},
               {"port", line.port},
               {"kind", name_of(line.kind)},
               {"text", journal::printable(line.text)}};
    if (!line.body.empty()) entry["body"] = line.body;
    if (line.command != 0) entry["command"] = line.command;
    if (!line.note.empty()) entry["note"] = line.note;
    document["lines"].push_back(std::move(entry));
  }
  out << document.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

/// Only what went over the ports that were asked for. False after a message: one of them is not in the trace.
bool choose(modem::Trace& trace, const ReplayOptions& options, std::ostream& err) {
  if (options.ports.empty()) return true;
  std::vector<std::string_view> known;
  for (const modem::TraceLine& line : trace.lines)
    if (std::find(known.begin(), known.end(), line.port) == known.end()) known.emplace_back(line.port);
  for (const std::string& port : options.ports) {
    if (std::find(known.begin(), known.end(), port) != known.end()) continue;
    err << "isocket: --port: the trace has no port '" << port << "'"
        << (known.empty() ? "; it is empty" : yaml::suggest(port, known)) << "\n";
    return false;
  }
  std::erase_if(trace.lines, [&](const modem::TraceLine& line) {
    return std::find(options.ports.begin(), options.ports.end(), line.port) == options.ports.end();
  });
  return true;
}

ExitCode replay(const ReplayOptions& options, Terminal& terminal) {
  auto text = read_file(options.file);
  if (!text) {
    terminal.err << "isocket: " << options.file << ": " << text.error().detail
                 << "; a trace is a file that --trace has written\n";
    return ExitCode::usage;
  }
  drop_byte_order_mark(*text);
  auto trace = modem::read_trace(*text);
  if (!trace) {
    const yaml::Source source{options.file, *std::move(text)};
    const yaml::Place place = source.at(trace.error().offset);
    terminal.err << render(source.diagnostic(place, trace.error().detail));
    return ExitCode::usage;
  }
  if (!choose(*trace, options, terminal.err)) return ExitCode::usage;
  const modem::Replay result = modem::replay(*trace);
  if (options.json)
    print_json(result, terminal.out);
  else
    print(result, terminal.out);
  return result.clean() ? ExitCode::pass : ExitCode::fail;
}

}  // namespace

void add_replay(CLI::App& app, Action& action) {
  auto options = std::make_shared<ReplayOptions>();
  CLI::App* const command =
      app.add_subcommand("replay", "Explains a trace: what the driver takes each line for.");
  command->add_option("FILE", options->file, "A trace, as --trace writes it")->required();
  command->add_option("--port", options->ports, "Only this port; may be repeated")
      ->allow_extra_args(false)
      ->type_name("NAME");
  command->add_flag("--json", options->json, "One JSON document");
  command->footer(
      "No modem is needed: the driver's parser reads what a modem has said, at the times at which it did.\n"
      "The format, and what the columns mean: docs/reference/trace.md\n"
      "Examples:\n"
      "  isocket send dut1 STATUS --trace status.trace\n"
      "  isocket replay status.trace\n"
      "Exit codes: 0 every command has an end and every line is known, 1 a line is stray or a command has no "
      "end,\n"
      "2 no trace.");
  command->callback(
      [options, &action] { action = [options](Terminal& terminal) { return replay(*options, terminal); }; });
}

}  // namespace isocket::cli
