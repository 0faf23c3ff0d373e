#pragma once

#include <iosfwd>

#include "journal/journal.h"

namespace isocket::journal {

/// The journal on disk: JSON lines, the version in the first. Times are seconds since the run began, with six
/// decimals; no wall time and no path, so that two runs can be compared octet for octet.
class JsonLines final : public Sink {
 public:
  /// Writes the first line. `out` must outlive this; its state tells whether everything was written.
  explicit JsonLines(std::ostream& out);
  void on_event(const Event& event) override;

 private:
  std::ostream& out_;
};

/// The first line's version; it rises when a reader of the former one could be misled.
inline constexpr int kFormatVersion = 1;

}  // namespace isocket::journal
