#pragma once
// Back to the factory state (chapter 14; 15 of the GSM family). A flag in the flash is set first and cleared
// last, so that a reset which loses its power is completed at the next start-up (EP-14-16).

#include "core/types.h"

namespace isocket::fw {

struct Unit;

class FactoryReset {
 public:
  bool running() const { return time_.running(); }
  void begin(Unit& unit);
  /// Completes a reset that lost its power.
  void resume(Unit& unit);
  void tick(Unit& unit);
  void plan(Wake& wake) const { wake.at(time_); }

 private:
  void erase(Unit& unit);

  Countdown time_;
};

}  // namespace isocket::fw
