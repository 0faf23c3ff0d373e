#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/event_loop.h"
#include "core/result.h"

namespace isocket::lab {

/// A program of its own, started without a shell, and ended with this object. Its output is ours.
class ChildProcess {
 public:
  /// @param program  a path; searched for in PATH when it has no '/'. Errors: not_found, io.
  static Result<std::unique_ptr<ChildProcess>> start(EventLoop& loop, const std::string& program,
                                                     const std::vector<std::string>& arguments);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  [[nodiscard]] bool running();
  [[nodiscard]] int id() const;

 private:
  struct State;
  explicit ChildProcess(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace isocket::lab
