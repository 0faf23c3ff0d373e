#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isocket::yaml {

/// Where something stands in a file; both count from one, a column counts characters.
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

/// One thing that is wrong in a file, for the person who writes it.
struct Diagnostic {
  Place place;          ///< line 0: the file as a whole
  std::string message;  ///< what is wrong, and what would be right
  std::string line;     ///< the line itself; empty when there is none to show
};

/// "file:line:column: what is wrong, what would be right", then the line and a caret below the column. Long
/// lines are cut around the column; what is not printable is shown as '?'. Ends with a line feed.
std::string render(const Diagnostic& diagnostic);

/// Writes '*' for each character of what follows one of these keys (in any case of letters) in the line that
/// is shown, and wherever the message says the same: a secret must not reach a terminal or a log. What
/// begins with `plain` is none. It goes by the line's letters, so it works for a file that is no YAML too.
void conceal(Diagnostic& diagnostic, const std::vector<std::string_view>& keys, std::string_view plain);

/// Of `candidates`, the one that `word` was probably meant to be; empty when none is near.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

/// "'a', 'b' and 'c'"
std::string list_of(const std::vector<std::string_view>& words);

/// "; did you mean 'steps'?", or what could stand there: "; known are 'a', 'b' and 'c'".
std::string suggest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace isocket::yaml
