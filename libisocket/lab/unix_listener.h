#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/byte_stream.h"

namespace isocket::lab {

/// A UNIX socket that waits for visitors. Its file goes with this object.
class UnixListener {
 public:
  /// Takes the place of a socket that a former run has left, of nothing else.
  /// @param path  or, after an '@', a name in the abstract namespace of Linux, which has no file
  /// Errors: busy, bad_value (a path of more than 107 octets), io.
  static Result<std::unique_ptr<UnixListener>> open(EventLoop& loop, const std::string& path,
                                                    std::function<void(std::unique_ptr<ByteStream>)> visitor);
  ~UnixListener();
  UnixListener(const UnixListener&) = delete;
  UnixListener& operator=(const UnixListener&) = delete;

 private:
  struct State;
  explicit UnixListener(std::shared_ptr<State> state) : state_{std::move(state)} {}
  static asio::awaitable<void> serve(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;  // shared with the coroutine, which ends after this object
};

}  // namespace isocket::lab
