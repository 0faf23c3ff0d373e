#pragma once
// For tests of what finds modems at ports: a lab with two of them at pseudo-terminals.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "in_the_lab.h"
#include "lab/lab.h"
#include "lab/pty.h"

namespace isocket::cli {

/// A lab in a process of its own, as its users have it: the program under test must find it through its
/// ports.
class LabAtPorts : public InTheLab {
 protected:
  using Change = std::function<void(lab::VirtualModem&)>;
  /// Starts it. @param change  of each modem, after which it gets power anew
  void start_lab(const Change& change = {}) {
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    child_ = ::fork();
    if (child_ == 0) {
      serve(ready[1], change);
      ::_exit(0);
    }
    ::close(ready[1]);
    char mark = 0;
    ASSERT_EQ(::read(ready[0], &mark, 1), 1);
    ::close(ready[0]);
  }
  void TearDown() override {
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
    InTheLab::TearDown();
  }
  void serve(int ready, const Change& change) const {
    EventLoop loop{EventLoop::Pace::real_time};
    lab::LabOptions options;
    options.timing = lab::Timing::brisk();
    lab::Lab world{loop, options};
    std::vector<std::unique_ptr<lab::Pty>> ports;
    for (const int i : {1, 2}) {
      auto port = lab::Pty::open();
      if (!port || !(*port)->name(path("m" + std::to_string(i)))) return;
      const PhoneNumber number = *PhoneNumber::parse("+35840100000" + std::to_string(i));
      lab::VirtualModem& modem = world.add_modem(number, (*port)->take_stream(loop));
      if (change) {
        change(modem);
        modem.restart();
      }
      ports.push_back(std::move(*port));
    }
    if (::write(ready, "r", 1) == 1) loop.run();
  }
  pid_t child_ = 0;
};

}  // namespace isocket::cli
