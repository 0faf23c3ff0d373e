// Sensor, alarm function, alert cycles, RELAYTIME, log: chapter 9, sections 5.7 and 5.8.

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

constexpr std::string_view kDeactivated = "ALARM! Sensor(s): Deactivated";

/// A plug in the jack, the boss as the only alert number.
struct AlarmTest : ::testing::Test {
  Board board;
  AlarmTest() {
    board.sensor_plug(true);
    ask(board, "ALERTME");
  }
  void arm(std::string_view alert, std::string_view relay_time = "RELAYTIME=0") {
    EXPECT_EQ(ask(board, alert), std::string{alert} + " - OK");
    EXPECT_EQ(ask(board, relay_time), std::string{relay_time} + " - OK");
    EXPECT_EQ(ask(board, "ALARMON"), "ALARMON - OK\nALARM function: Enabled");
  }
  void pulse() {
    board.sensor(true);
    board.advance(1s);
    board.sensor(false);
  }
  std::size_t messages() { return board.sent_to(kBoss).size(); }
};

TEST_F(AlarmTest,
       IsSetAndShown) {  // EP-9.1-03, EP-9.1-06, EP-9.2-05, EP-9.3-06, EP-9.4-01 to EP-9.4-03, EP-9.4-10
  expect_exchanges(board,
                   {{"ALARM?", "ALARM function: Disabled\nSensor(s): Connected\nALARM status: No activity"},
                    {"SENSORTYPE?", "SENSORTYPE=(NO),NC"},
                    {"SENSORTYPE=NC", "SENSORTYPE=NC - OK"},
                    {"ALARM?", "ALARM function: Disabled\nSensor(s): Connected\nALARM status: Activity"},
                    {"ALERT?", "ALERT=(SMS),CALL,SMSCHANGE,OFF"},
                    {"ALERT=SMSCHANGE", "ALERT=SMSCHANGE - OK"},
                    {"ALERT?", "ALERT=SMS,CALL,(SMSCHANGE),OFF"},
                    {"RELAYTIME?", "RELAYTIME=0"},
                    {"RELAYTIME=ON60", "RELAYTIME=ON60 - OK"},
                    {"RELAYTIME?", "RELAYTIME=ON60"},
                    {"RELAYTIME=OFF", "RELAYTIME=OFF - OK"},
                    {"RELAYTIME?", "RELAYTIME=OFF"},
                    {"ALARMOFF", "ALARMOFF - OK\nALARM function: Disabled"}});
  board.sensor_plug(false);
  board.advance(1s);
  EXPECT_EQ(ask(board, "ALARM?"),
            "ALARM function: Disabled\nSensor(s): Not connected\nALARM status: Activity");
}

TEST_F(AlarmTest, DoesNothingWhileDisabled) {  // EP-9.4-02, EP-9.2-18
  ask(board, "RELAYTIME=ON");
  pulse();
  board.advance(60s);
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(board.reply(), "");
  EXPECT_EQ(ask(board, "SHOWALARMLOG"), "ALARM log is empty");
}

TEST_F(AlarmTest, IgnoresAContactThatBounces) {  // EP-9.1-07
  arm("ALERT=SMS");
  board.sensor(true);
  board.advance(90ms);
  board.sensor(false);
  board.advance(30s);
  EXPECT_EQ(board.reply(), "");
  board.sensor(true);
  board.advance(110ms);
  board.sensor(false);
  board.advance(10s);
  EXPECT_EQ(board.reply(), kActivated);
}

TEST_F(AlarmTest, FollowsTheFirstTimeline) {  // EP-9.2-40: SMS, ON10
  arm("ALERT=SMS", "RELAYTIME=ON10");
  board.sensor(true);
  board.advance(1s);  // 1
  EXPECT_TRUE(board.socket_on());
  board.advance(1s);
  board.sensor(false);
  board.advance(7s);  // 9
  EXPECT_EQ(board.reply(), kActivated);
  EXPECT_TRUE(board.socket_on());
  board.advance(2s);  // 11
  EXPECT_FALSE(board.socket_on());
  board.advance(19s);
  pulse();  // 30
  board.advance(10s);
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(board.reply(), "");
  board.advance(29s);  // 70
  pulse();
  EXPECT_TRUE(board.socket_on());
  board.advance(8s);
  EXPECT_EQ(board.reply(), kActivated);
  board.advance(2s);
  EXPECT_FALSE(board.socket_on());
}

