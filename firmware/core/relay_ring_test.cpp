// Calls to a device with numbered relays: chapter 5 of docs/spec/smart-relay.md.

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

class RelayRing : public ::testing::Test {
 protected:
  RelayRing() { enter(board_, kBoss); }
  std::string ask(std::string_view text) { return testing::ask(board_, text); }
  void call(std::string_view from = kBoss) {
    board_.module().call(from);
    board_.advance(20s);
  }
  Board board_{{.model = "smart-relay"}};
};

TEST_F(RelayRing, ActsOnTheRelayItNames) {  // SR-U4.2-01, SR-U4.2-04, SR-U4.2-11, SR-U4.2-12, SR-UX-31
  expect_exchanges(board_, {{"RING?", "RING=(NOACTION),RESTARTRx,SWITCHRx,PULSERx,MIC"},
                            {"RING=SWITCH", "Incorrect value!"},
                            {"RING=SWITCHR8", "Incorrect value!"},
                            {"RING=SWITCHR0", "Incorrect value!"},
                            {"RING=SWITCHR1X", "Incorrect value!"},
                            {"ring=switchr3", "RING=SWITCHR3 - OK"},
                            {"RING?", "RING=NOACTION,RESTARTRx,(SWITCHR3),PULSERx,MIC"},
                            {"ALIASR3=HEATER", "ALIASR3=HEATER - OK"}});
  call();
  EXPECT_TRUE(board_.relay_on(3));
  EXPECT_EQ(board_.reply(), "Relay R3(HEATER) ON");
  call();
  EXPECT_FALSE(board_.relay_on(3));
  EXPECT_EQ(board_.reply(), "Relay R3(HEATER) OFF");
  expect_exchanges(board_, {{"RING=PULSER1", "RING=PULSER1 - OK"},
                            {"RING?", "RING=NOACTION,RESTARTRx,SWITCHRx,(PULSER1),MIC"},
                            {"PULSETIME=60", "PULSETIME=60 - OK"}});
  call();
  EXPECT_TRUE(board_.relay_on(1));
  EXPECT_EQ(board_.reply(), "Relay R1 pulse sent");
  call();  // again: the same state for another minute (SR-U4.2-17)
  EXPECT_EQ(board_.reply(), "Relay R1 pulse sent");
  board_.advance(30s);
  EXPECT_TRUE(board_.relay_on(1));
  board_.advance(20s);
  EXPECT_FALSE(board_.relay_on(1));
  EXPECT_EQ(ask("RING=RESTARTR7"), "RING=RESTARTR7 - OK");
  call();
  EXPECT_EQ(board_.reply(), "Relay R7 restarted");
}

TEST_F(RelayRing, NeedsTheList) {  // SR-U4.2-07, SR-U4.2-08, SR-U4.2-21
  expect_exchanges(board_, {{"RING=PULSER2", "RING=PULSER2 - OK"},
                            {"SECLIST=OFF", "SECLIST=OFF - OK"},
                            {"RING?", "RING=(NOACTION),RESTARTRx,SWITCHRx,PULSERx,MIC"},
                            {"RING=SWITCHR3", "SECLIST is not active!"},
                            {"RING=MIC", "SECLIST is not active!"},
                            {"RING=SWITCHR9", "Incorrect value!"},  // the value is looked at first
                            {"SECLIST=ON", "SECLIST=ON - OK"},
                            {"RING?", "RING=(NOACTION),RESTARTRx,SWITCHRx,PULSERx,MIC"}});
}

TEST_F(RelayRing, AnswersForTheMicrophone) {  // SR-U4.2-05
  ask("RING=MIC");
  board_.module().call(kBoss);
  board_.advance(30s);
  EXPECT_TRUE(board_.module().was_answered());
  board_.module().caller_gives_up();
  board_.advance(10s);
  EXPECT_EQ(board_.reply(), "");
}

TEST_F(RelayRing, ReportsAsItIsToldTo) {  // SR-U4.2-13, SR-U4.2-15, SR-U4.2-19, SR-U6-05
  expect_exchanges(board_, {{"RING=SWITCHR1", "RING=SWITCHR1 - OK"},
                            {"RINGCONFIRM?", "RINGCONFIRM=(SMS),CALL,OFF"},
                            {"ringconfirm=call", "RINGCONFIRM=CALL - OK"},
                            {"SMSCONFIRM=OFF", "SMSCONFIRM=OFF - OK"}});
  call();
  EXPECT_TRUE(board_.relay_on(1));
  board_.advance(20s);
  ASSERT_EQ(board_.module().dialled.size(), 1U);
  EXPECT_EQ(board_.module().dialled[0].to, kBoss);
  EXPECT_EQ(ask("RINGCONFIRM=OFF"), "");
  call();
  board_.advance(20s);
  EXPECT_FALSE(board_.relay_on(1));
  EXPECT_EQ(board_.module().dialled.size(), 1U);
  EXPECT_EQ(board_.reply(), "");
  ask("RINGCONFIRM=SMS");
  call();
  EXPECT_EQ(board_.reply(), "Relay R1 ON");
}

TEST_F(RelayRing, SwitchesNothingInBackupMode) {  // SR-U4.2-16, SR-3.4-25
  for (const char* text : {"RING=SWITCHR1", "BACKUPLIMIT=AC"}) ask(text);
  board_.ac(false);
  call();
  EXPECT_TRUE(board_.module().was_rejected());
  EXPECT_EQ(board_.reply(), kLimited);
  EXPECT_FALSE(board_.relay_on(1));
  ask("RINGCONFIRM=CALL");
  call();
  board_.advance(30s);
  EXPECT_TRUE(board_.module().dialled.empty());
  EXPECT_EQ(board_.reply(), "");
  ask("RINGCONFIRM=SMS");
  ask("ERROR=OFF");
  call();
  EXPECT_EQ(board_.reply(), "");
  board_.ac(true);
  board_.advance(20s);
  EXPECT_FALSE(board_.relay_on(1));  // it is not made up for
  call();
  EXPECT_EQ(board_.reply(), "Relay R1 ON");
}

}  // namespace
}  // namespace isocket::fw::testing
