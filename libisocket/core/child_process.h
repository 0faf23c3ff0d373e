#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/byte_stream.h"
#include "core/event_loop.h"
#include "core/result.h"

namespace isocket {

/// A program of its own, started without a shell, and ended with this object. Its standard error is ours.
class ChildProcess {
 public:
  /// Whose its standard input and output are.
  enum class Streams : unsigned char {
    ours,
    piped,  ///< stream() is the other end; Ctrl-C at the terminal is not for it
  };
  /// @param program  a path; searched for in PATH when it has no '/'. Errors: not_found, no_permission, io.
  static Result<std::unique_ptr<ChildProcess>> start(EventLoop& loop, const std::string& program,
                                                     const std::vector<std::string>& arguments,
                                                     Streams streams = Streams::ours);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// With Streams::piped, once: writes to its standard input, reads from its standard output.
  [[nodiscard]] std::unique_ptr<ByteStream> take_stream();
  [[nodiscard]] bool running();
  [[nodiscard]] int id() const;
  /// Waits for its end. False: it still runs at `deadline`.
  asio::awaitable<bool> ended_by(Instant deadline);
  /// Asks it to end, by SIGTERM.
  void terminate();
  /// "it ended with exit code 3", "it was ended by signal 9", "it is running".
  [[nodiscard]] std::string state();

 private:
  struct State;
  explicit ChildProcess(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;  // shared with ended_by(), which may wait when this object goes
};

}  // namespace isocket