TEST_F(AlarmTest, FollowsTheSecondTimeline) {  // EP-9.2-41: SMSCHANGE, ON120, return within the lock-out
  arm("ALERT=SMSCHANGE", "RELAYTIME=ON120");
  board.sensor(true);
  board.advance(20s);
  EXPECT_TRUE(board.socket_on());
  EXPECT_EQ(board.reply(), kActivated);
  board.sensor(false);
  board.advance(1s);
  EXPECT_FALSE(board.socket_on());
  board.advance(37s);  // 58: lock-out from about 3 to 63
  EXPECT_EQ(board.reply(), "");
  board.advance(14s);
  EXPECT_EQ(board.reply(), kDeactivated);
}

TEST_F(AlarmTest, FollowsTheThirdTimeline) {  // EP-9.2-42
  arm("ALERT=SMSCHANGE", "RELAYTIME=ON120");
  board.sensor(true);
  board.advance(20s);
  EXPECT_EQ(board.reply(), kActivated);
  board.sensor(false);
  board.advance(10s);
  EXPECT_FALSE(board.socket_on());
  board.sensor(true);  // 30
  board.advance(50s);  // 80: as reported
  EXPECT_TRUE(board.socket_on());
  EXPECT_EQ(board.reply(), "");
  board.advance(68s);  // 148
  EXPECT_TRUE(board.socket_on());
  board.advance(4s);
  EXPECT_FALSE(board.socket_on());
  board.advance(48s);
  board.sensor(false);  // 200
  board.advance(10s);
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(board.reply(), kDeactivated);
}

TEST_F(AlarmTest, RepeatsForASensorThatStaysActive) {  // EP-9.2-43, EP-9.2-15, EP-9.2-20
  arm("ALERT=SMS");
  board.sensor(true);
  board.advance(10s);
  EXPECT_EQ(messages(), 5U);  // ALERTME, ALERT, RELAYTIME, ALARMON, alert
  board.advance(48s);
  EXPECT_EQ(messages(), 5U);
  board.advance(10s);  // 68
  EXPECT_EQ(messages(), 6U);
  board.advance(65s);
  EXPECT_EQ(messages(), 7U);
}

TEST_F(AlarmTest, ReportsAnActiveSensorAtOnceWhenArmed) {  // EP-9.2-19, EP-9.2-31
  board.sensor(true);
  arm("ALERT=SMS", "RELAYTIME=ON");
  board.advance(5s);
  EXPECT_TRUE(board.socket_on());
  EXPECT_EQ(board.reply(), kActivated);
}

TEST_F(AlarmTest, TakesAnActiveSensorAsTheReferenceUnderSmsChange) {  // EP-9.2-19, EP-9.2-16
  board.sensor(true);
  arm("ALERT=SMSCHANGE", "RELAYTIME=OFF");
  board.advance(100s);
  EXPECT_EQ(board.reply(), "");
  board.sensor(false);
  board.advance(5s);
  EXPECT_TRUE(board.socket_on());  // the opposite of OFF (EP-9.3-15)
  EXPECT_EQ(board.reply(), kDeactivated);
}

TEST_F(AlarmTest, SensorTypeTurnsTheLevelRound) {  // EP-9.1-01, EP-9.1-02, EP-9.1-08, EP-9.1-09
  arm("ALERT=SMS");
  EXPECT_EQ(ask(board, "SENSORTYPE=NC"), "SENSORTYPE=NC - OK");
  board.advance(5s);
  EXPECT_EQ(board.reply(), kActivated);
}

