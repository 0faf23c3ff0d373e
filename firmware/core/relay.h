#pragma once
// One relay and its two times, T of a timed order and R of a restart: the state machine of section 5.3 of the
// Environment Pro's specification and 4.2 of the Smart Relay's. It only counts; who switches the coil looks
// at on().

#include <cstdint>

#include "core/defect.h"
#include "core/types.h"

namespace isocket::fw {

/// Who asked for a timed state: a command, or the alarm function of an input, which takes its own back when
/// it is disabled (EP-9.3-18).
enum class TimedBy : std::uint8_t { first_input, command = 0xff };
constexpr TimedBy timed_by_input(std::uint8_t input) {
  return static_cast<TimedBy>(input);
}

/// The relays of the socket families.
inline constexpr std::uint8_t kMainSocket = 0;
inline constexpr std::uint8_t kMicrorelay = 1;

class Relay {
 public:
  explicit Relay(Defects defects) : defects_{defects} {}

  bool on() const { return on_; }
  bool restarting() const { return restart_.running(); }
  /// What POWERSTATE=REMEMBER has to restore: the state from before a restart (EP-4.1-84).
  bool to_remember() const;

  /// A lasting order: ends every time (EP-4.1-76).
  void set(bool on);
  /// An order for a time, with the opposite behind it (EP-4.1-77, EP-4.1-78).
  void set_for(Instant now, bool on, std::uint32_t seconds, TimedBy by);
  /// The opposite for a time, then the state of before; a running time goes on (EP-4.1-79, EP-4.1-80).
  void restart(Instant now, std::uint32_t seconds);
  /// What a thermostat reading orders; nothing during a restart (EP-4.1-82).
  void follow_thermostat(bool on);
  /// Ends a time that the alarm function of this input has set, and a restart with it: the relay takes the
  /// state of its end (EP-9.3-18, GS-9.1-23, SR-U9-25).
  void end_alarm_time(std::uint8_t input);
  /// Without supply there is no state and no time (EP-4.1-84, SR-U4.4-52).
  void lose_mains();

  void tick(Instant now);
  void plan(Wake& wake) const;

 private:
  void end_time();

  Defects defects_;
  bool on_ = false;
  Countdown timed_;
  bool after_time_ = false;
  TimedBy timed_by_ = TimedBy::command;
  Countdown restart_;
  bool after_restart_ = false;
};

}  // namespace isocket::fw
