// GSM 706 and 707: what they have beside their Light siblings, and do otherwise than the Environment Pro
// (docs/spec/gsm-706-707.md). Calls are in microphone_test.cpp.

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

class Full : public ::testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] bool battery() const { return GetParam() == "gsm-707"; }
  [[nodiscard]] bool microrelay() { return board_.device().relay_on(1); }
  /// Armed, with the boss as alert number.
  void arm(std::string_view alert, std::string_view time) {
    board_.sensor_plug(true);
    ask(board_, "ALERTNUMBER+358401234567");
    EXPECT_EQ(ask(board_, alert), std::string{alert} + " - OK");
    EXPECT_EQ(ask(board_, time), std::string{time} + " - OK");
    EXPECT_EQ(ask(board_, "ALARMON"), "ALARMON - OK\nALARM function: Enabled");
  }
  void pulse() {
    board_.sensor(true);
    board_.advance(1s);
    board_.sensor(false);
  }
  Board board_{{.model = GetParam()}};
};
INSTANTIATE_TEST_SUITE_P(, Full, ::testing::Values("gsm-706", "gsm-707"), parameter_name);

TEST_P(Full, SwitchesItsMicrorelay) {  // GS-4.1-41 to GS-4.1-43, GS-4.1-51, GS-4.1-52, GS-5.4
  expect_exchanges(board_, {{"onm", "Microrelay ON"}, {"RESTARTTIME=60", "RESTARTTIME=60 - OK"}});
  EXPECT_TRUE(microrelay());
  EXPECT_FALSE(board_.socket_on());
  EXPECT_EQ(ask(board_, "RESTARTM"), "Microrelay restarted");
  EXPECT_FALSE(microrelay());
  EXPECT_EQ(ask(board_, "RESTART"), "Power socket restarted");
  EXPECT_TRUE(board_.socket_on());
  board_.advance(52s);
  EXPECT_TRUE(microrelay());
  EXPECT_TRUE(board_.socket_on());
  board_.advance(6s);
  EXPECT_FALSE(board_.socket_on());
  EXPECT_EQ(ask(board_, "ONALL"), "All ON");
  EXPECT_TRUE(microrelay() && board_.socket_on());
  EXPECT_EQ(ask(board_, "OFFM"), "Microrelay OFF");
  EXPECT_FALSE(microrelay());
  ask(board_, "ON1");
  ask(board_, "ONM");  // leaves the time of the socket (GS-4.1-39)
  board_.advance(60s);
  EXPECT_FALSE(board_.socket_on());
  ask(board_, "OFF1");
  EXPECT_EQ(ask(board_, "OFFALL"), "All OFF");  // ends it (GS-4.1-38)
  board_.advance(60s);
  EXPECT_FALSE(microrelay() || board_.socket_on());
}

TEST_P(Full, DropsItsMicrorelayWithTheMains) {  // GS-12-29, GS-12-31, GS-12-06
  ask(board_, "POWERSTATE=ON");
  ask(board_, "ONM");
  board_.mains(false);
  EXPECT_FALSE(microrelay());
  if (battery()) {
    for (const char* text : {"ONM", "OFFM", "ONALL", "OFFALL", "RESTARTM"}) {
      board_.mains(false);
      EXPECT_EQ(ask(board_, text), "Execute error!") << text;
      board_.mains(true);
      board_.advance(1s);
      EXPECT_FALSE(microrelay());
    }
  }
  board_.power_cycle();
  board_.advance(10s);
  EXPECT_TRUE(board_.socket_on());
  EXPECT_FALSE(microrelay());
}

TEST_P(Full, AnswersStatusInSevenLines) {  // GS-4.1-58, GS-4.1-63, GS-7.1-02
  ask(board_, "ONM");
  board_.advance(2min);
  EXPECT_THAT(
      ask(board_, "STATUS"),
      ::testing::MatchesRegex("Power socket OFF\nMicrorelay ON\nSignal: Good .-67dBm.\nTEMP: N/A\n"
                              "ALARMF: Disabled\nALARM status: No activity\nTime: 26/03/02,12:0.:.."));
}

TEST_P(Full, SwitchesTheMicrorelayForAnAlarm) {  // GS-9.1-12 to GS-9.1-15, GS-9.2-27, GS-9.2-28, GS-9.2-35
  expect_exchanges(board_, {{"MICRORELAYTIME?", "MICRORELAYTIME=0 seconds"},
                            {"MICRORELAYTIME=901", "Incorrect value!"},
                            {"MICRORELAYTIME=ON", "Incorrect value!"},
                            {"MICRORELAYTIME=", "Incorrect value!"},
                            {"MICRORELAYTIME=010", "MICRORELAYTIME=10 - OK"},
                            {"MICRORELAYTIME?", "MICRORELAYTIME=10 seconds"}});
  arm("ALERT=SMS", "MICRORELAYTIME=10");
  EXPECT_EQ(ask(board_, "ALARM?"),
            "ALARM function: Enabled\nSensor(s): Connected\nALARM status: No activity\nMicro relay: Enabled");
  pulse();
  EXPECT_TRUE(microrelay());
  EXPECT_FALSE(board_.socket_on());
  board_.advance(10s);
  EXPECT_FALSE(microrelay());
  EXPECT_EQ(board_.reply(), kActivated);
}