TEST_F(AlarmTest,
       SwitchesTheSocketAsRelayTimeSays) {  // EP-9.3-01 to EP-9.3-05, EP-9.3-07, EP-9.3-14, EP-9.2-04
  arm("ALERT=OFF", "RELAYTIME=OFF5");
  ask(board, "OFF");
  pulse();
  board.advance(3s);
  EXPECT_FALSE(board.socket_on());
  board.advance(2s);
  EXPECT_TRUE(board.socket_on());  // on after OFF5, whatever it was
  EXPECT_EQ(board.reply(), "");
  ask(board, "RELAYTIME=OFF");
  board.advance(60s);
  pulse();
  EXPECT_FALSE(board.socket_on());
}

TEST_F(AlarmTest, OppositeIsThatOfTheSetting) {  // EP-9.3-08 to EP-9.3-11, EP-9.3-16
  arm("ALERT=SMSCHANGE", "RELAYTIME=ON60");
  ask(board, "ON");
  board.sensor(true);
  board.advance(5s);
  board.sensor(false);
  board.advance(1s);
  EXPECT_FALSE(board.socket_on());  // although it was on before
}

TEST_F(AlarmTest, DisarmingEndsTimeAndLockOut) {  // EP-9.3-18, EP-9.2-30, EP-9.4-11
  arm("ALERT=SMS", "RELAYTIME=ON600");
  pulse();
  board.advance(10s);
  EXPECT_EQ(board.reply(), kActivated);
  EXPECT_EQ(ask(board, "ALARMON"), "ALARMON - OK\nALARM function: Enabled");  // the lock-out stays
  pulse();
  board.advance(5s);
  EXPECT_EQ(board.reply(), "");
  EXPECT_TRUE(board.socket_on());
  ask(board, "ALARMOFF");
  EXPECT_FALSE(board.socket_on());
  ask(board, "ALARMON");
  pulse();
  board.advance(5s);
  EXPECT_EQ(board.reply(), kActivated);
}

TEST_F(AlarmTest, DisarmingDropsWhatHasNotBegun) {  // EP-9.2-29, EP-9.2-30
  ask(board, "ALERTNUMBER+358402222222");
  ask(board, "ALERTNUMBER+358403333333");
  arm("ALERT=CALL");
  pulse();
  board.advance(10s);  // the first telephone rings
  board.sms(kBoss, "ALARMOFF");
  board.advance(60s);
  EXPECT_EQ(board.reply(), "ALARMOFF - OK\nALARM function: Disabled");
  EXPECT_EQ(board.reply(), "");
  EXPECT_EQ(board.module().dialled.size(), 1U);
}

/// Three numbers and ALERT=CALL.
struct CallTest : AlarmTest {
  using Does = ModulePeer::Callee::Does;
  CallTest() {
    ask(board, "ALERTNUMBER+358402222222");
    ask(board, "ALERTNUMBER+358403333333");
    for (const auto number : {kBoss, kSecond, kThird}) callee(number) = {Does::rings_on, 0, 0};
    arm("ALERT=CALL");
    start = static_cast<std::uint64_t>(board.now().count());
    board.sensor(true);
    board.advance(1s);
    board.sensor(false);
  }
  ModulePeer::Callee& callee(std::string_view number) { return board.module().callees[std::string{number}]; }
  /// Seconds from the activation to the dialling of a call.
  double dialled(std::size_t i) const {
    return static_cast<double>(const_cast<Board&>(board).module().dialled[i].at_ms - start) / 1000;
  }
  std::uint64_t start = 0;
};

