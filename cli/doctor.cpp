// isocket doctor: what is wrong with the modems of this machine, and how to mend it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "checks.h"
#include "command.h"
#include "modem/modem.h"
#include "modem/serial_port.h"

namespace isocket::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kDoctorSchema = "isocket-doctor-1";

struct DoctorOptions {
  SurveyOptions survey;
  std::string ussd;
  bool json = false;
};

asio::awaitable<void> ask_network(modem::Modem& modem, const std::string& code, Check& check) {
  const auto started = co_await modem.start();
  Error error;
  if (started) {
    const auto reply = co_await modem.ussd(code);
    if (reply) {
      check.level = Check::Level::ok;
      check.finding = code + ": " + reply->text;
      co_return;
    }
    error = reply.error();
  } else {
    error = started.error();
  }
  check.finding = code + ": " + describe(error);
  check.advice = "The code is the operator's own; ask there which one tells the credit.";
}

/// What the network answers to a code at each modem that can be used.
void ask_networks(const SurveyedPorts& all, const std::string& code, std::vector<Check>& checks) {
  for (const modem::FoundPort& found : all.ports) {
    if (!found.preferred) continue;
    const run::ModemEntry* entry = entry_of(all, found);
    const std::string name = entry != nullptr ? entry->name : found.port.path;
    Check check{Check::Level::fail, name, "ussd", {}, {}};
    EventLoop loop{EventLoop::Pace::real_time};
    journal::Journal journal{loop};
    modem::ModemOptions options{name};
    if (entry != nullptr) options = run::options_of(*entry);
    options.drain = false;
    options.keep = true;
    auto stream = modem::open_serial_port(loop, found.port.path);
    if (stream) {
      modem::Modem modem{loop, std::move(*stream), std::move(options), journal};
      loop.run_to_end(ask_network(modem, code, check));
    } else {
      check.finding = code + ": " + describe(stream.error());
    }
    checks.push_back(std::move(check));
  }
}

void print(const std::vector<Check>& checks, std::ostream& out) {
  for (const Check& check : checks) {
    const std::string level{name_of(check.level)};
    out << level << std::string(6 - level.size(), ' ') << check.subject << ": " << check.finding
        << (check.advice.empty() ? "" : ". " + check.advice) << "\n";
  }
}

void print_json(const std::vector<Check>& checks, std::ostream& out) {
  Json document{{"schema", kDoctorSchema}, {"checks", Json::array()}};
  for (const Check& check : checks)
    document["checks"].push_back({{"level", name_of(check.level)},
                                  {"subject", check.subject},
                                  {"what", check.what},
                                  {"finding", check.finding},
                                  {"advice", check.advice.empty() ? Json{} : Json(check.advice)}});
  out << document.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

ExitCode doctor(const DoctorOptions& options, Terminal& terminal) {
  ExitCode code = ExitCode::pass;
  const auto all = survey_ports(options.survey, terminal, code);
  if (!all) return code;
  std::vector<Check> checks = check_all(*all);
  for (Check& check : check_modem_manager(all->ports)) checks.push_back(std::move(check));
  const bool any = std::any_of(all->ports.begin(), all->ports.end(),
                               [](const modem::FoundPort& found) { return found.survey.has_value(); });
  if (!any)
    checks.push_back(
        {Check::Level::fail, "modems", "modem", "no modem answers at any port",
         "Plug one in; a stick that is plugged in and not listed by 'isocket modems' has no AT port."});
  if (!options.ussd.empty()) ask_networks(*all, options.ussd, checks);
  if (options.json)
    print_json(checks, terminal.out);
  else
    print(checks, terminal.out);
  if (!any) return ExitCode::equipment;
  const bool failed = std::any_of(checks.begin(), checks.end(),
                                  [](const Check& check) { return check.level == Check::Level::fail; });
  return failed ? ExitCode::fail : ExitCode::pass;
}

}  // namespace

void add_doctor(CLI::App& app, Action& action) {
  auto options = std::make_shared<DoctorOptions>();
  CLI::App* const command =
      app.add_subcommand("doctor", "Says what is wrong with the modems of this machine, and how to mend it.");
  add_survey_options(*command, options->survey);
  command->add_option("--ussd", options->ussd, "Ask each network this code, such as the one for the credit")
      ->type_name("CODE");
  command->add_flag("--json", options->json, "One JSON document");
  command->footer(
      "Nothing is sent that costs, no PIN is given, and nothing is changed; only --ussd sets a modem up, "
      "with "
      "the PIN of\n"
      "the inventory, and asks its network.\n"
      "What is looked at: docs/reference/doctor.md\n"
      "Examples:\n"
      "  isocket doctor\n"
      "  isocket doctor --ussd '*100#'\n"
      "Exit codes: 0 nothing is wrong (there may be warnings), 1 something is, 2 wrong use, 4 no modem "
      "answers, 7 the\n"
      "trace could not be written.");
  command->callback(
      [options, &action] { action = [options](Terminal& terminal) { return doctor(*options, terminal); }; });
}

}  // namespace isocket::cli
