#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

/// How reports show texts, times and numbers.
namespace isocket::report {

/// The text as valid UTF-8 that no terminal obeys: control characters but the line feed, octets that are no
/// UTF-8, and code points that turn the direction of writing are shown as \xNN or \u{NNNN}.
std::string visible(std::string_view text);

/// The lines of a text; a line feed at its end begins no further one. At least one line.
std::vector<std::string> lines_of(std::string_view text);

/// Breaks prose at blanks, so that no line is longer than `width` characters unless one word is.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// Number of characters, which is what a terminal counts (not octets); wide characters count once.
std::size_t length_of(std::string_view utf8);

/// The first `width` characters, with "..." in place of what had to go.
std::string cut(std::string_view utf8, std::size_t width);

/// "87 ms", "4.2 s", "12 min 5 s", "2 h 3 min", "3 d 4 h".
std::string duration_words(double seconds);

/// A time of the run: "00:01:12.400".
std::string run_time(Instant at);

/// "27,241"
std::string grouped(std::int64_t number);

/// "1 call", "2 calls"
std::string counted(std::int64_t number, std::string_view one, std::string_view many);

/// Seconds with three decimals, whatever the locale: "72.400".
std::string decimal_seconds(double seconds);

/// "2026-02-03T04:05:06.789Z" (RFC 3339)
std::string iso_time(std::chrono::sys_time<std::chrono::milliseconds> time);

/// `word` as one argument for a shell: quoted only if it must be.
std::string shell_word(std::string_view word);

}  // namespace isocket::report
