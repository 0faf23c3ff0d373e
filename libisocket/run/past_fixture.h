#pragma once

#include <gtest/gtest.h>

#include <string>

#include "core/event_loop.h"
#include "run/past.h"

namespace isocket::run {

/// A journal with a reader, and what a run writes into it.
class PastTest : public ::testing::Test {
 protected:
  PastTest() { journal.add_sink(past); }

  void begin_run(std::string order = "a b c") {
    journal.record("run.begin", {{"model", "environment-pro"},
                                 {"seed", 7},
                                 {"cases", 3},
                                 {"order", std::move(order)},
                                 {"bench", "dut1"}});
  }
  void begin_attempt(const std::string& test_case, int number = 1, const std::string& device = {}) {
    if (number == 1) record(device, "case.begin", {{"case", test_case}});
    record(device, "attempt.begin", {{"case", test_case}, {"attempt", number}});
  }
  /// @return its place
  std::uint64_t intend(const std::string& text, const std::string& device = {}) {
    return record(device, "sms.intent", {{"modem", "m1"}, {"to", kDevice}, {"text", text}});
  }
  void hand_over() { journal.record("at.tx", {{"modem", "m1"}, {"data", "0011000C91\\x1A"}}); }
  void hear(const std::string& line, std::string_view kind = "information") {
    journal.record("at.rx", {{"modem", "m1"}, {"kind", std::string{kind}}, {"data", line}});
  }
  void sent(std::uint64_t intent, int reference) {
    journal.record("sms.submit",
                   {{"modem", "m1"}, {"intent", intent}, {"outcome", "sent"}, {"mr", reference}});
  }
  /// @param status  TP-ST
  void report(int reference, int status = 0) {
    journal.record("sms.report", {{"modem", "m1"}, {"mr", reference}, {"status", status}});
  }
  void deliver(const std::string& text, const std::string& device = {}) {
    record(device, "sms.deliver",
           {{"modem", "m1"}, {"from", kDevice}, {"text", text}, {"scts", "26/11/22 02:00:00+00"}});
  }
  std::uint64_t record(const std::string& device, std::string_view type, std::vector<journal::Field> fields) {
    if (!device.empty()) fields.insert(fields.begin(), journal::Field{"device", device});
    return journal.record(type, std::move(fields));
  }

  static constexpr const char* kDevice = "+358912345678";
  EventLoop loop{EventLoop::Pace::virtual_time};
  journal::Journal journal{loop};
  Past past;
};

}  // namespace isocket::run
