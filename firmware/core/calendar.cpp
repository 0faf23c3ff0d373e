#include "core/calendar.h"

namespace isocket::fw {
namespace {

// From 2000 to 2099 every fourth year is a leap year; the century rule does not bite.
constexpr bool leap(unsigned year) {
  return year % 4 == 0;
}

constexpr unsigned days_in_month(unsigned year, unsigned month) {
  if (month == 2) return leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

constexpr unsigned kDaysPerFourYears = 4 * 365 + 1;

constexpr unsigned days_before_year(unsigned year) {
  return year * 365 + (year + 3) / 4;
}

}  // namespace

bool exists(const CivilTime& time) {
  return time.year <= 99 && time.month >= 1 && time.month <= 12 && time.day >= 1 &&
         time.day <= days_in_month(time.year, time.month) && time.hour <= 23 && time.minute <= 59 &&
         time.second <= 59;
}

ClockSeconds to_seconds(const CivilTime& time) {
  unsigned days = days_before_year(time.year) + time.day - 1U;
  for (unsigned month = 1; month < time.month; ++month) days += days_in_month(time.year, month);
  return ((days * 24 + time.hour) * 60 + time.minute) * 60 + time.second;
}

CivilTime to_civil(ClockSeconds seconds) {
  unsigned days = seconds / kSecondsPerDay;
  const unsigned rest = seconds % kSecondsPerDay;
  unsigned year = days / kDaysPerFourYears * 4;
  days -= days_before_year(year);
  while (days >= (leap(year) ? 366U : 365U)) days -= leap(year++) ? 366U : 365U;
  unsigned month = 1;
  while (days >= days_in_month(year, month)) days -= days_in_month(year, month++);
  CivilTime time;
  time.year = static_cast<std::uint8_t>(year % 100);
  time.month = static_cast<std::uint8_t>(month);
  time.day = static_cast<std::uint8_t>(days + 1);
  time.hour = static_cast<std::uint8_t>(rest / 3600);
  time.minute = static_cast<std::uint8_t>(rest / 60 % 60);
  time.second = static_cast<std::uint8_t>(rest % 60);
  return time;
}

std::uint8_t weekday(ClockSeconds seconds) {
  // 2000-01-01 was a Saturday, day 6.
  return static_cast<std::uint8_t>((seconds / kSecondsPerDay + 5) % 7 + 1);
}

}  // namespace isocket::fw
