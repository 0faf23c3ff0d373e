// The steps of an attempt that are about calls: call, ringing.
#include <algorithm>

#include "core/duration.h"
#include "run/attempt.h"

namespace isocket::run {
namespace {

using namespace std::chrono_literals;

std::string_view name_of(suite::Call::Outcome outcome) {
  switch (outcome) {
    case suite::Call::Outcome::rejected: return "rejected";
    case suite::Call::Outcome::answered: return "answered";
    case suite::Call::Outcome::unanswered: return "unanswered";
    case suite::Call::Outcome::unreachable: return "unreachable";
  }
  return "";
}

/// How exactly the length of ringing can be told: it begins with the first RING, and those are seconds apart.
constexpr Duration kRingSlack = 2s;
/// A caller counts from when it is told of the ringing, which is never before the ringing itself: where there
/// is no doubt about our own ears, a call is not shorter than promised.
constexpr Duration kRingEarly = 500ms;
/// A device without a microphone hangs up at once when its call is taken (EP-9.2-26).
constexpr Duration kTaken = 5s;

}  // namespace

asio::awaitable<Attempt::Maybe> Attempt::call(const suite::Step& step, const suite::Call& call) {
  Party& from = conversation_.party(step.party);
  if (call.local) {
    bench::Change shown = bench::CallerId{true};
    auto applied = co_await table_.bench.apply(std::move(shown));
    if (!applied) co_return bench_error(applied.error());
  }
  auto result = co_await from.call(table_.device.number, call.ring, call.withheld);
  if (call.local) {
    bench::Change shown = bench::CallerId{false};
    auto applied = co_await table_.bench.apply(std::move(shown));
    if (!applied) co_return bench_error(applied.error());
  }
  if (!result) {
    Wrong wrong{Suspect::harness,
                "modem",
                "the call could not be placed: " + describe(result.error()),
                {},
                {},
                {},
                {},
                {}};
    co_return wrong;
  }
  table_.journal.record("call.result", {{"party", from.name()},
                                        {"outcome", name_of(result->outcome)},
                                        {"rang", result->rang},
                                        {"words", result->words}});
  const bool silent = call.outcome == suite::Call::Outcome::unanswered && !result->rang;
  if (result->outcome == call.outcome && !silent) co_return std::nullopt;
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

asio::awaitable<Attempt::Maybe> Attempt::ringing(const suite::Step& step, const suite::Ringing& ringing) {
  Party& to = conversation_.party(step.party);
  const Duration within = step.within.value_or(table_.patience.ringing);
  const Instant deadline = table_.loop.now() + within;
  while (to.rings().empty()) {
    const bool heard = co_await table_.heard.wait_until(deadline);
    if (!heard) break;
  }
  if (to.rings().empty()) {
    Wrong wrong{conversation_.suspect_of_state(),
                "no-call",
                "the device did not call " + step.party + " within " + duration_text(within),
                conversation_.last_sent(),
                "a call",
                "none",
                {},
                rules(step.arrival)};
    co_return wrong;
  }
  if (ringing.then == suite::Ringing::Then::answer) {
    auto taken = co_await to.answer();
    if (!taken && taken.error().code == Errc::not_found) {
      Wrong over{conversation_.suspect_of_state(),
                 "call-over",
                 "the device's call to " + step.party + " was over before it could be taken",
                 conversation_.last_sent(),
                 "a call that still rings",
                 "it rang for " + duration_text(table_.loop.now() - to.rings().front().began) + " at most",
                 {},
                 rules(step.arrival)};
      co_return over;
    }
    if (!taken) {
      Wrong wrong{Suspect::harness,
                  "modem",
                  "the call could not be answered: " + describe(taken.error()),
                  {},
                  {},
                  {},
                  {},
                  {}};
      co_return wrong;
    }
  } else if (ringing.then == suite::Ringing::Then::reject) {
    auto rejected = co_await to.hang_up();
    if (!rejected) {
      Wrong wrong{Suspect::harness,
                  "modem",
                  "the call could not be rejected: " + describe(rejected.error()),
                  {},
                  {},
                  {},
                  {},
                  {}};
      co_return wrong;
    }
  }
  const bool let_ring = ringing.then == suite::Ringing::Then::let_ring;
  const Instant acted = table_.loop.now();
  const bool goes_on = let_ring && !ringing.lasts;  // and the next steps are taken meanwhile
  const Instant longest =
      let_ring ? to.rings().front().began + ringing.lasts.value_or(Duration{}) + kRingSlack : acted + kTaken;
  while (!goes_on && !to.rings().front().ended) {
    const bool heard = co_await table_.heard.wait_until(longest);
    if (!heard) break;
  }
  const Ring ring = to.rings().front();
  if (!ring.ended && !goes_on) {
    auto hung_up = co_await to.hang_up();
    static_cast<void>(hung_up);  // what counts is that the device did not end it
  }
  to.rings().pop_front();
  const std::string caller = ring.from ? ring.from->to_string() : "a withheld number";
  Wrong wrong{Suspect::device,
              "wrong-caller",
              "somebody else called " + step.party,
              {},
              table_.device.number.to_string(),
              caller,
              {},
              rules(step.text)};
  if (!ring.from || ring.from->digits() != table_.device.number.digits()) co_return wrong;
  const Duration lasted = ring.ended.value_or(table_.loop.now()) - ring.began;
  if (goes_on) co_return std::nullopt;
  wrong.reason = "wrong-duration";
  wrong.received = ring.ended ? "it ended after " + duration_text(lasted) : "it was still there then";
  if (!ring.ended) {
    wrong.what = let_ring ? "the device did not give up its call" : "the device did not end the call";
    wrong.expected = "an end within " + duration_text(longest - (let_ring ? ring.began : acted));
    co_return wrong;
  }
  const Duration early = table_.strict ? kRingEarly : kRingSlack;
  if (let_ring && ringing.lasts && lasted < *ringing.lasts - early) {
    wrong.what = "the device gave up its call too early";
    wrong.expected = "ringing for " + duration_text(*ringing.lasts);
    co_return wrong;
  }
  co_return std::nullopt;
}

}  // namespace isocket::run
