// Calls to the device (chapter 4.2, section 5.4) and confirmations (chapter 6).

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

void enter_boss(Board& board, std::string_view ring) {
  ask(board, "MAKEMEBOSS");
  EXPECT_EQ(ask(board, ring), std::string{ring} + " - OK");
}

TEST(Ring, NeedsTheSecurityList) {  // EP-4.2-02, EP-4.2-06 to EP-4.2-08, EP-4.2-10, EP-4.2-19
  Board board;
  expect_exchanges(board, {{"RING?", "RING=(NOACTION),RESTART,SWITCH"},
                           {"RING=SWITCH", "SECLIST is not active!"},
                           {"RING=RESTART", "SECLIST is not active!"},
                           {"RING=NOACTION", "RING=NOACTION - OK"},
                           {"SMSCONFIRM=OFF", "SMSCONFIRM=OFF - OK"},
                           {"RING=SWITCH", "SECLIST is not active!"},
                           {"ERROR=OFF", ""},
                           {"RING=SWITCH", ""},
                           {"RING?", "RING=(NOACTION),RESTART,SWITCH"}});
}

TEST(Ring, SwitchesForAListedCaller) {  // EP-4.2-01, EP-4.2-03, EP-4.2-13, EP-4.2-15, EP-4.2-16, EP-4.2-22,
                                        // EP-6.2-01
  Board board;
  enter_boss(board, "RING=SWITCH");
  board.module().call(kBoss);
  EXPECT_TRUE(board.advance_until([&] { return board.module().was_rejected(); }, 5s));
  EXPECT_TRUE(board.socket_on());
  board.advance(10s);
  EXPECT_EQ(board.reply(), "Power socket ON");
  board.advance(10s);
  board.module().call(kBoss);
  board.advance(20s);
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(board.reply(), "Power socket OFF");
  EXPECT_EQ(board.reply(), "");  // once for each call
}

TEST(Ring, RestartsForAListedCaller) {  // EP-4.2-04
  Board board;
  enter_boss(board, "RING=RESTART");
  ask(board, "ON");
  board.module().call(kBoss);
  board.advance(8s);
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(board.reply(), "Power socket restarted");
  board.advance(10s);
  EXPECT_TRUE(board.socket_on());
}

TEST(Ring, LeavesEveryOtherCallRinging) {  // EP-4.2-05, EP-4.2-14, EP-4.2-20, EP-4.2-21, EP-5.1-14
  Board board;
  enter_boss(board, "RING=SWITCH");
  ask(board, "SMSCONFIRMUNAUTH=ON");
  for (const std::string_view caller :
       {std::string_view{kStranger}, std::string_view{""}, std::string_view{"0401234567"}}) {
    board.module().call(caller);
    board.advance(15s);
    EXPECT_TRUE(board.module().incoming_rings()) << caller;
    EXPECT_FALSE(board.module().was_rejected()) << caller;
    board.module().caller_gives_up();
    board.advance(10s);
  }
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(board.reply(), "");
  ask(board, "RING=NOACTION");
  board.module().call(kBoss);
  board.advance(15s);
  EXPECT_TRUE(board.module().incoming_rings());
  EXPECT_FALSE(board.socket_on());
}

TEST(Ring, PaysNoHeedToThePassword) {  // EP-4.2-12
  Board board;
  enter_boss(board, "RING=SWITCH");
  ask(board, "PASSWORD=12abc");
  board.module().call(kBoss);
  board.advance(10s);
  EXPECT_TRUE(board.socket_on());
}

TEST(RingConfirm, CallsBackForTenSeconds) {  // EP-6.2-02, EP-6.2-07, EP-6.2-09, EP-6.2-11
  Board board;
  enter_boss(board, "RING=SWITCH");
  EXPECT_EQ(ask(board, "RINGCONFIRM=CALL"), "RINGCONFIRMTYPE=CALL - OK");
  board.module().call(kBoss);
  board.advance(40s);
  EXPECT_TRUE(board.socket_on());
  EXPECT_EQ(board.reply(), "");
  const auto& calls = board.module().dialled;
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].to, kBoss);
  const auto rang = calls[0].at_ms + board.module().callees[std::string{kBoss}].rings_after_ms;
  EXPECT_NEAR(static_cast<double>(calls[0].ended_ms - rang), 10'000, 1'500);
}

