// Temperature, thermostat and their alerts: chapter 7, sections 5.5 and 5.6.

#include "core/temperature.h"

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

/// A reading of this temperature, which is now the latest.
void read_at(Board& board, std::optional<double> celsius) {
  board.temperature(celsius);
  board.advance(60s);
}

TEST(Temperature, IsRoundedAndShownInBothUnits) {  // EP-7.1-02, EP-7.1-05, EP-7.1-06
  Board board;
  for (const auto& [celsius, shown] : std::vector<std::pair<double, std::string>>{{25.0, "25C(77F)"},
                                                                                  {24.5, "25C(77F)"},
                                                                                  {24.49, "24C(75F)"},
                                                                                  {-5.4, "-5C(23F)"},
                                                                                  {-5.5, "-6C(21F)"},
                                                                                  {-0.4, "0C(32F)"},
                                                                                  {-55, "-55C(-67F)"},
                                                                                  {120, "120C(248F)"}}) {
    read_at(board, celsius);
    EXPECT_EQ(ask(board, "TEMPERATURE"), "TEMPERATURE: " + shown);
  }
}

TEST(Temperature, OfAFailedSensorIs127) {  // EP-7.1-04, EP-7.1-07
  Board board;
  read_at(board, std::nullopt);
  EXPECT_EQ(ask(board, "TEMPERATURE"), "TEMPERATURE: 127C(261F)");
}

TEST(Threshold, ComesBackAsItWasGivenInEvenFahrenheit) {  // EP-7.2-16: checked for all even values
  for (int f = -66; f <= 248; f += 2) EXPECT_EQ(threshold_fahrenheit(threshold_from_fahrenheit(f)), f);
}

TEST(Thermostat, IsSetAndShown) {  // EP-7.2-05 to EP-7.2-17, EP-7.2-25
  Board board;
  expect_exchanges(
      board,
      {{"THERMOSTAT?", "THERMOSTAT: Disabled\nTHERMOSTAT=HEATING\nSwitch-off temperature: 10C(50F)"},
       {"SWITCHOFFTEMP=50F", "SWITCHOFFTEMP=10C(50F) - OK\nTHERMOSTAT=HEATING\nTHERMOSTAT: Disabled"},
       {"THERMOSTATON",
        "THERMOSTATON - OK\nTHERMOSTAT=HEATING\nSwitch-off temperature: 10C(50F)\nNote! Thermostat is "
        "working now!"},
       {"THERMOSTAT=cooling",
        "THERMOSTAT=COOLING - OK\nSwitch-off temperature: 10C(50F)\nTHERMOSTAT: Enabled"},
       {"SWITCHOFFTEMP=-67f", "SWITCHOFFTEMP=-55C(-66F) - OK\nTHERMOSTAT=COOLING\nTHERMOSTAT: Enabled"},
       {"SWITCHOFFTEMP=72F", "SWITCHOFFTEMP=22C(72F) - OK\nTHERMOSTAT=COOLING\nTHERMOSTAT: Enabled"},
       {"THERMOSTATOFF", "THERMOSTATOFF - OK\nNote! Thermostat was disabled!"},
       {"THERMOSTATOFF", "THERMOSTATOFF - OK\nNote! Thermostat was disabled!"},
       {"TRISEALERT?", "TRISEALERT=OFF"},
       {"TRISEALERT=95F", "TRISEALERT=35C(96F) - OK"},
       {"TRISEALERT?", "TRISEALERT=35C(96F)"},
       {"TFALLALERT=60F", "TFALLALERT=15C(60F) - OK"},
       {"TFALLALERT?", "TFALLALERT=15C(60F)"},
       {"TFALLALERT=off", "TFALLALERT=OFF - OK"},
       {"TFALLALERT?", "TFALLALERT=OFF"},
       {"SWITCHOFFALERT?", "SWITCHOFFALERT=(OFF),ON"},
       {"TSENSFAILALERT?", "TSENSFAILALERT=(OFF),ON"},
       {"TSENSFAILALERT=ON", "TSENSFAILALERT=ON - OK"},
       {"TSENSFAILALERT?", "TSENSFAILALERT=OFF,(ON)"}});
}

TEST(Thermostat,
     FollowsTheExampleOfTheSpecification) {  // EP-7.2-32, EP-7.2-20, EP-7.2-28, EP-7.3-21, EP-7.3-23
  Board board;
  ask(board, "ALERTME");
  ask(board, "SWITCHOFFALERT=ON");
  board.temperature(9);
  ask(board, "THERMOSTATON");
  board.advance(60s);
  EXPECT_TRUE(board.socket_on());
  for (const auto& [celsius, on] :
       std::vector<std::pair<double, bool>>{{10, false}, {11, false}, {10, false}, {9, true}}) {
    read_at(board, celsius);
    EXPECT_EQ(board.socket_on(), on) << celsius;
  }
  EXPECT_EQ(board.reply(), "Thermostat alert!\nPower socket OFF\nTEMP: 10C(50F)");
  EXPECT_EQ(board.reply(), "");
}

