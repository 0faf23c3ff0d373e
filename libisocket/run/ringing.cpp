// The step of an attempt in which the device calls a party.
#include "core/duration.h"
#include "run/attempt.h"

namespace isocket::run {
namespace {

using namespace std::chrono_literals;

/// How exactly the length of ringing can be told: it begins with the first RING, and those are seconds apart.
constexpr Duration kRingSlack = 2s;
/// A caller counts from when it is told of the ringing, which is never before the ringing itself: where there
/// is no doubt about our own ears, a call is not shorter than promised.
constexpr Duration kRingEarly = 500ms;
/// A device without a microphone hangs up at once when its call is taken (EP-9.2-26).
constexpr Duration kTaken = 5s;
/// Nobody rejects a call sooner. A device that asks its modem for the state of a call has seen it ring by
/// then, and can tell a rejection from a busy line (GS-9.2-11, GS-9.2-12).
constexpr Duration kReaction = 2s;

}  // namespace

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
  using Then = suite::Ringing::Then;
  if (ringing.then == Then::answer || ringing.then == Then::talk) {
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
    if (!taken) co_return modem_error("the call could not be answered", taken.error());
  } else if (ringing.then == Then::reject) {
    const Instant reacts = to.rings().front().began + kReaction;
    while (!to.rings().front().ended) {
      const bool heard = co_await table_.heard.wait_until(reacts);
      if (!heard) break;
    }
    auto rejected = co_await to.hang_up();
    if (!rejected) co_return modem_error("the call could not be rejected", rejected.error());
  }
  const bool let_ring = ringing.then == Then::let_ring;
  const bool talks = ringing.then == Then::answer && ringing.lasts;  // the party ends it, not the device
  // The next steps are taken while it rings, or while they talk.
  const bool goes_on = ringing.then == Then::talk || (let_ring && !ringing.lasts);
  const Instant acted = table_.loop.now();
  const Duration lasts = ringing.lasts.value_or(let_ring ? Duration{} : kTaken);
  const Instant longest = let_ring ? to.rings().front().began + lasts + kRingSlack : acted + lasts;
  while (!goes_on && !to.rings().front().ended) {
    const bool heard = co_await table_.heard.wait_until(longest);
    if (!heard) break;
  }
  const Ring ring = to.rings().front();
  if (!ring.ended && !goes_on) {
    auto hung_up = co_await to.hang_up();
    static_cast<void>(hung_up);  // what counts is that the device did not end it
  }
  if (ringing.then == Then::talk) to.talk_on(ring.ended);
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
  if (goes_on || (talks && !ring.ended)) co_return std::nullopt;
  if (talks) co_return call_cut(step, *ring.ended - acted, "a call that lasts " + duration_text(lasts));
  const Duration lasted = ring.ended.value_or(table_.loop.now()) - ring.began;
  wrong.reason = "wrong-duration";
  wrong.received = ring.ended ? "it ended after " + duration_text(lasted) : "it was still there then";
  if (!ring.ended) {
    wrong.what = let_ring ? "the device did not give up its call" : "the device did not end the call";
    wrong.expected = "an end within " + duration_text(longest - (let_ring ? ring.began : acted));
    co_return wrong;
  }
  const Duration early = table_.strict ? kRingEarly : kRingSlack;
  if (let_ring && lasted < lasts - early) {
    wrong.what = "the device gave up its call too early";
    wrong.expected = "ringing for " + duration_text(lasts);
    co_return wrong;
  }
  co_return std::nullopt;
}

}  // namespace isocket::run
