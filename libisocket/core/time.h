#pragma once

#include <chrono>

namespace isocket {

/// The resolution of all waiting: one octet at 115200 baud takes 87 of these.
using Duration = std::chrono::microseconds;

/// The time line of one run: starts at zero, never goes back, jumps when it is virtual.
struct RunTime {
  using duration = Duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<RunTime, Duration>;
  static constexpr bool is_steady = true;
};
using Instant = RunTime::time_point;

/// Calendar time in UTC, as the network's service centre stamps it.
using Calendar = std::chrono::sys_time<Duration>;

}  // namespace isocket
