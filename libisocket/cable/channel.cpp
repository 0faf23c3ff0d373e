#include "cable/channel.h"

#include <array>
#include <utility>

#include "core/notifier.h"

namespace isocket::cable {

struct Channel::State {
  using Shared = std::shared_ptr<State>;
  State(EventLoop& l, std::unique_ptr<ByteStream> s)
      : loop{l}, stream{std::move(s)}, timer{l}, changed{l, l.executor()} {}

  static asio::awaitable<void> read(Shared state);
  static asio::awaitable<void> write(Shared state);
  static asio::awaitable<void> until_idle(Shared state);
  static asio::awaitable<Answer> ask(Shared state, std::string request, Dialogue::Kind kind);
  void settle(const Shared& self);
  void shut();

  EventLoop& loop;
  std::unique_ptr<ByteStream> stream;
  Dialogue dialogue;
  Timer timer;
  Notifier changed;
  std::string outgoing;
  bool writing = false;
};

/// After whatever the dialogue was told: writes what it has to say, minds its deadline, wakes who waits.
void Channel::State::settle(const Shared& self) {
  outgoing += dialogue.take_output();
  if (!outgoing.empty() && !writing) {
    writing = true;
    loop.spawn(write(self));
  }
  const auto deadline = dialogue.deadline();
  if (!deadline) {
    timer.cancel();
  } else if (!timer.armed() || timer.when() != *deadline) {
    timer.at(*deadline, [this, weak = std::weak_ptr<State>{self}] {
      const Shared keep = weak.lock();
      if (!keep) return;
      dialogue.expire(loop.now());
      settle(keep);
    });
  }
  changed.notify();
}

void Channel::State::shut() {
  if (dialogue.closed()) return;
  dialogue.close();
  timer.cancel();
  stream->close();
  changed.notify();
}

asio::awaitable<void> Channel::State::read(Shared state) {
  std::array<std::byte, 1024> buffer;
  for (;;) {
    const auto n = co_await state->stream->read_some(buffer);
    if (!n) {
      state->shut();
      co_return;
    }
    if (state->dialogue.closed()) co_return;
    state->dialogue.feed(std::span{buffer}.first(*n), state->loop.now());
    state->settle(state);
  }
}

asio::awaitable<void> Channel::State::write(Shared state) {
  while (!state->outgoing.empty() && !state->dialogue.closed()) {
    const std::string octets = std::exchange(state->outgoing, {});
    const auto written = co_await state->stream->write(std::as_bytes(std::span{octets}));
    if (!written) {
      state->shut();
      break;
    }
  }
  state->writing = false;
}

asio::awaitable<void> Channel::State::until_idle(Shared state) {
  while (!state->dialogue.idle() && !state->dialogue.closed())
    co_await state->changed.wait_until(Instant::max());
}

asio::awaitable<Answer> Channel::State::ask(Shared state, std::string request, Dialogue::Kind kind) {
  co_await until_idle(state);
  state->dialogue.ask(std::move(request), kind, state->loop.now());
  state->settle(state);
  for (;;) {
    auto answer = state->dialogue.take_answer();
    if (answer) co_return std::move(*answer);
    co_await state->changed.wait_until(Instant::max());
  }
}

Channel::Channel(EventLoop& loop, std::unique_ptr<ByteStream> stream)
    : state_{std::make_shared<State>(loop, std::move(stream))} {
  loop.spawn(State::read(state_));
}

Channel::~Channel() {
  state_->shut();
}

asio::awaitable<void> Channel::begin() {
  state_->dialogue.begin(state_->loop.now());
  state_->settle(state_);
  return State::until_idle(state_);
}

asio::awaitable<Answer> Channel::ask(std::string request, Dialogue::Kind kind) {
  return State::ask(state_, std::move(request), kind);
}

bool Channel::closed() const {
  return state_->dialogue.closed();
}
void Channel::close() {
  state_->shut();
}

}  // namespace isocket::cable
