#include "report/results.h"

#include <gtest/gtest.h>

#include "report/describe.h"
#include "report/example_run.h"

namespace isocket::report {
namespace {

const Case& case_named(const Run& run, std::string_view id) {
  for (const Suite& suite : run.suites)
    for (const Case& c : suite.cases)
      if (c.id == id) return c;
  throw std::out_of_range{std::string{id}};
}

TEST(Results, CountEachOutcomeOnce) {
  example::Recorder recorder;
  example::record_everything(recorder);
  const Counts counts = recorder.results.run().counts();
  EXPECT_EQ(counts.pass, 2);
  EXPECT_EQ(counts.fail, 1);
  EXPECT_EQ(counts.inconc, 2);
  EXPECT_EQ(counts.error, 1);
  EXPECT_EQ(counts.flaky, 1);
  EXPECT_EQ(counts.skipped, 2);
  EXPECT_EQ(counts.unfinished, 0);
  EXPECT_EQ(counts.all(), 9);
  EXPECT_EQ(recorder.results.run().findings, 1);
  EXPECT_TRUE(recorder.results.run().complete());
}

TEST(Results, TellFlakyFromFailedAndFromPassed) {
  example::Recorder recorder;
  example::record_everything(recorder);
  const Case& flaky = case_named(recorder.results.run(), "restart-takes-ten-seconds");
  EXPECT_EQ(flaky.outcome(), Outcome::flaky);
  ASSERT_NE(flaky.decisive(), nullptr);
  EXPECT_EQ(flaky.decisive()->reason, "wrong-duration") << "what the failed attempt says is the news";
  EXPECT_EQ(case_named(recorder.results.run(), "restart-from-off").outcome(), Outcome::pass);
}

TEST(Results, TakeAFlakyCaseForAPassOnlyIfTheRunDid) {
  example::Recorder r;
  r.journal.record("case.begin", {{"suite", "S"}, {"case", "c"}});
  r.journal.record("case.end", {{"case", "c"}, {"verdict", "pass"}, {"reason", "flaky"}, {"flaky", true}});
  EXPECT_EQ(case_named(r.results.run(), "c").outcome(), Outcome::pass);
}

TEST(Results, ShowTheFindingOfACaseThatCouldNotBeJudgedForIt) {
  example::Recorder recorder;
  example::record_everything(recorder);
  const Case& c = case_named(recorder.results.run(), "unknown-command-echoes-it");
  EXPECT_EQ(c.outcome(), Outcome::inconc);
  ASSERT_NE(c.decisive(), nullptr);
  EXPECT_TRUE(c.decisive()->finding);
}

TEST(Results, KeepTheJudgementsOfEachAttemptAndChooseTheDecisiveOne) {
  example::Recorder recorder;
  example::record_everything(recorder);
  const Case& failed = case_named(recorder.results.run(), "status-names-the-signal");
  ASSERT_NE(failed.decisive(), nullptr);
  EXPECT_EQ(failed.decisive()->reason, "wrong-text");
  EXPECT_EQ(failed.decisive()->evidence, (journal::Range{31, 44}));
  ASSERT_EQ(failed.others().size(), 1u);
  EXPECT_EQ(failed.others()[0]->reason, "surplus-message");

  const Case& repeated = case_named(recorder.results.run(), "restart-confirms");
  ASSERT_EQ(repeated.attempts.size(), 2u);
  EXPECT_EQ(repeated.decisive()->attempt, 2);
  EXPECT_EQ(history(repeated), "1 inconc (missing-reply), 2 inconc (missing-reply)");

  EXPECT_EQ(case_named(recorder.results.run(), "on-and-off").decisive(), nullptr);
}

TEST(Results, DoNotLetCleanUpTroubleHideTheFirstReason) {
  example::Recorder r;
  r.journal.record("case.begin", {{"suite", "S"}, {"case", "c"}});
  r.journal.record("attempt.begin", {{"case", "c"}, {"attempt", 1}});
  r.journal.record("verdict", {{"case", "c"}, {"attempt", 1}, {"verdict", "fail"}, {"reason", "wrong-text"}});
  r.journal.record("verdict", {{"case", "c"}, {"attempt", 1}, {"verdict", "error"}, {"reason", "bench"}});
  r.journal.record("attempt.end",
                   {{"case", "c"}, {"attempt", 1}, {"verdict", "error"}, {"reason", "wrong-text"}});
  r.journal.record("case.end", {{"case", "c"}, {"verdict", "error"}, {"reason", "wrong-text"}});
  const Case& c = case_named(r.results.run(), "c");
  EXPECT_EQ(c.outcome(), Outcome::error);
  ASSERT_NE(c.decisive(), nullptr);
  EXPECT_EQ(c.others().size(), 1u);
}

TEST(Results, NeverTakeAWordTheyDoNotKnowForAPass) {
  for (const char* word : {"", "none", "passed", "PASS"}) {
    example::Recorder r;
    r.journal.record("case.begin", {{"suite", "S"}, {"case", "c"}});
    r.journal.record("case.end", {{"case", "c"}, {"verdict", word}});
    EXPECT_EQ(case_named(r.results.run(), "c").outcome(), Outcome::error) << word;
  }
}

TEST(Results, KnowThatACaseDidNotEnd) {
  example::Recorder recorder;
  example::record_broken_off(recorder);
  EXPECT_EQ(case_named(recorder.results.run(), "on-again").outcome(), Outcome::unfinished);
  EXPECT_FALSE(recorder.results.run().complete());
}

TEST(Results, TakeAStoppedRunForIncompleteThoughItEnded) {
  example::Recorder r;
  r.journal.record("run.begin", {{"cases", 0}});
  r.journal.record("run.end", {{"stopped", true}});
  EXPECT_FALSE(r.results.run().complete());
}

TEST(Results, IgnoreWhatBelongsToNoCase) {
  example::Recorder r;
  r.journal.record("step.begin", {{"step", "1"}});
  r.journal.record("step.end", {{"step", "1"}, {"verdict", "pass"}});
  r.journal.record("verdict", {{"case", "unheard-of"}, {"verdict", "fail"}});
  r.journal.record("attempt.end", {{"case", "unheard-of"}, {"attempt", 1}, {"verdict", "fail"}});
  EXPECT_EQ(r.results.run().counts().all(), 0);
  r.journal.record("case.end", {{"suite", "S"}, {"case", "unheard-of"}, {"verdict", "fail"}});
  EXPECT_EQ(r.results.run().counts().fail, 1) << "a verdict is never lost";
}

TEST(Describe, NamesTheLatestRoundOfARepeatedStep) {
  example::Recorder r;
  r.journal.record("case.begin", {{"suite", "S"}, {"case", "c"}, {"file", "s.yaml"}});
  r.journal.record("attempt.begin", {{"case", "c"}, {"attempt", 1}});
  for (const char* text : {"send ON1", "send ON2"}) {
    r.journal.record("step.begin", {{"step", "1.1"}, {"kind", "send"}, {"text", text}, {"line", 7}});
    r.pass_time(std::chrono::seconds{1});
  }
  r.journal.record("verdict", {{"case", "c"}, {"attempt", 1}, {"step", "1.1"}, {"verdict", "fail"}});
  const Case& c = case_named(r.results.run(), "c");
  EXPECT_EQ(place_of(c, c.attempts[0].judgements[0]), "s.yaml:7, step 1.1: send ON2");
}

TEST(Describe, TellsWhenItHappenedNotWhenTheFenceWasBack) {
  example::Recorder r;
  r.pass_time(std::chrono::minutes{1});
  r.journal.record("case.begin", {{"suite", "S"}, {"case", "c"}, {"file", "s.yaml"}});
  r.journal.record("attempt.begin", {{"case", "c"}, {"attempt", 1}});
  r.journal.record("step.begin", {{"step", "1"}, {"kind", "expect"}, {"text", "expect OK"}, {"line", 7}});
  r.pass_time(std::chrono::seconds{4});
  r.journal.record("step.end", {{"step", "1"}, {"verdict", "fail"}});
  r.pass_time(std::chrono::seconds{30});
  r.journal.record("verdict", {{"case", "c"}, {"attempt", 1}, {"step", "1"}, {"verdict", "fail"}});
  const Case& c = case_named(r.results.run(), "c");
  const std::string text = plain_text(describe(c, c.attempts[0].judgements[0]));
  EXPECT_NE(text.find("when      00:01:04.000 of the run, 4.0 s into the case"), std::string::npos) << text;
}

struct MarkRow {
  const char* name;
  const char* expected;
  const char* received;
  const char* diff;
  std::optional<std::size_t> line;
  std::optional<std::size_t> caret;
};

TEST(Describe, MarksTheLineThatDiffersAndTheFirstCharacter) {
  const MarkRow rows[] = {
      {"one line", "Power ON", "Power OFF", "", 0, 7},
      {"all of it", "Power ON", "Access deny!", "", 0, std::nullopt},
      {"second line", "a\nbc", "a\nbd", "", 1, 1},
      {"missing line", "a\nb", "a", "", std::nullopt, std::nullopt},
      {"placeholder agrees", "T: <c:int>C\nx", "T: 5C\ny", "", 1, std::nullopt},
      {"behind a placeholder", "T: <c:int>C", "T: 5F", "line 1: expected 'T: <c:int>C', received 'T: 5F'", 0,
       std::nullopt},
      {"a number of blanks is no difference", "a  b\nc", "a b\nd", "", 1, std::nullopt},
      {"umlaut", "Grün", "Groß", "", 0, 2},
      {"half an umlaut", "aü", "aö", "", 0, 1},
      {"the comparison knows", "a\nb\n<...>", "y\nx", "line 2: expected 'b', received 'x'", 1, std::nullopt},
      {"several would have done", "a", "b", "line 1: expected 'a'\nor line 1: expected 'c'", std::nullopt,
       std::nullopt},
      {"rest", "a\n<...>\nz", "a\nb\nc", "", std::nullopt, std::nullopt},
  };
  for (const MarkRow& row : rows) {
    Case c;
    Judgement j;
    j.expected = row.expected;
    j.received = row.received;
    j.diff = row.diff;
    for (const Row& shown : describe(c, j)) {
      if (shown.label != "received") continue;
      EXPECT_EQ(shown.marked, row.line) << row.name;
      EXPECT_EQ(shown.caret, row.caret) << row.name;
    }
  }
}

TEST(Describe, GivesACommandThatAShellUnderstands) {
  Case c;
  c.file = "my suites/a'b.yaml";
  c.id = "on-and-off";
  EXPECT_EQ(again(c, "--lab environment-pro"),
            "isocket test 'my suites/a'\\''b.yaml' --case on-and-off --lab environment-pro");
}

}  // namespace
}  // namespace isocket::report
