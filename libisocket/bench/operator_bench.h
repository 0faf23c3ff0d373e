#pragma once

#include "bench/bench.h"
#include "bench/operator.h"

namespace isocket::bench {

/// A bench that a person sets, and looks at: each change is an instruction, and what is to be seen on the
/// device is asked. It has no history(): a person's times are not precise.
class OperatorBench final : public Bench {
 public:
  OperatorBench(EventLoop& loop, device::Model model, std::unique_ptr<ByteStream> terminal,
                std::string missing, journal::Journal& journal);

  /// What hands and eyes can do; not what only a network can.
  [[nodiscard]] bool can(std::string_view what) const override;
  asio::awaitable<Result<void>> reset() override;
  asio::awaitable<Result<void>> apply(Change change) override;
  [[nodiscard]] bool faultless() const override { return false; }
  [[nodiscard]] Operator* person() override { return &operator_; }

 private:
  device::Model model_;
  Operator operator_;
};

}  // namespace isocket::bench
