#pragma once
// Backup mode: a device that works on its battery for long tells what becomes of its supplies and of the
// charge, and goes on without what needs them (chapter 12 of the Smart Relay).

#include <cstdint>

#include "core/settings.h"
#include "core/types.h"

namespace isocket::fw {

struct Unit;

/// A supply as it is reported: a change counts when it has lasted 10 s (SR-U17-01 to SR-U17-03).
class Supply {
 public:
  bool present() const { return present_; }
  /// @param reported  what was told last
  void start(Instant now, bool present, bool reported);
  void set(Instant now, bool present);
  /// @return whether the change is to be told now
  bool tick(Instant now);
  void plan(Wake& wake) const { wake.at(lasting_); }

 private:
  bool present_ = false;
  bool reported_ = false;
  Countdown lasting_;
};

class Backup {
 public:
  bool dc() const { return dc_.present(); }
  bool ac() const { return ac_.present(); }

  /// The level at the Voltage Sensor found before power-up.
  void set_initial_ac(bool present) { ac_.start({}, present, true); }
  void power_up(Unit& unit);
  void dc(Unit& unit, bool present);
  void ac(Unit& unit, bool present);
  /// BATALERT was set: each threshold is told anew.
  void thresholds_changed() { told_ = {}; }
  /// DC, AC or BACKUPLIMIT may have changed what is limited.
  void look_at_limits(Unit& unit);
  /// Whether the inputs can be looked at again after a limitation: their sensors need supply first.
  bool sensing() const { return !settling_.running(); }

  void tick(Unit& unit);
  void plan(Wake& wake) const {
    dc_.plan(wake);
    ac_.plan(wake);
    wake.at(measure_);
    wake.at(shut_down_);
    wake.at(settling_);
  }

 private:
  void measure(Unit& unit);

  Supply dc_;
  Supply ac_;
  Countdown measure_;
  Countdown shut_down_;  // the device is off at its end
  Countdown settling_;   // of the sensors, when they have supply again
  bool inputs_limited_ = false;
  SmallSet told_;  // the thresholds that the charge is not above since it was told
};

/// In place of it where no model of the build has a backup mode.
class NoBackup {
 public:
  static constexpr bool dc() { return true; }
  static constexpr bool ac() { return true; }
  static constexpr bool sensing() { return true; }
  void set_initial_ac(bool) {}
  void power_up(Unit&) {}
  void dc(Unit&, bool) {}
  void ac(Unit&, bool) {}
  void thresholds_changed() {}
  void look_at_limits(Unit&) {}
  void tick(Unit&) {}
  void plan(Wake&) const {}
};

}  // namespace isocket::fw
