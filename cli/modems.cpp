// isocket modems: which serial ports have a modem behind them, and what it says of itself.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "command.h"
#include "modem/dialect.h"
#include "surveyed_ports.h"

namespace isocket::cli {
namespace {

using Json = nlohmann::ordered_json;
using modem::FoundPort;
using modem::Survey;

constexpr const char* kModemsSchema = "isocket-modems-1";

struct ModemsOptions {
  SurveyOptions survey;
  bool json = false;
};

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const std::string& part : parts)
    if (!part.empty()) text += (text.empty() ? "" : between) + part;
  return text;
}

std::string usb_line(const modem::SerialPort& port) {
  if (!port.device) return {};
  const std::string driver = port.driver.empty() ? "" : "driver " + port.driver;
  return joined({port.usb() + " (" + port.device->id.to_string() + ")",
                 joined({port.device->maker, port.device->product}, " "), driver},
                ", ");
}

std::string sim_line(const Survey& survey) {
  std::string state = survey.sim == "READY" ? "ready"
                      : survey.sim.empty()  ? survey.sim_trouble
                                            : "asks for " + survey.sim;
  if (survey.tries) state += ", " + std::to_string(*survey.tries) + " tries left";
  return joined({state, survey.iccid.empty() ? "" : "ICCID " + survey.iccid,
                 survey.imsi.empty() ? "" : "IMSI " + survey.imsi,
                 survey.number.empty() ? "" : "number " + survey.number},
                ", ");
}

std::string network_line(const Survey& survey) {
  const std::string registered =
      survey.registration ? std::string{words_of(*survey.registration)} : std::string{};
  const std::string signal = survey.signal ? std::to_string(*survey.signal) + " dBm (" +
                                                 std::string{modem::words_of_signal(*survey.signal)} + ")"
                                           : std::string{};
  return joined({survey.operator_name, registered, signal}, ", ");
}

std::string stores_line(const Survey& survey) {
  std::vector<std::string> stores;
  for (const modem::MessageStoreUse& store : survey.stores)
    stores.push_back(store.name + " " + std::to_string(store.used) + " of " + std::to_string(store.total) +
                     (store.full() ? " (full)" : ""));
  return joined(stores, ", ");
}

void print_modem(const SurveyedPorts& all, const FoundPort& found, std::ostream& out) {
  const Survey& survey = *found.survey;
  const run::ModemEntry* entry = entry_of(all, found);
  const std::string name = joined({survey.manufacturer, survey.model}, " ");
  out << found.port.path << "  " << (name.empty() ? "a modem" : name)
      << (entry != nullptr ? "  (" + entry->name + " of the inventory)" : "") << "\n";
  const auto line = [&out](const char* what, const std::string& text) {
    if (!text.empty())
      out << "  " << what << std::string(10 - std::string_view{what}.size(), ' ') << text << "\n";
  };
  line("use", found.preference);
  line("USB", usb_line(found.port));
  line("firmware", survey.revision);
  line("IMEI", survey.imei);
  line("SIM", sim_line(survey));
  line("network", network_line(survey));
  line("messages", stores_line(survey));
}

void print_other(const FoundPort& found, std::ostream& out) {
  using State = FoundPort::State;
  const char* state = found.state == State::not_asked       ? "not asked: "
                      : found.state == State::no_permission ? "may not be opened: "
                      : found.state == State::failed        ? "cannot be used: "
                                                            : "";
  out << found.port.path << "  " << joined({state + found.reason, found.preference}, "; ") << "\n";
  if (const std::string usb = usb_line(found.port); !usb.empty()) out << "  USB       " << usb << "\n";
}

bool has_port(const SurveyedPorts& all, const modem::UsbDevice& device) {
  return std::any_of(all.ports.begin(), all.ports.end(), [&](const FoundPort& found) {
    return found.port.device && found.port.device->place == device.place;
  });
}

void print(const SurveyedPorts& all, std::ostream& out) {
  // Modems first: they are what was asked for.
  for (const FoundPort& found : all.ports)
    if (found.survey) print_modem(all, found, out);
  for (const FoundPort& found : all.ports)
    if (!found.survey) print_other(found, out);
  for (const modem::UsbDevice& device : all.usb_devices) {
    const auto portless = modem::portless_modem(device.id);
    if (!portless || has_port(all, device)) continue;
    out << "USB " << device.place << "  " << portless->what << " (" << device.id.to_string()
        << "): no port\n  " << portless->advice << "\n";
  }
}

/// Null for what is not known.
Json or_null(const std::string& text) {
  return text.empty() ? Json{} : Json(text);
}
template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json{};
}

