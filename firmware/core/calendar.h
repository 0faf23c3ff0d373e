#pragma once
// The calendar of the device's clock: dates from 2000 to 2099, without zones and without summer time
// (EP-8-12, EP-8-21).

#include <cstdint>

namespace isocket::fw {

/// Seconds since 2000-01-01 00:00:00 of the device's own clock.
using ClockSeconds = std::uint32_t;

constexpr ClockSeconds kSecondsPerDay = 86400;

/// Broken-down time. `year` is the two digits of 20yy.
struct CivilTime {
  std::uint8_t year = 0;
  std::uint8_t month = 1;
  std::uint8_t day = 1;
  std::uint8_t hour = 0;
  std::uint8_t minute = 0;
  std::uint8_t second = 0;

  friend bool operator==(const CivilTime&, const CivilTime&) = default;
};

/// Whether such a moment exists (EP-8-13): 15/02/30 and 24:00:00 do not.
bool exists(const CivilTime& time);

/// @param time  a moment that exists()
ClockSeconds to_seconds(const CivilTime& time);

CivilTime to_civil(ClockSeconds seconds);

/// 1 Monday to 7 Sunday, as the scheduler counts (EP-10-03).
std::uint8_t weekday(ClockSeconds seconds);

}  // namespace isocket::fw
