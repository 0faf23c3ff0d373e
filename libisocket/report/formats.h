#pragma once

#include <iosfwd>

#include "report/report.h"

namespace isocket::report {

/// JUnit XML as Jenkins and its relatives read it. A case that is inconclusive, or in which the harness was
/// in trouble, is an `error`; a flaky one is a `failure`. Times are device time.
void write_junit(std::ostream& out, const Run& run, const WallTime& wall);

/// Common Test Report Format (ctrf.io), specification 0.1.0. What is neither pass nor fail nor
/// skipped is "other", with our own word in `rawStatus`.
void write_ctrf(std::ostream& out, const Run& run, const WallTime& wall);

/// Test Anything Protocol, version 14, with YAML diagnostics. All that is no pass is `not ok`.
void write_tap(std::ostream& out, const Run& run, const WallTime& wall);

}  // namespace isocket::report
