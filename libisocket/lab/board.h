#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "bench/output.h"
#include "hal/hal.h"

namespace isocket::lab {

/// The board of one device as its surroundings see it: the firmware may run in this process or in another
/// one.
class Board {
 public:
  /// What a board does to its surroundings. Called from inside the board's functions, or from the loop; must
  /// not call back.
  struct Outputs {
    std::function<void(bench::Output output, bool level)> output;
    std::function<void(std::string_view octets)> to_modem;
    std::function<void(bool on)> modem_power;
  };
  virtual ~Board() = default;

  /// A board fresh from the factory: empty flash, clock lost, no mains, sensor open.
  virtual void begin_anew() = 0;
  virtual void input(fw::Input input, bool level) = 0;
  /// Degrees Celsius; nothing: the sensor fails or is absent.
  virtual void temperature(std::optional<double> celsius) = 0;
  /// The battery-backed clock; nothing: lost.
  virtual void clock(std::optional<fw::RtcTime> time) = 0;
  /// All power is gone at once.
  virtual void cut() = 0;
  virtual void from_modem(std::string_view octets) = 0;
};

}  // namespace isocket::lab
