// Several alarm inputs, each with a machine of its own: chapter 9 of the Smart Relay.

#include <sstream>
#include <vector>

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

/// The boss as the only alert number.
struct InputsTest : ::testing::Test {
  Board board{{.model = "smart-relay"}};
  InputsTest() { ask(board, "ALERTME"); }
  void tell(std::initializer_list<std::string_view> commands) {
    for (const std::string_view text : commands) {
      const std::string reply = ask(board, text);
      EXPECT_NE(reply.find(" - OK"), std::string::npos) << text << ": " << reply;
    }
  }
  /// What stands behind the time in each line of the log.
  std::vector<std::string> logged() {
    std::istringstream log{ask(board, "SHOWALARMLOG")};
    std::vector<std::string> labels;
    for (std::string line; std::getline(log, line);) labels.push_back(line.substr(line.find(' ') + 1));
    return labels;
  }
  void pulse(int input) {
    board.sensor(true, input);
    board.advance(1s);
    board.sensor(false, input);
    board.advance(1s);
  }
};

TEST_F(InputsTest,
       AreSetAndShown) {  // SR-4-15, SR-U9-02, SR-U9-03, SR-U9-05, SR-U4.3-02, SR-U4.1-12, -15, -16
  expect_exchanges(board, {{"ALIASIN1=Front door", "ALIASIN1=Front door - OK"},
                           {"ALIASIN2=seventeen letters", "Incorrect value!"},
                           {"ALIASIN2=a:b", "Incorrect value!"},
                           {"ALIASIN?",
                            "ALIASIN1=Front door\nALIASIN2=NO\nALIASIN3=NO\nALIASIN4=NO\nALIASIN5="
                            "NO\nALIASIN6=NO"},
                           {"SENSORTYPE2=nc", "SENSORTYPE2=NC - OK"},
                           {"SENSORTYPE2?", "SENSORTYPE2=NO,(NC)"},
                           {"SENSORTYPE1?", "SENSORTYPE1=(NO),NC"},
                           {"INRELAYS1=3,1", "INRELAYS1=1,3 - OK"},
                           {"INRELAYS1=3,3", "Incorrect value!"},
                           {"INRELAYS1=8", "Incorrect value!"},
                           {"INRELAYS1=1,", "Incorrect value!"},
                           {"INRELAYS1=", "Incorrect value!"},
                           {"INRELAYS1?", "INRELAYS1=1,3"},
                           {"INRELAYS1=NO", "INRELAYS1=NO - OK"},
                           {"RELAYTIME1=60", "RELAYTIME1=ON60 - OK"},
                           {"RELAYTIME1=OFF", "RELAYTIME1=OFF - OK"},
                           {"RELAYTIME1=ON65001", "Incorrect value!"},
                           {"RELAYTIME1=0", "RELAYTIME1=0 - OK"},
                           {"ALERT3=CALL", "ALERT3=CALL - OK"},
                           {"ALERT3?", "ALERT3=SMS,(CALL),SMSCHANGE,OFF"},
                           {"ALERT7=SMS", "Incorrect value!"},
                           {"ALERT7?", "Incorrect value!"},
                           {"ALERT=SMS", "ALERT=SMS - No such command exists on the device!"},
                           {"ALARM1?",
                            "ALARM function IN1(Front door): Disabled\nALARM status IN1(Front door): No "
                            "activity"}});
}

TEST_F(InputsTest, AreArmedOneByOneOrTogether) {  // SR-U9-07, SR-U9-09
  board.sensor(true, 5);
  board.advance(1s);
  expect_exchanges(board,
                   {{"ALARMON2", "ALARMON2 - OK\nALARM function IN2: Enabled"},
                    {"INPUTSTATUS",
                     "IN1: Disabled, No activity\nIN2: Enabled, No activity\nIN3: Disabled, No "
                     "activity\nIN4: Disabled, No activity\nIN5: Disabled, Activity\nIN6: Disabled, No "
                     "activity"},
                    {"ALARMOFFALL", "ALARMOFFALL - OK\nALARM function: Disabled"},
                    {"ALARM2?", "ALARM function IN2: Disabled\nALARM status IN2: No activity"},
                    {"ALERT5=OFF", "ALERT5=OFF - OK"},
                    {"ALARMON", "ALARMONALL - OK\nALARM function: Enabled"},
                    {"ALARM?",
                     "IN1: Enabled, No activity\nIN2: Enabled, No activity\nIN3: Enabled, No activity\nIN4: "
                     "Enabled, No activity\nIN5: Enabled, Activity\nIN6: Enabled, No activity"},
                    {"ALARMOFF", "ALARMOFFALL - OK\nALARM function: Disabled"},
                    {"ALARMON7", "Incorrect value!"},
                    {"ALARMONX", "ALARMONX - No such command exists on the device!"}});
}