TEST_F(CallTest,
       EndsWithTheFirstAnswer) {  // EP-9.2-49, EP-9.2-03, EP-9.2-06 to EP-9.2-09, EP-9.2-26, EP-5.3-18
  callee(kSecond) = {Does::answers, 0, 8000};
  board.advance(60s);
  ASSERT_EQ(board.module().dialled.size(), 2U);
  EXPECT_EQ(board.module().dialled[0].to, kBoss);
  EXPECT_EQ(board.module().dialled[1].to, kSecond);
  EXPECT_NEAR(dialled(0), 0, 2);
  EXPECT_NEAR(dialled(1), 20, 3);
  const auto over = board.module().dialled[1].ended_ms;
  EXPECT_NEAR(static_cast<double>(over - start), 28'000, 4'000);
  EXPECT_EQ(board.reply(), "");
  board.sensor(true);  // still locked, until 60 s after the end of the cycle
  EXPECT_TRUE(board.advance_until([&] { return board.module().dialled.size() == 3; }, 60s));
  EXPECT_NEAR(static_cast<double>(board.module().dialled[2].at_ms - over), 60'000, 2'500);
}

TEST_F(CallTest, WritesToAllWhenNobodyAnswers) {  // EP-9.2-50, EP-9.2-10, EP-9.2-47, EP-9.2-48, EP-9.2-22
  callee(kSecond) = {Does::rejects, 0, 3000};     // a rejection waits for the end of the 20 seconds too
  board.advance(100s);
  ASSERT_EQ(board.module().dialled.size(), 3U);
  EXPECT_NEAR(dialled(0), 0, 2);
  EXPECT_NEAR(dialled(1), 20, 3);
  EXPECT_NEAR(dialled(2), 40, 5);
  for (const auto number : {kBoss, kSecond, kThird}) EXPECT_EQ(board.reply_to(number), kActivated) << number;
  EXPECT_EQ(board.reply(), "");
}

TEST_F(CallTest, RingsForTwentySeconds) {       // EP-9.2-06, EP-9.2-25
  callee(kSecond) = {Does::rings_on, 4000, 0};  // what counts is the ringing
  board.advance(60s);
  ASSERT_GE(board.module().dialled.size(), 2U);
  const auto& call = board.module().dialled[1];
  EXPECT_NEAR(static_cast<double>(call.ended_ms - call.at_ms - 4000), 20'500, 900);
}

TEST_F(CallTest, KeepsTheTwentySecondsForABusyNumber) {  // EP-9.2-25, EP-9.2-29
  callee(kSecond) = {Does::is_busy, 500, 0};
  callee(kThird) = {Does::is_unreachable, 500, 0};
  board.advance(14s);
  EXPECT_EQ(ask(board, "HARDWARE"), "");  // during the first call the reply waits
  board.advance(8s);
  EXPECT_EQ(board.reply(), "iSocket Environment Pro");
  EXPECT_EQ(ask(board, "OFF"), "Power socket OFF");  // between two steps
  board.advance(60s);
  ASSERT_EQ(board.module().dialled.size(), 3U);
  EXPECT_NEAR(dialled(1), 20, 3);
  EXPECT_NEAR(dialled(2), 40, 5);
  EXPECT_EQ(board.reply(), kActivated);
}

TEST_F(AlarmTest, WritesWhereItCannotCall) {  // EP-9.2-52, EP-5.3-20
  arm("ALERT=CALL");
  board.module().network(false);
  board.advance(30s);
  pulse();
  board.advance(120s);
  board.module().network(true);
  board.advance(60s);
  EXPECT_TRUE(board.module().dialled.empty());
  EXPECT_EQ(board.reply(), kActivated);
  EXPECT_EQ(board.reply(), "");
}

TEST_F(AlarmTest, TriesARefusedMessageTwiceMore) {  // EP-5.3-20, EP-5.3-12, EP-5.3-13
  ask(board, "ALERTNUMBER+358402222222");
  arm("ALERT=SMS");
  board.module().refuse_submissions = 2;
  pulse();
  board.advance(40s);
  EXPECT_EQ(board.reply_to(kBoss), kActivated);
  EXPECT_EQ(board.reply_to(kSecond), kActivated);
  board.advance(70s);
  board.module().refuse_submissions = 3;
  pulse();
  board.advance(40s);
  EXPECT_EQ(board.reply_to(kBoss), "");
  EXPECT_EQ(board.reply_to(kSecond), kActivated);
}

TEST_F(AlarmTest, SendsNothingWithoutAlertNumbers) {  // EP-9.2-27, EP-9.2-44, EP-5.3-02, EP-5.3-16
  ask(board, "ALERTNUMBER-ALL");
  arm("ALERT=SMS", "RELAYTIME=ON");
  const auto before = board.sent();
  pulse();
  board.advance(30s);
  EXPECT_TRUE(board.socket_on());
  EXPECT_EQ(board.sent(), before);
  EXPECT_NE(ask(board, "SHOWALARMLOG"), "ALARM log is empty");
}

TEST_F(AlarmTest, LogsTheLatestTenDetections) {  // EP-9.5-01 to EP-9.5-06
  arm("ALERT=OFF");
  ask(board, "DATE=15/01/31,12:00:00+04");
  std::string log;
  for (int i = 0; i < 11; ++i) {
    pulse();
    board.advance(99s);
  }
  board.sms(kBoss, "SHOWALARMLOG");
  board.advance(10s);
  const std::string text = board.reply();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 9);
  EXPECT_EQ(text.substr(0, 13), "15/01/31,12:1");  // the newest, at 12:16:45
  EXPECT_EQ(text.substr(text.size() - 17, 14), "15/01/31,12:01");
  board.power_cycle();
  board.advance(30s);
  while (!board.reply().empty()) {
  }
  board.sms(kBoss, "SHOWALARMLOG");
  board.advance(10s);
  EXPECT_EQ(board.reply_to(kBoss), text);
}

