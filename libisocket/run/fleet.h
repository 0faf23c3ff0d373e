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
/// @param past   the run goes on where this one broke off; null, or nothing was begun: it is begun
asio::awaitable<Totals> run_fleet(EventLoop& loop, journal::Journal& whole, const Pool& pool,
                                  std::vector<FleetDevice> devices, RunOptions options,
                                  const Past* past = nullptr);

}  // namespace isocket::run
