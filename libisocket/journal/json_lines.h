#pragma once

#include <iosfwd>
#include <string>

#include "journal/journal.h"

namespace isocket::journal {

/// The first line's version; it rises when a reader of the former one could be misled.
inline constexpr int kFormatVersion = 1;

/// The line that begins a journal on disk, its newline included.
std::string header_line();
/// An event as it stands on disk, its newline included: JSON, on one line. Times are seconds since the run
/// began, with six decimals; no wall time and no path, so that two runs can be compared octet for octet.
std::string line_of(const Event& event);

/// The journal as JSON lines on a stream, where nothing has to outlive a crash; JournalFile is for what has.
class JsonLines final : public Sink {
 public:
  /// Writes the first line. `out` must outlive this; its state tells whether everything was written.
  explicit JsonLines(std::ostream& out);
  void on_event(const Event& event) override;

 private:
  std::ostream& out_;
};

}  // namespace isocket::journal
