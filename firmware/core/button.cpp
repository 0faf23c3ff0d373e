#include "core/button.h"

#include "core/unit.h"

namespace isocket::fw {
namespace {

constexpr Millis kShortest = 50;  // EP-4.3-02, GS-4.3-03

/// The first press while armed disarms and does nothing else (EP-9.4-08); on battery there is nothing to
/// switch (EP-11-33, GS-12-32).
void short_press(Unit& unit) {
  if (!has(unit.model, Feature::socket)) return;  // it is for the reset only
  if (unit.armed()) {
    for (std::uint8_t i = 0; i < unit.model.inputs; ++i) (void)unit.alarms[i].enable(unit, false);
    if (!unit.defects.has(Defect::disarm_by_button_switches)) return;
  }
  if (unit.limits().switching) return;
  unit.relays[0].set(!unit.relays[0].on());
  unit.apply_relays();
}

}  // namespace

void Button::power_up() {
  held_ = signal_ = false;
  hold_.stop();
  confirm_.stop();
}

void Button::set(Unit& unit, bool held) {
  if (held == held_) return;
  held_ = held;
  if (held) {
    if (confirm_.running()) {  // neither this press nor its release does anything else (GS-15-07)
      confirm_.stop();
      return unit.reset.begin(unit);
    }
    pressed_ = unit.now;
    signal_ = false;
    const Millis seconds = unit.defects.has(Defect::reset_after_5_s) ? 5U : unit.model.reset_hold_seconds;
    hold_.start(unit.now, seconds * kSecond);
    return;
  }
  hold_.stop();
  if (unit.reset.running()) return;
  if (signal_ && unit.model.reset_confirm_seconds > 0) {
    confirm_.start(unit.now, unit.model.reset_confirm_seconds * kSecond);
  } else if (signal_) {
    unit.reset.begin(unit);
  } else if (unit.now - pressed_ >= kShortest) {
    short_press(unit);
  }
}

void Button::tick(Instant now) {
  if (hold_.over(now)) signal_ = true;
  (void)confirm_.over(now);
}

}  // namespace isocket::fw
