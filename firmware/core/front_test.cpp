// What is on the front of the device: button, LEDs, factory reset (chapters 4.3, 14, 15); credit and version
// (12, 13).

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

TEST(Button, SwitchesWithAShortPress) {  // EP-4.3-01 to EP-4.3-03, EP-14-13
  Board board;
  board.press_button(40ms);
  EXPECT_FALSE(board.socket_on());
  board.press_button(60ms);
  EXPECT_TRUE(board.socket_on());
  ask(board, "ON30");
  board.press_button(9500ms);
  EXPECT_FALSE(board.socket_on());
  board.press_button(100ms);
  board.advance(60s);
  EXPECT_TRUE(board.socket_on());  // the time was cancelled
  EXPECT_EQ(board.reply(), "");
}

TEST(Button, DisarmsFirst) {  // EP-9.4-04, EP-9.4-05, EP-9.4-08, EP-9.4-09, EP-14-12
  Board board;
  ask(board, "ALARMON");
  board.press_button(200ms);
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(ask(board, "ALARM?").substr(0, 24), "ALARM function: Disabled");
  board.press_button(200ms);
  EXPECT_TRUE(board.socket_on());
  EXPECT_EQ(board.reply(), "");
}

TEST(FactoryReset, BringsBackEveryDefault) {  // EP-14-01 to EP-14-15, EP-4.1-49, EP-7.3-15
  Board board;
  board.sensor_plug(true);
  for (const char* text :
       {"MAKEMEBOSS", "RESTARTTIME=5", "RING=SWITCH", "SCHEDULER+08:00,*,ON", "ALARMON", "THERMOSTATON",
        "RELAYTIME=ON", "TRISEALERT=100C", "CREDITUMS=*100#", "ERROR=OFF", "PASSWORD=12abc"}) {
    EXPECT_NE(ask(board, text), "") << text;
  }
  board.sensor(true);
  board.advance(5s);
  board.sensor(false);
  while (!board.reply().empty()) {
  }
  board.advance(31min);
  const auto sent = board.sent();
  board.press_button(11s);
  board.advance(1s);
  EXPECT_FALSE(board.socket_on());
  board.deliver({.text = "ON"});
  board.advance(25s);
  EXPECT_FALSE(board.socket_on());  // no message is processed meanwhile
  EXPECT_EQ(board.sent(), sent);
  board.advance(60s);
  EXPECT_EQ(board.reply(), "Power socket ON");  // it waited in the network
  expect_exchanges(
      board, {{"SECNUMBER?", "No SECNUMBERs!"},
              {"ALERTNUMBER?", "No ALERTNUMBERs!"},
              {"SECLIST?", "SECLIST=(OFF),ON"},
              {"RING?", "RING=(NOACTION),RESTART,SWITCH"},
              {"RESTARTTIME?", "RESTARTTIME=10 seconds"},
              {"SCHEDULER?", "Scheduler is empty"},
              {"SHOWALARMLOG", "ALARM log is empty"},
              {"ALARM?", "ALARM function: Disabled\nSensor(s): Connected\nALARM status: No activity"},
              {"THERMOSTAT?", "THERMOSTAT: Disabled\nTHERMOSTAT=HEATING\nSwitch-off temperature: 10C(50F)"},
              {"RELAYTIME?", "RELAYTIME=0"},
              {"TRISEALERT?", "TRISEALERT=OFF"},
              {"CREDITUMS?", "CREDITUMS: NO"},
              {"ERROR?", "ERROR=(ON),OFF"},
              {"RESTARTTIME=6", "RESTARTTIME=6 - OK"}});      // a new window
  EXPECT_EQ(ask(board, "DATE").substr(0, 10), "DATE 26/03");  // the clock stays
}

TEST(FactoryReset, IsAShortPressBeforeTheSignal) {  // EP-14-09
  Board board;
  ask(board, "RESTARTTIME=5");
  board.press_button(9500ms);
  EXPECT_TRUE(board.socket_on());
  EXPECT_EQ(ask(board, "RESTARTTIME?"), "RESTARTTIME=5 seconds");
}

