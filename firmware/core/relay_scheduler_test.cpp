// The scheduler of a device with numbered relays: chapter 10 of docs/spec/smart-relay.md, and what backup
// mode holds back of it (rows F5 to F7 of section 12.3).

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

class RelayScheduler : public ::testing::Test {
 protected:
  RelayScheduler() {
    ask("ALERTNUMBER+358401234567");
    board_.advance(20s);
    while (!board_.reply().empty()) {
    }
  }
  std::string ask(std::string_view text) { return testing::ask(board_, text); }
  Board board_{{.model = "smart-relay"}};
};

TEST_F(RelayScheduler,
       KnowsItsActions) {  // SR-3.4-07, SR-U11-01, SR-U11-03, SR-U11-11, SR-U4.1-04, SR-U4.1-07
  for (const std::string action : {"TEMP", "SIGN", "RSTAT", "ISTAT", "ONR1", "OFFR7", "PULR3", "TON1",
                                   "TOFF7", "AON1", "AOFF6", "AON", "AOFF", "AONALL", "AOFFALL"}) {
    const std::string rule = "08:00,*," + action;
    EXPECT_EQ(ask("scheduler+" + rule), "SCHEDULER+" + rule + " - OK");
  }
  EXPECT_EQ(ask("SCHEDULER+08:00,3,onr2"), "SCHEDULER+08:00,3,ONR2 - OK");
  for (const char* wrong : {"8:00,*,ONR1", "24:00,*,ONR1", "08:60,*,ONR1", "08:00,8,ONR1", "08:00,0,ONR1",
                            "08:00,*,ON", "08:00,*,INF", "08:00,*,AOF", "08:00,*,RESR1", "08:00,*,ONR8",
                            "08:00,*,ONR", "08:00,*,AON7", "08:00,*,TEMPX", "08:00,*", "08:00,*,ONR1 "}) {
    const std::string reply = ask(std::string{"SCHEDULER+"} + wrong);
    // A blank behind the text is no part of it.
    EXPECT_EQ(reply,
              std::string_view{wrong}.ends_with(' ') ? "SCHEDULER+08:00,*,ONR1 - OK" : "Incorrect value!")
        << wrong;
  }
}

TEST_F(RelayScheduler,
       HoldsTwentyRules) {  // SR-4-16, SR-U11-07 to SR-U11-10, SR-U11-12, SR-U11-17, SR-U4.1-10
  EXPECT_EQ(ask("SCHEDULER?"), "Scheduler is empty");
  EXPECT_EQ(ask("SCHEDULER-ALL"), "SCHEDULER-ALL - OK");
  std::string all;
  for (int i = 0; i < 20; ++i) {
    const std::string rule = (i < 10 ? "0" + std::to_string(i) : std::to_string(i)) + ":00,7,AOFFALL";
    EXPECT_EQ(ask("SCHEDULER+" + rule), "SCHEDULER+" + rule + " - OK");
    all += (i > 0 ? "\n" : "") + rule;
  }
  EXPECT_EQ(ask_long(board_, "SCHEDULER?"), all);  // 319 characters, one message
  EXPECT_EQ(ask("SCHEDULER+20:00,7,AOFFALL"), "Execute error!");
  EXPECT_EQ(ask("SCHEDULER+03:00,7,AOFFALL"), "SCHEDULER+03:00,7,AOFFALL - OK");
  EXPECT_EQ(ask("SCHEDULER-03:00"), "SCHEDULER-03:00 - OK");
  expect_exchanges(board_, {{"SCHEDULER+04:00,7,ONR1", "SCHEDULER+04:00,7,ONR1 - OK"},
                            {"SCHEDULER-04:00,7,onr2", "Incorrect value!"},
                            {"SCHEDULER-04:00,7,onr1", "SCHEDULER-04:00,7,ONR1 - OK"},
                            {"SCHEDULER-04:00,7,ONR1", "Incorrect value!"},
                            {"SCHEDULER-04:00", "SCHEDULER-04:00 - OK"},
                            {"SCHEDULER-04:00", "Incorrect value!"},
                            {"SCHEDULER-4:00", "Incorrect value!"},
                            {"SCHEDULER-ALL", "SCHEDULER-ALL - OK"},
                            {"SCHEDULER?", "Scheduler is empty"}});
}

