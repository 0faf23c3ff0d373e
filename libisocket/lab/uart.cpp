#include "lab/uart.h"

#include <cassert>

namespace isocket::lab {
namespace {

constexpr std::int64_t kBitsPerOctet = 10;  // start, eight, stop

class Uart final : public ByteStream {
 public:
  Uart(EventLoop& loop, std::unique_ptr<ByteStream> stream, unsigned baud)
      : loop_{loop}, stream_{std::move(stream)}, baud_{baud} {}

  asio::awaitable<Result<std::size_t>> read_some(std::span<std::byte> into) override {
    auto n = co_await stream_->read_some(into);
    if (n) co_await sleep_for(loop_, time_of(*n));
    co_return n;
  }
  asio::awaitable<Result<void>> write(std::span<const std::byte> octets) override {
    co_await sleep_for(loop_, time_of(octets.size()));
    co_return co_await stream_->write(octets);
  }
  void close() override { stream_->close(); }

 private:
  [[nodiscard]] Duration time_of(std::size_t octets) const {
    return std::chrono::duration_cast<Duration>(std::chrono::seconds{1}) *
           (static_cast<std::int64_t>(octets) * kBitsPerOctet) / baud_;
  }
  EventLoop& loop_;
  std::unique_ptr<ByteStream> stream_;
  std::int64_t baud_;
};

}  // namespace

std::unique_ptr<ByteStream> make_uart(EventLoop& loop, std::unique_ptr<ByteStream> stream, unsigned baud) {
  assert(baud > 0);
  return std::make_unique<Uart>(loop, std::move(stream), baud);
}

}  // namespace isocket::lab