TEST(RingConfirm, EndsAnAnsweredCallBackAtOnce) {  // EP-6.2-07
  Board board;
  enter_boss(board, "RING=SWITCH");
  ask(board, "RINGCONFIRM=CALL");
  board.module().callees[std::string{kBoss}] = {ModulePeer::Callee::Does::answers, 2000, 3000};
  board.module().call(kBoss);
  board.advance(40s);
  ASSERT_EQ(board.module().dialled.size(), 1U);
  EXPECT_LT(board.module().dialled[0].ended_ms - board.module().dialled[0].at_ms, 7'000U);
}

TEST(RingConfirm, MayBeOff) {  // EP-6.2-03, EP-6.2-04, EP-6.2-05
  Board board;
  enter_boss(board, "RING=SWITCH");
  expect_exchanges(board, {{"RINGCONFIRM?", "RINGCONFIRM=(SMS),CALL,OFF"},
                           {"RINGCONFIRM=SMS", "RINGCONFIRMTYPE=SMS - OK"},
                           {"RINGCONFIRM=OFF", "RINGCONFIRM=OFF - OK"},
                           {"RINGCONFIRM?", "RINGCONFIRM=SMS,CALL,(OFF)"}});
  board.module().call(kBoss);
  board.advance(30s);
  EXPECT_TRUE(board.socket_on());
  EXPECT_EQ(board.reply(), "");
  EXPECT_TRUE(board.module().dialled.empty());
}

TEST(Confirmations, OffWithholdsSuccessOnly) {  // EP-6.1-01 to EP-6.1-07, section 5.2
  Board board;
  expect_exchanges(board, {{"SMSCONFIRM?", "SMSCONFIRM=(ON),OFF"},
                           {"SMSCONFIRM=OFF", "SMSCONFIRM=OFF - OK"},
                           {"ON", ""},
                           {"RESTARTTIME=7", ""},
                           {"THERMOSTATOFF", ""},
                           {"SCHEDULER+08:00,*,ON", ""},
                           {"DATESMS", ""},
                           {"ALERTME", ""},
                           {"RESTARTTIME?", "RESTARTTIME=7 seconds"},
                           {"SMSCONFIRM?", "SMSCONFIRM=ON,(OFF)"},
                           {"HARDWARE", "iSocket Environment Pro"},
                           {"SHOWALARMLOG", "ALARM log is empty"},
                           {"RESTARTTIME=x", "Incorrect value!"},
                           {"TEMPERATURE", "TEMPERATURE: 20C(68F)"},
                           {"Nonsense", "Nonsense - No such command exists on the device!"},
                           {"SERIALNUM", "S/N: 12345678901234567"},
                           {"SMSCONFIRM=ON", "SMSCONFIRM=ON - OK"},
                           {"ON", "Power socket ON"}});
  EXPECT_TRUE(board.socket_on());
}

TEST(Confirmations, OffLeavesStatusRuntimeAndDate) {  // EP-6.1-04
  Board board;
  ask(board, "SMSCONFIRM=OFF");
  for (const char* text : {"STATUS", "RUNTIME", "DATE", "FIRMWARE", "THERMOSTAT?", "ALARM?"}) {
    EXPECT_NE(ask(board, text), "") << text;
  }
}

TEST(Ring, FindsTheLineBusyDuringACall) {  // EP-4.2-23
  Board board;
  board.sensor_plug(true);
  enter_boss(board, "RING=SWITCH");
  ask(board, "ALERT=CALL");
  ask(board, "ALARMON");
  board.sensor(true);
  board.advance(5s);
  ASSERT_EQ(board.module().dialled.size(), 1U);
  board.module().call(kBoss);
  board.advance(10s);
  EXPECT_FALSE(board.socket_on());
}

TEST(Errors, OffWithholdsErrorsOnly) {  // EP-6.3-04, EP-6.3-05, EP-6.1-07, EP-5.1-23
  Board board;
  expect_exchanges(board, {{"ERROR?", "ERROR=(ON),OFF"},
                           {"ERROR=OFF", "ERROR=OFF - OK"},
                           {"Nonsense", ""},
                           {"RESTARTTIME=x", ""},
                           {"RING=SWITCH", ""},
                           {"SECLIST=ON", ""},
                           {"CREDIT", ""},
                           {"SECNUMBER?", "No SECNUMBERs!"},
                           {"ON", "Power socket ON"},
                           {"PASSWORD=12abc", "PASSWORD=***** - OK"},
                           {"OFF", ""},
                           {"12abcERROR?", "ERROR=ON,(OFF)"},
                           {"12abcERROR=ON", "ERROR=ON - OK"},
                           {"OFF", "Invalid access password!"}});
}

}  // namespace
}  // namespace isocket::fw::testing
