#pragma once
// Sensor inputs, detection, lock-out and SMSCHANGE (chapter 9, section 5.7; of the Smart Relay 9.2 and 9.3):
// one machine for each input.

#include "core/types.h"

namespace isocket::fw {

struct Unit;

/// A sensor input. A level counts when it has lasted 100 ms (EP-9.1-07); without a plug in its jack the
/// contact is open (EP-9.1-09).
class SensorInput {
 public:
  /// @param plugged  for good, where there is no jack but a terminal
  explicit SensorInput(bool plugged) : jack_{!plugged}, plugged_{plugged} {}

  bool plugged() const { return plugged_; }
  bool closed() const { return closed_; }

  void set_plugged(Instant now, bool plugged);
  void set_closed(Instant now, bool closed);
  /// At power-up the level that is there counts at once.
  void power_up();
  /// @return whether the level that counts has changed
  bool tick(Instant now);
  void plan(Wake& wake) const { wake.at(bounce_); }

 private:
  void look(Instant now);

  bool jack_;
  bool raw_closed_ = false;
  bool plugged_;
  bool closed_ = false;
  Countdown bounce_;
};

class Alarm {
 public:
  /// @param number  of its input
  Alarm(std::uint8_t number, bool plugged) : input{plugged}, number_{number} {}

  SensorInput input;

  bool sensor_active(const Unit& unit) const;

  void power_up(Unit& unit);
  /// Detection begins: power-up, return of mains, the function was enabled (EP-9.2-31, EP-11-34).
  void begin(Unit& unit);
  /// Enables or disables the function of inputs, by command, scheduler or button.
  /// @return false: it could not be stored
  static bool enable(Unit& unit, SmallSet inputs, bool enabled);
  bool enable(Unit& unit, bool enabled) { return enable(unit, SmallSet::of(number_), enabled); }
  /// The function has just been enabled or disabled in the settings.
  void armed_changed(Unit& unit);
  /// ALERT=SMSCHANGE was set: the present state is the reference (EP-9.2-39).
  void take_reference(const Unit& unit);
  /// SENSORTYPE may have turned the meaning of the level round (EP-9.1-08).
  void look(Unit& unit);
  /// Somebody has taken the alert call and hears the room (GS-9.2-29).
  void call_taken(Unit& unit);
  /// The alert cycle of the latest detection is over; the lock-out runs from here (EP-9.2-20).
  void cycle_over(Unit& unit);

  void tick(Unit& unit);
  void plan(Wake& wake) const;

 private:
  void detect(Unit& unit, bool active);
  void switch_relays(Unit& unit, bool active);

  std::uint8_t number_;
  bool active_ = false;  // as last looked at
  bool locked_ = false;
  bool cycle_runs_ = false;
  bool reported_ = false;  // under SMSCHANGE
  Countdown lock_out_;
};

}  // namespace isocket::fw