TEST_F(InputsTest, SwitchTheirRelaysAndTellTheirNames) {  // SR-U9-01, SR-U9-04, SR-U9-21, SR-U9-41, SR-U9-56
  tell({"ALIASIN2=Cellar", "SENSORTYPE2=NC", "INRELAYS1=1,3", "RELAYTIME1=ON30", "INRELAYS2=7",
        "RELAYTIME2=ON", "ALARMON1"});
  pulse(1);
  EXPECT_EQ(board.relays_on(), "1,3");
  board.advance(8s);
  EXPECT_EQ(board.reply(), "ALARM! IN1: Activated");
  board.advance(22s);
  EXPECT_EQ(board.relays_on(), "");
  ask(board, "ALARMON2");  // open is active (SR-U9-27)
  board.advance(10s);
  EXPECT_EQ(board.relays_on(), "7");
  EXPECT_EQ(board.reply(), "ALARM! IN2(Cellar): Activated");
}

TEST_F(InputsTest, LockThemselvesOutAndNoOther) {  // SR-U9-22 to SR-U9-24, SR-U9-26
  tell({"ALARMON1", "ALARMON2"});
  pulse(1);
  board.advance(10s);
  EXPECT_EQ(board.reply(), "ALARM! IN1: Activated");
  pulse(2);
  board.advance(10s);
  EXPECT_EQ(board.reply(), "ALARM! IN2: Activated");
  pulse(1);
  board.advance(20s);
  EXPECT_EQ(board.reply(), "");
  board.advance(20s);
  pulse(1);
  board.advance(10s);
  EXPECT_EQ(board.reply(), "ALARM! IN1: Activated");
  EXPECT_EQ(logged(), (std::vector<std::string>{"IN1", "IN2", "IN1"}));
}

TEST_F(InputsTest, TellOneAfterTheOther) {  // SR-U9-47, SR-U9-51, SR-U9-52
  tell({"ALIASIN2=Cellar", "ALARMONALL"});
  for (const int input : {5, 2, 1}) {
    board.sensor(true, input);
    board.advance(500ms);
  }
  board.advance(20s);
  for (const std::string_view label : {"IN5", "IN2(Cellar)", "IN1"})
    EXPECT_EQ(board.reply(), "ALARM! " + std::string{label} + ": Activated");
  EXPECT_EQ(logged(), (std::vector<std::string>{"IN1", "IN2(Cellar)", "IN5"}));
}

TEST_F(InputsTest, FollowEveryChangeWithTheirRelays) {  // SR-U9-31 to SR-U9-36, SR-U9-55
  tell({"INRELAYS1=2,4", "RELAYTIME1=OFF", "ALERT1=SMSCHANGE", "ALARMON1"});
  board.sensor(true, 1);
  board.advance(10s);
  EXPECT_EQ(board.reply(), "ALARM! IN1: Activated");
  EXPECT_EQ(board.relays_on(), "");
  board.sensor(false, 1);
  board.advance(1s);
  EXPECT_EQ(board.relays_on(), "2,4");
  EXPECT_EQ(board.reply(), "");  // the lock-out holds the message back
  board.advance(70s);
  EXPECT_EQ(board.reply(), "ALARM! IN1: Deactivated");
  EXPECT_EQ(logged(), std::vector<std::string>{"IN1"});
}

TEST_F(InputsTest, TakeBackTheirTimesWhenDisarmed) {  // SR-U9-25
  tell({"INRELAYS1=1,2", "RELAYTIME1=ON600", "INRELAYS2=3", "RELAYTIME2=ON600", "ALARMON"});
  pulse(1);
  pulse(2);
  EXPECT_EQ(board.relays_on(), "1,2,3");
  ask(board, "ALARMOFF1");
  EXPECT_EQ(board.relays_on(), "3");
}

TEST_F(InputsTest, WriteToTheSecurityCentreFirstAndNeverCallIt) {  // SR-U5.4-02, -03, SR-U9-42, -43, -45
  tell({"SECCENTER+358402222222", "ALERT1=CALL", "ALARMON1"});
  board.sensor(true, 1);
  board.advance(10s);
  EXPECT_EQ(board.reply_to(kSecond), "ALARM! IN1: Activated");
  board.advance(40s);
  ASSERT_EQ(board.module().dialled.size(), 1U);
  EXPECT_EQ(board.module().dialled[0].to, kBoss);
  EXPECT_EQ(board.reply_to(kBoss), "ALARM! IN1: Activated");
  EXPECT_EQ(board.reply(), "");
}