TEST_F(AlarmTest, LogsNoReturns) {  // EP-9.5-04, EP-9.2-37
  arm("ALERT=SMSCHANGE");
  board.sensor(true);
  board.advance(70s);
  board.sensor(false);
  board.advance(70s);
  EXPECT_EQ(board.reply(), kActivated);
  EXPECT_EQ(board.reply(), kDeactivated);
  EXPECT_EQ(ask(board, "SHOWALARMLOG").size(), std::string_view{"15/01/31,12:30:45"}.size());
}

TEST_F(AlarmTest, KeepsItsPlaceWhenANumberIsRemoved) {  // EP-9.2-09, EP-9.2-29
  ask(board, "ALERTNUMBER+358402222222");
  ask(board, "ALERTNUMBER+358403333333");
  arm("ALERT=SMS");
  board.module().submit_ms = 4000;
  board.deliver({.from = std::string{kSecond}, .text = "ALERTNUMBER-358401234567"});
  board.sensor(true);
  board.advance(60s);
  EXPECT_EQ(board.reply_to(kSecond), "ALERTNUMBER-358401234567 - OK");
  EXPECT_EQ(board.reply_to(kSecond), kActivated);
  EXPECT_EQ(board.reply_to(kThird), kActivated);
  EXPECT_EQ(board.reply_to(kSecond), "");
}

TEST_F(AlarmTest, SpeaksBeforeTemperatureAndStatus) {  // EP-9.2-51
  arm("ALERT=SMS");
  ask(board, "TRISEALERT=25C");
  ask(board, "SCHEDULER+12:03,*,INF");
  board.module().network(false);
  board.advance(20s);
  board.temperature(30);
  board.advance(200s);  // 12:03 and a reading have passed
  pulse();
  board.module().network(true);
  board.advance(90s);
  EXPECT_THAT(board.reply(), ::testing::StartsWith("Temperature rise alert!"));
  EXPECT_THAT(board.reply(), ::testing::StartsWith("Power socket OFF\nSignal:"));
  EXPECT_EQ(board.reply(), kActivated);  // in the order in which they occurred
}

TEST_F(AlarmTest, SurvivesALossOfPower) {  // EP-9.4-07, EP-9.2-31
  arm("ALERT=SMS");
  board.power_cut();
  board.sensor(true);
  board.restore_power();
  board.advance(40s);
  EXPECT_EQ(board.reply(), kActivated);  // the sensor first, then power (EP-9.2-51)
  EXPECT_EQ(board.reply(), "Power restored!");
}

}  // namespace
}  // namespace isocket::fw::testing
