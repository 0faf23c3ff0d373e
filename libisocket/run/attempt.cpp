#include "run/attempt.h"

#include <algorithm>
#include <charconv>

#include "device/reply.h"
#include "device/settings.h"

namespace isocket::run {
namespace {

using namespace std::chrono_literals;

/// The place of a step in the case's text: "3", or "3.2" for the second step of a loop that is the third.
std::string place_of(const std::string& path, std::size_t index) {
  return (path.empty() ? "" : path + ".") + std::to_string(index + 1);
}

}  // namespace

Attempt::Attempt(Conversation& conversation, const suite::Case& test_case, std::uint32_t number)
    : conversation_{conversation},
      table_{conversation.table()},
      case_{test_case},
      parties_{suite::needs_of(test_case).parties},
      number_{number} {
  const std::string model{device::name_of(table_.device.model)};
  for (const auto& [name, variable] : case_.vars)
    if (const std::string* value = variable.value_for(model)) conversation_.values()[name] = *value;
}

asio::awaitable<AttemptResult> Attempt::run() {
  AttemptResult result;
  result.evidence.first = table_.journal.record("attempt.begin", {{"case", case_.id}, {"attempt", number_}});
  result.wrong = co_await run_all();
  co_await conversation_.end_calls();
  if (result.wrong && result.wrong->suspect < Suspect::outage) {
    if (const std::string how = disturbance(); !how.empty()) {
      result.disturbed = true;
      result.wrong->suspect = Suspect::outage;
      result.wrong->reason = "modem-shared";
      result.wrong->what += "; but " + how;
    }
  }
  if (result.wrong && !table_.bench.faultless() && result.wrong->suspect < Suspect::outage) {
    // Whether the network meddled shows once the channel has been swept.
    co_await conversation_.settle();
    co_await conversation_.fence();
    if (const auto more = conversation_.unexpected(false)) conversation_.note_trouble("surplus messages");
  }
  if (auto wrong = modem_trouble()) {
    if (!result.wrong || result.wrong->suspect != Suspect::harness || wrong->suspect == Suspect::harness)
      result.wrong = std::move(wrong);
  }
  // What was observed on a bench that has ended since is worth nothing.
  if (const auto sound = table_.bench.sound(); !sound) result.wrong = bench_error(sound.error());
  result.trouble = conversation_.trouble();
  result.messages = conversation_.messages();
  result.excess = excess_;
  result.verdict = result.wrong ? judge(*result.wrong) : Verdict::pass;
  result.step = step_path_;
  result.place = step_ != nullptr ? step_->place : case_.place;
  result.evidence.last = table_.journal.last();
  co_return result;
}

Verdict Attempt::judge(const Wrong& wrong) const {
  if (wrong.suspect == Suspect::harness) return Verdict::error;
  if (wrong.suspect == Suspect::outage) return Verdict::inconc;
  if (table_.bench.faultless()) return Verdict::fail;  // there is nobody else to blame
  if (wrong.suspect == Suspect::device && conversation_.trouble().empty()) return Verdict::fail;
  return Verdict::inconc;
}

/// A modem that this case needs was away for a while, or is set aside.
Attempt::Maybe Attempt::modem_trouble() const {
  Maybe trouble;
  for (const auto& party : table_.parties()) {
    if (!takes_part(*party)) continue;
    if (!party->lost().empty())
      return Wrong{Suspect::harness,
                   "modem",
                   "the modem of " + party->name() + ": " + party->lost(),
                   {},
                   {},
                   {},
                   {},
                   {}};
    if (!trouble && !party->interrupted().empty())
      trouble = Wrong{Suspect::outage,
                      "modem-restarted",
                      "the modem of " + party->name() + " was away for a while: " + party->interrupted(),
                      {},
                      {},
                      {},
                      {},
                      {}};
  }
  return trouble;
}

std::string Attempt::disturbance() const {
  for (const auto& party : table_.parties())
    if (takes_part(*party) && !party->disturbance().empty()) return party->disturbance();
  return {};
}

bool Attempt::takes_part(const Party& party) const {
  return party.name() == "boss" ||
         std::find(parties_.begin(), parties_.end(), party.name()) != parties_.end();
}

/// Waits until the modems of this attempt have a network. What is wrong when one has none.
asio::awaitable<Attempt::Maybe> Attempt::await_network() {
  for (const auto& party : table_.parties()) {
    if (!takes_part(*party)) continue;
    const auto back = co_await party->ready();
    if (back || back.error().code != Errc::timed_out) continue;
    Wrong wrong{Suspect::outage,
                "no-network",
                "the modem of " + party->name() + " has no network: " + back.error().detail,
                {},
                {},
                {},
                {},
                {}};
    co_return wrong;
  }
  co_return std::nullopt;
}

asio::awaitable<Attempt::Maybe> Attempt::run_all() {
  // An outage ends the attempt that it meets; the next one waits for its end first.
  Maybe without = co_await await_network();
  if (without) co_return without;
  auto ready = co_await table_.bench.reset();
  if (!ready) {
    Wrong wrong{Suspect::harness,
                "bench",
                "the device did not reach its start state: " + describe(ready.error()),
                {},
                {},
                {},
                {},
                {}};
    // Where our own modems have no network either, the device could not find one.
    const Instant asked = table_.loop.now();
    if (ready.error().code == Errc::timed_out) without = co_await await_network();
    if (without || table_.loop.now() > asked) {
      wrong.suspect = Suspect::outage;
      wrong.reason = "no-network";
      wrong.what += "; but our own modem had no network either";
    }
    co_return wrong;
  }
  conversation_.begin();
  Maybe wrong = co_await prepare();
  if (wrong) co_return wrong;
  wrong = co_await run_steps(case_.steps, "");
  if (wrong) co_return wrong;
  co_return co_await close();
}

asio::awaitable<Attempt::Maybe> Attempt::prepare() {
  step_path_ = "given";
  struct Step {
    int rank;
    std::vector<std::string> commands;
  };
  std::vector<Step> order;
  for (const suite::Setting& setting : case_.given) {
    if (setting.key != suite::kVariantSetting) continue;
    Maybe wrong = co_await apply(setting);
    if (wrong) co_return wrong;
  }
  for (const suite::Setting& setting : case_.given) {
    if (setting.key == suite::kVariantSetting) continue;
    std::vector<std::string> values;
    for (const std::string& value : setting.list()) {
      const auto number = conversation_.values().find(value + ".number");
      auto filled = suite::fill(value, conversation_.values());
      values.push_back(number != conversation_.values().end() ? number->second : filled.value_or(value));
    }
    auto steps = device::prepare(table_.device.model, setting.key, values);
    if (!steps) {
      Wrong wrong{Suspect::harness, "bad-case", "given: " + describe(steps.error()), {}, {}, {}, {}, {}};
      co_return wrong;
    }
    order.push_back({steps->rank, std::move(steps->commands)});
  }
  std::stable_sort(order.begin(), order.end(), [](const Step& a, const Step& b) { return a.rank < b.rank; });
  for (const Step& step : order) {
    for (const std::string& command : step.commands) {
      Maybe wrong = co_await prepare_by_command(command);
      if (wrong) co_return wrong;
    }
  }
  co_return std::nullopt;
}

asio::awaitable<Attempt::Maybe> Attempt::prepare_by_command(std::string command) {
  Party& boss = conversation_.party("boss");
  const std::string text = conversation_.access().prefix() + command;
  table_.journal.record("step.begin", {{"step", "given"}, {"kind", "given"}, {"text", text}, {"line", 0}});
  co_await conversation_.settle();
  const SendOptions plain;
  Maybe wrong = co_await conversation_.send(boss, text, plain);
  if (wrong) co_return wrong;
  const Instant deadline = table_.loop.now() + table_.patience.reply;
  std::optional<Letter> letter = co_await conversation_.next_letter(boss, deadline);
  while (letter && conversation_.set_aside(boss, *letter))
    letter = co_await conversation_.next_letter(boss, deadline);
  if (!letter) {
    Wrong missing{Suspect::either,
                  "not-prepared",
                  "a command that prepares the case was not answered",
                  text,
                  "a success reply",
                  "nothing",
                  {},
                  {}};
    co_return missing;
  }
  const bool refused = device::is_refusal(device::classify(table_.device.model, letter->text));
  table_.journal.record("step.end", {{"step", "given"}, {"verdict", refused ? "fail" : "pass"}});
  if (refused) {
    Wrong wrong_reply{Suspect::device,
                      "not-prepared",
                      "a command that prepares the case was refused",
                      text,
                      "a success reply",
                      letter->text,
                      {},
                      {}};
    co_return wrong_reply;
  }
  co_return std::nullopt;
}

asio::awaitable<Attempt::Maybe> Attempt::run_steps(const std::vector<suite::Step>& steps, std::string path) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string place = place_of(path, i);
    Maybe wrong = co_await run_step(steps[i], place);
    if (wrong) co_return wrong;
  }
  co_return std::nullopt;
}

