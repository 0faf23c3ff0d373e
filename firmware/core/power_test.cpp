// Mains, battery, what survives (chapter 11, sections 5.9 and 5.11), network outages (chapter 16).

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

TEST(Power, ReportsALossAndSwitchesItselfOff) {  // EP-11-01, EP-11-05, EP-11-12, EP-11-13, EP-11-28, EP-3-08
  Board board;
  ask(board, "MAKEMEBOSS");
  board.mains(false);
  board.advance(9s);
  EXPECT_EQ(board.reply(), "");
  EXPECT_TRUE(board.running());
  board.advance(6s);
  EXPECT_EQ(board.reply(), "Power failed!");
  board.advance(2s);
  EXPECT_FALSE(board.running());
}

TEST(Power, ReportsTheReturn) {  // EP-11-14, EP-11-17, EP-11-32
  Board board;
  ask(board, "MAKEMEBOSS");
  board.mains(false);
  board.advance(60s);
  board.reply();
  board.mains(true);
  board.advance(40s);
  EXPECT_EQ(board.reply(), "Power restored!");
  board.power_cycle();
  board.advance(40s);
  EXPECT_EQ(board.reply(), "Power restored!");  // also when the failure was not reported
}

TEST(Power, StaysSilentWhenToldSo) {  // EP-11-02, EP-11-03, EP-11-15
  Board board;
  ask(board, "MAKEMEBOSS");
  expect_exchanges(board, {{"POWERALERT?", "POWERALERT=(ON),OFF"},
                           {"POWERALERT=OFF", "POWERALERT=OFF - OK"},
                           {"POWERALERT?", "POWERALERT=ON,(OFF)"}});
  board.mains(false);
  board.advance(9s);
  EXPECT_TRUE(board.running());
  board.advance(2s);
  EXPECT_FALSE(board.running());
  board.mains(true);
  board.advance(40s);
  EXPECT_EQ(board.reply(), "");
}

TEST(Power, TakesAShortLossLightly) {  // EP-11-22, EP-11-27
  Board board;
  ask(board, "MAKEMEBOSS");
  ask(board, "ON");
  board.mains(false);
  board.advance(5s);
  EXPECT_FALSE(board.socket_on());
  board.mains(true);
  board.advance(1s);
  EXPECT_TRUE(board.socket_on());
  board.advance(60s);
  EXPECT_EQ(board.reply(), "");
}

TEST(Power, RestoresTheSocketByPowerState) {  // EP-11-08 to EP-11-11, EP-11-21
  Board board;
  expect_exchanges(board, {{"POWERSTATE?", "POWERSTATE=(REMEMBER),ON,OFF"}, {"ON", "Power socket ON"}});
  board.power_cycle();
  EXPECT_TRUE(board.socket_on());
  board.advance(30s);
  EXPECT_EQ(ask(board, "POWERSTATE=OFF"), "POWERSTATE=OFF - OK");
  board.power_cycle();
  EXPECT_FALSE(board.socket_on());
  board.advance(30s);
  EXPECT_EQ(ask(board, "POWERSTATE=ON"), "POWERSTATE=ON - OK");
  board.power_cycle();
  EXPECT_TRUE(board.socket_on());
}

TEST(Power, EndsTimesAndRestarts) {  // EP-11-23, EP-11-24, EP-4.1-84
  Board board;
  ask(board, "ON30");
  board.mains(false);
  board.advance(3s);
  board.mains(true);
  board.advance(60s);
  EXPECT_TRUE(board.socket_on());  // ON for good
  ask(board, "RESTARTTIME=60");
  ask(board, "RESTART");
  EXPECT_FALSE(board.socket_on());
  board.power_cycle();
  EXPECT_TRUE(board.socket_on());  // the state from before the restart
  board.advance(120s);
  EXPECT_TRUE(board.socket_on());
}

