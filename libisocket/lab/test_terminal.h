#pragma once

#include <string>
#include <string_view>

#include "core/event_loop.h"
#include "lab/virtual_modem.h"

namespace isocket::lab {

inline PhoneNumber number(std::string_view text) {
  return PhoneNumber::parse(text).value();
}

/// A modem and a person who types at it, in virtual time: test support.
struct TestTerminal {
  TestTerminal(EventLoop& l, Network& n, std::string_view own, const Dialect& dialect = Dialect::generic())
      : loop{l}, network{n}, card{number(own)} {
    ModemOptions options;
    options.dialect = &dialect;
    modem = std::make_unique<VirtualModem>(network, card, options, [this](std::string_view text) {
      ++writes;
      seen += text;
    });
  }
  /// Runs the world for `time`; gives what the modem wrote meanwhile.
  std::string during(Duration time) {
    seen.clear();
    loop.run_until(loop.now() + time);
    return seen;
  }
  /// As during(), with what came before.
  std::string also_during(Duration time) {
    loop.run_until(loop.now() + time);
    return seen;
  }
  /// Types a line; gives what came within a tenth of a second.
  std::string at(std::string_view command) {
    modem->feed(std::string{command} + "\r");
    return during(std::chrono::milliseconds{100});
  }
  std::string type(std::string_view text) {
    modem->feed(text);
    return during(std::chrono::milliseconds{100});
  }
  /// Powered, echo off, PDU mode, registered.
  void start() {
    modem->power(true);
    during(std::chrono::seconds{15});
    at("ATE0");
  }
  [[nodiscard]] Subscriber& account() { return network.directory().add(card.number); }

  EventLoop& loop;
  Network& network;
  SimCard card;
  std::string seen;
  int writes = 0;
  std::unique_ptr<VirtualModem> modem;
};

}  // namespace isocket::lab
