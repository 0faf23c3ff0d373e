#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "command.h"
#include "core/duration.h"
#include "device/reply.h"
#include "run/conversation.h"
#include "send_to.h"
#include "target.h"
#include "trace_option.h"

namespace isocket::cli {
namespace {

using namespace std::chrono_literals;

struct SendOptions {
  TargetOptions target;
  std::vector<std::string> words;
  std::string from = "boss";
  std::string within = "60s";
  bool json = false;
};

/// After a reply, so long is listened for another one.
constexpr Duration kMore = 10s;

/// What one command came to.
struct Exchange {
  std::string text;
  std::string trouble;  ///< why it could not be sent; empty: it was
  bool delivered = false;
  std::vector<std::string> replies;
};

struct Outcome {
  std::string trouble;  ///< of the equipment
  std::vector<Exchange> exchanges;
};

asio::awaitable<void> exchange_with(Target& target, const SendOptions& options, Duration within,
                                    Outcome& outcome) {
  run::Table& table = target.table();
  if (!options.target.lab.empty()) {
    auto ready = co_await table.bench.reset();
    if (!ready) {
      outcome.trouble = describe(ready.error());
      co_return;
    }
  }
  run::NetworkRecord network;
  run::Conversation conversation{table, network, Random{options.target.seed}};
  conversation.begin();
  run::Party& party = conversation.party(options.from);
  for (const std::string& word : options.words) {
    Exchange result;
    result.text = word;
    const std::string text = conversation.access().prefix() + table.device.password + word;
    const run::SendOptions plain;
    auto wrong = co_await conversation.send(party, text, plain);
    if (wrong) {
      result.trouble = wrong->what + (wrong->received.empty() ? "" : ": " + wrong->received);
    } else {
      Instant deadline = table.loop.now() + within;
      for (;;) {
        auto letter = co_await conversation.next_letter(party, deadline);
        if (!letter) break;
        // It may quote the command, and with it the password in front.
        result.replies.push_back(table.journal.redactor().apply(letter->text));
        deadline = table.loop.now() + kMore;
      }
      result.delivered = party.pending().back().delivered;
    }
    outcome.exchanges.push_back(std::move(result));
  }
}

asio::awaitable<void> exchange(Target& target, const SendOptions& options, Duration within,
                               Outcome& outcome) {
  auto started = co_await target.start();
  if (started)
    co_await exchange_with(target, options, within, outcome);
  else
    outcome.trouble = describe(started.error());
  co_await target.end();
}

void print(const Outcome& outcome, bool as_json, Terminal& terminal) {
  if (as_json) {
    nlohmann::ordered_json document = nlohmann::ordered_json::array();
    for (const Exchange& e : outcome.exchanges)
      document.push_back(
          {{"sent", e.text}, {"delivered", e.delivered}, {"replies", e.replies}, {"trouble", e.trouble}});
    terminal.out << document.dump(2) << "\n";
    return;
  }
  for (const Exchange& e : outcome.exchanges) {
    for (const std::string& reply : e.replies) terminal.out << reply << "\n";
    if (!e.trouble.empty())
      terminal.err << "isocket: " << e.text << ": " << e.trouble << "\n";
    else if (e.replies.empty())
      terminal.err << "isocket: " << e.text << ": no reply; "
                   << (e.delivered ? "the message was delivered" : "the network did not confirm its delivery")
                   << "\n";
  }
}

ExitCode code_of(const Outcome& outcome) {
  if (!outcome.trouble.empty()) return ExitCode::equipment;
  ExitCode code = ExitCode::pass;
  for (const Exchange& e : outcome.exchanges) {
    if (!e.trouble.empty()) return ExitCode::equipment;
    if (e.replies.empty()) code = ExitCode::inconclusive;
  }
  return code;
}

ExitCode send(const SendOptions& options, Terminal& terminal) {
  const auto within = parse_duration(options.within);
  if (!within) {
    terminal.err << "isocket: --within: " << within.error().detail << "\n";
    return ExitCode::usage;
  }
  ExitCode code = ExitCode::pass;
  const auto target = open_target(options.target, terminal, code);
  if (!target) return code;
  if (!target->offer().party_bound(options.from)) {
    terminal.err << "isocket: --from: no modem is bound to the party '" << options.from << "'\n";
    return ExitCode::usage;
  }
  Outcome outcome;
  target->loop().run_to_end(exchange(*target, options, *within, outcome));
  if (outcome.trouble.empty())
    print(outcome, options.json, terminal);
  else
    terminal.err << "isocket: " << outcome.trouble << "\n";
  return traced(*target, options.target, terminal, code_of(outcome));
}

}  // namespace

void add_send(CLI::App& app, Action& action) {
  struct Arguments {
    SendOptions device;
    SendToOptions plain;
  };
  auto arguments = std::make_shared<Arguments>();
  SendOptions& device = arguments->device;
  SendToOptions& plain = arguments->plain;
  CLI::App* command = app.add_subcommand(
      "send", "Sends commands to one device and prints its replies; with --to, plain messages to a number.");
  command
      ->add_option("words", device.words,
                   "The device's name in the inventory (not with --lab or --to), then the commands, one SMS "
                   "each; with --to, the texts: - stands for the lines of the standard input")
      ->required();
  auto* lab = command
                  ->add_option("--lab", device.target.lab,
                               "Model: a new device of the reference firmware instead; or the file of a lab "
                               "with one device")
                  ->type_name("MODEL|FILE");
  auto* to = command->add_option("--to", plain.to,
                                 "Number: no device, no password, no reply; what became of "
                                 "each message is printed");
  auto* modem = command->add_option("--modem", plain.modem, "With --to: this modem of the inventory sends");
  auto* port = command->add_option("--port", plain.port, "With --to: the modem at this port sends");
  auto* reports = command->add_flag("--reports", plain.reports, "With --to: wait for the status reports");
  auto* max_sms = command->add_option("--max-sms", plain.max_sms,
                                      "With --to: send nothing where it would take more SMS than this");
  auto* events = command->add_option("--events", plain.events, "With --to: write the journal as JSON lines");
  command->add_option("--inventory", device.target.inventory,
                      "Inventory file (default: isocket.yaml, here or above)");
  auto* from = command->add_option("--from", device.from, "Party that writes")->capture_default_str();
  command->add_option("--within", device.within, "How long to wait for a reply, or for the status reports")
      ->capture_default_str();
  auto* seed = command->add_option("--seed", device.target.seed, "Chance in the lab")->capture_default_str();
  command->add_flag("--json", device.json, "One JSON document");
  add_trace_option(*command, device.target.trace);
  to->excludes(lab)->excludes(from)->excludes(seed);
  modem->excludes(port);
  for (CLI::Option* option : {modem, port, reports, max_sms, events}) option->needs(to);
  command->footer(
      "A password of the inventory is put in front of each command.\n"
      "Examples:\n"
      "  isocket send dut1 STATUS\n"
      "  isocket send --lab environment-pro ON STATUS\n"
      "  isocket send --to +358912345678 --port /dev/ttyUSB2 --reports \"Hello\"\n"
      "Exit codes with --to: 0 all sent (with --reports: all delivered), 1 the network refused one,\n"
      "3 one may or may not have gone out, or has no report of its delivery, 4 the modem is in trouble,\n"
      "5 the standard input held no text.");
  command->callback([arguments, to, seed, &action] {
    SendOptions& options = arguments->device;
    options.target.single = true;
    options.target.own_seed = seed->count() > 0;
    if (to->count() > 0) {
      SendToOptions& messages = arguments->plain;
      messages.texts = options.words;
      messages.inventory = options.target.inventory;
      messages.within = options.within;
      messages.trace = options.target.trace;
      messages.json = options.json;
      action = [arguments](Terminal& terminal) { return send_to(arguments->plain, terminal); };
      return;
    }
    if (options.target.lab.empty()) {
      options.target.device = options.words.front();
      options.words.erase(options.words.begin());
      if (options.words.empty()) throw CLI::RequiredError("DEVICE and at least one command");
    }
    action = [arguments](Terminal& terminal) { return send(arguments->device, terminal); };
  });
}

}  // namespace isocket::cli