TEST_F(RelayScheduler, SwitchesAndReports) {  // SR-U11-02, SR-U11-04 to SR-U11-06, SR-U11-16
  for (const char* rule : {"08:00,*,ONR1", "08:00,*,ONR2", "08:00,*,OFFR2", "08:00,1,PULR3", "08:00,2,ONR4",
                           "08:00,*,SIGN", "08:00,*,RSTAT", "08:00,*,ISTAT"})
    ask(std::string{"SCHEDULER+"} + rule);
  ask("PULSETIME=30");
  ask("DATE=26/03/02,07:59:50+08");  // a Monday
  board_.advance(20s);
  EXPECT_TRUE(board_.relay_on(1));
  EXPECT_FALSE(board_.relay_on(2));
  EXPECT_TRUE(board_.relay_on(3));
  EXPECT_FALSE(board_.relay_on(4));
  board_.advance(30s);
  EXPECT_FALSE(board_.relay_on(3));
  EXPECT_EQ(board_.reply(), "Signal: Good (-67dBm)");
  EXPECT_EQ(board_.reply(), "R1: ON\nR2: OFF\nR3: ON\nR4: OFF\nR5: OFF\nR6: OFF\nR7: OFF");
  std::string inputs;
  for (int i = 1; i <= 6; ++i)
    inputs += (i > 1 ? "\nIN" : "IN") + std::to_string(i) + ": Disabled, No activity";
  EXPECT_EQ(board_.reply(), inputs);
  EXPECT_EQ(board_.reply(), "");
}

TEST_F(RelayScheduler, IsHeldBackByBackupMode) {  // SR-3.4-08, SR-3.4-09, SR-3.4-27, SR-3.4-35 to SR-3.4-37,
                                                  // SR-3.4-42 to SR-3.4-44, SR-3.4-49 to SR-3.4-51
  struct Mode {
    const char* limit;
    bool dc, ac, inputs;
  };
  for (const Mode& mode : {Mode{"DC", false, true, true}, Mode{"OFF", false, true, false},
                           Mode{"AC", true, false, false}, Mode{"AC", false, true, false}}) {
    Board board{{.model = "smart-relay"}};
    testing::ask(board, "ALERTNUMBER+358401234567");
    testing::ask(board, "DCALERT=OFF");
    for (const char* rule : {"SIGN", "ONR1", "PULR2", "RSTAT", "ISTAT"})
      testing::ask(board, std::string{"SCHEDULER+12:03,*,"} + rule);
    testing::ask(board, std::string{"BACKUPLIMIT="} + mode.limit);
    while (!board.reply().empty()) {
    }
    board.ac(mode.ac);
    board.mains(mode.dc);
    board.advance(3min);
    EXPECT_EQ(board.reply(), "Signal: Good (-67dBm)") << mode.limit;
    EXPECT_EQ(board.reply().substr(0, 4), mode.inputs ? "" : "IN1:") << mode.limit;
    EXPECT_EQ(board.reply(), "");
    board.ac(true);
    board.mains(true);
    board.advance(1min);
    EXPECT_FALSE(board.relay_on(1)) << mode.limit;
    EXPECT_FALSE(board.relay_on(2)) << mode.limit;
  }
}

TEST_F(RelayScheduler, WorksAfterTheWindow) {  // SR-U11-13
  board_.advance(31min);
  EXPECT_EQ(ask("SCHEDULER+08:00,*,ONR1"), "SCHEDULER+08:00,*,ONR1 - OK");
}

}  // namespace
}  // namespace isocket::fw::testing
