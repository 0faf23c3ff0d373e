#pragma once
// The main socket and its two times: the state machine of section 5.3 of the specification. It only counts;
// who switches the relay looks at on().

#include <cstdint>

#include "core/defect.h"
#include "core/types.h"

namespace isocket::fw {

/// Who asked for a timed state; the alarm function takes its own back when it is disabled (EP-9.3-18).
enum class TimedBy : std::uint8_t { command, alarm };

class Socket {
 public:
  explicit Socket(Defects defects) : defects_{defects} {}

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
  /// Ends a time that the alarm function has set: the socket takes the state of its end.
  void end_alarm_time();
  /// Without mains there is no state and no time (EP-4.1-84).
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
