#pragma once
// The hidden button: switches, disarms, or begins the factory reset (chapters 4.3, 9.4, 14; 4.3, 9.1, 15 of
// the GSM family).

#include "core/types.h"

namespace isocket::fw {

struct Unit;

class Button {
 public:
  void set(Unit& unit, bool held);
  /// Held long enough for the reset signal; released now, the reset begins (EP-14-09).
  bool reset_signal() const { return held_ && signal_; }
  /// Released after that on a model that wants the reset confirmed: the next press does (GS-15-04).
  bool asks_confirmation() const { return confirm_.running(); }
  /// A button held at power-up acts only when it is pressed anew.
  void power_up();
  void tick(Instant now);
  void plan(Wake& wake) const {
    wake.at(hold_);
    wake.at(confirm_);
  }

 private:
  bool held_ = false;
  bool signal_ = false;
  Instant pressed_{};
  Countdown hold_;
  Countdown confirm_;
};

}  // namespace isocket::fw
