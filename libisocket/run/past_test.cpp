#include "run/past_fixture.h"

namespace isocket::run {
namespace {

using Kind = modem::FormerSubmission::Kind;

TEST_F(PastTest, AnEmptyJournalBeginsARun) {
  EXPECT_FALSE(past.begun());
  EXPECT_EQ(past.course(""), nullptr);
}

TEST_F(PastTest, CountsWhatHasEndedAndKnowsWhatWasUnderWay) {
  begin_run();
  begin_attempt("a");
  journal.record("attempt.end", {{"case", "a"}, {"attempt", 1}, {"verdict", "pass"}, {"reason", ""}});
  journal.record("case.end", {{"case", "a"}, {"verdict", "pass"}, {"sms", 6}, {"calls", 1}});
  journal.record("case.skipped", {{"case", "b"}});
  begin_attempt("c");
  journal.record("verdict", {{"case", "c"}, {"step", "3"}, {"verdict", "inconc"}, {"reason", "no-reply"}});
  journal.record("attempt.end",
                 {{"case", "c"}, {"attempt", 1}, {"verdict", "inconc"}, {"reason", "no-reply"}});
  begin_attempt("c", 2);
  intend("ON");

  const PastCourse* course = past.course("");
  ASSERT_NE(course, nullptr);
  EXPECT_EQ(course->cases_done(), 2u);
  EXPECT_EQ(course->totals().pass, 1u);
  EXPECT_EQ(course->totals().skipped, 1u);
  EXPECT_EQ(course->totals().messages, 6u);
  EXPECT_EQ(course->totals().calls, 1u);
  ASSERT_TRUE(course->open_case());
  EXPECT_EQ(course->open_case()->id, "c");
  ASSERT_EQ(course->open_case()->attempts.size(), 2u);
  EXPECT_EQ(course->open_case()->attempts[0].verdict, Verdict::inconc);
  EXPECT_EQ(course->open_case()->attempts[0].step, "3");
  EXPECT_FALSE(course->open_case()->attempts[1].verdict);
  EXPECT_EQ(course->open_case()->attempts[1].messages, 2u);  // the command and its status report
  EXPECT_FALSE(past.complete());
}

TEST_F(PastTest, ARunThatWasStoppedGoesOnAndOneThatEndedDoesNot) {
  begin_run();
  journal.record("run.end", {{"stopped", true}});
  EXPECT_FALSE(past.complete());
  journal.record("run.end", {{"stopped", false}});
  EXPECT_TRUE(past.complete());
}

TEST_F(PastTest, KeepsDevicesApart) {
  journal.record("run.begin", {{"model", "environment-pro"}, {"seed", 7}, {"devices", 2}, {"modems", 1}});
  record("dut1", "device.begin", {{"model", "environment-pro"}, {"seed", 7}, {"order", "a b"}});
  record("dut2", "device.begin", {{"model", "gsm-706"}, {"seed", 7}, {"order", "a"}});
  begin_attempt("a", 1, "dut1");
  begin_attempt("a", 1, "dut2");
  intend("ON", "dut2");
  record("dut1", "case.end", {{"case", "a"}, {"verdict", "fail"}});
  record("dut1", "device.end", {{"stopped", false}, {"device_s", 12.5}});

  EXPECT_EQ(past.course(""), nullptr);
  ASSERT_NE(past.course("dut1"), nullptr);
  ASSERT_NE(past.course("dut2"), nullptr);
  EXPECT_TRUE(past.course("dut1")->complete());
  EXPECT_EQ(past.course("dut1")->totals().fail, 1u);
  EXPECT_EQ(past.course("dut1")->totals().device_time, std::chrono::milliseconds{12500});
  EXPECT_FALSE(past.course("dut2")->complete());
  ASSERT_TRUE(past.course("dut2")->open_case());
  EXPECT_EQ(past.course("dut2")->open_case()->attempts[0].messages, 2u);
  EXPECT_EQ(past.cases_done(), 1u);
}

// --- what is known of a submission -----------------------------------------------------------------------

TEST_F(PastTest, AMessageIsUnknownOnceItsOctetsHaveLeft) {
  begin_run();
  intend("ON");
  EXPECT_FALSE(past.awaits("", false));
  hand_over();
  EXPECT_TRUE(past.awaits("", false));
  EXPECT_TRUE(past.awaits("m1", false));
  EXPECT_FALSE(past.awaits("m2", false));
}

TEST_F(PastTest, TheModemsAnswerTellsThatItWasSent) {
  begin_run();
  begin_attempt("a");
  const auto intent = intend("ON");
  hear("+CMGS: 11");  // of the one before
  hand_over();
  hear("+CMGS: 12", "stray");
  hear("+CMTI: \"ME\",1", "urc");
  EXPECT_TRUE(past.awaits("", false));
  hear("+CMGS: 13,\"26/11/22,02:00:00+00\"");  // 3GPP TS 27.005 4.3: with phase 2+, the time besides
  EXPECT_FALSE(past.awaits("", false));
  EXPECT_TRUE(past.awaits("", true)) << "it may still reach the device";
  const auto memory = past.memory_of("m1");
  ASSERT_EQ(memory.size(), 1u);
  EXPECT_EQ(memory[0].kind, Kind::sent);
  EXPECT_EQ(memory[0].reference, 13);
  EXPECT_EQ(memory[0].intent, intent);
  report(13);
  EXPECT_FALSE(past.awaits("", true));
}

TEST_F(PastTest, ARefusalTakesItBack) {
  begin_run();
  const auto intent = intend("ON");
  hand_over();
  journal.record("sms.retry", {{"modem", "m1"}, {"intent", intent}});
  EXPECT_FALSE(past.awaits("", false));
}

TEST_F(PastTest, ASentOneMayStillReachTheDeviceUntilItsReport) {
  begin_run();
  begin_attempt("a");
  const auto intent = intend("ON");
  hand_over();
  sent(intent, 12);
  EXPECT_FALSE(past.awaits("", false));
  EXPECT_TRUE(past.awaits("", true));
  report(11);
  EXPECT_TRUE(past.awaits("", true));
  report(12);
  EXPECT_FALSE(past.awaits("", true));
  EXPECT_EQ(past.course("")->network().messages(), 1u);
}

TEST_F(PastTest, AReportThatIsNotTheLastOneSettlesNothing) {
  begin_run();
  begin_attempt("a");
  const auto intent = intend("ON");
  hand_over();
  sent(intent, 12);
  report(12, 0x20);  // congestion; the service centre tries again
  EXPECT_TRUE(past.awaits("", true));
  EXPECT_EQ(past.course("")->network().messages(), 0u);
  report(12, 0x46);  // the validity has run out
  EXPECT_FALSE(past.awaits("", true));
  EXPECT_EQ(past.course("")->network().messages(), 1u);
  EXPECT_EQ(past.course("")->network().troubled(), 1u);
}

TEST_F(PastTest, WhatAnEarlierCaseHasSentIsNotWaitedFor) {
  begin_run();
  begin_attempt("a");
  const auto intent = intend("ON");
  hand_over();
  sent(intent, 12);
  journal.record("case.end", {{"case", "a"}, {"verdict", "pass"}});
  begin_attempt("b");
  EXPECT_FALSE(past.awaits("", true));
}

TEST_F(PastTest, RemembersForTheModemInOrder) {
  begin_run();
  const auto first = intend("ON");
  hand_over();
  sent(first, 12);
  const auto second = intend("OFF");
  hand_over();
  intend("RESTART");  // never handed over
  const auto memory = past.memory_of("m1");
  ASSERT_EQ(memory.size(), 3u);
  EXPECT_EQ(memory[0].kind, Kind::sent);
  EXPECT_EQ(memory[0].reference, 12);
  EXPECT_EQ(memory[1].kind, Kind::unknown);
  EXPECT_EQ(memory[1].intent, second);
  EXPECT_EQ(memory[2].kind, Kind::refused);
  EXPECT_TRUE(past.memory_of("m2").empty());
  EXPECT_EQ(past.submissions_at("m1"), 3u);
}

// --- replies ---------------------------------------------------------------------------------------------

struct Answer {
  const char* name;
  const char* text;
  bool settles;
};

class PastAnswerTest : public PastTest, public ::testing::WithParamInterface<Answer> {};

TEST_P(PastAnswerTest, SettlesOnlyWhatItCanOnlyAnswer) {
  begin_run();
  begin_attempt("a");
  intend("RESTARTTIME=5");
  hand_over();
  deliver(GetParam().text);
  EXPECT_EQ(past.submissions().back().answered, GetParam().settles);
}

INSTANTIATE_TEST_SUITE_P(
    All, PastAnswerTest,
    ::testing::Values(Answer{"Success", "RESTARTTIME=5 - OK", true},
                      Answer{"Unknown", "RESTARTTIME=5 - No such command exists on the device!", true},
                      Answer{"Alert", "ALARM! RESTARTTIME=5 - OK", false},
                      Answer{"AlertThatBeginsAlike", "Power failed! RESTARTTIME=5", false},
                      Answer{"ListOfSettings", "RESTARTTIME=5 seconds", false},
                      Answer{"InTheMiddle", "Socket ON, RESTARTTIME=5 - OK", false},
                      Answer{"LongerCommand", "RESTARTTIME=55 - OK", false}, Answer{"Nothing", "", false}),
    [](const auto& one) { return std::string{one.param.name}; });

TEST_F(PastTest, AnAlertThatIsTheCommandsReplyToTheLetterSettlesNothing) {
  begin_run();
  begin_attempt("a");
  intend("Power failed!");
  hand_over();
  deliver("Power failed! - OK");
  EXPECT_FALSE(past.submissions().back().answered);
}

TEST_F(PastTest, OfTwoAlikeAReplyTellsNothing) {
  begin_run();
  begin_attempt("a");
  const auto first = intend("RESTARTTIME=5");
  hand_over();
  sent(first, 12);
  intend("RESTARTTIME=5");
  hand_over();
  deliver("RESTARTTIME=5 - OK");
  EXPECT_FALSE(past.submissions().back().answered);
}

TEST_F(PastTest, AReplyToAPasswordThatIsNotShownTellsNothing) {
  begin_run();
  intend("PASSWORD=*****");
  hand_over();
  deliver("PASSWORD=***** - OK");
  EXPECT_FALSE(past.submissions().back().answered);
}

// --- is it the same run? ---------------------------------------------------------------------------------

TEST_F(PastTest, SaysWhatDiffersFromTheRunThatIsAskedFor) {
  begin_run();
  const RunHead same{"environment-pro", "dut1", 7, {"a", "b", "c"}};
  EXPECT_TRUE(same_run(past, {{"", same}}));
  const auto why = [&](const RunHead& asked) {
    const auto result = same_run(past, {{"", asked}});
    return result ? std::string{} : result.error().detail;
  };
  RunHead other = same;
  other.model = "gsm-706";
  EXPECT_EQ(why(other),
            "it is of another run: the model is environment-pro in the journal, and gsm-706 here");
  other = same;
  other.seed = 8;
  EXPECT_EQ(why(other), "it is of another run: the seed is 7 in the journal, and 8 here");
  other = same;
  other.cases = {"a", "c", "b"};
  EXPECT_EQ(why(other), "it is of another run: case 2 is b in the journal, and c here");
  other.cases = {"a"};
  EXPECT_EQ(why(other), "it is of another run: the number of cases is 3 in the journal, and 1 here");
  const auto two = same_run(past, {{"dut1", same}, {"dut2", same}});
  ASSERT_FALSE(two);
  EXPECT_EQ(two.error().detail,
            "it is of another run: the number of devices is 1 in the journal, and 2 here");
}

TEST_F(PastTest, ADeviceThatIsNotChosenIsNamed) {
  journal.record("run.begin", {{"model", "environment-pro"}, {"seed", 7}, {"devices", 2}, {"modems", 1}});
  record("dut3", "device.begin", {{"model", "environment-pro"}, {"bench", "dut3"}, {"seed", 7}});
  const RunHead head{"environment-pro", "dut1", 7, {}};
  const auto same = same_run(past, {{"dut1", head}, {"dut2", head}});
  ASSERT_FALSE(same);
  EXPECT_EQ(same.error().detail, "it is of another run: it has the device 'dut3', which is not chosen here");
}

}  // namespace
}  // namespace isocket::run
