// GSM 706 Light and 707 Light: what the other families do otherwise or have beside
// (docs/spec/gsm-706-707.md).

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

class Light : public ::testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] bool battery() const { return GetParam().starts_with("gsm-707"); }
  Board board_{{.model = GetParam()}};
};
INSTANTIATE_TEST_SUITE_P(, Light, ::testing::Values("gsm-706-light", "gsm-707-light"), parameter_name);

TEST_P(Light, SwitchesForMinutes) {  // GS-4.1-31 to GS-4.1-37, GS-0-28
  expect_exchanges(board_, {{"ON030", "Power ON for 30 min"},
                            {"ON0", "Incorrect value!"},
                            {"ON721", "Incorrect value!"},
                            {"ON5x", "ON5x - Error!"},
                            {"ON-5", "ON-5 - Error!"}});
  board_.advance(30min - 26s);
  EXPECT_TRUE(board_.socket_on());
  board_.advance(2s);
  EXPECT_FALSE(board_.socket_on());
  EXPECT_EQ(ask(board_, "OFF720"), "Power OFF for 720 min");
  board_.advance(12h - 10s);
  EXPECT_FALSE(board_.socket_on());
  board_.advance(10s);
  EXPECT_TRUE(board_.socket_on());
  EXPECT_EQ(board_.reply(), "");
}

TEST_P(Light, AnswersStatusInThreeLines) {  // GS-4.1-59, GS-4.1-61, GS-4.1-64
  board_.module().csq = 23;
  board_.advance(2min);
  const std::string status = ask(board_, "STATUS");
  EXPECT_THAT(status,
              ::testing::MatchesRegex("Power socket OFF\nSignal: Good .-67dBm.\nTime: 26/03/02,12:0.:.."));
}

TEST_P(Light, LacksWhatTheOthersHave) {  // GS-0-03 to GS-0-13, GS-0-35, GS-4.1-24, GS-12-15
  for (const std::string text :
       {"TEMPERATURE",   "THERMOSTATON", "TEMPOFF=10",   "THERMALERT=ON",   "TRISEALERT=10", "TEMPCAL?",
        "DATE",          "DATESMS",      "DATE=",        "ALARMON",         "ALARM?",        "SENSORTYPE=NC",
        "ALERT=SMS",     "ALERT?",       "SHOWALARMLOG", "MICRORELAYTIME?", "ONM",           "OFFM",
        "ONALL",         "OFFALL",       "RESTARTM",     "MICLEVEL?",       "CALLBACK",      "SCHEDULER?",
        "SCHEDULER-ALL", "MAKEMEBOSS",   "ALERTME",      "POWERALERT=OFF",  "POWERALERT?",   "CREDIT",
        "CREDITUMS?",    "RELAYTIME?",   "PASSWORD?",    "RESTARTIME=5",    "SECNUMBER 12",  "Nonsense"}) {
    EXPECT_EQ(ask(board_, text), text + " - Error!");
  }
}

TEST_P(Light, KnowsNoMicrophone) {  // GS-0-11, GS-4.2-03 to GS-4.2-12
  enter(board_, kBoss);
  expect_exchanges(board_, {{"RING=MIC", "Incorrect value!"},
                            {"RING=SWITCH", "RING=SWITCH - OK"},
                            {"RING?", "RING=NOACTION,RESTART,(SWITCH)"}});
}

TEST_P(Light, ListsItsNumbers) {  // GS-5.1-29, GS-7.3-07
  ask(board_, "SECNUMBER+3589123456789");
  ask(board_, "SECNUMBER+3589000000555");
  ask(board_, "ALERTNUMBER+3589000000555");
  expect_exchanges(board_, {{"SECNUMBER?", "SECNUMBERs 3589123456789, 3589000000555"},
                            {"ALERTNUMBER?", "ALERTNUMBERs: 3589000000555"}});
}