TEST(Power, LeavesButtonAndCallsWithoutEffectOnBattery) {  // EP-11-20, EP-11-33, EP-4.2-27
  Board board;
  ask(board, "MAKEMEBOSS");
  ask(board, "RING=SWITCH");
  ask(board, "ALARMON");
  board.mains(false);
  board.advance(1s);
  board.press_button(200ms);  // disarms as on mains
  board.press_button(200ms);  // would switch
  board.module().call(kBoss);
  board.advance(7s);
  EXPECT_TRUE(board.module().incoming_rings());
  board.mains(true);
  board.advance(1s);
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(board.reply(), "");
  EXPECT_EQ(ask(board, "ALARM?").substr(0, 24), "ALARM function: Disabled");
}

TEST(Power, AnswersSwitchingOnBatteryWithAnError) {  // EP-11-19
  for (const char* text : {"ON", "OFF", "ON5", "OFF5", "RESTART"}) {
    Board board;
    board.mains(false);
    EXPECT_EQ(ask(board, text), "Execute error!") << text;
  }
  Board board;
  board.mains(false);
  EXPECT_EQ(ask(board, "RUNTIME"), "Power socket is OFF");
}

TEST(Power, WaitsForTheNetworkWithItsMessage) {  // EP-11-04, EP-11-16, EP-11-29, EP-11-31
  Board board;
  ask(board, "MAKEMEBOSS");
  board.module().network(false);
  board.advance(10s);
  board.mains(false);
  board.advance(5min);
  EXPECT_TRUE(board.running());
  board.mains(true);
  board.advance(10s);
  board.module().network(true);
  board.advance(60s);
  EXPECT_EQ(board.reply(), "Power failed!");
  EXPECT_EQ(board.reply(), "Power restored!");
  EXPECT_TRUE(board.running());
  board.module().network(false);
  board.advance(10s);
  board.mains(false);
  board.advance(19min + 55s);
  EXPECT_TRUE(board.running());
  board.advance(10s);
  EXPECT_FALSE(board.running());
}

TEST(Power, LeavesDetectionAloneOnBattery) {  // EP-11-20, EP-11-34
  Board board;
  board.sensor_plug(true);
  ask(board, "ALERTME");
  ask(board, "ALARMON");
  ask(board, "TRISEALERT=25C");
  board.module().network(false);
  board.advance(10s);
  board.mains(false);
  board.sensor(true);
  board.advance(12s);
  board.temperature(30);
  board.advance(78s);
  board.mains(true);
  board.module().network(true);
  board.advance(60s);
  EXPECT_EQ(board.reply(), "Power failed!");
  EXPECT_EQ(board.reply(), "Temperature rise alert!\nTEMP: 30C(86F)");
  EXPECT_EQ(board.reply(), "ALARM! Sensor(s): Activated");
  EXPECT_EQ(board.reply(), "Power restored!");
}

