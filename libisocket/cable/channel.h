#pragma once

#include <memory>
#include <string>

#include "cable/dialogue.h"
#include "core/byte_stream.h"
#include "core/event_loop.h"

namespace isocket::cable {

/// A Dialogue on a stream, in the loop's time.
class Channel {
 public:
  Channel(EventLoop& loop, std::unique_ptr<ByteStream> stream);
  /// Closes the stream: the cable is pulled.
  ~Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  /// Throws away what a former session has left on the line.
  asio::awaitable<void> begin();
  /// One request, one answer; waits first until the line is free. One at a time.
  asio::awaitable<Answer> ask(std::string request, Dialogue::Kind kind);
  [[nodiscard]] bool closed() const;
  void close();

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with the reader and the writer, which end after the channel
};

}  // namespace isocket::cable
