#pragma once

#include "lab/calls.h"
#include "lab/cells.h"
#include "lab/directory.h"
#include "lab/sms_centre.h"
#include "lab/ussd_centre.h"

namespace isocket::lab {

/// A GSM network in the loop's time: one operator, one zone, as many SIMs as are added. Everything that it
/// decides by chance is drawn from its seed, apart for each SIM.
class Network {
 public:
  Network(Clock& clock, std::uint64_t seed, Timing timing = {}, Faults faults = {})
      : directory_{clock, seed, timing, std::move(faults)} {}

  [[nodiscard]] Directory& directory() { return directory_; }
  [[nodiscard]] Cells& cells() { return cells_; }
  [[nodiscard]] SmsCentre& messages() { return messages_; }
  [[nodiscard]] Calls& calls() { return calls_; }
  [[nodiscard]] UssdCentre& ussd() { return ussd_; }

 private:
  Directory directory_;
  Cells cells_{directory_};
  SmsCentre messages_{directory_, cells_};
  Calls calls_{directory_, cells_};
  UssdCentre ussd_{directory_, cells_};
};

}  // namespace isocket::lab
