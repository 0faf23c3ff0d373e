#pragma once

#include "bench/bench.h"
#include "lab/device_rig.h"

namespace isocket::lab {

/// The bench of a device in the lab: everything can be set, everything is seen, to the microsecond.
class LabBench final : public bench::Bench {
 public:
  LabBench(EventLoop& loop, Network& network, std::unique_ptr<DeviceRig> rig);

  [[nodiscard]] bool can(std::string_view what) const override;
  asio::awaitable<Result<void>> reset() override;
  asio::awaitable<Result<void>> apply(bench::Change change) override;
  [[nodiscard]] bool faultless() const override { return network_.directory().faults().none(); }

  [[nodiscard]] DeviceRig& rig() { return *rig_; }
  /// A further listener for what is seen, as the bench's socket is.
  void on_edge(std::function<void(const bench::Edge&)> listener) { listener_ = std::move(listener); }

 private:
  EventLoop& loop_;
  Network& network_;
  std::unique_ptr<DeviceRig> rig_;
  std::function<void(const bench::Edge&)> listener_;
};

}  // namespace isocket::lab
