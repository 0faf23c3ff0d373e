#include "sms/timestamp.h"

#include <cstdio>

namespace isocket::sms {
namespace {

constexpr int kMaxQuarters = 79;

/// Two digits, the tens in the low half; what is no digit reads as 0 (3GPP TS 23.040 §9.2.3.11).
constexpr int number_of(std::uint8_t octet) {
  const int tens = octet & 0x0F;
  const int units = octet >> 4;
  return (tens > 9 ? 0 : tens) * 10 + (units > 9 ? 0 : units);
}

constexpr std::uint8_t octet_of(int number) {
  return static_cast<std::uint8_t>(number % 10 << 4 | number / 10 % 10);
}

constexpr bool is_decimal(std::uint8_t octet) {
  return (octet & 0x0F) <= 9 && octet >> 4 <= 9;
}

/// The zone's tens have three bits: the fourth is the sign, set for west of Greenwich.
constexpr int quarters_of(std::uint8_t octet) {
  const int quarters = number_of(octet & 0xF7);
  return (octet & 0x08) != 0 ? -quarters : quarters;
}

constexpr std::uint8_t zone_octet(int quarters) {
  return static_cast<std::uint8_t>(octet_of(quarters < 0 ? -quarters : quarters) | (quarters < 0 ? 0x08 : 0));
}

constexpr std::chrono::year year_of(std::uint8_t octet) {
  const int year = number_of(octet);
  return std::chrono::year{year >= 90 ? 1900 + year : 2000 + year};
}

}  // namespace

Timestamp Timestamp::of(Calendar utc, std::chrono::minutes zone) {
  const int quarters = std::clamp(static_cast<int>(zone.count() / 15), -kMaxQuarters, kMaxQuarters);
  const auto local = std::chrono::floor<std::chrono::seconds>(utc) + std::chrono::minutes{quarters * 15};
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{midnight};
  const std::chrono::hh_mm_ss time{local - midnight};
  Timestamp stamp;
  const int year = static_cast<int>(date.year()) % 100;
  stamp.octets_ = {octet_of(year < 0 ? year + 100 : year),
                   octet_of(static_cast<int>(static_cast<unsigned>(date.month()))),
                   octet_of(static_cast<int>(static_cast<unsigned>(date.day()))),
                   octet_of(static_cast<int>(time.hours().count())),
                   octet_of(static_cast<int>(time.minutes().count())),
                   octet_of(static_cast<int>(time.seconds().count())),
                   zone_octet(quarters)};
  return stamp;
}

Result<Timestamp> Timestamp::from_octets(OctetView octets) {
  if (octets.size() < kSize) return fail(Errc::underflow, "", octets.size(), "seven octets of a time stamp");
  Timestamp stamp;
  std::copy_n(octets.begin(), kSize, stamp.octets_.begin());
  constexpr int kLowest[6] = {0, 1, 1, 0, 0, 0};
  constexpr int kHighest[6] = {99, 12, 31, 23, 59, 59};
  constexpr std::string_view kWanted[6] = {"a year",        "a month of 01 to 12", "a day of the month",
                                           "an hour to 23", "a minute to 59",      "a second to 59"};
  const bool empty =
      std::all_of(octets.begin(), octets.begin() + 6, [](auto o) { return number_of(o) == 0; });
  for (std::size_t i = 0; i < 6 && !empty; ++i) {
    const int number = number_of(octets[i]);
    if (is_decimal(octets[i]) && (number < kLowest[i] || number > kHighest[i]))
      return fail(Errc::bad_value, "", i, std::string{kWanted[i]});
  }
  return stamp;
}

std::optional<Calendar> Timestamp::utc() const {
  const std::chrono::year_month_day date{year_of(octets_[0]),
                                         std::chrono::month{static_cast<unsigned>(number_of(octets_[1]))},
                                         std::chrono::day{static_cast<unsigned>(number_of(octets_[2]))}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours{number_of(octets_[3])} +
         std::chrono::minutes{number_of(octets_[4])} + std::chrono::seconds{number_of(octets_[5])} - zone();
}

std::chrono::minutes Timestamp::zone() const {
  return std::chrono::minutes{15 * quarters_of(octets_[6])};
}

std::string Timestamp::to_string() const {
  if (!utc()) return to_hex(octets_);
  const int zone_minutes = static_cast<int>(zone().count());
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d", static_cast<int>(year_of(octets_[0])),
                number_of(octets_[1]), number_of(octets_[2]), number_of(octets_[3]), number_of(octets_[4]),
                number_of(octets_[5]));
  std::string stamp = text;
  if (zone_minutes == 0) return stamp + "Z";
  const int size = zone_minutes < 0 ? -zone_minutes : zone_minutes;
  std::snprintf(text, sizeof text, "%c%02d:%02d", zone_minutes < 0 ? '-' : '+', size / 60, size % 60);
  return stamp + text;
}

Result<Timestamp> Timestamp::parse(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:dd";
  const auto wrong = [](std::size_t at) {
    return fail(Errc::bad_digit, "time", at, "2026-01-31T12:00:00+05:30, or Z for UTC");
  };
  const auto shaped = [&](std::size_t from, std::string_view shape) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < shape.size(); ++i) {
      const char c = from + i < text.size() ? text[from + i] : '\0';
      if (shape[i] == 'd' ? c < '0' || c > '9' : c != shape[i]) return from + i;
    }
    return std::nullopt;
  };
  const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  if (const auto at = shaped(0, kShape)) return wrong(*at);
  const char sign = text.size() > kShape.size() ? text[kShape.size()] : '\0';
  int minutes = 0;
  if (sign == '+' || sign == '-') {
    if (const auto at = shaped(kShape.size() + 1, "dd:dd")) return wrong(*at);
    if (text.size() != kShape.size() + 6) return wrong(kShape.size() + 6);
    minutes = two(20) * 60 + two(23);
    if (minutes % 15 != 0 || minutes / 15 > kMaxQuarters || two(23) > 59)
      return fail(Errc::bad_value, "time", 19, "a zone in quarters of an hour, at most 19:45");
    if (sign == '-') minutes = -minutes;
  } else if (sign != 'Z' || text.size() != kShape.size() + 1) {
    return wrong(kShape.size());
  }
  const int year = two(0) * 100 + two(2);
  if (year < 1990 || year > 2089) return fail(Errc::bad_value, "time", 0, "a year of 1990 to 2089");
  const std::uint8_t octets[kSize] = {octet_of(year % 100),    octet_of(two(5)),  octet_of(two(8)),
                                      octet_of(two(11)),       octet_of(two(14)), octet_of(two(17)),
                                      zone_octet(minutes / 15)};
  auto stamp = from_octets(octets);
  if (!stamp || !stamp->utc())
    return fail(Errc::bad_value, "time", 0, stamp ? "a day of the month" : stamp.error().detail);
  return stamp;
}

std::strong_ordering operator<=>(const Timestamp& a, const Timestamp& b) {
  const auto first = a.utc();
  const auto second = b.utc();
  if (first.has_value() != second.has_value())
    return first.has_value() ? std::strong_ordering::greater : std::strong_ordering::less;
  if (first && *first != *second)
    return *first < *second ? std::strong_ordering::less : std::strong_ordering::greater;
  return a.octets_ <=> b.octets_;
}

}  // namespace isocket::sms
