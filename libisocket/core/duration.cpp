#include "core/duration.h"

#include <array>
#include <cstdint>

namespace isocket {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t microseconds;
};
// From the largest to the smallest; "ms" stands before "m" and "s" would be read, so names are read whole.
constexpr std::array<Unit, 5> kUnits{
    {{"d", 86'400'000'000}, {"h", 3'600'000'000}, {"m", 60'000'000}, {"s", 1'000'000}, {"ms", 1'000}}};
constexpr std::int64_t kMost = 366 * kUnits[0].microseconds;

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

}  // namespace

Result<Duration> parse_duration(std::string_view text) {
  constexpr std::string_view kRight =
      "a duration is a number with a unit (d, h, m, s, ms), such as 60s or 1h30m";
  const auto wrong = [&](std::size_t at) {
    return fail(Errc::bad_value, "duration", at, std::string{kRight});
  };
  std::int64_t total = 0;
  std::size_t at = 0;
  std::size_t next_unit = 0;
  bool decimals = false;
  if (text.empty()) return wrong(0);
  while (at < text.size()) {
    const std::size_t start = at;
    std::int64_t whole = 0;
    std::int64_t part = 0;   // decimals as a whole number...
    std::int64_t scale = 1;  // ...of this many
    while (at < text.size() && is_digit(text[at])) {
      whole = whole * 10 + (text[at++] - '0');
      if (whole > kMost) return fail(Errc::overflow, "duration", start, "at most 366 days");
    }
    if (at == start || decimals) return wrong(start);
    if (at < text.size() && text[at] == '.') {
      const std::size_t first = ++at;
      while (at < text.size() && is_digit(text[at])) {
        if (scale >= 1'000'000) return wrong(at);
        part = part * 10 + (text[at++] - '0');
        scale *= 10;
      }
      if (at == first) return wrong(at);
      decimals = true;
    }
    const std::size_t unit_at = at;
    while (at < text.size() && is_letter(text[at])) ++at;
    const std::string_view unit = text.substr(unit_at, at - unit_at);
    while (next_unit < kUnits.size() && kUnits[next_unit].name != unit) ++next_unit;
    if (next_unit == kUnits.size()) return wrong(unit_at);
    const std::int64_t each = kUnits[next_unit++].microseconds;
    if (whole > kMost / each) return fail(Errc::overflow, "duration", start, "at most 366 days");
    total += whole * each + part * each / scale;
    if (total > kMost) return fail(Errc::overflow, "duration", start, "at most 366 days");
  }
  return Duration{total};
}

std::string duration_text(Duration duration) {
  std::int64_t left = duration.count();
  std::string text;
  if (left < 0) {
    text = "-";
    left = -left;
  }
  if (left == 0) return "0s";
  for (const Unit& unit : kUnits) {
    if (left >= unit.microseconds) {
      text += std::to_string(left / unit.microseconds);
      text += unit.name;
      left %= unit.microseconds;
    }
  }
  if (left != 0) {  // less than a millisecond
    std::string micro = std::to_string(left);
    micro.insert(0, 3 - micro.size(), '0');
    if (text.ends_with("ms"))
      text.insert(text.size() - 2, "." + micro);
    else
      text += "0." + micro + "ms";
  }
  return text;
}

}  // namespace isocket
