#pragma once

#include "bench/bench.h"
#include "lab/device_rig.h"

namespace isocket::lab {

/// The bench of a device in the lab: everything that its model has can be set and is seen, to the
/// microsecond.
class LabBench final : public bench::Bench {
 public:
  using Done = std::function<void(Result<void>)>;

  LabBench(EventLoop& loop, Network& network, device::Model model, std::unique_ptr<DeviceRig> rig);

  [[nodiscard]] bool can(std::string_view what) const override;
  asio::awaitable<Result<void>> reset() override;
  asio::awaitable<Result<void>> apply(bench::Change change) override;
  [[nodiscard]] bool faultless() const override { return network_.directory().faults().none(); }

  /// As above, for who is no coroutine; `done` may be called at once.
  void reset(Done done);
  void apply(const bench::Change& change, Done done);

  [[nodiscard]] device::Model model() const { return model_; }
  [[nodiscard]] DeviceRig& rig() { return *rig_; }
  /// A further listener for what is seen, as the bench's socket is.
  void on_edge(std::function<void(const bench::Edge&)> listener) { listener_ = std::move(listener); }

 private:
  asio::awaitable<Result<void>> wait_for(std::function<void(Done)> begin);

  EventLoop& loop_;
  Network& network_;
  device::Model model_;
  std::unique_ptr<DeviceRig> rig_;
  std::function<void(const bench::Edge&)> listener_;
};

}  // namespace isocket::lab
