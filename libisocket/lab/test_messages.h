#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lab/test_terminal.h"
#include "sms/service_centre.h"

namespace isocket::lab {

inline constexpr std::string_view kOurs = "+358401111111";
inline constexpr std::string_view kTheirs = "+358402222222";

/// Everything of one run of the network: two modems that show messages directly.
struct World {
  explicit World(Faults faults = {}, std::uint64_t seed = 3, Timing timing = {})
      : network{loop, seed, timing, std::move(faults)} {
    for (auto* who : {&ours, &theirs}) who->modem->power(true);
    ours.during(std::chrono::seconds{20});
    for (auto* who : {&ours, &theirs}) who->at("ATE0+CNMI=2,2,0,1,0");
    for (auto* who : {&ours, &theirs}) who->seen.clear();
  }
  /// Submits and waits for the acknowledgement; gives what the modem said.
  std::string send(TestTerminal& from, std::string_view to, std::string_view text, bool report = false,
                   sms::Validity validity = {}) {
    sms::Submit submit;
    submit.destination = sms::Address{number(to)};
    submit.status_report_request = report;
    submit.validity = validity;
    if (!sms::fits_gsm7(text)) submit.coding = sms::DataCoding::of(sms::Alphabet::ucs2);
    submit.user_data = sms::UserData::of(text, submit.coding).value();
    const auto pdu = sms::encode_pdu(submit).value();
    from.at("AT+CMGS=" + std::to_string(pdu.length));
    from.modem->feed(pdu.hex + "\x1a");
    return from.during(std::chrono::seconds{5});
  }
  /// All TPDUs that a terminal has been shown in `seen`, in order.
  static std::vector<sms::Tpdu> shown(const std::string& seen) {
    std::vector<sms::Tpdu> tpdus;
    for (const char* urc : {"+CMT: ", "+CDS: "})
      for (std::size_t at = seen.find(urc); at != std::string::npos; at = seen.find(urc, at + 1)) {
        const std::size_t line = seen.find("\r\n", at) + 2;
        tpdus.push_back(sms::decode_pdu(std::string_view{seen}.substr(line, seen.find("\r\n", line) - line),
                                        sms::Direction::to_mobile)
                            .value()
                            .tpdu);
      }
    return tpdus;
  }
  static std::vector<std::string> texts(const std::string& seen) {
    std::vector<std::string> all;
    for (const auto& tpdu : shown(seen))
      if (const auto* deliver = std::get_if<sms::Deliver>(&tpdu)) all.push_back(deliver->text().value());
    return all;
  }
  static std::vector<int> statuses(const std::string& seen) {
    std::vector<int> all;
    for (const auto& tpdu : shown(seen))
      if (const auto* report = std::get_if<sms::StatusReport>(&tpdu)) all.push_back(report->status.octet());
    return all;
  }

  EventLoop loop{EventLoop::Pace::virtual_time, std::chrono::sys_days{std::chrono::year{2026} / 1 / 5}};
  Network network;
  TestTerminal ours{loop, network, kOurs};
  TestTerminal theirs{loop, network, kTheirs};
};

}  // namespace isocket::lab
