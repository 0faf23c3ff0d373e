#pragma once

#include <cstdint>
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
    /// For the host at the configuration cable. @return how many octets were taken
    std::function<std::size_t(std::string_view octets)> to_cable;
  };
  virtual ~Board() = default;

  /// Whether begin_anew() can make any variant, or the standard one alone.
  [[nodiscard]] virtual bool builds_variants() const = 0;
  /// A board fresh from the factory: empty flash, clock lost, no supply, inputs open, no temperature sensor.
  virtual void begin_anew(fw::Variant variant) = 0;
  /// @param number  of the alarm input, from 0; other inputs exist once
  virtual void input(fw::Input input, bool level, std::uint8_t number) = 0;
  /// Degrees Celsius at a sensor, from 0; nothing: it fails or is absent.
  virtual void temperature(std::optional<double> celsius, std::uint8_t number) = 0;
  /// The battery's charge from now on, in per cent.
  virtual void battery(std::uint8_t percent) = 0;
  /// The battery-backed clock; nothing: lost.
  virtual void clock(std::optional<fw::RtcTime> time) = 0;
  /// All power is gone at once.
  virtual void cut() = 0;
  virtual void from_modem(std::string_view octets) = 0;
  /// A host at the configuration cable comes or goes; what it says. A board elsewhere has a port of its own.
  virtual void cable_host(bool) {}
  virtual void from_cable(std::string_view) {}
};

}  // namespace isocket::lab
