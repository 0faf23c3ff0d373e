#pragma once

#include <cstdint>
#include <vector>

#include "core/time.h"
#include "journal/journal.h"

namespace isocket::run {

/// How many cases came to what.
struct Totals {
  std::uint32_t pass = 0, fail = 0, inconc = 0, error = 0, skipped = 0, flaky = 0, findings = 0;
  std::uint32_t unaffordable = 0;  ///< of the skipped ones: a quota is used up
  std::uint64_t messages = 0, calls = 0;
  Duration device_time{};   ///< as long as the run took the device
  Duration counted_time{};  ///< the same, with no single wait counted for more than an hour
  bool stopped = false;

  /// Those of several devices.
  Totals& operator+=(const Totals& other);
};

/// The totals as fields of run.end or device.end.
std::vector<journal::Field> fields_of(const Totals& totals);

}  // namespace isocket::run