asio::awaitable<Attempt::Maybe> Attempt::run_step(const suite::Step& step, std::string path) {
  if (const auto* loop = std::get_if<suite::Repeat>(&step.action)) {
    for (std::uint32_t turn = 1; turn <= loop->times; ++turn) {
      Maybe wrong = co_await run_steps(loop->steps, path);
      if (!wrong) continue;
      if (loop->times > 1) wrong->what += " (in turn " + std::to_string(turn) + ")";
      co_return wrong;
    }
    co_return std::nullopt;
  }
  step_ = &step;
  step_path_ = path;
  fenced_ = false;
  if (const Error* trouble = table_.journal.trouble()) {
    Wrong wrong{Suspect::harness,
                "not-recorded",
                "the journal cannot be written: " + describe(*trouble),
                {},
                {},
                {},
                {},
                {}};
    co_return wrong;
  }
  // A command is settled before anything else happens; its reply may come first, and its effect may be over.
  const auto* seen = std::get_if<suite::Observe>(&step.action);
  const bool waits_for_reply = std::holds_alternative<suite::Expect>(step.action) ||
                               std::holds_alternative<suite::Ringing>(step.action) ||
                               (seen != nullptr && (step.within || seen->after));
  if (!waits_for_reply) co_await conversation_.settle();
  table_.journal.record(
      "step.begin",
      {{"step", path}, {"kind", kind_of(step)}, {"text", summary(step)}, {"line", step.place.line}});
  const Instant began = table_.loop.now();
  Maybe wrong;
  if (const auto* s = std::get_if<suite::Send>(&step.action)) {
    wrong = co_await send(step, *s);
  } else if (const auto* e = std::get_if<suite::Expect>(&step.action)) {
    wrong = co_await expect(step, *e);
  } else if (const auto* q = std::get_if<suite::Silence>(&step.action)) {
    wrong = co_await silence(step, *q);
  } else if (const auto* c = std::get_if<suite::Call>(&step.action)) {
    wrong = co_await call(step, *c);
  } else if (const auto* r = std::get_if<suite::Ringing>(&step.action)) {
    wrong = co_await ringing(step, *r);
  } else if (std::holds_alternative<suite::HangUp>(step.action)) {
    wrong = co_await hang_up(step);
  } else if (const auto* w = std::get_if<suite::Wait>(&step.action)) {
    co_await sleep_for(table_.loop, w->duration);
  } else if (const auto* b = std::get_if<suite::BenchStep>(&step.action)) {
    wrong = co_await change(*b);
  } else if (const auto* o = std::get_if<suite::Observe>(&step.action)) {
    wrong = co_await observe(step, *o);
  } else if (const auto* a = std::get_if<suite::Ask>(&step.action)) {
    wrong = co_await ask(step, *a);
  }
  excess_ += std::max<Duration>(table_.loop.now() - began - 1h, Duration{});
  table_.journal.record("step.end", {{"step", path}, {"verdict", wrong ? name_of(judge(*wrong)) : "pass"}});
  co_return wrong;
}