TEST_P(Full, LetsCommandsCancelTheTimeOfTheMicrorelay) {  // GS-9.2-33, GS-9.2-34, GS-9.1-23
  arm("ALERT=OFF", "MICRORELAYTIME=20");
  ask(board_, "ONM");
  pulse();
  board_.advance(20s);
  EXPECT_FALSE(microrelay());  // although it was on before
  board_.advance(60s);
  pulse();
  ask(board_, "ONM");
  board_.advance(60s);
  EXPECT_TRUE(microrelay());
  pulse();
  ask(board_, "ALARMOFF");
  EXPECT_FALSE(microrelay());
  ask(board_, "ONM");
  ask(board_, "ALARMON");
  ask(board_, "ALARMOFF");
  EXPECT_TRUE(microrelay());  // that was no alarm's
}

TEST_P(Full, ReportsChangesWithoutSwitchingBack) {  // GS-9.2-15, GS-9.2-26, GS-9.2-31, GS-9.2-40
  arm("ALERT=SMSCHANGE", "MICRORELAYTIME=120");
  board_.sensor(true);
  board_.advance(10s);
  EXPECT_EQ(board_.reply(), kActivated);
  board_.sensor(false);
  board_.advance(40s);
  EXPECT_TRUE(microrelay());
  EXPECT_EQ(board_.reply(), "");
  board_.advance(20s);
  EXPECT_EQ(board_.reply(), "ALARM! Sensor(s): Deactivated");
  board_.sensor(true);  // in the lock-out of the return: no detection
  board_.advance(2s);
  board_.sensor(false);
  board_.advance(45s);
  EXPECT_TRUE(microrelay());
  board_.advance(4s);
  EXPECT_FALSE(microrelay());
}

TEST_P(Full, WarmsUpForTenMinutes) {  // GS-7.1-01 to GS-7.1-06, GS-7-05, GS-7.4-07, GS-7.4-08
  Board board{{.model = GetParam(), .start = false}};
  board.temperature(-4.6);
  board.mains(true);
  board.advance(10min - 15s);
  EXPECT_EQ(ask(board, "TEMPERATURE"), "TEMPERATURE: N/A");
  board.advance(20s);
  EXPECT_EQ(ask(board, "TEMPERATURE"), "TEMPERATURE: -5C");
  board.temperature(std::nullopt);
  board.advance(60s);
  EXPECT_EQ(ask(board, "TEMPERATURE"), "TEMPERATURE: N/A");
}

TEST_P(Full, SubtractsItsCalibration) {  // GS-7.4-01 to GS-7.4-05
  expect_exchanges(board_, {{"TEMPCAL?", "TEMPCAL=5"},
                            {"TEMPCAL=0", "Incorrect value!"},
                            {"TEMPCAL=10", "Incorrect value!"},
                            {"TEMPCAL=5C", "Incorrect value!"},
                            {"TEMPCAL=-1", "Incorrect value!"}});
  board_.advance(11min);
  expect_exchanges(board_, {{"TEMPERATURE", "TEMPERATURE: 20C"},
                            {"TEMPCAL=09", "TEMPCAL=9 - OK"},
                            {"TEMPERATURE", "TEMPERATURE: 20C"}});  // until the next reading
  board_.advance(60s);
  EXPECT_EQ(ask(board_, "TEMPERATURE"), "TEMPERATURE: 16C");
}

TEST_P(Full, WordsItsThermostat) {  // GS-7.2-02, GS-7.2-03, GS-7.2-09 to GS-7.2-12, GS-7.2-20, GS-7.2-24
  expect_exchanges(
      board_, {{"THERMOSTAT?", "THERMOSTAT: Disabled\nTHERMOSTAT=HEATING\nTEMPOFF=10"},
               {"TEMPOFF=022", "TEMPOFF=22 - OK\nTHERMOSTAT=HEATING\nTHERMOSTAT: Disabled"},
               {"THERMOSTAT=COOLING", "THERMOSTAT=COOLING - OK\nTEMPOFF=22\nTHERMOSTAT: Disabled"},
               {"THERMOSTATON",
                "THERMOSTATON - OK\nTHERMOSTAT=COOLING\nTEMPOFF=22\nAttention! Thermostat is working now!"},
               {"THERMOSTATOFF", "THERMOSTATOFF - OK\nAttention! Thermostat was disabled!"},
               {"TEMPOFF=51", "Incorrect value!"},
               {"TEMPOFF=-1", "Incorrect value!"},
               {"TEMPOFF=20C", "Incorrect value!"},
               {"TEMPOFF=20.5", "Incorrect value!"},
               {"TEMPOFF=+20", "Incorrect value!"},
               {"TEMPOFF=", "Incorrect value!"},
               {"TEMPOFF?", "TEMPOFF? - Error!"},
               {"TRISEALERT=-10", "TRISEALERT=-10 - OK"},
               {"TRISEALERT?", "TRISEALERT=-10"},
               {"TRISEALERT=-11", "Incorrect value!"},
               {"TFALLALERT=51", "Incorrect value!"},
               {"TFALLALERT=50", "TFALLALERT=50 - OK"},
               {"TFALLALERT?", "TFALLALERT=50"}});
}

