#pragma once
// Rules carried out by the clock (chapter 10).

#include "core/calendar.h"
#include "core/types.h"

namespace isocket::fw {

struct Unit;

class Scheduler {
 public:
  /// A minute that has begun before the device did is past (EP-10-13).
  void power_up(Unit& unit);
  /// The clock was set: skipped minutes are not made up for, repeated ones come again (EP-10-22).
  void clock_was_set(Unit& unit);
  void tick(Unit& unit);
  /// Looks at the clock now; the next look is at the beginning of the next minute.
  void look(Unit& unit);
  void plan(Wake& wake) const { wake.at(look_); }

 private:
  void carry_out(Unit& unit, ClockSeconds minute);

  ClockSeconds minute_ = 0;  // the latest one looked at
  Countdown look_;
};

}  // namespace isocket::fw
