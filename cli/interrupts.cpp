#include "interrupts.h"

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <utility>

namespace isocket::cli {

Interrupts::Interrupts(EventLoop& loop, std::string until, std::function<void()> asked)
    : signals_{loop.executor(), SIGINT, SIGTERM}, until_{std::move(until)}, told_{std::move(asked)} {
  wait();
}

ExitCode Interrupts::code() const {
  return signal_ == SIGTERM ? ExitCode::terminated : ExitCode::interrupted;
}

void Interrupts::wait() {
  signals_.async_wait([this](const boost::system::error_code& ec, int signal) {
    if (ec) return;
    if (signal_ != 0) std::_Exit(128 + signal);
    signal_ = signal;
    std::cerr << "\nisocket: stopping after " << until_ << "; once more ends at once\n";
    if (told_) told_();
    wait();
  });
}

}  // namespace isocket::cli
