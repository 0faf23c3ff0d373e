#pragma once

#include <string>
#include <vector>

#include "run/runner.h"

namespace isocket::run {

/// One of several devices of a run.
struct FleetDevice {
  Table* table = nullptr;  ///< its `name` is the device's; its journal a view that names it
  std::vector<Planned> order;
  Offer offer;
  std::string bench;
};

/// Runs the cases of several devices beside each other, each device's one after the other, over the modems of
/// one pool. In the journal `run.begin` and `run.end` stand around all, `device.begin` and `device.end`
/// around each device.
/// @param whole  the run's journal
asio::awaitable<Totals> run_fleet(EventLoop& loop, journal::Journal& whole, const Pool& pool,
                                  std::vector<FleetDevice> devices, RunOptions options);

}  // namespace isocket::run
