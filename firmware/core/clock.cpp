#include "core/clock.h"

#include "core/unit.h"

namespace isocket::fw {
namespace {

bool parse_two(std::string_view text, std::size_t at, std::uint8_t& value) {
  std::uint32_t number = 0;
  if (!parse_number(text.substr(at, 2), 99, number)) return false;
  value = static_cast<std::uint8_t>(number);
  return true;
}

}  // namespace

void Clock::power_up(Instant now) {
  counted_to_ = now;
  unset_seconds_ = 0;
}

bool Clock::is_set() const {
  RtcTime time;
  return hal_.rtc_read(hal_.self, time);
}

RtcTime Clock::read(Instant now) {
  RtcTime time;
  if (hal_.rtc_read(hal_.self, time)) {
    power_up(now);  // should the board lose its time, counting begins here
    // A clock that forgets the leap day is one day ahead on it.
    if (defects_.has(Defect::no_leap_year)) {
      const CivilTime t = to_civil(time.seconds);
      if (t.month == 2 && t.day == 29) time.seconds += kSecondsPerDay;
    }
    return time;
  }
  const Millis passed = now - counted_to_;
  unset_seconds_ += passed / kSecond;
  counted_to_ = counted_to_ + passed / kSecond * kSecond;
  return {unset_seconds_, 0};
}

void Clock::set(RtcTime time) {
  if (defects_.has(Defect::zone_shifts_clock)) time.seconds += static_cast<ClockSeconds>(time.zone * 900);
  hal_.rtc_write(hal_.self, time);
}

void append_timestamp(Text& text, ClockSeconds seconds) {
  const CivilTime t = to_civil(seconds);
  text.append_number(t.year, 2).append('/').append_number(t.month, 2).append('/').append_number(t.day, 2);
  text.append(',').append_number(t.hour, 2).append(':').append_number(t.minute, 2);
  text.append(':').append_number(t.second, 2);
}

void append_clock(Text& text, RtcTime time) {
  append_timestamp(text, time.seconds);
  const int zone = time.zone;
  text.append(zone < 0 ? '-' : '+').append_number(zone < 0 ? -zone : zone, 2);
}

bool parse_clock(std::string_view text, RtcTime& time) {
  constexpr std::string_view kForm = "00/00/00,00:00:00";
  if (text.size() != kForm.size() + 3) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i)
    if (kForm[i] != '0' && text[i] != kForm[i]) return false;
  const char sign = text[kForm.size()];
  if (sign != '+' && sign != '-') return false;
  CivilTime civil;
  std::uint8_t zone = 0;
  if (!parse_two(text, 0, civil.year) || !parse_two(text, 3, civil.month) || !parse_two(text, 6, civil.day) ||
      !parse_two(text, 9, civil.hour) || !parse_two(text, 12, civil.minute) ||
      !parse_two(text, 15, civil.second) || !parse_two(text, 18, zone)) {
    return false;
  }
  if (!exists(civil) || zone > (sign == '-' ? -kLowestZone : kHighestZone)) return false;
  time = {to_seconds(civil), static_cast<std::int8_t>(sign == '-' ? -zone : zone)};
  return true;
}

bool from_stamp(const Timestamp& stamp, RtcTime& time) {
  const CivilTime civil{stamp.year, stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second};
  if (!stamp.valid || !exists(civil)) return false;
  time = {to_seconds(civil), stamp.zone};
  return true;
}

Outcome date(Unit& unit, const Request&, Text& reply) {
  reply.append("DATE ");
  append_clock(reply, unit.clock.read(unit.now));
  return Outcome::ok;
}

Outcome set_date(Unit& unit, const Request& request, Text& reply) {
  RtcTime time;
  if (!parse_clock(request.value, time)) return Outcome::wrong_value;
  unit.set_clock(time);
  reply.append("DATE=");
  append_clock(reply, time);
  reply.append(" - OK");
  return Outcome::ok;
}

Outcome set_date_from_message(Unit& unit, const Request& request, Text& reply) {
  RtcTime time;
  if (!from_stamp(request.stamp, time)) return Outcome::failed;
  unit.set_clock(time);
  reply.append("DATE ");
  append_clock(reply, time);
  reply.append(" - OK");
  return Outcome::ok;
}

}  // namespace isocket::fw
