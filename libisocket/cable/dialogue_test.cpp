#include "cable/dialogue.h"

#include <gtest/gtest.h>

namespace isocket::cable {
namespace {

using namespace std::chrono_literals;
using Kind = Dialogue::Kind;

constexpr std::string_view kRead =
    ": SMSCONFIRM=ON\r\n: RINGCONFIRM=SMS\r\n: ERROR=ON\r\n: SMSCONFIRMUNAUTH=OFF\r\nOK 4 REV=1 CRC=7727\r\n";

struct Host {
  Dialogue dialogue;
  Instant now{};
  void wait(Duration time) {
    now += time;
    dialogue.expire(now);
  }
  void ask(std::string request, Kind kind = Kind::idempotent) { dialogue.ask(std::move(request), kind, now); }
  std::string says() { return dialogue.take_output(); }
};

TEST(Check, IsTheOneOfTheProtocol) {  // MU-P4-08, P6.1
  EXPECT_EQ(check_of({}), 0xFFFF);
  EXPECT_EQ(check_text(check_of({"SMSCONFIRM=ON", "RINGCONFIRM=SMS", "ERROR=ON", "SMSCONFIRMUNAUTH=OFF"})),
            "7727");
  EXPECT_EQ(check_text(check_of({"RING=NOACTION", "MICLEVEL=15"})), "796B");
  EXPECT_EQ(check_text(check_of({"DCALERT=ON", "ACALERT=OFF", "BATALERT=OFF", "BACKUPLIMIT=DC"})), "47D7");
  EXPECT_EQ(check_text(check_of({"DCALERT=ON", "BATALERT=OFF", "BACKUPLIMIT=DC"})), "8CAA");
}

TEST(Dialogue, GivesTheSameAnswerHoweverTheStreamIsCut) {
  for (std::size_t cut = 0; cut <= kRead.size(); ++cut) {
    Host host;
    host.ask("READ CONFIRM");
    EXPECT_EQ(host.says(), "READ CONFIRM\r\n");
    host.dialogue.feed(kRead.substr(0, cut), host.now);
    host.dialogue.feed(kRead.substr(cut), host.now);
    const auto answer = host.dialogue.take_answer();
    ASSERT_TRUE(answer) << cut;
    EXPECT_EQ(answer->ending, Ending::answered);
    EXPECT_EQ(answer->block.data.size(), 4U);
    EXPECT_EQ(answer->block.revision, 1);
    EXPECT_TRUE(host.dialogue.idle());
  }
}

TEST(Dialogue, TakesNoTextForAnEnd) {  // MU-P2-03
  Host host;
  host.ask("CMD STATUS", Kind::command);
  host.dialogue.feed(": OK 3\r\n: ERR 1 X\r\n: \r\nOK 3\r\n", host.now);
  EXPECT_EQ(host.dialogue.take_answer()->block.data, (std::vector<std::string>{"OK 3", "ERR 1 X", ""}));
}

TEST(Dialogue, AsksAgainWhenALineWasLost) {  // MU-P2-04, MU-P4-08
  for (const char* damaged : {": ERROR=ON\r\nOK 4 REV=1 CRC=7727\r\n",
                              ": ERROR=ON\r\nOK 1 REV=1 CRC=0000\r\n", "OK x\r\n", "ERR x\r\n"}) {
    Host host;
    host.ask("READ CONFIRM");
    (void)host.says();
    host.dialogue.feed(damaged, host.now);
    EXPECT_FALSE(host.dialogue.take_answer());
    EXPECT_EQ(host.says(), "\r\nREAD CONFIRM\r\n");
    host.dialogue.feed(kRead, host.now);
    EXPECT_EQ(host.dialogue.take_answer()->ending, Ending::answered);
  }
}

TEST(Dialogue, GivesUpALineThatDamagesEverything) {
  Host host;
  host.ask("READ CONFIRM");
  for (int i = 0; i < 3; ++i) host.dialogue.feed("OK 4\r\n", host.now);
  EXPECT_EQ(host.dialogue.take_answer()->ending, Ending::damaged);
}

TEST(Dialogue, RepeatsWhatMayBeRepeatedOnce) {  // MU-P2-09
  Host host;
  host.ask("PING");
  EXPECT_EQ(host.says(), "PING\r\n");
  host.wait(4999ms);
  EXPECT_EQ(host.says(), "");
  host.wait(1ms);
  EXPECT_EQ(host.says(), "\r\nPING\r\n");
  host.wait(5s);
  EXPECT_EQ(host.says(), "");
  EXPECT_EQ(host.dialogue.take_answer()->ending, Ending::silent);
}

TEST(Dialogue, RepeatsNoCommitAndNoCommand) {  // MU-P2-10
  for (const auto& [kind, limit] :
       {std::pair{Kind::commit, 10s}, std::pair{Kind::command, 15s}, std::pair{Kind::opening, 5s}}) {
    Host host;
    host.ask("X", kind);
    (void)host.says();
    host.wait(limit - 1ms);
    EXPECT_FALSE(host.dialogue.take_answer());
    host.wait(1ms);
    EXPECT_EQ(host.says(), "");
    EXPECT_EQ(host.dialogue.take_answer()->ending, Ending::silent);
  }
}

TEST(Dialogue, TakesNoLateAnswerForTheNextOne) {
  Host host;
  host.ask("PING");
  host.wait(5s);
  host.dialogue.feed("OK 0\r\n", host.now);
  EXPECT_TRUE(host.dialogue.take_answer()->repeated);
  EXPECT_FALSE(host.dialogue.idle()) << "the second answer may still come";
  host.dialogue.feed("OK 0\r\n", host.now);
  host.wait(2s);
  EXPECT_TRUE(host.dialogue.idle());
  EXPECT_FALSE(host.dialogue.take_answer());
}

TEST(Dialogue, BeginsWithACleanLine) {
  Host host;
  host.dialogue.begin(host.now);
  EXPECT_EQ(host.says(), "\r\n");
  host.dialogue.feed(": half\r\nOK 1\r\nrubb", host.now);
  host.wait(200ms);
  EXPECT_TRUE(host.dialogue.idle());
  host.ask("PING");
  host.dialogue.feed("OK 0\r\n", host.now);
  EXPECT_EQ(host.dialogue.take_answer()->ending, Ending::answered);
}

TEST(Dialogue, EndsWithThePort) {
  Host host;
  host.ask("PING");
  host.dialogue.close();
  EXPECT_EQ(host.dialogue.take_answer()->ending, Ending::closed);
  host.ask("PING");
  EXPECT_EQ(host.dialogue.take_answer()->ending, Ending::closed);
}

}  // namespace
}  // namespace isocket::cable
