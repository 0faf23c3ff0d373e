#include "core/leds.h"

#include "core/unit.h"

namespace isocket::fw {
namespace {

/// Milliseconds, the first of them lit, then dark and lit in turns.
constexpr std::uint16_t kSlow[] = {500, 500};
constexpr std::uint16_t kFast[] = {125, 125};
constexpr std::uint16_t kSimFault[] = {2125, 125, 125, 125, 125, 125, 125, 125};
constexpr std::uint16_t kTogether[] = {250, 250};
constexpr std::uint16_t kSearching[] = {200, 800};
constexpr std::uint16_t kOnline[] = {200, 2800};
constexpr Millis kStartSignal = 3 * 500;

std::span<const std::uint16_t> steps(Pattern pattern) {
  switch (pattern) {
    case Pattern::slow:
    case Pattern::confirm: return kSlow;
    case Pattern::fast: return kFast;
    case Pattern::sim_fault: return kSimFault;
    case Pattern::together:
    case Pattern::start: return kTogether;
    case Pattern::searching: return kSearching;
    case Pattern::online: return kOnline;
    case Pattern::dark:
    case Pattern::lit: break;
  }
  return {};
}

bool sim_fault(const Unit& unit) {
  const SimState sim = unit.gsm.sim();
  return sim == SimState::missing || sim == SimState::pin_required || sim == SimState::failed;
}

/// What the button is about to do; dark when there is nothing to show. A reset that has to be confirmed shows
/// nothing before the release (GS-15-08).
Pattern reset_pattern(const Unit& unit) {
  if (unit.button.asks_confirmation()) return Pattern::confirm;
  const bool signals = unit.model.reset_confirm_seconds == 0 && unit.button.reset_signal();
  return signals ? Pattern::together : Pattern::dark;
}

// Priorities: EP-15-11, GS-16-06.
Pattern power_pattern(const Unit& unit, bool starting) {
  if (unit.reset.running()) return Pattern::slow;
  if (const Pattern reset = reset_pattern(unit); reset != Pattern::dark) return reset;
  if (!unit.power.on_mains()) return Pattern::dark;  // EP-11-26, GS-16-14
  if (starting) return Pattern::start;
  if (sim_fault(unit)) return Pattern::sim_fault;
  if (unit.armed()) {
    if (unit.alarm_active()) return Pattern::fast;
    return unit.defects.has(Defect::led_armed_steady) ? Pattern::lit : Pattern::slow;
  }
  return Pattern::lit;
}

Pattern out_pattern(const Unit& unit, bool starting) {
  if (unit.reset.running()) return Pattern::dark;
  if (const Pattern reset = reset_pattern(unit); reset != Pattern::dark) return reset;
  if (!unit.power.on_mains()) return Pattern::dark;
  if (starting) return Pattern::start;
  if (sim_fault(unit) || unit.gsm.clearing_sim() || unit.gsm.dead()) return Pattern::fast;
  return unit.relay_on(0) ? Pattern::lit : Pattern::dark;
}

Pattern gsm_pattern(const Unit& unit) {
  if (unit.reset.running() || unit.gsm.dead()) return Pattern::dark;  // EP-15-10
  const bool online = unit.gsm.registered() || unit.defects.has(Defect::led_searching_slow);
  return online ? Pattern::online : Pattern::searching;
}

/// Of a model with microphone (GS-16-09).
Pattern mic_pattern(const Unit& unit, bool starting) {
  if (!has(unit.model, Feature::microphone) || unit.reset.running()) return Pattern::dark;
  if (const Pattern reset = reset_pattern(unit); reset != Pattern::dark) return reset;
  if (starting && unit.power.on_mains()) return Pattern::start;
  if (unit.gsm.talking_to_caller() || unit.outbox.talking()) return Pattern::lit;
  return unit.outbox.calling() ? Pattern::slow : Pattern::dark;
}

}  // namespace

void Leds::power_up(Instant now) {
  start_signal_.start(now, kStartSignal);
}

void Leds::tick(Unit& unit) {
  (void)start_signal_.over(unit.now);
  const bool starting = start_signal_.running();
  show(unit, Led::power, power_pattern(unit, starting));
  show(unit, Led::gsm, gsm_pattern(unit));
  if (!has(unit.model, Feature::socket)) return;  // the lights of numbered relays hang on their coils
  show(unit, Led::out, out_pattern(unit, starting));
  show(unit, Led::mic, mic_pattern(unit, starting));
}

void Leds::show(const Unit& unit, Led led, Pattern pattern) {
  State& state = states_[static_cast<std::size_t>(led)];
  const std::span<const std::uint16_t> times = steps(pattern);
  bool lit = state.lit;
  if (pattern != state.pattern || !state.known) {
    state.pattern = pattern;
    state.step = 0;
    state.step_time.stop();
    lit = pattern != Pattern::dark;
    if (!times.empty()) state.step_time.start(unit.now, times[0]);
  }
  while (state.step_time.running() && reached(unit.now, state.step_time.end())) {
    state.step = static_cast<std::uint8_t>((state.step + 1) % times.size());
    state.step_time.start(state.step_time.end(), times[state.step]);
    lit = state.step % 2 == 0;
  }
  if (state.known && lit == state.lit) return;
  state.lit = lit;
  state.known = true;
  unit.hal.led(unit.hal.self, led, lit);
}

void Leds::plan(Wake& wake) const {
  wake.at(start_signal_);
  for (const State& state : states_) wake.at(state.step_time);
}

}  // namespace isocket::fw
