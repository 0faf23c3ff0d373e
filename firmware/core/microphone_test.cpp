// Calls of a model with a microphone: RING=MIC, CALLBACK, taken alert calls (chapters 4.2, 6.2, 9.2, 10 of
// the GSM family).

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

using Does = ModulePeer::Callee::Does;

struct Microphone : ::testing::Test {
  Board board{{.model = "gsm-707"}};

  ModulePeer::Callee& callee(std::string_view number) { return board.module().callees[std::string{number}]; }
  [[nodiscard]] const std::vector<ModulePeer::Dialled>& dialled() { return board.module().dialled; }
  /// Lists the boss and asks for RING=MIC.
  void ring_mic() {
    enter(board, kBoss);
    EXPECT_EQ(ask(board, "RING=MIC"), "RING=MIC - OK");
  }
  /// Three alert numbers, ALERT=CALL, and the sensor has become active.
  void alarm() {
    board.sensor_plug(true);
    for (const std::string number : {"358401234567", "358402222222", "358403333333"})
      EXPECT_EQ(ask(board, "ALERTNUMBER+" + number), "ALERTNUMBER+" + number + " - OK");
    for (const char* text : {"ALERT=CALL", "MICRORELAYTIME=600"})
      EXPECT_EQ(ask(board, text), std::string{text} + " - OK");
    ask(board, "ALARMON");
    board.sensor(true);
    board.advance(1s);
    board.sensor(false);
  }
};

TEST_F(Microphone, IsSet) {  // GS-10-02, GS-10-03, GS-4.2-05, GS-4.2-07, GS-4.2-12
  expect_exchanges(board, {{"MICLEVEL?", "MICLEVEL=15"},
                           {"MICLEVEL=16", "Incorrect value!"},
                           {"MICLEVEL=-1", "Incorrect value!"},
                           {"MICLEVEL=", "Incorrect value!"},
                           {"miclevel=00", "MICLEVEL=0 - OK"},
                           {"MICLEVEL?", "MICLEVEL=0"},
                           {"RING=MIC", "SECLIST is not active!"},
                           {"RING?", "RING=(NOACTION),RESTART,SWITCH,MIC"}});
  EXPECT_THAT(board.module().commands, ::testing::Contains("AT+CMIC=0,0"));
  ring_mic();
  EXPECT_EQ(ask(board, "RING?"), "RING=NOACTION,RESTART,SWITCH,(MIC)");
}

TEST_F(Microphone, TakesAListedCall) {  // GS-4.2-05, GS-6.2-09, GS-10-04, GS-16-09, GS-4.2-18
  ring_mic();
  board.module().call(kBoss);
  board.advance(5s);
  EXPECT_TRUE(board.module().was_answered());
  EXPECT_TRUE(board.lit(Led::mic));
  board.advance(1h);
  EXPECT_TRUE(board.lit(Led::mic));
  EXPECT_EQ(ask(board, "HARDWARE"), "iSocket GSM 707, Hardware v1.1");
  board.module().caller_gives_up();
  board.advance(60s);
  EXPECT_FALSE(board.lit(Led::mic));
  EXPECT_EQ(board.reply(), "");
  EXPECT_FALSE(board.socket_on());
}

TEST_F(Microphone, LeavesOtherCallsRinging) {  // GS-4.2-13, GS-4.2-21, GS-12-22
  ring_mic();
  board.module().call(kStranger);
  board.advance(15s);
  EXPECT_FALSE(board.module().was_answered());
  board.module().caller_gives_up();
  board.advance(10s);
  board.module().network(true);
  board.mains(false);
  board.module().call(kBoss);
  board.advance(5s);
  EXPECT_FALSE(board.module().was_answered());
}

TEST_F(Microphone, CallsBackOnRequest) {                    // GS-10-05 to GS-10-08, GS-10-01
  EXPECT_EQ(ask(board, "CALLBACK"), "No security setup!");  // GS-10-09
  ask(board, "PASSWORD=12abc");
  callee(kBoss) = {Does::rings_on, 2000, 0};
  board.sms(kBoss, "12abcCALLBACK");
  ASSERT_EQ(dialled().size(), 1U);
  EXPECT_EQ(dialled()[0].to, kBoss);
  EXPECT_GT(board.flashes(Led::mic, 10s), 8);
  board.advance(60s);
  EXPECT_NEAR(static_cast<double>(dialled()[0].ended_ms - dialled()[0].at_ms - 2000), 30'000, 1'500);
  callee(kBoss) = {Does::answers, 2000, 3000};
  board.sms(kBoss, "12abcCALLBACK");
  board.advance(10min);
  ASSERT_EQ(dialled().size(), 2U);
  EXPECT_EQ(dialled()[1].ended_ms, 0U);
  EXPECT_TRUE(board.lit(Led::mic));
  board.module().callee_hangs_up();
  board.advance(10s);
  EXPECT_FALSE(board.lit(Led::mic));
  EXPECT_EQ(board.reply(), "");
}