asio::awaitable<Attempt::Maybe> Attempt::close() {
  co_await conversation_.end_calls();
  const Instant closing = table_.loop.now();
  co_await conversation_.settle();
  if (!conversation_.reachable()) {
    // Nobody can answer. What the device has sent before is with us soon, or lost.
    const Instant swept = closing + 30s;
    while (co_await table_.heard.wait_until(swept)) {
    }
  } else if (!fenced_) {
    const bool answered = co_await conversation_.fence();
    if (!answered) {
      Wrong dead{Suspect::network,
                 "channel-dead",
                 "the device no longer answers the fence that closes the case",
                 {},
                 "the echo of an unknown command",
                 "nothing",
                 {},
                 {}};
      co_return dead;
    }
  }
  if (auto more = conversation_.unexpected(!case_.ignore_alerts))
    co_return surplus(*more->first, more->second);
  co_return unexpected_call(nullptr);
}

Attempt::Maybe Attempt::surplus(const Party& party, const Letter& letter) const {
  return Wrong{Suspect::either,
               "surplus-message",
               "a message came that nobody expected, to " + party.name(),
               conversation_.last_sent(),
               "no further message",
               letter.text,
               {},
               {}};
}

Attempt::Maybe Attempt::unexpected_call(const Party* only) const {
  for (const auto& party : table_.parties()) {
    if (only != nullptr && party != only) continue;
    for (const Ring& ring : party->rings()) {
      if (!ring.from || ring.from->digits() != table_.device.number.digits()) continue;
      return Wrong{Suspect::device,
                   "unexpected-call",
                   "the device called " + party->name() + ", and nobody expected it",
                   conversation_.last_sent(),
                   "no call",
                   "a call",
                   {},
                   {}};
    }
  }
  return std::nullopt;
}

std::string Attempt::rules(const std::optional<suite::RuleRef>& own) const {
  if (own) return own->id;
  std::string all;
  for (const suite::RuleRef& rule : case_.covers) all += (all.empty() ? "" : " ") + rule.id;
  return all;
}

Attempt::Maybe Attempt::check_limits(const suite::Values& captured) const {
  for (const suite::Limit& limit : case_.limits) {
    const auto found = captured.find(limit.name);
    if (found == captured.end()) continue;
    double value = 0;
    const std::string& text = found->second;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool inside = read.ec == std::errc{} && (!limit.low || value >= *limit.low) &&
                        (!limit.high || value <= *limit.high);
    if (inside) continue;
    const auto bound = [](const std::optional<double>& b) {
      return b ? std::to_string(*b) : std::string{"any"};
    };
    return Wrong{Suspect::device,
                 "out-of-limits",
                 "the measured value " + limit.name + " is out of its limits",
                 conversation_.last_sent(),
                 bound(limit.low) + " to " + bound(limit.high),
                 text,
                 {},
                 {}};
  }
  return std::nullopt;
}

}  // namespace isocket::run
