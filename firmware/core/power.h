#pragma once
// Mains, battery and the messages about them (chapter 11, section 5.9; chapter 12 of the GSM family).

#include "core/types.h"

namespace isocket::fw {

struct Unit;

/// What does not work, for want of supply (SR-U17-31).
struct Limits {
  bool inputs = false;           ///< limitA: alarm inputs and their alarm function
  bool switching = false;        ///< limitB: relays by message, call and scheduler, and thermostats
  bool alarm_switching = false;  ///< limitB3: relays by the alarm function
};

class Power {
 public:
  bool on_mains() const { return on_mains_; }
  bool is_off() const { return off_; }

  /// The level found before power-up.
  void set_initial(bool mains) { on_mains_ = mains; }
  void power_up(Unit& unit);
  void mains(Unit& unit, bool present);
  void registered(Unit& unit);
  /// The messages that the device stayed on for have been sent or given up.
  void failure_reported(Unit& unit);

  void tick(Unit& unit);
  void plan(Wake& wake) const {
    wake.at(confirm_);
    wake.at(battery_);
  }

 private:
  void begin_battery(const Unit& unit);
  void take_states(Unit& unit);
  void switch_off(Unit& unit);

  bool on_mains_ = false;
  bool off_ = false;
  bool restored_waits_ = false;  // for registration after a start (EP-11-17)
  bool failure_counts_ = false;  // the loss has lasted 10 s
  Countdown confirm_;
  Countdown battery_;
};

}  // namespace isocket::fw
