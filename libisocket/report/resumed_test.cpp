// Reports of a run that broke off and went on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "report/console.h"
#include "report/example_run.h"

namespace isocket::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// One case passes, the program is killed in the next one, and of two messages one stays unknown.
void record_resumed_run(example::Recorder& r) {
  r.journal.record("run.begin", {{"model", "gsm-706"}, {"cases", 2}, {"bench", "dut1"}});
  for (const char* id : {"a", "b"}) {
    r.journal.record("case.begin", {{"suite", "S"}, {"case", id}, {"file", "s.yaml"}, {"line", 3}});
    r.journal.record("attempt.begin", {{"case", id}, {"attempt", 1}});
    if (id[0] == 'b') break;
    r.journal.record("attempt.end", {{"case", id}, {"attempt", 1}, {"verdict", "pass"}});
    r.journal.record("case.end", {{"suite", "S"}, {"case", id}, {"verdict", "pass"}, {"attempts", 1}});
  }
  r.journal.record("resume.begin", {{"cases_done", 1}, {"unknown", 2}});
  for (const int intent : {7, 8})
    r.journal.record("resume.settled", {{"intent", intent},
                                        {"to", "+3589"},
                                        {"text", intent == 7 ? "RESTART" : "ON"},
                                        {"outcome", "unknown"}});
  r.journal.record("verdict",
                   {{"case", "b"}, {"attempt", 1}, {"verdict", "inconc"}, {"reason", "interrupted"}});
  r.journal.record("attempt.end",
                   {{"case", "b"}, {"attempt", 1}, {"verdict", "inconc"}, {"reason", "interrupted"}});
  r.journal.record("attempt.begin", {{"case", "b"}, {"attempt", 2}});
  r.journal.record("sms.settled", {{"intent", 8}, {"outcome", "sent"}});  // its report came late
  r.journal.record("attempt.end", {{"case", "b"}, {"attempt", 2}, {"verdict", "pass"}});
  r.journal.record("case.end", {{"suite", "S"}, {"case", "b"}, {"verdict", "pass"}, {"attempts", 2}});
  r.journal.record("run.end", {{"pass", 2}, {"stopped", false}});
}

TEST(ResumedRun, IsOneRun) {
  example::Recorder r;
  record_resumed_run(r);
  const auto& run = r.results.run();
  EXPECT_EQ(run.resumed, 1);
  EXPECT_TRUE(run.complete());
  EXPECT_EQ(run.counts().pass, 2);
  ASSERT_EQ(run.suites.size(), 1u);
  EXPECT_EQ(run.suites[0].cases[1].attempts.size(), 2u);
  EXPECT_EQ(run.suites[0].cases[1].outcome(), Outcome::pass);
}

TEST(ResumedRun, SaysWhichMessageIsUnknownAndNotTheOneThatWasSettledLate) {
  example::Recorder r;
  std::ostringstream out;
  Console console{r.results, out, ConsoleOptions{}};
  r.journal.add_sink(console);
  record_resumed_run(r);
  console.finish(example::wall());
  EXPECT_THAT(out.str(), HasSubstr("resumed after 1 case\n"));
  EXPECT_THAT(out.str(), HasSubstr("unknown whether it went out: RESTART to +3589\n"));
  EXPECT_THAT(out.str(), Not(HasSubstr("it went out: ON")));

  std::ostringstream junit, tap, ctrf;
  write_report(junit, Format::junit, r.results.run(), example::wall());
  EXPECT_THAT(junit.str(), HasSubstr("<property name=\"unknown\" value=\"RESTART to +3589\"/>"));
  write_report(tap, Format::tap, r.results.run(), example::wall());
  EXPECT_THAT(tap.str(), HasSubstr("# unknown whether it went out: RESTART to +3589\n"));
  write_report(ctrf, Format::ctrf, r.results.run(), example::wall());
  EXPECT_THAT(ctrf.str(), HasSubstr("\"text\": \"RESTART\""));
}

TEST(ResumedRun, IsNotCompleteUntilItsOwnEnd) {
  example::Recorder r;
  r.journal.record("run.begin", {{"model", "gsm-706"}, {"cases", 2}});
  r.journal.record("run.end", {{"stopped", true}});
  r.journal.record("resume.begin", {{"cases_done", 0}, {"unknown", 0}});
  EXPECT_FALSE(r.results.run().complete());
  r.journal.record("run.end", {{"stopped", false}});
  EXPECT_TRUE(r.results.run().complete());
}

}  // namespace
}  // namespace isocket::report