TEST_F(InputsTest, TellTheSecurityCentreAlone) {  // SR-U5.4-02, SR-U5.4-04
  tell({"SECCENTER+358402222222", "SECCENTER+358403333333", "ALERTNUMBER-ALL", "ALARMON1"});
  board.sensor(true, 1);
  board.advance(10s);
  EXPECT_EQ(board.reply_to(kSecond), "ALARM! IN1: Activated");
  EXPECT_EQ(board.reply_to(kThird), "ALARM! IN1: Activated");
  tell({"SECCENTER-ALL"});
  board.advance(90s);
  EXPECT_EQ(board.reply(), "");  // a new alarm, told to nobody
  EXPECT_EQ(logged().size(), 2U);
}

TEST_F(InputsTest, EndACycleWithAnAnsweredCall) {  // SR-U9-43, SR-U9-44, SR-U9-46
  using Callee = ModulePeer::Callee;
  tell({"ALERTNUMBER+358402222222", "ALERTNUMBER+358403333333", "ALERT1=CALL", "ALARMON1"});
  board.module().callees[std::string{kBoss}] = {.does = Callee::Does::rejects};
  board.module().callees[std::string{kSecond}] = {.does = Callee::Does::answers};
  board.sensor(true, 1);
  board.advance(90s);
  ASSERT_EQ(board.module().dialled.size(), 2U);
  EXPECT_EQ(board.module().dialled[1].to, kSecond);
  EXPECT_GE(board.module().dialled[1].at_ms, board.module().dialled[0].at_ms + 20'000);
  EXPECT_EQ(board.module().dialled[1].ended_ms, 0U);  // until the other side hangs up
  EXPECT_EQ(board.reply(), "");
}

TEST_F(InputsTest, RestWithoutSupply) {  // SR-3.4-22, SR-3.4-31, SR-3.4-33, SR-U17-21, SR-U17-24, SR-U17-25
  tell({"INRELAYS1=1", "RELAYTIME1=ON", "ALARMON1", "DCALERT=OFF"});
  board.mains(false);
  for (const std::string_view text : {"ALARMON2", "ALARMOFF1", "ALARMONALL", "ALARMON", "ALARMOFFALL",
                                      "ALARMOFF", "ALARM?", "ALARM1?", "INPUTSTATUS"})
    EXPECT_EQ(ask(board, text), kLimited) << text;
  EXPECT_EQ(ask(board, "ALARMON7"), "Incorrect value!");
  board.sensor(true, 1);
  board.advance(60s);
  EXPECT_EQ(board.reply(), "");
  EXPECT_EQ(logged(), std::vector<std::string>{"log is empty"});
  board.mains(true);
  board.advance(9s);
  EXPECT_EQ(board.relays_on(), "");
  board.advance(2s);
  EXPECT_EQ(board.relays_on(), "1");
  board.advance(10s);
  EXPECT_EQ(board.reply(), "ALARM! IN1: Activated");
}

TEST_F(InputsTest, ReportWhatHasChangedWithoutSupply) {  // SR-U17-25 under SMSCHANGE
  tell({"ALERT1=SMSCHANGE", "ALERT2=SMSCHANGE", "ALARMON", "DCALERT=OFF"});
  board.sensor(true, 2);
  board.advance(70s);
  EXPECT_EQ(board.reply(), "ALARM! IN2: Activated");
  board.mains(false);
  board.sensor(true, 1);
  board.advance(30s);
  board.mains(true);
  board.advance(20s);
  EXPECT_EQ(board.reply(), "ALARM! IN1: Activated");
  EXPECT_EQ(board.reply(), "");
}

TEST_F(InputsTest, AreHeardButSwitchNothingWithoutSupply) {  // SR-3.4-38, SR-3.4-40, SR-U17-26
  tell({"INRELAYS1=1", "RELAYTIME1=ON", "ALARMON1", "DCALERT=OFF", "BACKUPLIMIT=OFF"});
  board.mains(false);
  EXPECT_EQ(ask(board, "ALARMON2"), "ALARMON2 - OK\nALARM function IN2: Enabled");
  board.sensor(true, 1);
  board.advance(10s);
  EXPECT_EQ(board.reply(), "ALARM! IN1: Activated");
  board.mains(true);
  board.advance(30s);
  EXPECT_EQ(board.relays_on(), "");
}

TEST_F(InputsTest, SwitchWithoutAc) {  // SR-3.4-45, SR-3.4-47: case C3
  tell({"INRELAYS1=1", "RELAYTIME1=ON", "ALARMON1", "BACKUPLIMIT=AC"});
  board.ac(false);
  pulse(1);
  board.advance(10s);
  EXPECT_EQ(board.reply(), "ALARM! IN1: Activated");
  EXPECT_EQ(board.relays_on(), "1");
}

}  // namespace
}  // namespace isocket::fw::testing
