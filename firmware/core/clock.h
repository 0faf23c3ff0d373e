#pragma once
// The device's clock (chapter 8): the board's battery-backed counter while it holds a time, otherwise the
// time since power-up, counted from 00/01/01 (EP-8-14).

#include "core/calendar.h"
#include "core/command.h"
#include "core/defect.h"
#include "core/gsm/module.h"
#include "core/types.h"
#include "hal/hal.h"

namespace isocket::fw {

constexpr int kLowestZone = -48;
constexpr int kHighestZone = 56;

class Clock {
 public:
  Clock(const Hal& hal, Defects defects) : hal_{hal}, defects_{defects} {}

  void power_up(Instant now);
  /// Whether the board's clock holds a time; the board may lose it, or be given one, at any moment.
  bool is_set() const;
  /// The device's date and time. Asked at least once in 24 days.
  RtcTime read(Instant now);
  ClockSeconds seconds(Instant now) { return read(now).seconds; }
  void set(RtcTime time);

 private:
  const Hal& hal_;
  Defects defects_;
  Instant counted_to_{};
  ClockSeconds unset_seconds_ = 0;
};

/// `yy/mm/dd,hh:mm:ss` (EP-4.1-61).
void append_timestamp(Text& text, ClockSeconds seconds);

/// `yy/mm/dd,hh:mm:ss+zz` (EP-8-10).
void append_clock(Text& text, RtcTime time);

/// @param text  `yy/mm/dd,hh:mm:ss+zz`
/// @return      false: another form, a moment that does not exist, or a zone outside -48 to +56 (EP-8-13)
bool parse_clock(std::string_view text, RtcTime& time);

/// The time of a message's stamp.
/// @return  false: the message carries no valid one
bool from_stamp(const Timestamp& stamp, RtcTime& time);

}  // namespace isocket::fw
