// Several temperature sensors, and a thermostat for each relay: chapters 7 and 8 of the Smart Relay.

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

/// Sensors T1 and T3, the boss as the only alert number.
struct SensorsTest : ::testing::Test {
  Board board{{.model = "smart-relay", .start = false}};
  SensorsTest() {
    board.temperature(20.0, 1);
    board.temperature(25.0, 3);
    board.mains(true);
    board.advance(30s);
    ask(board, "ALERTME");
  }
  /// A reading of this temperature, which is now the latest.
  void read_at(std::optional<double> celsius, int sensor) {
    board.temperature(celsius, sensor);
    board.advance(60s);
  }
};

TEST_F(SensorsTest, AreThoseThatAnsweredAtTheStart) {  // SR-U7-01, SR-U7-05, SR-U7-06
  EXPECT_EQ(ask(board, "TEMPERATURE"), "TEMPERATURE:\nT1: 20C(68F)\nT3: 25C(77F)");
  read_at(std::nullopt, 1);  // failed, not gone
  read_at(-5.0, 3);
  EXPECT_EQ(ask(board, "TEMPERATURE"), "TEMPERATURE:\nT1: Failed\nT3: -5C(23F)");
  read_at(21.0, 2);  // there, but nobody has looked for it
  EXPECT_EQ(ask(board, "TEMPERATURE"), "TEMPERATURE:\nT1: Failed\nT3: -5C(23F)");
  board.power_cycle();
  board.advance(30s);
  EXPECT_EQ(board.reply(), "DC power restored!");
  EXPECT_EQ(ask(board, "TEMPERATURE"), "TEMPERATURE:\nT1: Failed\nT2: 21C(70F)\nT3: -5C(23F)");
}

TEST_F(SensorsTest, AreLookedForByCommand) {  // SR-U7-02, SR-U7-05
  expect_exchanges(board, {{"TRISEALERT1=30C", "TRISEALERT1=30C(86F) - OK"},
                           {"THERMSENSOR2=T1", "THERMSENSOR2=T1 - OK"},
                           {"THERMSENSOR4=T3", "THERMSENSOR4=T3 - OK"}});
  ask(board, "THERMOSTATON2");
  board.temperature(std::nullopt, 1);
  board.temperature(18.0, 2);
  expect_exchanges(board,
                   {{"TSENSORSCAN", "TSENSORSCAN - OK\nSensors: T2,T3"},
                    {"TEMPERATURE", "TEMPERATURE:\nT2: 18C(64F)\nT3: 25C(77F)"},
                    {"TRISEALERT1?", "TRISEALERT1=OFF"},
                    {"THERMSENSOR?",
                     "THERMSENSOR1=NO\nTHERMSENSOR2=NO\nTHERMSENSOR3=NO\nTHERMSENSOR4=T3\nTHERMSENSOR5="
                     "NO\nTHERMSENSOR6=NO\nTHERMSENSOR7=NO"}});
  EXPECT_TRUE(ask(board, "THERMOSTAT2?").starts_with("THERMOSTAT2: Disabled\n"));
  board.temperature(std::nullopt, 2);
  board.temperature(std::nullopt, 3);
  expect_exchanges(board, {{"TSENSORSCAN", "TSENSORSCAN - OK\nSensors: None"},
                           {"TEMPERATURE", "TEMPERATURE: No sensors"}});
}

TEST_F(SensorsTest, TakeThresholdsOnlyWhenInstalled) {  // SR-3.1-03, SR-U7-03, SR-U4.1-12, SR-UX-07, SR-UX-09
  expect_exchanges(board, {{"TRISEALERT2=20C", "Sensor T2 is not installed!"},
                           {"TFALLALERT2=OFF", "Sensor T2 is not installed!"},
                           {"THERMSENSOR1=T2", "Sensor T2 is not installed!"},
                           {"TRISEALERT2=20", "Incorrect value!"},
                           {"TRISEALERT6=20C", "Incorrect value!"},
                           {"THERMSENSOR1=T6", "Incorrect value!"},
                           {"THERMSENSOR8=T1", "Incorrect value!"},
                           {"TRISEALERT=20C", "TRISEALERT=20C - No such command exists on the device!"},
                           {"TRISEALERT2?", "TRISEALERT2=OFF"}});
  ask(board, "ERROR=OFF");
  EXPECT_EQ(ask(board, "TRISEALERT2=20C"), "");  // SR-UX-12
}

