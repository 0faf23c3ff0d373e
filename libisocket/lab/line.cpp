#include "lab/line.h"

#include <array>
#include <span>
#include <string>

namespace isocket::lab {
namespace {

/// A reader that takes nothing for this long a text is not there any more: a modem's output is lost then.
constexpr std::size_t kMostWaiting = 256 * 1024;

}  // namespace

struct Line::State {
  State(EventLoop& loop, std::unique_ptr<ByteStream> s) : stream{std::move(s)}, more{loop, loop.executor()} {}
  std::unique_ptr<ByteStream> stream;
  Notifier more;
  std::string waiting;
  bool open = true;
  std::function<void(std::string_view)> received;
  std::function<void()> closed;
};

Line::Line(EventLoop& loop, std::unique_ptr<ByteStream> stream,
           std::function<void(std::string_view)> received, std::function<void()> closed)
    : state_{std::make_shared<State>(loop, std::move(stream))} {
  state_->received = std::move(received);
  state_->closed = std::move(closed);
  loop.spawn(read(state_));
  loop.spawn(drain(state_));
}

Line::~Line() {
  state_->open = false;
  state_->received = nullptr;
  state_->closed = nullptr;
  state_->stream->close();
  state_->more.notify();
}

void Line::write(std::string_view octets) {
  if (!state_->open || state_->waiting.size() > kMostWaiting) return;
  state_->waiting += octets;
  state_->more.notify();
}

asio::awaitable<void> Line::read(std::shared_ptr<State> state) {
  std::array<std::byte, 4096> buffer{};
  while (state->open) {
    auto n = co_await state->stream->read_some(buffer);
    if (!n) break;
    if (state->received) state->received({reinterpret_cast<const char*>(buffer.data()), *n});
  }
  state->open = false;
  state->more.notify();
  const auto closed = state->closed;
  if (closed) closed();
}

asio::awaitable<void> Line::drain(std::shared_ptr<State> state) {
  while (state->open) {
    if (state->waiting.empty()) {
      co_await state->more.wait_until(Instant::max());
      continue;
    }
    const std::string octets = std::exchange(state->waiting, {});
    auto written = co_await state->stream->write(std::as_bytes(std::span{octets}));
    if (!written) break;
  }
}

}  // namespace isocket::lab
