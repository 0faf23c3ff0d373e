#pragma once

#include <string_view>
#include <vector>

#include "core/result.h"
#include "lab/timing.h"

namespace isocket::lab {

/// What goes wrong on purpose: probabilities from 0 to 1, drawn from the lab's seed. A status report is a
/// message like any other; a double keeps the time stamp of the first.
struct Faults {
  double loss = 0;       ///< a message never arrives, though its sender got an acknowledgement
  double delay = 0;      ///< it and all behind it come late, by `delay_by`
  double duplicate = 0;  ///< it arrives twice
  double reorder = 0;    ///< it comes late by `reorder_by`, and others overtake it
  Range delay_by{std::chrono::seconds{20}, std::chrono::seconds{90}};
  Range reorder_by{std::chrono::seconds{5}, std::chrono::seconds{20}};

  /// The whole network is away from `begin` to `end` of the lab's time.
  struct Outage {
    Instant begin{};
    Instant end{};
  };
  std::vector<Outage> outages;

  double modem_late = 0;  ///< a command of one of our modems is answered `late_by` later
  Range late_by{std::chrono::seconds{2}, std::chrono::seconds{15}};
  double modem_reset = 0;  ///< one of our modems restarts instead of answering a command

  /// Nothing happens to messages, network or modems.
  [[nodiscard]] bool none() const {
    return loss == 0 && delay == 0 && duplicate == 0 && reorder == 0 && outages.empty() && modem_late == 0 &&
           modem_reset == 0;
  }
  /// One fault as the command line spells it: "loss=10%", "delay=5%", "double=0.1", "reorder=10%",
  /// "outage=10m+90s" (from, length), "modem-late=1%", "modem-reset=1%".
  /// Errors: not_found (no such fault), bad_value.
  [[nodiscard]] Result<void> add(std::string_view text);
};

}  // namespace isocket::lab
