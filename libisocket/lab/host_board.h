#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "lab/board.h"
#include "ports/host/host_device.h"

namespace isocket::lab {

/// The firmware in this process, driven by the loop's time to the millisecond.
class HostBoard final : public Board {
 public:
  /// Errors: not_found (no such model or defect; detail says which).
  static Result<std::unique_ptr<HostBoard>> create(Clock& clock, fw::HostDeviceOptions options,
                                                   Outputs outputs);

  [[nodiscard]] bool builds_variants() const override { return true; }
  void begin_anew(fw::Variant variant) override;
  void input(fw::Input input, bool level, std::uint8_t number) override;
  void temperature(std::optional<double> celsius, std::uint8_t number) override;
  void battery(std::uint8_t percent) override;
  void clock(std::optional<fw::RtcTime> time) override;
  void cut() override;
  void from_modem(std::string_view octets) override;
  void cable_host(bool there) override;
  void from_cable(std::string_view octets) override;

 private:
  HostBoard(Clock& clock, fw::HostDeviceOptions options, Outputs outputs);
  /// Brings the device to the present, lets `act` happen, and arranges the next wake-up.
  template <class Act>
  void now(Act act);
  void arrange();
  Result<void> build();

  Clock& clock_;
  fw::HostDeviceOptions options_;
  Outputs outputs_;
  Timer wake_;
  bool cable_host_ = false;
  fw::FlashImage flash_;
  std::unique_ptr<fw::HostDevice> device_;
  bool lit_[bench::kOutputs] = {};
};

}  // namespace isocket::lab
