// Reports of a run with several devices.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "report/console.h"
#include "report/example_run.h"

namespace isocket::report {
namespace {

using ::testing::HasSubstr;

/// Two devices run the same case at the same time, and only one passes.
void record_two_devices(example::Recorder& r) {
  journal::Journal one{r.journal, {{"device", "dut1"}}};
  journal::Journal two{r.journal, {{"device", "dut2"}}};
  r.journal.record("run.begin", {{"model", "gsm-706"}, {"cases", 2}, {"devices", 2}, {"modems", 1}});
  for (journal::Journal* device : {&one, &two})
    device->record("device.begin", {{"model", "gsm-706"}, {"bench", "rack"}});
  for (journal::Journal* device : {&one, &two}) {
    device->record("case.begin", {{"suite", "S"}, {"case", "c"}, {"file", "s.yaml"}, {"line", 3}});
    device->record("attempt.begin", {{"case", "c"}, {"attempt", 1}});
  }
  for (journal::Journal* device : {&one, &two})
    device->record("step.begin", {{"step", "1"}, {"kind", "send"}, {"text", "send ON"}, {"line", 4}});
  one.record("step.end", {{"step", "1"}, {"verdict", "pass"}});
  two.record("step.end", {{"step", "1"}, {"verdict", "fail"}});
  two.record("verdict", {{"case", "c"}, {"attempt", 1}, {"verdict", "fail"}, {"reason", "wrong-text"}});
  r.journal.record("sms.foreign", {{"modem", "m1"}, {"from", "+358409999999"}, {"text", "HELLO"}});
  for (journal::Journal* device : {&two, &one}) {
    const char* verdict = device == &one ? "pass" : "fail";
    device->record("attempt.end", {{"case", "c"}, {"attempt", 1}, {"verdict", verdict}});
    device->record("case.end", {{"suite", "S"}, {"case", "c"}, {"verdict", verdict}, {"attempts", 1}});
    device->record("device.end", {{"pass", device == &one}, {"device_s", 60.0}});
  }
  r.journal.record("run.end", {{"pass", 1}, {"fail", 1}, {"device_s", 120.0}, {"stopped", false}});
}

TEST(SeveralDevices, AreKeptApart) {
  example::Recorder r;
  record_two_devices(r);
  const auto& run = r.results.run();
  ASSERT_EQ(run.suites.size(), 2u);
  EXPECT_EQ(run.suites[0].device, "dut1");
  EXPECT_EQ(run.suites[0].cases.front().outcome(), Outcome::pass);
  EXPECT_EQ(run.suites[1].cases.front().outcome(), Outcome::fail);
  ASSERT_EQ(run.suites[0].cases.front().attempts.size(), 1u);
  ASSERT_EQ(run.suites[0].cases.front().attempts[0].steps.size(), 1u);
  EXPECT_EQ(run.suites[0].cases.front().attempts[0].steps[0].verdict, Verdict::pass);
  EXPECT_EQ(run.suites[1].cases.front().attempts[0].steps[0].verdict, Verdict::fail);
  EXPECT_EQ(run.counts("dut1").pass, 1);
  EXPECT_EQ(run.counts("dut2").fail, 1);
  EXPECT_EQ(run.counts().all(), 2);
  EXPECT_TRUE(run.complete());
}

TEST(SeveralDevices, HaveATestSuiteEach) {
  example::Recorder r;
  record_two_devices(r);
  std::ostringstream junit, tap, ctrf;
  write_report(junit, Format::junit, r.results.run(), example::wall());
  EXPECT_THAT(junit.str(), HasSubstr("<testsuite name=\"dut1: S\" tests=\"1\" failures=\"0\""));
  EXPECT_THAT(junit.str(), HasSubstr("<testsuite name=\"dut2: S\" tests=\"1\" failures=\"1\""));
  EXPECT_THAT(junit.str(), HasSubstr("<property name=\"device\" value=\"dut2\"/>"));
  EXPECT_THAT(junit.str(), HasSubstr("<testcase classname=\"dut2: S\" name=\"c\""));
  write_report(tap, Format::tap, r.results.run(), example::wall());
  EXPECT_THAT(tap.str(), HasSubstr("ok 1 - dut1: S / c\nnot ok 2 - dut2: S / c\n"));
  write_report(ctrf, Format::ctrf, r.results.run(), example::wall());
  EXPECT_THAT(ctrf.str(), HasSubstr("\"device\": \"dut2\""));
}

TEST(SeveralDevices, AreNamedOnTheConsole) {
  example::Recorder r;
  std::ostringstream out;
  ConsoleOptions options;
  options.target = "--device {device}";
  Console console{r.results, out, options};
  r.journal.add_sink(console);
  record_two_devices(r);
  console.finish(example::wall());
  EXPECT_THAT(out.str(), HasSubstr("2 devices, 1 modem, 2 cases"));
  EXPECT_THAT(out.str(), HasSubstr("pass    dut1: S / c"));
  EXPECT_THAT(out.str(), HasSubstr("FAIL    dut2: S / c"));
  EXPECT_THAT(out.str(), HasSubstr("--case c --device dut2"));
  EXPECT_THAT(out.str(),
              HasSubstr("note    a message of +358409999999 to m1 belongs to no conversation: HELLO"));
  EXPECT_THAT(out.str(), HasSubstr("Devices:\nPASS    dut1  1 case: 1 pass\nFAIL    dut2  1 case: 1 fail\n"));
}

}  // namespace
}  // namespace isocket::report