TEST(Survival, OfEverySetting) {  // EP-4.1-12, EP-5.2-09, EP-7.2-24, EP-9.4-07, EP-10-25, section 5.11
  const std::initializer_list<Exchange> shown = {
      {"12abcRESTARTTIME?", "RESTARTTIME=77 seconds"},
      {"12abcRING?", "RING=NOACTION,(RESTART),SWITCH"},
      {"12abcSECLIST?", "SECLIST=OFF,(ON)"},
      {"12abcSECNUMBER?", "SECNUMBERs: 358401234567, 123"},
      {"12abcALERTNUMBER?", "ALERTNUMBERs: 358401234567, 358402222222"},
      {"12abcSMSCONFIRM?", "SMSCONFIRM=(ON),OFF"},
      {"12abcRINGCONFIRM?", "RINGCONFIRM=SMS,(CALL),OFF"},
      {"12abcERROR?", "ERROR=ON,(OFF)"},
      {"12abcSMSCONFIRMUNAUTH?", "SMSCONFIRMUNAUTH=OFF,(ON)"},
      {"12abcTHERMOSTAT?", "THERMOSTAT: Enabled\nTHERMOSTAT=COOLING\nSwitch-off temperature: 90C(194F)"},
      {"12abcSWITCHOFFALERT?", "SWITCHOFFALERT=OFF,(ON)"},
      {"12abcTSENSFAILALERT?", "TSENSFAILALERT=OFF,(ON)"},
      {"12abcTRISEALERT?", "TRISEALERT=100C(212F)"},
      {"12abcTFALLALERT?", "TFALLALERT=-20C(-4F)"},
      {"12abcSENSORTYPE?", "SENSORTYPE=(NO),NC"},
      {"12abcALERT?", "ALERT=SMS,CALL,SMSCHANGE,(OFF)"},
      {"12abcRELAYTIME?", "RELAYTIME=OFF65000"},
      {"12abcSCHEDULER?", "08:00,3,INF"},
      {"12abcPOWERALERT?", "POWERALERT=ON,(OFF)"},
      {"12abcPOWERSTATE?", "POWERSTATE=REMEMBER,(ON),OFF"},
      {"12abcCREDITUMS?", "CREDITUMS: *100#"},
      {"12abcALARM?", "ALARM function: Enabled\nSensor(s): Not connected\nALARM status: No activity"}};
  Board board;
  board.temperature(95);  // nothing to switch, nothing to report
  board.advance(60s);
  for (const char* text : {"MAKEMEBOSS",
                           "SECNUMBER+123",
                           "RESTARTTIME=77",
                           "RING=RESTART",
                           "ALERTNUMBER+358402222222",
                           "RINGCONFIRM=CALL",
                           "SMSCONFIRMUNAUTH=ON",
                           "THERMOSTATON",
                           "THERMOSTAT=COOLING",
                           "SWITCHOFFTEMP=90C",
                           "SWITCHOFFALERT=ON",
                           "TSENSFAILALERT=ON",
                           "TRISEALERT=100C",
                           "TFALLALERT=-20C",
                           "ALERT=OFF",
                           "RELAYTIME=OFF65000",
                           "SCHEDULER+08:00,3,INF",
                           "POWERALERT=OFF",
                           "POWERSTATE=ON",
                           "CREDITUMS=*100#",
                           "ALARMON",
                           "ERROR=OFF",
                           "PASSWORD=12abc"}) {
    EXPECT_NE(ask(board, text), "") << text;
  }
  expect_exchanges(board, shown);
  board.power_cycle();
  board.advance(40s);
  expect_exchanges(board, shown);
}

TEST(Network, ComesBackByItself) {  // EP-16-04, EP-16-05, EP-3-09
  Board board;
  ask(board, "ON65");
  board.module().network(false);
  board.advance(30s);
  board.deliver({.text = "HARDWARE"});
  board.advance(40s);
  EXPECT_FALSE(board.socket_on());  // its time went on
  board.module().network(true);
  board.advance(60s);
  EXPECT_EQ(board.reply(), "iSocket Environment Pro");
}

TEST(Network, KeepsTenAlertsMeanwhile) {  // EP-5.3-20
  Board board;
  ask(board, "ALERTME");
  ask(board, "TRISEALERT=25C");
  ask(board, "TFALLALERT=15C");
  board.module().network(false);
  board.advance(20s);
  for (int i = 0; i < 12; ++i) {  // 12 alerts: 30, 10, 31, 10, ...
    board.temperature(i % 2 == 0 ? 30 + i : 10 - i);
    board.advance(60s);
  }
  board.module().network(true);
  board.advance(120s);
  for (int i = 2; i < 12; ++i) {
    const int c = i % 2 == 0 ? 30 + i : 10 - i;
    EXPECT_THAT(board.reply(), ::testing::HasSubstr("TEMP: " + std::to_string(c) + "C")) << i;
  }
  EXPECT_EQ(board.reply(), "");
}

}  // namespace
}  // namespace isocket::fw::testing
