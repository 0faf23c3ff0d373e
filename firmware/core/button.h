#pragma once
// The hidden button: switches, disarms, or begins the factory reset (chapters 4.3, 9.4, 14).

#include "core/types.h"

namespace isocket::fw {

struct Unit;

class Button {
 public:
  void set(Unit& unit, bool held);
  /// Held long enough for the reset signal; released now, the reset begins (EP-14-09).
  bool reset_signal() const { return held_ && signal_; }
  /// A button held at power-up acts only when it is pressed anew.
  void power_up() { held_ = signal_ = false; }
  void tick(Instant now);
  void plan(Wake& wake) const { wake.at(hold_); }

 private:
  bool held_ = false;
  bool signal_ = false;
  Instant pressed_{};
  Countdown hold_;
};

}  // namespace isocket::fw
