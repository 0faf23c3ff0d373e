#include <algorithm>
#include <deque>

#include "core/byte_stream.h"
#include "core/notifier.h"

namespace isocket {
namespace {

/// One direction. Both ends hold it, so that either may go first.
struct Lane {
  explicit Lane(EventLoop& loop) : arrived{loop, loop.executor()} {}
  std::deque<std::byte> octets;
  bool closed = false;
  Notifier arrived;
};

class PipeEnd final : public ByteStream {
 public:
  PipeEnd(std::shared_ptr<Lane> in, std::shared_ptr<Lane> out) : in_{std::move(in)}, out_{std::move(out)} {}
  ~PipeEnd() override { PipeEnd::close(); }

  asio::awaitable<Result<std::size_t>> read_some(std::span<std::byte> into) override {
    auto in = in_;  // this end may be destroyed while it waits
    while (in->octets.empty()) {
      if (in->closed) co_return fail(Errc::closed, "stream");
      co_await in->arrived.wait_until(Instant::max());
    }
    const std::size_t n = std::min(into.size(), in->octets.size());
    std::copy_n(in->octets.begin(), n, into.begin());
    in->octets.erase(in->octets.begin(), in->octets.begin() + static_cast<std::ptrdiff_t>(n));
    co_return n;
  }

  asio::awaitable<Result<void>> write(std::span<const std::byte> octets) override {
    if (out_->closed) co_return fail(Errc::closed, "stream");
    out_->octets.insert(out_->octets.end(), octets.begin(), octets.end());
    out_->arrived.notify();
    co_return Result<void>{};
  }

  void close() override {
    for (auto* lane : {in_.get(), out_.get()}) {
      if (lane->closed) continue;
      lane->closed = true;
      lane->arrived.notify();
    }
  }

 private:
  // Shared: the ends of a line have no owner in common, and either may be destroyed first.
  std::shared_ptr<Lane> in_;
  std::shared_ptr<Lane> out_;
};

}  // namespace

std::pair<std::unique_ptr<ByteStream>, std::unique_ptr<ByteStream>> make_pipe(EventLoop& loop) {
  auto there = std::make_shared<Lane>(loop);
  auto back = std::make_shared<Lane>(loop);
  return {std::make_unique<PipeEnd>(back, there), std::make_unique<PipeEnd>(there, back)};
}

}  // namespace isocket
