#pragma once

#include <string>
#include <vector>

#include "lab/faulty_port.h"
#include "modem/port_source.h"
#include "modem/serial_port.h"

namespace isocket::lab {

/// A faulty port in memory, as a driver opens it: test support.
using PortInMemory = modem::PortOf<FaultyPort>;

/// The same on pseudo-terminals: whichever of the names is there.
class PortOnTerminal final : public modem::PortSource {
 public:
  PortOnTerminal(EventLoop& loop, std::vector<std::string> names) : loop_{loop}, names_{std::move(names)} {}
  asio::awaitable<Result<modem::OpenedPort>> open() override {
    Error last{Errc::not_found, "port", 0, "none of its names is there"};
    for (const std::string& name : names_) {
      auto stream = modem::open_serial_port(loop_, name);
      if (!stream) {
        last = std::move(stream.error());
        continue;
      }
      modem::OpenedPort opened;
      opened.path = name;
      opened.stream = std::move(*stream);
      co_return opened;
    }
    co_return fail(std::move(last));
  }

 private:
  EventLoop& loop_;
  std::vector<std::string> names_;
};

}  // namespace isocket::lab