TEST_F(Microphone, CallsBackWhenTheLineIsFree) {  // GS-10-11
  enter(board, kBoss);
  ask(board, "SECNUMBER+358402222222");
  ask(board, "SECNUMBER+358403333333");
  callee(kBoss) = {Does::answers, 1000, 1000};
  board.sms(kBoss, "CALLBACK");
  board.sms(kSecond, "CALLBACK");
  board.sms(kSecond, "CALLBACK");
  board.sms(kThird, "CALLBACK");
  EXPECT_EQ(dialled().size(), 1U);
  board.advance(20min);
  EXPECT_EQ(dialled().size(), 1U);
  board.module().callee_hangs_up();
  board.advance(60s);
  ASSERT_EQ(dialled().size(), 2U);
  EXPECT_EQ(dialled()[1].to, kSecond);
  EXPECT_EQ(board.reply(), "Execute error!");  // one waits, no second one
}

TEST_F(Microphone, CallsNobodyWhoHides) {  // GS-10-10
  ask(board, "PASSWORD=12abc");
  board.deliver({.from = "", .text = "12abcCALLBACK"});
  board.advance(60s);
  EXPECT_TRUE(dialled().empty());
  EXPECT_EQ(board.reply(), "");
}

TEST_F(Microphone, ConfirmsByACallThatLasts) {  // GS-6.2-05, GS-6.2-07
  enter(board, kBoss);
  ask(board, "RING=SWITCH");
  ask(board, "RINGCONFIRMTYPE=CALL");
  callee(kBoss) = {Does::answers, 1000, 2000};
  board.module().call(kBoss);
  board.advance(5min);
  ASSERT_EQ(dialled().size(), 1U);
  EXPECT_EQ(dialled()[0].ended_ms, 0U);
  board.module().callee_hangs_up();
  board.advance(30s);
  EXPECT_EQ(dialled().size(), 1U);
}

TEST_F(Microphone, EndsTheCycleWithWhoeverTakesTheCall) {  // GS-9.2-07, GS-9.2-10, GS-9.2-14, GS-9.2-29
  callee(kBoss) = {Does::rings_on, 1000, 0};
  callee(kSecond) = {Does::answers, 1000, 5000};
  alarm();
  board.advance(22s);
  EXPECT_TRUE(board.device().relay_on(1));
  board.advance(10s);
  ASSERT_EQ(dialled().size(), 2U);
  EXPECT_FALSE(board.device().relay_on(1));
  board.sensor(true);  // nothing is detected meanwhile
  board.advance(10min);
  EXPECT_EQ(dialled()[1].ended_ms, 0U);
  board.module().callee_hangs_up();
  const auto over = board.now();
  ASSERT_TRUE(board.advance_until([&] { return dialled().size() == 3; }, 70s));
  EXPECT_NEAR(static_cast<double>((board.now() - over).count()), 60'000, 1'500);
  EXPECT_EQ(board.reply(), "");
}

TEST_F(Microphone, EndsTheCycleWithARejection) {  // GS-9.2-11, GS-9.2-30
  callee(kBoss) = {Does::rejects, 1000, 3000};
  alarm();
  board.advance(60s);
  EXPECT_EQ(dialled().size(), 1U);
  EXPECT_EQ(board.reply(), "");
  EXPECT_TRUE(board.device().relay_on(1));
}

TEST_F(Microphone, GoesOnAfterACallThatDidNotRing) {  // GS-9.2-08, GS-9.2-12, GS-9.2-13
  callee(kBoss) = {Does::is_busy, 500, 0};
  callee(kSecond) = {Does::is_unreachable, 500, 0};
  callee(kThird) = {Does::rings_on, 1000, 0};
  alarm();
  board.advance(15s);
  EXPECT_EQ(dialled().size(), 1U);
  board.advance(60s);
  ASSERT_EQ(dialled().size(), 3U);
  for (const auto number : {kBoss, kSecond, kThird}) EXPECT_EQ(board.reply_to(number), kActivated);
}

TEST_F(Microphone, CountsACallWithoutNetworkAsNotTaken) {  // GS-9.2-37
  callee(kBoss) = {Does::rings_on, 1000, 0};
  alarm();
  board.advance(5s);
  ASSERT_EQ(dialled().size(), 1U);
  board.module().reset();  // while it rings
  board.advance(3min);
  for (const auto number : {kBoss, kSecond, kThird}) EXPECT_EQ(board.reply_to(number), kActivated);
}

}  // namespace
}  // namespace isocket::fw::testing
