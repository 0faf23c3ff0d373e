#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"

namespace isocket {

/// @param text  one or more numbers with a unit each, from the largest to the smallest: d, h, m, s, ms; the
///              last number may have decimals: "60s", "31m", "1h30m", "500ms", "2.5s". At most 366 days.
/// @return      or bad_value with the offset of what is wrong, overflow
Result<Duration> parse_duration(std::string_view text);

/// The shortest text that parse_duration reads as the same: "1h30m", "500ms", "0s".
std::string duration_text(Duration duration);

}  // namespace isocket
