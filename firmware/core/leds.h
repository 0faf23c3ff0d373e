#pragma once
// The LEDs (chapter 15; 16 of the GSM family). Each shows one pattern at a time; a pattern is a ring of dark
// and lit times.

#include <array>
#include <cstdint>

#include "core/types.h"
#include "hal/hal.h"

namespace isocket::fw {

struct Unit;

enum class Pattern : std::uint8_t {
  dark,
  lit,
  slow,       ///< once per second
  fast,       ///< four times per second
  sim_fault,  ///< four times per second, then lit for 2 seconds (EP-15-02)
  together,   ///< the reset signal (EP-14-03)
  confirm,    ///< once per second together: press again for the reset (GS-15-09)
  start,      ///< three flashes (EP-3-02)
  searching,  ///< a short flash each second (EP-15-06)
  online,     ///< a short flash every 3 seconds (EP-15-07)
};

class Leds {
 public:
  void power_up(Instant now);
  void tick(Unit& unit);
  void plan(Wake& wake) const;

 private:
  struct State {
    Pattern pattern = Pattern::dark;
    std::uint8_t step = 0;
    bool lit = false;
    bool known = false;  // the board has been told
    Countdown step_time;
  };
  void show(const Unit& unit, Led led, Pattern pattern);

  std::array<State, kLeds> states_{};
  Countdown start_signal_;
};

}  // namespace isocket::fw