TEST_F(SensorsTest, KeepThresholdsInExactFahrenheit) {  // SR-3.1-06, SR-U7-07, SR-U7-08, SR-UX-32
  expect_exchanges(board, {{"TRISEALERT1=96F", "TRISEALERT1=36C(97F) - OK"},
                           {"TRISEALERT1=25c", "TRISEALERT1=25C(77F) - OK"},
                           {"TFALLALERT1=-67F", "TFALLALERT1=-55C(-67F) - OK"},
                           {"TRISEALERT3=248F", "TRISEALERT3=120C(248F) - OK"},
                           {"TFALLALERT3=121C", "Incorrect value!"},
                           {"TFALLALERT3=-68F", "Incorrect value!"},
                           {"TFALLALERT3=9.5C", "Incorrect value!"},
                           {"TFALLALERT3=10", "Incorrect value!"},
                           {"TRISEALERT?",
                            "TRISEALERT1=25C(77F)\nTRISEALERT2=OFF\nTRISEALERT3=120C(248F)\nTRISEALERT4=OFF\n"
                            "TRISEALERT5=OFF"},
                           {"SWITCHOFFTEMP7?", "SWITCHOFFTEMP7=10C(50F)"},
                           {"SWITCHOFFTEMP7=50F",
                            "SWITCHOFFTEMP7=10C(50F) - OK\nTHERMOSTAT7=HEATING\nTHERMOSTAT7: Disabled"}});
}

TEST_F(SensorsTest, TellOfEachPassingWithTheirOwnLine) {  // SR-3.1-01 to SR-3.1-05, SR-U7-10, -11, -21 to -25
  ask(board, "TRISEALERT3=25C");
  ask(board, "TFALLALERT1=10C");
  board.advance(60s);
  EXPECT_EQ(board.reply(), "");  // exactly at the threshold (SR-U7-09)
  read_at(25.6, 3);
  EXPECT_EQ(board.reply(), "Temperature rise alert!\nT3: 26C(79F)");
  read_at(30.0, 3);
  EXPECT_EQ(board.reply(), "");
  read_at(std::nullopt, 3);
  read_at(30.0, 3);
  EXPECT_EQ(board.reply(), "");  // SR-U7-24
  read_at(25.0, 3);
  read_at(26.0, 3);
  EXPECT_EQ(board.reply(), "Temperature rise alert!\nT3: 26C(79F)");
  read_at(9.0, 1);
  EXPECT_EQ(board.reply(), "Temperature fall alert!\nT1: 9C(48F)");
  ask(board, "TFALLALERT1=11C");  // re-armed (SR-U7-13)
  board.advance(60s);
  EXPECT_EQ(board.reply(), "Temperature fall alert!\nT1: 9C(48F)");
  ask(board, "TFALLALERT1=OFF");
  read_at(20.0, 1);
  read_at(5.0, 1);
  EXPECT_EQ(board.reply(), "");
}

TEST_F(SensorsTest, SwitchTheRelaysThatFollowThem) {  // SR-3.2-01 to SR-3.2-04, SR-3.2-12, SR-U7.3-21 to -25
  expect_exchanges(
      board,
      {{"THERMSENSOR1=t3", "THERMSENSOR1=T3 - OK"},
       {"THERMSENSOR5=T1", "THERMSENSOR5=T1 - OK"},
       {"THERMSENSOR6=T1", "THERMSENSOR6=T1 - OK"},
       {"THERMOSTAT6=COOLING",
        "THERMOSTAT6=COOLING - OK\nSwitch-off temperature: 10C(50F)\nTHERMOSTAT6: Disabled"},
       {"SWITCHOFFTEMP5=22C", "SWITCHOFFTEMP5=22C(72F) - OK\nTHERMOSTAT5=HEATING\nTHERMOSTAT5: Disabled"},
       {"SWITCHOFFTEMP6=22C", "SWITCHOFFTEMP6=22C(72F) - OK\nTHERMOSTAT6=COOLING\nTHERMOSTAT6: Disabled"},
       {"SWITCHOFFTEMP1=30C", "SWITCHOFFTEMP1=30C(86F) - OK\nTHERMOSTAT1=HEATING\nTHERMOSTAT1: Disabled"},
       {"THERMOSTATON5",
        "THERMOSTATON5 - OK\nTHERMOSTAT5=HEATING\nSensor: T1\nSwitch-off temperature: 22C(72F)\nNote! "
        "Thermostat is working now!"}});
  board.advance(60s);
  EXPECT_EQ(board.relays_on(), "5");  // enabled only one (SR-3.2-05)
  ask(board, "THERMOSTATON1");
  ask(board, "THERMOSTATON6");
  board.advance(60s);
  EXPECT_EQ(board.relays_on(), "1,5");
  read_at(22.0, 1);  // exactly there: off in both modes (SR-U7.3-01)
  EXPECT_EQ(board.relays_on(), "1");
  read_at(23.0, 1);
  EXPECT_EQ(board.relays_on(), "1,6");
  EXPECT_EQ(ask(board, "THERMOSTATOFF6"), "THERMOSTATOFF6 - OK\nNote! Thermostat was disabled!");
  read_at(20.0, 1);
  EXPECT_EQ(board.relays_on(), "1,5,6");  // left as it was (SR-U7.3-05)
}

