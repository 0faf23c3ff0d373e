#pragma once

#include <boost/asio/signal_set.hpp>
#include <functional>
#include <string>

#include "core/event_loop.h"
#include "exit_code.h"

namespace isocket::cli {

/// Ctrl-C while something is under way that should not end in its middle. The first SIGINT or SIGTERM asks to
/// stop, and is answered on the standard error; the second ends the process.
class Interrupts {
 public:
  /// @param until  what is still finished: "the case under way"
  /// @param asked  told at the first signal, from the loop
  Interrupts(EventLoop& loop, std::string until, std::function<void()> asked = {});
  [[nodiscard]] bool asked() const { return signal_ != 0; }
  /// Only if asked().
  [[nodiscard]] ExitCode code() const;
  /// Lets go of the signals, so that a loop can run dry.
  void done() { signals_.cancel(); }

 private:
  void wait();
  asio::signal_set signals_;
  std::string until_;
  std::function<void()> told_;
  int signal_ = 0;
};

}  // namespace isocket::cli
