#include "surveyed_ports.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <ostream>

#include "core/duration.h"
#include "modem/serial_port.h"
#include "trace_option.h"

namespace isocket::cli {
namespace {

namespace fs = std::filesystem;

/// The same port, whatever links lead to it.
bool same_port(const std::string& a, const std::string& b) {
  std::error_code error_a, error_b;
  const fs::path real_a = fs::canonical(a, error_a), real_b = fs::canonical(b, error_b);
  return a == b || (!error_a && !error_b && real_a == real_b);
}

/// Adds it, unless it is there; as the machine knows it, but under this name.
void add_port(std::vector<modem::SerialPort>& ports, const std::vector<modem::SerialPort>& known,
              const std::string& path) {
  for (const modem::SerialPort& port : ports)
    if (same_port(port.path, path)) return;
  modem::SerialPort added;
  for (const modem::SerialPort& port : known)
    if (same_port(port.path, path)) added = port;
  added.path = path;
  ports.push_back(std::move(added));
}

std::vector<modem::SerialPort> ports_to_ask(const SurveyOptions& options, const SurveyedPorts& all) {
  const std::vector<modem::SerialPort> known = modem::list_serial_ports();
  std::vector<modem::SerialPort> ports;
  for (const std::string& path : options.ports) add_port(ports, known, path);
  if (!options.ports.empty()) return ports;
  ports = known;
  if (!all.inventory) return ports;
  for (const run::ModemEntry& modem : all.inventory->modems)
    if (!modem.port.empty()) add_port(ports, known, modem.port);
  for (const std::string& path : all.inventory->ports) add_port(ports, known, path);
  return ports;
}

asio::awaitable<void> ask_all(EventLoop& loop, std::vector<modem::SerialPort> ports,
                              modem::DiscoveryOptions options, journal::Journal& journal,
                              std::vector<modem::FoundPort>& found) {
  found = co_await modem::discover(loop, std::move(ports), std::move(options), journal);
}

}  // namespace

void add_survey_options(CLI::App& command, SurveyOptions& options) {
  command.add_option("--port", options.ports, "Only this port; may be repeated")
      ->allow_extra_args(false)
      ->type_name("PATH");
  command.add_option("--inventory", options.inventory,
                     "Inventory file (default: isocket.yaml, here or above)");
  command.add_option("--limit", options.limit, "The time that a port has to answer")->capture_default_str();
  add_trace_option(command, options.trace);
}

std::optional<SurveyedPorts> survey_ports(const SurveyOptions& options, Terminal& terminal, ExitCode& code) {
  code = ExitCode::usage;
  const auto limit = parse_duration(options.limit);
  if (!limit || *limit == Duration{}) {
    terminal.err << "isocket: --limit: " << (limit ? "it is longer than 0s" : limit.error().detail) << "\n";
    return std::nullopt;
  }
  SurveyedPorts all;
  std::optional<fs::path> file{options.inventory};
  if (options.inventory.empty()) file = run::find_inventory(".");
  if (file) all.inventory = run::read_inventory(*file, all.problems);
  if (!options.inventory.empty() && !all.inventory) {
    for (const yaml::Diagnostic& problem : all.problems) terminal.err << yaml::render(problem);
    return std::nullopt;
  }
  EventLoop loop{EventLoop::Pace::real_time};
  journal::Journal journal{loop};
  std::unique_ptr<modem::TraceFile> trace;
  if (!options.trace.empty()) {
    auto created = modem::TraceFile::create(loop, options.trace, journal.redactor());
    if (!created) {
      terminal.err << "isocket: " << trace_error(created.error()).detail << "\n";
      code = ExitCode::not_recorded;
      return std::nullopt;
    }
    trace = std::move(*created);
  }
  modem::DiscoveryOptions discovery;
  discovery.limit = *limit;
  discovery.open = [&](const std::string& path) {
    auto stream = modem::open_serial_port(loop, path);
    if (stream && trace) return Result<std::unique_ptr<ByteStream>>{trace->record(path, std::move(*stream))};
    return stream;
  };
  all.named = !options.ports.empty();
  all.usb_devices = modem::list_usb_devices();
  loop.run_to_end(ask_all(loop, ports_to_ask(options, all), std::move(discovery), journal, all.ports));
  if (trace && !trace->whole()) {
    terminal.err << trace_has_gaps(options.trace);
    code = ExitCode::not_recorded;
    return std::nullopt;
  }
  return all;
}

const run::ModemEntry* entry_of(const SurveyedPorts& all, const modem::FoundPort& found) {
  if (!all.inventory) return nullptr;
  for (const run::ModemEntry& modem : all.inventory->modems) {
    if (!modem.port.empty() && same_port(modem.port, found.port.path)) return &modem;
    if (!modem.imei.empty() && found.survey && found.survey->imei == modem.imei) return &modem;
    if (modem.usb && found.port.device && found.port.device->place == modem.usb->place &&
        (!modem.usb->interface || *modem.usb->interface == found.port.interface.number))
      return &modem;
  }
  return nullptr;
}

}  // namespace isocket::cli