TEST_F(SensorsTest, ShowTheirThermostats) {  // SR-U7.3-04, SR-U7.3-06, SR-U7.3-08, SR-U7.3-10
  ask(board, "THERMSENSOR2=T3");
  ask(board, "THERMOSTATON2");
  expect_exchanges(
      board, {{"THERMOSTAT1?",
               "THERMOSTAT1: Disabled\nTHERMOSTAT1=HEATING\nSensor: NO\nSwitch-off temperature: 10C(50F)"},
              {"THERMOSTATON1", "Sensor is not configured!"},
              {"THERMOSTAT2?",
               "THERMOSTAT2: Enabled\nTHERMOSTAT2=HEATING\nSensor: T3\nSwitch-off temperature: 10C(50F)"},
              {"THERMSENSOR2=NO", "THERMSENSOR2=NO - OK"},
              {"THERMOSTAT2?",
               "THERMOSTAT2: Disabled\nTHERMOSTAT2=HEATING\nSensor: NO\nSwitch-off temperature: 10C(50F)"},
              {"THERMOSTATON8", "Incorrect value!"},
              {"THERMOSTATON", "THERMOSTATON - No such command exists on the device!"},
              {"THERMOSTAT=HEATING", "THERMOSTAT=HEATING - No such command exists on the device!"}});
}

TEST_F(SensorsTest, AreListedWithTheThermostatsOfAllRelays) {  // SR-U7.3-08, SR-UX-32
  ask(board, "THERMSENSOR2=T3");
  ask(board, "THERMOSTATON2");
  EXPECT_EQ(ask_long(board, "THERMOSTAT?"),
            "THERMOSTAT1: Disabled, HEATING, NO, 10C(50F)\nTHERMOSTAT2: Enabled, HEATING, T3, "
            "10C(50F)\nTHERMOSTAT3: Disabled, HEATING, NO, 10C(50F)\nTHERMOSTAT4: Disabled, HEATING, NO, "
            "10C(50F)\nTHERMOSTAT5: Disabled, HEATING, NO, 10C(50F)\nTHERMOSTAT6: Disabled, HEATING, NO, "
            "10C(50F)\nTHERMOSTAT7: Disabled, HEATING, NO, 10C(50F)");
}

TEST_F(SensorsTest, AreNamedInTheSwitchOffAlert) {  // SR-3.2-06, SR-U7.4-01, SR-U7.4-02
  for (const std::string_view text :
       {"THERMSENSOR3=T3", "SWITCHOFFTEMP3=30C", "SWITCHOFFALERT3=ON", "THERMOSTATON3"})
    ask(board, text);
  board.advance(60s);
  EXPECT_TRUE(board.relay_on(3));
  read_at(31.0, 3);
  EXPECT_EQ(board.reply(), "Thermostat alert!\nRelay R3 OFF\nT3: 31C(88F)");
  read_at(32.0, 3);
  EXPECT_EQ(board.reply(), "");
}

TEST_F(SensorsTest,
       EndTheirThermostatsWhenTheyFail) {  // SR-3.2-08 to -11, SR-U7.3-26, -33, SR-U7.4-03, -06, -07
  for (const std::string_view text :
       {"THERMSENSOR1=T1", "THERMSENSOR3=T1", "THERMSENSOR4=T3", "SWITCHOFFTEMP1=30C", "TSENSFAILALERT=ON",
        "THERMOSTATON1", "THERMOSTATON3", "THERMOSTATON4"})
    ask(board, text);
  board.advance(60s);
  EXPECT_EQ(board.relays_on(), "1");
  read_at(std::nullopt, 1);
  EXPECT_EQ(board.reply(), "Temperature sensor T1 failed!\nTHERMOSTAT1: Disabled\nTHERMOSTAT3: Disabled");
  EXPECT_EQ(board.relays_on(), "1");
  EXPECT_TRUE(ask(board, "THERMOSTAT4?").starts_with("THERMOSTAT4: Enabled\n"));
  board.advance(180s);
  EXPECT_EQ(board.reply(), "");
  EXPECT_TRUE(ask(board, "THERMOSTATON1").starts_with("THERMOSTATON1 - OK\n"));
  board.advance(60s);
  EXPECT_EQ(board.reply(), "Temperature sensor T1 failed!\nTHERMOSTAT1: Disabled");
  read_at(20.0, 1);
  EXPECT_EQ(board.reply(), "");
  EXPECT_TRUE(ask(board, "THERMOSTAT1?").starts_with("THERMOSTAT1: Disabled\n"));
  ask(board, "TSENSFAILALERT=OFF");
  read_at(std::nullopt, 3);
  EXPECT_EQ(board.reply(), "");
  EXPECT_TRUE(ask(board, "THERMOSTAT4?").starts_with("THERMOSTAT4: Disabled\n"));  // SR-U7.4-05
}