TEST(FactoryReset, IsCompletedAfterALossOfPower) {  // EP-14-16
  // Wherever in the writing of the reset the power fails: afterwards it is factory state, or, before the
  // first write had arrived, nothing has happened.
  bool untouched = false;
  bool finished = false;
  for (int writes = 0; !finished; ++writes) {
    Board board;
    ask(board, "RESTARTTIME=5");
    ask(board, "PASSWORD=12abc");
    board.plan_cut({.writes = writes, .torn_after = 20});
    board.press_button(11s);
    finished = !board.cut_happened();
    if (finished) board.power_cut();
    board.restore_power();
    board.advance(40s);
    const std::string with = ask(board, "12abcRESTARTTIME?");
    if (with == "RESTARTTIME=5 seconds") {
      untouched = true;
      EXPECT_EQ(writes, 0);
    } else {
      EXPECT_EQ(ask(board, "RESTARTTIME?"), "RESTARTTIME=10 seconds") << writes;
    }
    ASSERT_LT(writes, 50);
  }
  EXPECT_TRUE(untouched);
}

TEST(Leds, ShowTheState) {  // EP-15-01, EP-15-03 to EP-15-08, EP-15-11 to EP-15-14, EP-3-03
  Board board;
  board.advance(5s);
  EXPECT_EQ(board.flashes(Led::power, 10s), 0);
  EXPECT_TRUE(board.lit(Led::power));
  EXPECT_FALSE(board.lit(Led::out));
  EXPECT_NEAR(board.flashes(Led::gsm, 30s), 10, 1);
  ask(board, "ON");
  EXPECT_TRUE(board.lit(Led::out));
  board.sensor_plug(true);
  board.sensor(true);
  EXPECT_EQ(board.flashes(Led::power, 10s), 0);  // active, but not armed
  ask(board, "ALARMON");
  EXPECT_NEAR(board.flashes(Led::power, 10s), 40, 2);
  board.sensor(false);
  board.advance(1s);
  EXPECT_NEAR(board.flashes(Led::power, 10s), 10, 1);
  board.module().network(false);
  board.advance(15s);
  EXPECT_NEAR(board.flashes(Led::gsm, 10s), 10, 1);
}

TEST(Leds, ShowPowerUpAndBattery) {  // EP-3-02, EP-11-26
  Board board{{.start = false}};
  board.mains(true);
  EXPECT_EQ(board.flashes(Led::power, 1400ms) + (board.lit(Led::power) ? 0 : 0),
            2);  // the first began at once
  board.advance(2s);
  EXPECT_TRUE(board.lit(Led::power));
  board.mains(false);
  board.advance(1s);
  EXPECT_FALSE(board.lit(Led::power));
  EXPECT_FALSE(board.lit(Led::out));
}

TEST(Leds, ShowASimProblem) {  // EP-3-04, EP-15-02, EP-15-06, EP-15-09
  Board board{{.start = false}};
  board.module().sim = "SIM PIN";
  board.mains(true);
  board.advance(60s);
  EXPECT_NEAR(board.flashes(Led::power, 30s), 40, 3);  // 4 in each 3 s
  EXPECT_NEAR(board.flashes(Led::out, 10s), 40, 2);
  EXPECT_NEAR(board.flashes(Led::gsm, 10s), 10, 1);
}

TEST(Leds, ShowThatTheSimIsBeingCleared) {  // EP-15-09
  for (const bool held_messages : {true, false}) {
    Board board{{.start = false}};
    if (held_messages) board.module().store(std::string(60, '0'));
    bool slow = true;
    board.module().script = [&slow](std::string_view line) -> std::optional<std::string> {
      if (line.starts_with("AT+CMGD=") && slow) return "";  // no answer yet
      return std::nullopt;
    };
    board.mains(true);
    board.advance(20s);
    EXPECT_NEAR(board.flashes(Led::out, 4s), held_messages ? 16 : 0, held_messages ? 1 : 0);
    EXPECT_EQ(board.flashes(Led::power, 4s), 0);
    slow = false;
    board.advance(60s);
    EXPECT_EQ(board.flashes(Led::out, 10s), 0);
  }
}

