#include "modem/at_channel.h"

#include <array>
#include <map>
#include <utility>

#include "core/notifier.h"

namespace isocket::modem {

struct AtChannel::State {
  using Shared = std::shared_ptr<State>;
  State(EventLoop& l, std::unique_ptr<ByteStream> s, journal::Journal& j, std::string n,
        AtDialogue::Options options)
      : loop{l},
        stream{std::move(s)},
        journal{j},
        name{std::move(n)},
        dialogue{options},
        timer{l},
        last_activity{l.now()} {
    if (stream == nullptr) static_cast<void>(dialogue.close());
  }

  /// Somebody who waits for the end of one command, or of a resync (number 0).
  struct Waiter {
    Waiter(State& s, std::uint64_t i) : state{s}, id{i}, done{s.loop, s.loop.executor()} {
      state.waiters.emplace(id, this);
    }
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;
    ~Waiter() {
      for (auto [at, end] = state.waiters.equal_range(id); at != end; ++at) {
        if (at->second != this) continue;
        state.waiters.erase(at);
        break;
      }
    }
    State& state;
    std::uint64_t id;
    AtReply reply;
    Notifier done;
  };

  static asio::awaitable<void> read(Shared state);
  static asio::awaitable<void> write(Shared state);
  static asio::awaitable<AtReply> run(Shared state, AtCommand command);
  static asio::awaitable<bool> resync(Shared state, bool patient);

  void take(std::vector<AtEvent> events);
  void wake(std::uint64_t id, const AtReply& reply);
  void settle(const Shared& self);
  void shut(const Error* reason);

