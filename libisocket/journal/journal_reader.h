#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "journal/journal.h"

namespace isocket::journal {

/// A journal as it was read. The events' names point into it, so it goes where they go.
class Recording {
 public:
  Recording() = default;
  Recording(Recording&&) = default;
  Recording& operator=(Recording&&) = default;
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  std::vector<Event> events;
  std::uint64_t whole = 0;  ///< octets of whole lines: behind them JournalFile::resume goes on
  std::uint64_t torn = 0;   ///< octets of a last line that was cut in its middle; it is no event

  /// A name that lives as long as this.
  std::string_view keep(std::string_view name);

 private:
  std::set<std::string, std::less<>> names_;
};

/// Reads what JsonLines and JournalFile write: every value comes back as it was, but for octets that were no
/// UTF-8 and numbers that are none. A last line without its end is left out and counted: a program that was
/// killed has written it. Anything else that is no journal is an error.
///
/// Errors: bad_value, unsupported (another version); `field` is "line 3, column 7", `offset` the place in
/// `text`, `detail` what is wrong and what would be right.
Result<Recording> read_journal(std::string_view text);

}  // namespace isocket::journal
