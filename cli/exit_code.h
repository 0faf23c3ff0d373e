#pragma once

namespace isocket::cli {

/// What a run of `isocket` tells the shell. Where several apply: 7, 4, 1, 3, 6 in this order.
enum class ExitCode : int {
  pass = 0,           ///< everything asked for was done; every case passed
  fail = 1,           ///< at least one case failed
  usage = 2,          ///< wrong use, or a bad input file
  inconclusive = 3,   ///< nothing failed, but something could not be judged
  equipment = 4,      ///< the harness or its equipment is in trouble
  nothing = 5,        ///< nothing was selected
  stopped = 6,        ///< stopped early, and resumable
  not_recorded = 7,   ///< a record or report could not be written
  interrupted = 130,  ///< SIGINT
  terminated = 143,   ///< SIGTERM
};

}  // namespace isocket::cli
