#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "suite/model.h"
#include "suite/values.h"

namespace isocket::suite {

/// What a comparison says. A variant differs from the expected text only in blanks, line breaks, the kind of
/// dash or capitals (docs/spec/README.md, "Basis and real devices").
enum class Match : std::uint8_t { match, variant, mismatch };
std::string_view name_of(Match match);

struct MatchResult {
  Match outcome = Match::mismatch;
  Values captures;  ///< by name; empty for a mismatch
  std::string
      difference;  ///< for a person: the first line that differs, expected and received; empty for a match
};

/// Compares a received message with one pattern. Placeholders without a type are filled from `values`.
/// @return  or bad_value, not_found for a pattern that cannot be used, with its offset
Result<MatchResult> match(const Pattern& pattern, std::string_view received, const Values& values = {});

/// The best of several patterns: the first match, else the first variant, else the mismatch that got
/// furthest.
Result<MatchResult> match(const Expect& expect, std::string_view received, const Values& values = {});

/// Can this pattern be used at all? Placeholders may have any value.
/// @return  bad_value with the offset and what would be right
Result<void> check(const Pattern& pattern);

/// The names that a match gives values to. `pattern` is one that `check` accepts.
std::vector<std::string> capture_names(const Pattern& pattern);

}  // namespace isocket::suite
