#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <string>

#include "report/report.h"
#include "report/results.h"

namespace isocket::report {

struct ConsoleOptions {
  bool color = false;
  bool live = false;  ///< one line that is written over, for a terminal; otherwise a line per case
  bool cases = true;  ///< a line per passed case where there is no live line
  int width = 80;     ///< columns; prose is wrapped to it, what devices say never
  /// How this run chose its device, for "again": "--lab environment-pro --seed 42". "{device}" stands for the
  /// name of the case's.
  std::string target;
  /// Time by any clock, for drawing the live line at most ten times a second; null: at every event.
  std::function<std::chrono::milliseconds()> now;
};

/// What the surroundings say about colours; a null pointer is an unset variable.
struct Surroundings {
  bool terminal = false;
  const char* no_color = nullptr;
  const char* clicolor_force = nullptr;
  const char* term = nullptr;
};
/// NO_COLOR (no-color.org) wins over CLICOLOR_FORCE (bixense.com/clicolors); a dumb terminal gets neither
/// colour nor a live line.
ConsoleOptions console_options(const Surroundings& surroundings);

/// What a person sees of a run: progress, every case that is no pass as soon as it is known, the summary.
/// Register it as a sink after `results`, which must have folded an event before this looks at it.
class Console final : public journal::Sink {
 public:
  /// Both must outlive this; `out` has the results, and the live line too.
  Console(const Results& results, std::ostream& out, ConsoleOptions options);
  void on_event(const journal::Event& event) override;
  /// The summary, once the run is over or given up.
  void finish(const WallTime& wall);

 private:
  void draw();
  void erase();
  void set_apart();
  void case_ended();
  void foreign(const journal::Event& event);

  const Results& results_;
  std::ostream& out_;
  ConsoleOptions options_;
  bool drawn_ = false;
  bool lines_ = false;  ///< the last thing written is the line of a case
  std::chrono::milliseconds last_drawn_{-1000};
  std::string doing_;
  Counts counts_;
};

}  // namespace isocket::report
