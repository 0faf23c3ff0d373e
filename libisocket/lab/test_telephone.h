#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lab/test_terminal.h"
#include "sms/segments.h"
#include "sms/service_centre.h"

namespace isocket::lab {

/// A person with a telephone in virtual time, by way of a virtual modem's AT: test support.
struct TestTelephone : TestTerminal {
  TestTelephone(EventLoop& l, Network& n, std::string_view own) : TestTerminal{l, n, own} {
    start();
    at("AT+CNMI=2,2,0,0,0");
    at("AT+CLIP=1");
    clear();
  }
  /// Sends a text and waits `time` from then.
  void send(std::string_view to, std::string_view text, Duration time = std::chrono::seconds{25}) {
    sms::Submit submit;
    submit.destination = sms::Address{number(to)};
    submit.user_data = sms::UserData::of(text, submit.coding).value();
    const auto pdu = sms::encode_pdu(submit).value();
    modem->feed("AT+CMGS=" + std::to_string(pdu.length) + "\r");
    loop.run_until(loop.now() + std::chrono::milliseconds{100});
    modem->feed(pdu.hex + "\x1a");
    loop.run_until(loop.now() + time);
  }
  /// The texts received since the last clear().
  [[nodiscard]] std::vector<std::string> texts() const {
    std::vector<std::string> all;
    for (std::size_t at = seen.find("+CMT: "); at != std::string::npos; at = seen.find("+CMT: ", at + 1)) {
      const std::size_t line = seen.find("\r\n", at) + 2;
      const std::string_view hex = std::string_view{seen}.substr(line, seen.find("\r\n", line) - line);
      const auto pdu = sms::decode_pdu(hex, sms::Direction::to_mobile).value();
      all.push_back(std::get<sms::Deliver>(pdu.tpdu).text().value());
    }
    return all;
  }
  void clear() { seen.clear(); }
};

}  // namespace isocket::lab
