#include "modem/new_message_indication.h"

#include <charconv>

namespace isocket::modem {
namespace {

std::uint16_t parse_set(std::string_view text) {
  std::uint16_t set = 0;
  int first = -1;  // of a range "0-2"
  int value = -1;
  const auto close = [&] {
    if (value < 0) return;
    for (int i = first >= 0 ? first : value; i <= value && i < 16; ++i)
      set |= static_cast<std::uint16_t>(1u << i);
    first = value = -1;
  };
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      value = (value < 0 ? 0 : value) * 10 + (c - '0');
      if (value > 99) return IndicationRanges::kAny;
    } else if (c == '-') {
      first = value;
      value = -1;
    } else {
      close();
    }
  }
  close();
  return set == 0 ? IndicationRanges::kAny : set;
}

unsigned preferred(const IndicationRanges& ranges, std::size_t field, unsigned value) {
  if (ranges.allows(field, value)) return value;
  for (unsigned other = 0; other < 16; ++other)
    if (ranges.allows(field, other)) return other;
  return value;
}

}  // namespace

IndicationRanges IndicationRanges::parse(std::string_view parameters) {
  IndicationRanges ranges;
  const std::vector<std::string> fields = at_fields(parameters);
  for (std::size_t i = 0; i < ranges.allowed.size() && i < fields.size(); ++i)
    ranges.allowed[i] = parse_set(fields[i]);
  return ranges;
}

std::vector<Indication> indication_ladder(bool direct, const IndicationRanges& ranges, std::string_view modes,
                                          std::string_view report_ways) {
  std::vector<Indication> ladder;
  const unsigned mt = direct ? 2 : 1;
  if (!ranges.allows(1, mt)) return ladder;
  const std::string bm = std::to_string(preferred(ranges, 2, 0));
  const std::string bfr = std::to_string(preferred(ranges, 4, 0));
  for (const char way : report_ways) {
    const auto ds = static_cast<unsigned>(way - '0');
    if (!ranges.allows(3, ds)) continue;
    for (const char digit : modes) {
      const auto mode = static_cast<unsigned>(digit - '0');
      if (!ranges.allows(0, mode)) continue;
      Indication step;
      step.command = "AT+CNMI=" + std::to_string(mode) + "," + std::to_string(mt) + "," + bm + "," +
                     std::to_string(ds) + "," + bfr;
      step.reports = ds != 0;
      step.mt = static_cast<int>(mt);
      step.ds = static_cast<int>(ds);
      ladder.push_back(std::move(step));
    }
  }
  return ladder;
}

}  // namespace isocket::modem
