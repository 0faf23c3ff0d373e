// The steps of an attempt in which a party calls the device, or ends a call: call, hang_up.
#include "core/duration.h"
#include "run/attempt.h"

namespace isocket::run {
namespace {

std::string_view name_of(suite::Call::Outcome outcome) {
  switch (outcome) {
    case suite::Call::Outcome::rejected: return "rejected";
    case suite::Call::Outcome::answered: return "answered";
    case suite::Call::Outcome::busy: return "busy";
    case suite::Call::Outcome::unanswered: return "unanswered";
    case suite::Call::Outcome::unreachable: return "unreachable";
  }
  return "";
}

/// Whether the call went as the step wants.
bool call_fits(const suite::Call& call, const CallResult& result) {
  using Outcome = suite::Call::Outcome;
  if (call.outcome == Outcome::busy && result.outcome == Outcome::rejected) return result.maybe_busy;
  if (call.outcome == Outcome::unanswered && !result.rang) return false;
  return call.outcome == result.outcome;
}

}  // namespace

asio::awaitable<Attempt::Maybe> Attempt::call(const suite::Step& step, const suite::Call& call) {
  Party& from = conversation_.party(step.party);
  if (call.local) {
    bench::Change shown = bench::CallerId{true};
    auto applied = co_await table_.bench.apply(std::move(shown));
    if (!applied) co_return bench_error(applied.error());
  }
  auto result = co_await from.call(table_.device.number, call);
  if (call.local) {
    bench::Change shown = bench::CallerId{false};
    auto applied = co_await table_.bench.apply(std::move(shown));
    if (!applied) co_return bench_error(applied.error());
  }
  if (!result) co_return modem_error("the call could not be placed", result.error());
  table_.journal.record("call.result", {{"party", from.name()},
                                        {"outcome", name_of(result->outcome)},
                                        {"rang", result->rang},
                                        {"words", result->words}});
  if (!call_fits(call, *result)) {
    const bool silent = call.outcome == suite::Call::Outcome::unanswered;
    Wrong wrong{conversation_.suspect_of_state(),
                "wrong-call-outcome",
                "the device treated the call of " + step.party + " differently",
                "a call, for " + duration_text(call.ring),
                std::string{name_of(call.outcome)} + (silent ? ", after ringing" : ""),
                std::string{name_of(result->outcome)} + (result->rang ? "" : ", without ringing") +
                    (result->words.empty() ? "" : " (" + result->words + ")"),
                {},
                rules(step.arrival)};
    co_return wrong;
  }
  if (call.lasts && result->cut_after)
    co_return call_cut(step, *result->cut_after, "a call that lasts " + duration_text(*call.lasts));
  co_return std::nullopt;
}

asio::awaitable<Attempt::Maybe> Attempt::hang_up(const suite::Step& step) {
  Party& party = conversation_.party(step.party);
  const std::optional<Talk> talk = party.talk();
  auto ended = co_await party.hang_up();
  if (!ended) co_return modem_error("the call could not be ended", ended.error());
  // Without a call, the step before has failed: there is nothing to say here.
  if (talk && talk->ended)
    co_return call_cut(step, *talk->ended - talk->began,
                       "a call that lasts until " + step.party + " ends it");
  co_return std::nullopt;
}

Wrong Attempt::call_cut(const suite::Step& step, Duration after, std::string expected) const {
  // The network ends calls too.
  return Wrong{Suspect::either,
               "call-cut",
               "the call between the device and " + step.party + " was ended too early",
               conversation_.last_sent(),
               std::move(expected),
               "it ended " + duration_text(after) + " after it was taken",
               {},
               rules(step.arrival)};
}

Wrong Attempt::modem_error(const std::string& what, const Error& error) {
  return Wrong{Suspect::harness, "modem", what + ": " + describe(error), {}, {}, {}, {}, {}};
}

}  // namespace isocket::run
