#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "core/byte_stream.h"
#include "core/notifier.h"

namespace isocket::lab {

/// A ByteStream as the lab's event-driven parts like it: octets come in by a call, and go out without
/// waiting.
class Line {
 public:
  /// @param received  called from the loop with what came in
  /// @param closed    called once when the other side is gone; may be empty
  Line(EventLoop& loop, std::unique_ptr<ByteStream> stream, std::function<void(std::string_view)> received,
       std::function<void()> closed = {});
  ~Line();
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  void write(std::string_view octets);

 private:
  struct State;
  static asio::awaitable<void> read(std::shared_ptr<State> state);
  static asio::awaitable<void> drain(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;  // shared with the two coroutines, which end after this object
};

}  // namespace isocket::lab