TEST_F(SensorsTest,
       GoOnWithoutSupply) {  // SR-3.4-05, SR-3.4-26, SR-3.4-34, SR-U7.3-27 to -31, SR-U17-22, -24
  for (const std::string_view text :
       {"DCALERT=OFF", "TSENSFAILALERT=ON", "SWITCHOFFTEMP1=30C", "THERMSENSOR1=T1", "THERMOSTATON1",
        "SWITCHOFFTEMP2=30C", "THERMSENSOR2=T3", "THERMOSTATON2", "TFALLALERT1=10C"})
    ask(board, text);
  board.advance(60s);
  EXPECT_EQ(board.relays_on(), "1,2");
  board.mains(false);
  EXPECT_EQ(ask(board, "THERMOSTATON3"), kLimited);
  EXPECT_EQ(ask(board, "THERMOSTATOFF1"), kLimited);
  EXPECT_TRUE(ask(board, "THERMOSTAT1?").starts_with("THERMOSTAT1: Enabled\n"));
  read_at(9.0, 1);
  EXPECT_EQ(board.reply(), "Temperature fall alert!\nT1: 9C(48F)");
  read_at(std::nullopt, 3);
  EXPECT_EQ(board.reply(), "Temperature sensor T3 failed!\nTHERMOSTAT2: Disabled");
  EXPECT_EQ(board.relays_on(), "");
  ask(board, "POWERSTATE1=OFF");
  board.mains(true);
  board.advance(60s);
  EXPECT_EQ(board.relays_on(), "1,2");  // by the thermostat, and by POWERSTATE
}

TEST_F(SensorsTest, AreInTheStatus) {  // SR-U4.4-31
  ask(board, "ALARMON2");
  board.sensor(true, 5);
  board.temperature(std::nullopt, 3);
  board.advance(60s);
  const std::string status = ask(board, "STATUS");
  EXPECT_NE(status.find("\nT1: 20C(68F)\nT3: Failed\nALARMF: 2\nALARM status: IN5\n"), std::string::npos)
      << status;
}

TEST_F(SensorsTest, DoWhatTheSchedulerPlans) {  // SR-U11-02 to SR-U11-05, SR-U11-15
  for (const std::string_view text :
       {"THERMSENSOR1=T1", "SCHEDULER+12:02,*,TON1", "SCHEDULER+12:02,*,TON2", "SCHEDULER+12:03,*,TEMP",
        "SCHEDULER+12:04,*,AON", "SCHEDULER+12:05,*,ISTAT", "SCHEDULER+12:06,*,TOFF1",
        "SCHEDULER+12:06,*,AOFF2"})
    ask(board, text);
  board.advance(3min);
  EXPECT_EQ(board.reply(), "TEMPERATURE:\nT1: 20C(68F)\nT3: 25C(77F)");
  EXPECT_TRUE(ask(board, "THERMOSTAT1?").starts_with("THERMOSTAT1: Enabled\n"));
  EXPECT_TRUE(ask(board, "THERMOSTAT2?").starts_with("THERMOSTAT2: Disabled\n"));
  board.advance(2min);
  EXPECT_EQ(
      board.reply(),
      "IN1: Enabled, No activity\nIN2: Enabled, No activity\nIN3: Enabled, No activity\nIN4: Enabled, No "
      "activity\nIN5: Enabled, No activity\nIN6: Enabled, No activity");
  board.advance(2min);
  EXPECT_TRUE(ask(board, "THERMOSTAT1?").starts_with("THERMOSTAT1: Disabled\n"));
  EXPECT_TRUE(ask(board, "ALARM2?").starts_with("ALARM function IN2: Disabled\n"));
  EXPECT_TRUE(ask(board, "ALARM1?").starts_with("ALARM function IN1: Enabled\n"));
}

}  // namespace
}  // namespace isocket::fw::testing