  EventLoop& loop;
  std::unique_ptr<ByteStream> stream;
  journal::Journal& journal;
  std::string name;
  AtDialogue dialogue;
  Timer timer;
  Instant last_activity;
  Listener listener;
  std::function<void(const Error&)> closed_handler;
  std::multimap<std::uint64_t, Waiter*> waiters;
  std::string outgoing;
  bool writing = false;
};

void AtChannel::State::wake(std::uint64_t id, const AtReply& reply) {
  for (auto [at, end] = waiters.equal_range(id); at != end; ++at) {
    at->second->reply = reply;
    at->second->done.notify();
  }
}

void AtChannel::State::take(std::vector<AtEvent> events) {
  for (const AtEvent& event : events) {
    const bool is_line = event.kind < AtEvent::Kind::failed;
    if (is_line) {
      const std::string& line = event.text;
      journal.record("at.rx",
                     {{"modem", name},
                      {"kind", name_of(event.kind)},
                      {"data", journal::printable(event.body.empty() ? line : line + "\r\n" + event.body)}});
    }
    switch (event.kind) {
      case AtEvent::Kind::final:
      case AtEvent::Kind::failed: wake(event.command, event.reply); break;
      case AtEvent::Kind::in_step:
      case AtEvent::Kind::out_of_step: {
        AtReply reply;
        reply.result = event.kind == AtEvent::Kind::in_step ? AtResult::ok : AtResult::lost;
        wake(0, reply);
        if (listener) listener(event);
        break;
      }
      case AtEvent::Kind::echo:
      case AtEvent::Kind::prompt:
      case AtEvent::Kind::unsolicited:
      case AtEvent::Kind::stray:
      case AtEvent::Kind::overlong:
        if (listener) listener(event);
        break;
      default: break;
    }
  }
}

/// After whatever the dialogue was told: writes what it has to say, and minds its deadline.
void AtChannel::State::settle(const Shared& self) {
  for (const AtDialogue::Output& output : dialogue.take_output()) {
    journal.record("at.tx", {{"modem", name}, {"data", journal::printable(output.shown)}});
    // A message whose going out could not be recorded stays here: the prompt is left (3GPP TS 27.005 §3.5.1).
    const bool unrecorded = output.octets.ends_with('\x1A') && journal.trouble() != nullptr;
    outgoing += unrecorded ? "\x1B" : output.octets;
    last_activity = loop.now();
  }
  if (!outgoing.empty() && !writing) {
    writing = true;
    loop.spawn(write(self));
  }
  const auto deadline = dialogue.deadline();
  if (!deadline) {
    timer.cancel();
  } else if (!timer.armed() || timer.when() != *deadline) {
    // The timer is the state's own, so the pointer cannot outlive it; the handler keeps the state while it
    // runs.
    timer.at(*deadline, [this, weak = std::weak_ptr<State>{self}] {
      const Shared keep = weak.lock();
      if (!keep) return;
      take(dialogue.expire(loop.now()));
      settle(keep);
    });
  }
}

void AtChannel::State::shut(const Error* reason) {
  if (dialogue.closed()) return;
  take(dialogue.close());
  AtReply closed;
  closed.result = AtResult::closed;
  wake(0, closed);
  timer.cancel();
  stream->close();
  if (reason != nullptr && closed_handler) closed_handler(*reason);
}

asio::awaitable<void> AtChannel::State::read(Shared state) {
  std::array<std::byte, 1024> buffer;
  for (;;) {
    const auto n = co_await state->stream->read_some(buffer);
    if (!n) {
      state->shut(&n.error());
      co_return;
    }
    if (state->dialogue.closed()) co_return;
    state->last_activity = state->loop.now();
    state->take(state->dialogue.feed(std::span{buffer}.first(*n), state->loop.now()));
    state->settle(state);
  }
}

asio::awaitable<void> AtChannel::State::write(Shared state) {
  while (!state->outgoing.empty() && !state->dialogue.closed()) {
    const std::string octets = std::exchange(state->outgoing, {});
    const auto written = co_await state->stream->write(std::as_bytes(std::span{octets}));
    if (!written) {
      state->shut(&written.error());
      break;
    }
  }
  state->writing = false;
}

asio::awaitable<AtReply> AtChannel::State::run(Shared state, AtCommand command) {
  if (state->dialogue.closed()) {
    AtReply closed;
    closed.result = AtResult::closed;
    co_return closed;
  }
  const std::uint64_t id = state->dialogue.submit(std::move(command), state->loop.now());
  Waiter waiter{*state, id};
  state->settle(state);
  co_await waiter.done.wait_until(Instant::max());
  co_return std::move(waiter.reply);
}

asio::awaitable<bool> AtChannel::State::resync(Shared state, bool patient) {
  if (state->dialogue.closed()) co_return false;
  Waiter waiter{*state, 0};
  state->take(state->dialogue.resync(state->loop.now(), patient));
  state->settle(state);
  co_await waiter.done.wait_until(Instant::max());
  co_return waiter.reply.ok();
}

AtChannel::AtChannel(EventLoop& loop, std::unique_ptr<ByteStream> stream, journal::Journal& journal,
                     std::string name, AtDialogue::Options options)
    : loop_{loop},
      journal_{journal},
      name_{std::move(name)},
      options_{options},
      state_{std::make_shared<State>(loop, std::move(stream), journal, name_, options)} {
  if (!closed()) loop.spawn(State::read(state_));
}

AtChannel::~AtChannel() {
  state_->listener = nullptr;
  state_->closed_handler = nullptr;
  state_->shut(nullptr);
}

void AtChannel::reopen(std::unique_ptr<ByteStream> stream) {
  auto fresh = std::make_shared<State>(loop_, std::move(stream), journal_, name_, options_);
  fresh->listener = std::exchange(state_->listener, nullptr);
  fresh->closed_handler = std::exchange(state_->closed_handler, nullptr);
  state_->shut(nullptr);
  state_ = std::move(fresh);
  loop_.spawn(State::read(state_));
}

Instant AtChannel::last_activity() const {
  return state_->last_activity;
}

void AtChannel::listen(Listener listener) {
  state_->listener = std::move(listener);
}
void AtChannel::on_closed(std::function<void(const Error&)> handler) {
  state_->closed_handler = std::move(handler);
}
bool AtChannel::closed() const {
  return state_->dialogue.closed();
}
void AtChannel::close() {
  state_->shut(nullptr);
}

void AtChannel::interrupt_call() {
  state_->dialogue.interrupt_call();
  state_->settle(state_);
}
void AtChannel::set_pause(Duration pause) {
  state_->dialogue.set_pause(pause);
}

asio::awaitable<AtReply> AtChannel::command(AtCommand command) {
  return State::run(state_, std::move(command));
}
asio::awaitable<AtReply> AtChannel::command(std::string text, Duration limit) {
  return State::run(state_, AtCommand{std::move(text), limit});
}
asio::awaitable<bool> AtChannel::resync(bool patient) {
  return State::resync(state_, patient);
}

}  // namespace isocket::modem
