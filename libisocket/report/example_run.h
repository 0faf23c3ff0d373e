#pragma once

#include <chrono>
#include <string>

#include "core/event_loop.h"
#include "journal/journal.h"
#include "report/report.h"
#include "report/results.h"

/// For tests: a run with a case of every outcome, recorded through a real journal.
namespace isocket::report::example {

using namespace std::chrono_literals;

/// Records the events that the runner records, in its order.
class Recorder {
 public:
  explicit Recorder() : journal{loop} { journal.add_sink(results); }
  void pass_time(Duration d) { loop.run_until(loop.now() + d); }

  EventLoop loop{EventLoop::Pace::virtual_time};
  journal::Journal journal;
  Results results;
};

/// pass, fail (wrong text in line 2), inconclusive, error, skipped, flaky, pass at the second attempt, a
/// finding.
void record_everything(Recorder& recorder);
/// Three cases that pass.
void record_success(Recorder& recorder);
/// Stopped after one of five cases, with a second one open.
void record_broken_off(Recorder& recorder);

inline WallTime wall() {
  using std::chrono::sys_days;
  return {sys_days{std::chrono::year{2026} / 2 / 3} + 4h + 5min + 6789ms, 1500ms};
}

}  // namespace isocket::report::example