TEST(Thermostat, CoolsTheOtherWayRound) {  // EP-7.2-04, EP-7.2-27
  Board board;
  ask(board, "THERMOSTAT=COOLING");
  ask(board, "THERMOSTATON");
  for (const auto& [celsius, on] :
       std::vector<std::pair<double, bool>>{{9, false}, {10, false}, {11, true}, {10, false}}) {
    read_at(board, celsius);
    EXPECT_EQ(board.socket_on(), on) << celsius;
  }
}

TEST(Thermostat, SwitchesBackWhatOthersSwitched) {  // EP-7.2-21, EP-7.2-22, EP-7.2-07, EP-4.1-82
  Board board;
  board.temperature(20);
  ask(board, "THERMOSTATON");
  board.advance(60s);
  ask(board, "ON600");
  EXPECT_TRUE(board.socket_on());
  board.advance(60s);
  EXPECT_FALSE(board.socket_on());
  ask(board, "RESTARTTIME=180");
  ask(board, "RESTART");
  board.advance(120s);
  EXPECT_TRUE(board.socket_on());  // during a restart it does not switch
  ask(board, "THERMOSTATOFF");
  ask(board, "ON");
  board.advance(120s);
  EXPECT_TRUE(board.socket_on());
}

TEST(Thermostat,
     DoesNothingWithoutASensorAndSaysSoOnce) {  // EP-7.2-29, EP-7.2-30, EP-7.3-04 to EP-7.3-06, EP-7.3-14
  Board board;
  ask(board, "ALERTME");
  ask(board, "TSENSFAILALERT=ON");
  board.temperature(5);
  ask(board, "THERMOSTATON");
  board.advance(60s);
  read_at(board, std::nullopt);
  board.advance(180s);
  EXPECT_TRUE(board.socket_on());
  EXPECT_EQ(board.reply(), "Temperature sensor failed!");
  EXPECT_EQ(board.reply(), "");
  EXPECT_EQ(ask(board, "THERMOSTAT?").substr(0, 19), "THERMOSTAT: Enabled");
  ask(board, "SWITCHOFFTEMP=11C");  // a setting was changed: told anew
  board.advance(60s);
  EXPECT_EQ(board.reply(), "Temperature sensor failed!");
  read_at(board, 20);
  EXPECT_FALSE(board.socket_on());
  read_at(board, std::nullopt);  // a new failure
  board.advance(10s);
  EXPECT_EQ(board.reply(), "Temperature sensor failed!");
}

TEST(TemperatureAlerts, TellEachPassingOnce) {  // EP-7.3-07 to EP-7.3-09, EP-7.3-17, EP-7.3-24 to EP-7.3-29
  Board board;
  ask(board, "ALERTME");
  board.temperature(20);
  ask(board, "TRISEALERT=25C");
  ask(board, "TFALLALERT=15C");
  board.advance(60s);
  for (const double celsius : {25.0, 26.0, 27.0}) read_at(board, celsius);
  read_at(board, std::nullopt);  // no measurement: the state is kept
  for (const double celsius : {26.0, 25.0}) read_at(board, celsius);
  EXPECT_EQ(board.reply(), "Temperature rise alert!\nTEMP: 26C(79F)");
  EXPECT_EQ(board.reply(), "");
  read_at(board, 30);
  board.advance(10s);
  EXPECT_EQ(board.reply(), "Temperature rise alert!\nTEMP: 30C(86F)");
  for (const double celsius : {15.0, 14.0, 13.0}) read_at(board, celsius);
  EXPECT_EQ(board.reply(), "Temperature fall alert!\nTEMP: 14C(57F)");
  EXPECT_EQ(board.reply(), "");
  EXPECT_FALSE(board.socket_on());
}

TEST(TemperatureAlerts, ReportAThresholdThatIsAlreadyPassed) {  // EP-7.3-27
  Board board;
  ask(board, "ALERTME");
  read_at(board, 30);
  ask(board, "TRISEALERT=25C");
  board.advance(70s);
  EXPECT_EQ(board.reply(), "Temperature rise alert!\nTEMP: 30C(86F)");
  ask(board, "TRISEALERT=26C");  // armed anew
  board.advance(70s);
  EXPECT_EQ(board.reply(), "Temperature rise alert!\nTEMP: 30C(86F)");
}

}  // namespace
}  // namespace isocket::fw::testing
