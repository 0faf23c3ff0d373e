#include "bench/operator_bench.h"

#include <algorithm>

#include "bench/fitting.h"
#include "bench/question.h"

namespace isocket::bench {

OperatorBench::OperatorBench(EventLoop& loop, device::Model model, std::unique_ptr<ByteStream> terminal,
                             std::string missing, journal::Journal& journal)
    : Bench{loop, loop.executor()},
      model_{model},
      operator_{std::move(terminal), std::move(missing), journal} {}

bool OperatorBench::can(std::string_view what) const {
  static constexpr std::string_view kByHand[] = {"reset",  "mains", "ac",  "battery", "sensor_plug",
                                                 "button", "usb",   "sim", "variant"};
  const bool possible = parse_output(what).has_value() || numbered(what, kSensorKey) != 0 ||
                        numbered(what, kTemperatureKey) != 0 ||
                        std::find(std::begin(kByHand), std::end(kByHand), what) != std::end(kByHand);
  return possible && lacks(model_, what).empty();
}

asio::awaitable<Result<void>> OperatorBench::reset() {
  return operator_.tell(start_instruction(model_));
}

asio::awaitable<Result<void>> OperatorBench::apply(Change change) {
  return operator_.tell(instruction(change, model_));
}

}  // namespace isocket::bench
