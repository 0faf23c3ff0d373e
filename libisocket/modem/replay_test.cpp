#include "modem/replay.h"

#include <gtest/gtest.h>

namespace isocket::modem {
namespace {

Replay replay_of(std::string_view lines) {
  const auto trace = read_trace(std::string{kTraceHeader} + std::string{lines});
  EXPECT_TRUE(trace) << describe(trace.error());
  return replay(trace.value_or(Trace{}));
}

/// "command#1 AT|final#1 OK": what each line was taken for.
std::string kinds(const Replay& replay) {
  std::string all;
  for (const ReplayLine& line : replay.lines) {
    all += (all.empty() ? "" : "|") + std::string{name_of(line.kind)};
    if (line.command != 0) all += '#' + std::to_string(line.command);
    all += ' ' + line.text + (line.body.empty() ? "" : "/" + line.body);
  }
  return all;
}

TEST(Replay, TellsWhatEachLineWasTakenFor) {
  const Replay result = replay_of(
      "0.0 m1 > AT+CMGR=1\\r\n"
      "0.1 m1 < AT+CMGR=1\\r\\r\\n+CMGR: 0,,30\\r\\n0791\\r\\n\\r\\nOK\\r\\n\n"
      "0.2 m1 < \\r\\n+CMT: ,24\\r\\n07914400\\r\\n\n");
  EXPECT_EQ(kinds(result),
            "command#1 AT+CMGR=1|echo#1 AT+CMGR=1|information#1 +CMGR: 0,,30|information#1 0791|final#1 OK|"
            "urc +CMT: ,24/07914400");
  EXPECT_TRUE(result.clean());
  ASSERT_EQ(result.ports.size(), 1u);
  EXPECT_EQ(result.ports[0].commands, 1u);
  EXPECT_EQ(result.ports[0].unsolicited, 1u);
  EXPECT_EQ(result.ports[0].slowest, std::chrono::milliseconds{100});
}

TEST(Replay, KnowsPromptsAndTheirTexts) {
  const Replay result = replay_of(
      "0 m1 > AT+CMGS=2\\r\n"
      "1 m1 < \\r\\n> \n"
      "1 m1 > 0011\\x1A\n"
      "4.5 m1 < \\r\\n+CMGS: 7\\r\\n\\r\\nOK\\r\\n\n");
  EXPECT_EQ(kinds(result), "command#1 AT+CMGS=2|prompt#1 >|text#1 0011|information#1 +CMGS: 7|final#1 OK");
  EXPECT_EQ(result.lines.back().note, "3500.0 ms");
}

TEST(Replay, NamesErrors) {
  const Replay result = replay_of("0 m1 > AT+CMGR=1\\r\n0.5 m1 < \\r\\n+CMS ERROR: 38\\r\\n\n");
  EXPECT_EQ(result.lines.back().note, "500.0 ms, network out of order");
  EXPECT_EQ(result.ports[0].refused, 1u);
  EXPECT_TRUE(result.clean());
}

TEST(Replay, ALineThatNobodyAskedForIsStray) {
  const Replay result = replay_of("0 m1 > AT\\r\n0 m1 < \\r\\nOK\\r\\n\n1 m1 < \\r\\nOK\\r\\n\n");
  EXPECT_EQ(kinds(result), "command#1 AT|final#1 OK|stray OK");
  EXPECT_FALSE(result.clean());
}

TEST(Replay, ACommandThatTheHostGaveUpHasNoEnd) {
  const Replay result = replay_of(
      "0 m1 > AT+COPS=?\\r\n"
      "10 m1 > \\x1B\\r\n"
      "10 m1 > AT\\r\n"
      "10.1 m1 < \\r\\nERROR\\r\\n\\r\\nOK\\r\\n\n"
      "10.7 m1 > AT+CSQ\\r\n"
      "10.8 m1 < \\r\\n+CSQ: 20,99\\r\\n\\r\\nOK\\r\\n\n");
  EXPECT_EQ(kinds(result),
            "command#1 AT+COPS=?|call ESC|no_end#1 AT+COPS=?|call AT|called ERROR|called OK|command#2 AT+CSQ|"
            "information#2 +CSQ: 20,99|final#2 OK");
  EXPECT_EQ(result.ports[0].without_end, 1u);
  EXPECT_FALSE(result.clean());
}

TEST(Replay, AHostThatGoesOnSoonerThanOursIsFollowed) {
  const Replay result = replay_of(
      "0 m1 > \\x1B\\rAT\\r\n"
      "0.001 m1 < \\r\\nOK\\r\\n\n"
      "0.002 m1 > ATE0\\r\n"
      "0.003 m1 < \\r\\nOK\\r\\n\n");
  EXPECT_EQ(kinds(result), "call ESC|call AT|called OK|command#1 ATE0|final#1 OK");
  EXPECT_TRUE(result.clean());
}

TEST(Replay, AHostThatDoesNotWaitForAnAnswerIsFollowed) {
  const Replay result = replay_of(
      "0 m1 > \\x1B\\r\n"
      "0.002 m1 > ATE0\\r\n"
      "0.003 m1 < \\r\\nOK\\r\\n\n");
  EXPECT_EQ(kinds(result), "call ESC|command#1 ATE0|final#1 OK");
}

TEST(Replay, ARestartEndsTheCommandUnderWay) {
  const Replay result = replay_of("0 m1 > AT+CFUN=1,1\\r\n2 m1 < \\r\\nRDY\\r\\n\n");
  EXPECT_EQ(kinds(result), "command#1 AT+CFUN=1,1|urc RDY|no_end#1 AT+CFUN=1,1");
  EXPECT_EQ(result.lines.back().note, "the modem restarted");
}

TEST(Replay, ATraceMayEndInTheMiddle) {
  const Replay result = replay_of("0 m1 > AT+CSQ\\r\n0.1 m1 < \\r\\n+CSQ: 20\n");
  EXPECT_EQ(kinds(result), "command#1 AT+CSQ|under_way#1 AT+CSQ");
  EXPECT_TRUE(result.clean());
}

TEST(Replay, KeepsPortsApartAndTheirTimesTogether) {
  const Replay result = replay_of("0.1 m2 > AT\\r\n0 m1 > ATE0\\r\n0.2 m1 < OK\\r\\n\n0.3 m2 < OK\\r\\n\n");
  EXPECT_EQ(kinds(result), "command#1 ATE0|command#1 AT|final#1 OK|final#1 OK");
  ASSERT_EQ(result.ports.size(), 2u);
  EXPECT_EQ(result.ports[0].name, "m2");
}

TEST(Replay, ReadsAroundDigitsThatAreHidden) {
  const Replay result = replay_of("0 m1 < +CMT: ,24\\r\\n0791440000****0012\\r\\n\n");
  EXPECT_EQ(kinds(result), "urc +CMT: ,24/0791440000****0012");
}

TEST(Replay, DoesNotJudgeAPortThatSpeaksSomethingElse) {
  const Replay result = replay_of("0 usb > #LOGIN\\r\n0.1 usb < #OK\\r\\n\n");
  EXPECT_EQ(kinds(result), "raw #LOGIN|raw #OK\r\n");
  EXPECT_TRUE(result.clean());
  EXPECT_FALSE(result.ports[0].speaks_at);
}

}  // namespace
}  // namespace isocket::modem