TEST_P(Light, ReportsCallsInTwoSettings) {  // GS-6.2-01 to GS-6.2-06, GS-6.2-08, GS-6.2-11, GS-6.2-12
  enter(board_, kBoss);
  expect_exchanges(board_, {{"RING=SWITCH", "RING=SWITCH - OK"},
                            {"RINGCONFIRM?", "RINGCONFIRM=(ON),OFF"},
                            {"RINGCONFIRMTYPE?", "RINGCONFIRMTYPE=(SMS),CALL"},
                            {"RINGCONFIRM=SMS", "Incorrect value!"},
                            {"RINGCONFIRM=OFF", "RINGCONFIRM=OFF - OK"},
                            {"RINGCONFIRMTYPE=CALL", "RINGCONFIRMTYPE=CALL - OK"}});
  board_.module().call(kBoss);
  board_.advance(30s);
  EXPECT_TRUE(board_.socket_on());
  EXPECT_EQ(board_.reply(), "");
  EXPECT_TRUE(board_.module().dialled.empty());
  EXPECT_EQ(ask(board_, "RINGCONFIRM=ON"), "RINGCONFIRM=ON - OK");
  board_.module().callees[std::string{kBoss}] = {ModulePeer::Callee::Does::answers, 2000, 3000};
  board_.module().call(kBoss);
  board_.advance(40s);
  EXPECT_FALSE(board_.socket_on());
  EXPECT_EQ(board_.reply(), "");
  ASSERT_EQ(board_.module().dialled.size(), 1U);
  EXPECT_EQ(board_.module().dialled[0].to, kBoss);
  EXPECT_LT(board_.module().dialled[0].ended_ms - board_.module().dialled[0].at_ms, 7'000U);  // it hangs up
}

TEST_P(Light, TellsItsVersion) {  // GS-14-01 to GS-14-06
  const std::string name = battery() ? "iSocket GSM 707 Light" : "iSocket GSM 706 Light";
  EXPECT_EQ(ask(board_, "HARDWARE"), name + ", Hardware v1.1");
  EXPECT_EQ(ask(board_, "SERIALNUM"), "S/N: 12345678901234567");
  EXPECT_EQ(ask(board_, "FIRMWARE"), "(c) Intellectronics, v1.0.0");
}

TEST_P(Light, AsksTheOperatorOnlyWithoutBattery) {  // GS-13-01 to GS-13-12, GS-6.1-04
  if (battery()) {
    for (const std::string text : {"SALDO", "SALDOUMS=*100#", "SALDOUMS?", "SIMCARD*100#"})
      EXPECT_EQ(ask(board_, text), text + " - Error!");
    return;
  }
  board_.module().ussd["*100#"] = "0,\"Your balance is 5.20\",15";
  expect_exchanges(board_, {{"SALDOUMS?", "SALDOUMS: NO"},
                            {"SALDO", "Execute error!"},
                            {"SALDOUMS=* 100 #", "Incorrect value!"},
                            {"SALDOUMS=*100#", "SALDOUMS=*100# - OK"},
                            {"SALDOUMS?", "SALDOUMS: *100#"},
                            {"SIMCARD", "SIMCARD - Error!"},
                            {"SIMCARD100", "Incorrect value!"},
                            {"SMSCONFIRM=OFF", "SMSCONFIRM=OFF - OK"}});
  for (const char* text : {"SIMCARD*100#", "SALDO"}) {
    board_.sms(kBoss, text);
    board_.advance(20s);
  }
  EXPECT_EQ(board_.reply(), "Your balance is 5.20");
  EXPECT_EQ(board_.reply(), "");                                     // that of SIMCARD is withheld
  expect_exchanges(board_, {{"SALDOUMS=*1234567890123456789#", ""},  // as long as it can be
                            {"SALDOUMS?", "SALDOUMS: *1234567890123456789#"}});
}

TEST_P(Light, StopsOrRunsOnItsBattery) {  // GS-0-14, GS-12-11, GS-12-18, GS-12-20, GS-12-24
  enter(board_, kBoss);
  board_.mains(false);
  EXPECT_EQ(board_.running(), battery());
  board_.advance(9s);
  EXPECT_EQ(board_.reply(), "");
  board_.advance(10s);
  EXPECT_EQ(board_.reply(), battery() ? "Power failed!" : "");
  EXPECT_FALSE(board_.running());
  board_.mains(true);
  board_.advance(40s);
  EXPECT_EQ(board_.reply(), "Power restored!");
}

TEST_P(Light, StopsAtOnceWithoutAlertNumbers) {  // GS-12-14, GS-12-20
  board_.mains(false);
  board_.advance(9s);
  EXPECT_EQ(board_.running(), battery());
  board_.advance(2s);
  EXPECT_FALSE(board_.running());
}

TEST(Light707, IsOffAfterSixMinutes) {  // GS-12-19, GS-12-21, GS-12-30, GS-16-14
  Board board{{.model = "gsm-707-light"}};
  enter(board, kBoss);
  board.module().network(false);
  board.advance(10s);
  board.mains(false);
  board.advance(6min - 5s);
  EXPECT_TRUE(board.running());
  EXPECT_FALSE(board.lit(Led::power));
  board.advance(10s);
  EXPECT_FALSE(board.running());
}

TEST(Light707, SwitchesNothingOnItsBattery) {  // GS-12-31, GS-12-32, GS-12-22
  for (const char* text : {"ON", "OFF", "ON5", "OFF5", "RESTART"}) {
    Board board{{.model = "gsm-707-light"}};
    board.mains(false);
    board.press_button(100ms);
    EXPECT_EQ(ask(board, text), "Execute error!") << text;
  }
}

TEST(Light707, AppliesThePowerStateAfterADip) {  // GS-12-09, GS-12-18, GS-12-23, GS-4.1-40
  Board board{{.model = "gsm-707-light"}};
  enter(board, kBoss);
  ask(board, "ON1");
  board.mains(false);
  board.advance(5s);
  board.mains(true);
  board.advance(90s);
  EXPECT_TRUE(board.socket_on());  // the time is cancelled
  EXPECT_EQ(board.reply(), "");
}

}  // namespace
}  // namespace isocket::fw::testing