const modem::Dialect& dialect_of(const Survey& survey) {
  modem::Identity identity;
  identity.manufacturer = survey.manufacturer;
  identity.model = survey.model;
  identity.revision = survey.revision;
  return modem::dialect_for(identity);
}

Json survey_json(const Survey& survey) {
  Json json{{"manufacturer", or_null(survey.manufacturer)},
            {"model", or_null(survey.model)},
            {"firmware", or_null(survey.revision)},
            {"dialect", dialect_of(survey).name},
            {"imei", or_null(survey.imei)},
            {"sim", or_null(survey.sim)},
            {"sim_trouble", or_null(survey.sim_trouble)},
            {"tries", or_null(survey.tries)},
            {"iccid", or_null(survey.iccid)},
            {"imsi", or_null(survey.imsi)},
            {"number", or_null(survey.number)},
            {"operator", or_null(survey.operator_name)},
            {"signal_dbm", or_null(survey.signal)},
            {"registration", survey.registration ? Json(static_cast<int>(*survey.registration)) : Json{}},
            {"registration_words", survey.registration ? Json(words_of(*survey.registration)) : Json{}},
            {"service_centre", or_null(survey.service_centre)},
            {"stores", Json::array()}};
  for (const modem::MessageStoreUse& store : survey.stores)
    json["stores"].push_back({{"name", store.name}, {"used", store.used}, {"total", store.total}});
  return json;
}

Json port_json(const modem::SerialPort& port) {
  if (!port.device) return nullptr;
  return {{"place", port.usb()},
          {"id", port.device->id.to_string()},
          {"maker", or_null(port.device->maker)},
          {"product", or_null(port.device->product)}};
}

void print_json(const SurveyedPorts& all, std::ostream& out) {
  Json document{{"schema", kModemsSchema}, {"ports", Json::array()}, {"without_port", Json::array()}};
  for (const FoundPort& found : all.ports) {
    const run::ModemEntry* entry = entry_of(all, found);
    Json holders = Json::array();
    for (const modem::PortHolder& holder : found.holders)
      holders.push_back({{"pid", holder.pid}, {"program", holder.program}});
    document["ports"].push_back({{"port", found.port.path},
                                 {"state", name_of(found.state)},
                                 {"reason", or_null(found.reason)},
                                 {"preferred", found.preferred},
                                 {"preference", or_null(found.preference)},
                                 {"name", entry != nullptr ? Json(entry->name) : Json{}},
                                 {"usb", port_json(found.port)},
                                 {"driver", or_null(found.port.driver)},
                                 {"holders", std::move(holders)},
                                 {"modem", found.survey ? survey_json(*found.survey) : Json{}}});
  }
  for (const modem::UsbDevice& device : all.usb_devices) {
    const auto portless = modem::portless_modem(device.id);
    if (!portless || has_port(all, device)) continue;
    document["without_port"].push_back({{"place", device.place},
                                        {"id", device.id.to_string()},
                                        {"what", portless->what},
                                        {"advice", portless->advice}});
  }
  out << document.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

ExitCode modems(const ModemsOptions& options, Terminal& terminal) {
  ExitCode code = ExitCode::pass;
  const auto all = survey_ports(options.survey, terminal, code);
  if (!all) return code;
  for (const yaml::Diagnostic& problem : all->problems) terminal.err << yaml::render(problem);
  if (options.json)
    print_json(*all, terminal.out);
  else
    print(*all, terminal.out);
  const bool any = std::any_of(all->ports.begin(), all->ports.end(),
                               [](const FoundPort& f) { return f.survey.has_value(); });
  if (any) return ExitCode::pass;
  terminal.err << "isocket: no modem answers" << (all->ports.empty() ? "; there is no serial port" : "")
               << ". A modem that is plugged in and not listed: docs/how-to/connect-a-modem.md\n";
  return ExitCode::nothing;
}

}  // namespace

void add_modems(CLI::App& app, Action& action) {
  auto options = std::make_shared<ModemsOptions>();
  CLI::App* const command =
      app.add_subcommand("modems", "Lists the serial ports with a modem, and what it says of itself.");
  add_survey_options(*command, options->survey);
  command->add_flag("--json", options->json, "One JSON document");
  command->footer(
      "Nothing is changed at a modem, and no PIN is given. A port that another program holds is left alone.\n"
      "What is shown, and the JSON document: docs/reference/modems.md\n"
      "Examples:\n"
      "  isocket modems\n"
      "  isocket modems --port /dev/ttyUSB2 --json\n"
      "Exit codes: 0 a modem answers, 2 wrong use, 5 none does, 7 the trace could not be written.");
  command->callback(
      [options, &action] { action = [options](Terminal& terminal) { return modems(*options, terminal); }; });
}

}  // namespace isocket::cli