TEST(Leds, ShowAModuleWithoutSupply) {  // EP-15-10
  Board board{{.start = false}};
  board.module().silent = true;
  board.module().script = [](std::string_view) { return std::optional<std::string>{""}; };
  board.mains(true);
  board.advance(60s);
  EXPECT_NEAR(board.flashes(Led::out, 10s), 40, 2);
  EXPECT_EQ(board.flashes(Led::gsm, 30s), 0);
  EXPECT_FALSE(board.lit(Led::gsm));
  board.module().script = nullptr;
  board.advance(60s);
  EXPECT_EQ(board.flashes(Led::out, 10s), 0);
  EXPECT_NEAR(board.flashes(Led::gsm, 30s), 10, 1);
}

TEST(Leds, ShowTheReset) {  // EP-14-03 to EP-14-05, EP-14-14
  Board board;
  board.device().input(Input::button, true);
  board.advance(9s);
  EXPECT_EQ(board.flashes(Led::out, 500ms), 0);
  board.advance(1s);
  EXPECT_NEAR(board.flashes(Led::out, 4s), 8, 1);
  EXPECT_EQ(board.lit(Led::out), board.lit(Led::power));
  board.device().input(Input::button, false);
  EXPECT_NEAR(board.flashes(Led::power, 20s), 20, 1);
  EXPECT_FALSE(board.lit(Led::out));
}

TEST(Credit, PassesOnTheOperatorsText) {  // EP-12-01 to EP-12-05, EP-12-07 to EP-12-13
  Board board;
  board.module().ussd["*100#"] = "0,\"Your balance is 5.20\",15";
  board.module().ussd["*123#"] = "1,\"1 Balance\n2 Help\",15";
  expect_exchanges(board, {{"CREDITUMS?", "CREDITUMS: NO"},
                           {"CREDIT", "Execute error!"},
                           {"CREDITUMS=*100#", "CREDITUMS=*100# - OK"},
                           {"CREDITUMS?", "CREDITUMS: *100#"}});
  board.sms(kBoss, "CREDIT");
  board.advance(20s);
  EXPECT_EQ(board.reply(), "Your balance is 5.20");
  board.sms(kBoss, "SIMCARD*123#");
  board.advance(20s);
  EXPECT_EQ(board.reply(), "1 Balance\n2 Help");
  ask(board, "SMSCONFIRM=OFF");
  board.sms(kBoss, "SIMCARD*100#");  // withheld (EP-6.1-08)
  board.sms(kBoss, "CREDIT");        // not withheld
  board.advance(40s);
  EXPECT_EQ(board.reply(), "Your balance is 5.20");
  EXPECT_EQ(board.reply(), "");
}

TEST(Credit, PassesOnALongTextWhole) {  // EP-12-11, EP-4.1-65
  Board board;
  std::string text;
  while (text.size() < 170) text += "Balance " + std::to_string(text.size()) + ". ";
  board.module().ussd["*100#"] = "0,\"" + text + "\",15";
  board.sms(kBoss, "SIMCARD*100#");
  board.advance(30s);
  EXPECT_EQ(board.reply(), text);
}

TEST(Credit, FailsWhenTheOperatorDoes) {  // EP-12-10
  Board board;
  board.sms(kBoss, "SIMCARD*999#");
  board.sms(kBoss, "HARDWARE");
  board.advance(80s);
  EXPECT_EQ(board.reply(), "Execute error!");
  EXPECT_EQ(board.reply(), "iSocket Environment Pro");  // served in order
}

TEST(Version, IsTold) {  // EP-13-01 to EP-13-03
  Board board;
  expect_exchanges(board, {{"HARDWARE", "iSocket Environment Pro"},
                           {"SERIALNUM", "S/N: 12345678901234567"},
                           {"FIRMWARE", "v1.0.0 (c) iSocket Systems"}});
}

}  // namespace
}  // namespace isocket::fw::testing
