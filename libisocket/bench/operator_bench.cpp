#include "bench/operator_bench.h"

#include <algorithm>

#include "bench/question.h"

namespace isocket::bench {

OperatorBench::OperatorBench(EventLoop& loop, std::unique_ptr<ByteStream> terminal, std::string missing,
                             journal::Journal& journal)
    : Bench{loop, loop.executor()}, operator_{std::move(terminal), std::move(missing), journal} {}

bool OperatorBench::can(std::string_view what) const {
  static constexpr std::string_view kByHand[] = {"reset",       "mains",  "battery", "sensor", "sensor_plug",
                                                 "temperature", "button", "usb",     "sim"};
  return parse_output(what).has_value() ||
         std::find(std::begin(kByHand), std::end(kByHand), what) != std::end(kByHand);
}

asio::awaitable<Result<void>> OperatorBench::reset() {
  return operator_.tell(start_instruction());
}

asio::awaitable<Result<void>> OperatorBench::apply(Change change) {
  return operator_.tell(instruction(change));
}

}  // namespace isocket::bench