TEST_P(Full, TiesThermalertToTheAlertList) {  // GS-7.3-12 to GS-7.3-19, GS-7.2-15, GS-7.2-25
  board_.temperature(30);
  expect_exchanges(board_, {{"THERMALERT=ON", "No ALERTNUMBERs!"},
                            {"ALERTNUMBER+358401234567", "ALERTNUMBER+358401234567 - OK"},
                            {"THERMALERT=ON", "THERMALERT=ON - OK"},
                            {"ON", "Power socket ON"}});
  ask(board_, "THERMOSTATON");
  board_.advance(9min - 30s);
  EXPECT_TRUE(board_.socket_on());  // no reading yet
  board_.advance(60s);
  EXPECT_FALSE(board_.socket_on());
  EXPECT_EQ(board_.reply(), "Thermostat alert!\nPower socket OFF\nTEMP: 30C");
  expect_exchanges(board_, {{"TRISEALERT=40", "TRISEALERT=40 - OK"},
                            {"ALERTNUMBER-358401234567", "ALERTNUMBER-358401234567 - OK"},
                            {"THERMALERT?", "THERMALERT=(OFF),ON"},
                            {"TRISEALERT?", "TRISEALERT=40"}});
}

TEST_P(Full, SpeaksFahrenheitAsAUsUnit) {  // GS-7-02 to GS-7-04, GS-7-07, GS-7.2-11, GS-7.3-22, GS-7.4-06
  Board board{{.model = GetParam(), .variant = Variant::us}};
  board.temperature(21.6);
  expect_exchanges(board, {{"THERMOSTAT?", "THERMOSTAT: Disabled\nTHERMOSTAT=HEATING\nTEMPOFF=50"},
                           {"TEMPOFF=31", "Incorrect value!"},
                           {"TEMPOFF=122", "TEMPOFF=122 - OK\nTHERMOSTAT=HEATING\nTHERMOSTAT: Disabled"},
                           {"TEMPOFF=123", "Incorrect value!"},
                           {"TRISEALERT=13", "Incorrect value!"},
                           {"TRISEALERT=14", "TRISEALERT=14 - OK"},
                           {"TRISEALERT=OFF", "TRISEALERT=OFF - OK"},
                           {"TEMPCAL?", "TEMPCAL=5"},
                           {"ALERTNUMBER+358401234567", "ALERTNUMBER+358401234567 - OK"},
                           {"TFALLALERT=70", "TFALLALERT=70 - OK"}});
  board.advance(10min);
  EXPECT_EQ(ask(board, "TEMPERATURE"), "TEMPERATURE: 71F");
  board.temperature(20);
  board.advance(65s);
  EXPECT_EQ(board.reply(), "Temperature fall alert!\nTEMP: 68F");
  board.press_button(6s);
  board.advance(1s);
  board.press_button(200ms);
  board.advance(30s);
  EXPECT_EQ(ask(board, "THERMOSTAT?"), "THERMOSTAT: Disabled\nTHERMOSTAT=HEATING\nTEMPOFF=50");  // GS-7-03
}

TEST_P(Full, SchedulesTheSevenLines) {  // GS-11-01, GS-11-03, GS-11-18
  expect_exchanges(board_, {{"ALERTNUMBER+358401234567", "ALERTNUMBER+358401234567 - OK"},
                            {"SCHEDULER+12:03,1,INF", "SCHEDULER+12:03,1,INF - OK"},
                            {"SCHEDULER+12:04,*,AON", "SCHEDULER+12:04,*,AON - OK"},
                            {"SCHEDULER?", "12:03,1,INF\n12:04,*,AON"}});
  board_.advance(4min);
  EXPECT_THAT(board_.reply(), ::testing::StartsWith("Power socket OFF\nMicrorelay OFF\nSignal:"));
  EXPECT_THAT(ask(board_, "ALARM?"), ::testing::StartsWith("ALARM function: Enabled\n"));
}

}  // namespace
}  // namespace isocket::fw::testing
