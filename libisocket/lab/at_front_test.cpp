#include "lab/at_front.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab/at_line.h"

namespace isocket::lab {
namespace {

struct Recorder : AtFront::Owner {
  void command_line(std::string line) override { log += "[" + line + "]"; }
  void text_entered(std::string text) override { log += "<" + text + ">"; }
  void text_cancelled() override { log += "<cancelled>"; }
  void interrupted() override { log += "<interrupted>"; }
  void send(std::string_view octets) override { sent += octets; }
  std::string log;
  std::string sent;
};

class AtFrontTest : public ::testing::Test {
 protected:
  Recorder recorder;
  AtFront front{recorder};
};

TEST_F(AtFrontTest, EchoesAndReadsALine) {
  front.feed("AT+CSQ\r");
  EXPECT_EQ(recorder.log, "[+CSQ]");
  EXPECT_EQ(recorder.sent, "AT+CSQ\r");
}

TEST_F(AtFrontTest, ReadsTheSameFromAnySplit) {
  const std::string script = "\x1b\rATE0\rat+cmgf=0\r\nAT\r";
  std::string whole;
  for (std::size_t split = 0; split <= script.size(); ++split) {
    Recorder owner;
    AtFront fresh{owner};
    struct Relay : AtFront::Owner {
      explicit Relay(Recorder& r) : to{r} {}
      void command_line(std::string line) override { to.command_line(std::move(line)); }
      void text_entered(std::string text) override { to.text_entered(std::move(text)); }
      void text_cancelled() override { to.text_cancelled(); }
      void interrupted() override { to.interrupted(); }
      void send(std::string_view octets) override { to.send(octets); }
      Recorder& to;
    };
    fresh.feed(script.substr(0, split));
    fresh.feed(script.substr(split));
    for (int i = 0; i < 3; ++i) fresh.ready();
    if (split == 0) whole = owner.log;
    EXPECT_EQ(owner.log, whole) << "split at " << split;
  }
  EXPECT_EQ(whole, "[E0][+cmgf=0][]");
}

TEST_F(AtFrontTest, RepeatsTheLastLineAtOnce) {  // ITU-T V.250 §5.2.4
  front.feed("A/");
  EXPECT_EQ(recorder.log, "") << "there is none yet";
  front.feed("AT+CSQ\r");
  front.ready();
  front.feed("A/");
  EXPECT_EQ(recorder.log, "[+CSQ][+CSQ]");
  front.ready();
  front.feed("ATD/A/\r");
  EXPECT_EQ(recorder.log, "[+CSQ][+CSQ][D/A/]");
}

TEST_F(AtFrontTest, HoldsTheNextLineWhileACommandIsUnderWay) {
  front.feed("AT\rAT+CSQ\r");
  EXPECT_EQ(recorder.log, "[]");
  front.ready();
  EXPECT_EQ(recorder.log, "[][+CSQ]");
}

TEST_F(AtFrontTest, TakesTextUpToCtrlZ) {
  front.set_echo(false);
  front.feed("AT+CMGS=3\r");
  front.prompt();
  EXPECT_EQ(recorder.sent, "\r\n> ");
  front.feed("00AB\x1a");
  EXPECT_EQ(recorder.log, "[+CMGS=3]<00AB>");
}

TEST_F(AtFrontTest, EscapeCancelsText) {
  front.feed("AT+CMGS=3\r");
  front.prompt();
  front.feed("00AB\x1b");
  EXPECT_EQ(recorder.log, "[+CMGS=3]<cancelled>");
}

TEST_F(AtFrontTest, ACharacterInterruptsOnlyWhenAllowed) {
  front.feed("ATD123;\r");
  front.feed("A");
  EXPECT_EQ(recorder.log, "[D123;]");
  front.ready();
  front.feed("TA\r");
  EXPECT_EQ(recorder.log, "[D123;][A]");
  front.allow_interruption();
  front.feed("X");
  EXPECT_EQ(recorder.log, "[D123;][A]<interrupted>");
}

TEST_F(AtFrontTest, FindsAtBehindNoise) {
  front.feed("\x1b\r");
  front.feed(
      "\x01\x02"
      "at+cgmi\r");
  EXPECT_EQ(recorder.log, "[+cgmi]");
}

TEST(CommandLine, SplitsLists) {
  const auto commands = parse_command_line("+CMEE=1;+CREG=2");
  ASSERT_TRUE(commands);
  ASSERT_EQ(commands->size(), 2u);
  EXPECT_EQ((*commands)[0].name, "+CMEE");
  EXPECT_EQ((*commands)[0].number(0), 1);
  EXPECT_EQ((*commands)[1].name, "+CREG");
}

TEST(CommandLine, BasicCommandsNeedNoSeparator) {
  const auto commands = parse_command_line("E0V1&C1+CSCS?");
  ASSERT_TRUE(commands);
  ASSERT_EQ(commands->size(), 4u);
  EXPECT_EQ((*commands)[0].name + (*commands)[0].argument, "E0");
  EXPECT_EQ((*commands)[2].name + (*commands)[2].argument, "&C1");
  EXPECT_EQ((*commands)[3].form, AtCommand::Form::read);
}

TEST(CommandLine, ASemicolonInQuotesSeparatesNothing) {
  const auto commands = parse_command_line("+CUSD=1,\"a;b\",15");
  ASSERT_TRUE(commands);
  ASSERT_EQ(commands->size(), 1u);
  EXPECT_EQ(commands->front().parameter(1), "a;b");
  EXPECT_EQ(commands->front().number(2), 15);
}

TEST(CommandLine, ADialStringTakesTheRest) {
  const auto commands = parse_command_line("D+358401234567I;");
  ASSERT_TRUE(commands);
  ASSERT_EQ(commands->size(), 1u);
  EXPECT_EQ(commands->front().argument, "+358401234567I;");
}

TEST(CommandLine, BlanksBehindACommandAreNothing) {
  for (const char* line : {"+CSQ ", "+CSQ? ", "+CMGF=1  "}) {
    const auto commands = parse_command_line(line);
    ASSERT_TRUE(commands) << line;
    ASSERT_EQ(commands->size(), 1u) << line;
  }
  EXPECT_EQ(parse_command_line("+CMGF=1  ")->front().argument, "1");
  EXPECT_EQ(parse_command_line("D112; ")->front().argument, "112;");
}

TEST(CommandLine, LeftOutParametersAreEmpty) {
  const auto commands = parse_command_line("+CNMI=2,,0");
  EXPECT_EQ(commands->front().parameters(), 3u);
  EXPECT_EQ(commands->front().number(1), std::nullopt);
  EXPECT_EQ(commands->front().number(2), 0);
}

TEST(CommandLine, RefusesWhatIsNone) {
  EXPECT_FALSE(parse_command_line("+=1"));
  EXPECT_FALSE(parse_command_line("+CMGF!0"));
  EXPECT_FALSE(parse_command_line("?"));
}

}  // namespace
}  // namespace isocket::lab
