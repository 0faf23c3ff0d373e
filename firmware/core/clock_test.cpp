// Date and time (chapter 8), scheduler (chapter 10).

#include "core/calendar.h"

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

TEST(Calendar, FindsEveryDayOfTheCenturyAgain) {  // EP-8-21
  for (ClockSeconds day = 0; day < 36525; ++day) {
    const ClockSeconds at = day * kSecondsPerDay + 86399;
    const CivilTime civil = to_civil(at);
    ASSERT_TRUE(exists(civil));
    ASSERT_EQ(to_seconds(civil), at);
    ASSERT_EQ(weekday(at), (day + 5) % 7 + 1);
  }
  EXPECT_EQ(to_civil(to_seconds({16, 2, 28, 23, 59, 59}) + 1), (CivilTime{16, 2, 29, 0, 0, 0}));
  EXPECT_EQ(to_civil(to_seconds({15, 2, 28, 23, 59, 59}) + 1), (CivilTime{15, 3, 1, 0, 0, 0}));
  EXPECT_EQ(to_civil(to_seconds({15, 12, 31, 23, 59, 59}) + 1), (CivilTime{16, 1, 1, 0, 0, 0}));
  EXPECT_EQ(weekday(to_seconds({26, 3, 2, 0, 0, 0})), 1);  // a Monday
  EXPECT_FALSE(exists({15, 2, 29, 0, 0, 0}));
  EXPECT_FALSE(exists({15, 13, 1, 0, 0, 0}));
  EXPECT_FALSE(exists({15, 1, 0, 0, 0, 0}));
}

TEST(Clock, IsSetAndShown) {  // EP-8-06, EP-8-07, EP-8-10 to EP-8-12, EP-8-18
  Board board;
  expect_exchanges(board, {{"DATE=16/02/28,23:59:57-05", "DATE=16/02/28,23:59:57-05 - OK"},
                           {"DATE", "DATE 16/02/29,00:00:02-05"},
                           {"DATE=15/01/31,12:30:45-00", "DATE=15/01/31,12:30:45+00 - OK"},
                           {"DATE=15/01/31,12:30:45+56", "DATE=15/01/31,12:30:45+56 - OK"},
                           {"DATE=15/01/31,12:30:45-48", "DATE=15/01/31,12:30:45-48 - OK"},
                           {"DATE=15/01/31,24:00:00+00", "Incorrect value!"},
                           {"DATE", "DATE 15/01/31,12:30:55-48"}});
}

TEST(Clock, TakesTheTimeOfTheMessage) {  // EP-8-05, EP-8-17, EP-8-19
  Board board;
  board.deliver({.text = "DATESMS", .scts = "15/07/01,08:00:00+12"});
  board.advance(5s);
  EXPECT_EQ(board.reply(), "DATE 15/07/01,08:00:00+12 - OK");
  EXPECT_EQ(ask(board, "DATE").substr(0, 21), "DATE 15/07/01,08:00:0");
}

TEST(Clock, StartsAtAVisiblyWrongDate) {  // EP-8-14, EP-8-15
  Board board{{.clock_set = false}};
  board.deliver({.text = "MAKEMEBOSS", .scts = "00/00/00,00:00:00+00"});  // no valid stamp
  board.advance(5s);
  board.reply();
  EXPECT_EQ(ask(board, "ON", kStranger), "");  // not served: no use of the device
  board.deliver({.text = "DATE", .scts = "00/00/00,00:00:00+00"});
  board.advance(5s);
  EXPECT_EQ(board.reply().substr(0, 20), "DATE 00/01/01,00:00:");
  board.deliver({.text = "DATESMS", .scts = "00/00/00,00:00:00+00"});
  board.advance(5s);
  EXPECT_EQ(board.reply(), "Execute error!");  // EP-8-20
  board.deliver({.text = "DATE", .scts = "15/07/01,08:00:00+12"});
  board.advance(5s);
  EXPECT_EQ(board.reply().substr(0, 21), "DATE 15/07/01,08:00:0");
  board.deliver({.text = "DATE", .scts = "20/07/01,08:00:00+12"});  // set: not changed any more
  board.advance(5s);
  EXPECT_EQ(board.reply().substr(0, 20), "DATE 15/07/01,08:00:");
}

TEST(Clock, RunsOnThroughALossOfPower) {  // EP-8-04, EP-8-16
  Board board;
  ask(board, "DATE=15/01/31,12:00:00+04");
  board.power_cut();
  board.advance(1h);
  board.restore_power();
  board.advance(30s);
  EXPECT_EQ(ask(board, "DATE").substr(0, 18), "DATE 15/01/31,13:0");
}

/// Mains on, clock at Monday 26/03/02 07:59:50.
struct SchedulerTest : ::testing::Test {
  Board board;
  SchedulerTest() { set_clock("26/03/02,07:59:50"); }
  void set_clock(std::string_view to) {
    EXPECT_EQ(ask(board, "DATE=" + std::string{to} + "+08"), "DATE=" + std::string{to} + "+08 - OK");
  }
};

TEST_F(SchedulerTest, KeepsItsRules) {  // EP-10-02, EP-10-08 to EP-10-11, EP-10-14 to EP-10-20, EP-10-27
  expect_exchanges(board, {{"SCHEDULER?", "Scheduler is empty"},
                           {"scheduler+18:00,*,on", "SCHEDULER+18:00,*,ON - OK"},
                           {"SCHEDULER+11:59,7,AON", "SCHEDULER+11:59,7,AON - OK"},
                           {"SCHEDULER+18:00,1,INF", "SCHEDULER+18:00,1,INF - OK"},
                           {"SCHEDULER+18:00,*,ON", "SCHEDULER+18:00,*,ON - OK"},
                           {"SCHEDULER?", "18:00,*,ON\n11:59,7,AON\n18:00,1,INF"},
                           {"SCHEDULER-18:00", "SCHEDULER-18:00 - OK"},
                           {"SCHEDULER?", "11:59,7,AON"},
                           {"SCHEDULER-ALL", "SCHEDULER-ALL - OK"},
                           {"SCHEDULER-ALL", "SCHEDULER-ALL - OK"}});
  for (int i = 0; i < 8; ++i) ask(board, "SCHEDULER+0" + std::to_string(i) + ":00,*,AOF");
  EXPECT_EQ(ask(board, "SCHEDULER+09:00,*,AOF"), "Execute error!");
}

TEST_F(SchedulerTest, ActsAtTheBeginningOfTheMinute) {  // EP-10-05, EP-10-21, EP-10-23
  ask(board, "SCHEDULER+08:01,1,ON");
  EXPECT_FALSE(board.advance_until([&] { return board.socket_on(); }, 59s));
  EXPECT_TRUE(board.advance_until([&] { return board.socket_on(); }, 6s));
  ask(board, "OFF");
  board.advance(120s);
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(board.reply(), "");
}

TEST_F(SchedulerTest, KnowsTheDays) {  // EP-10-03, EP-10-26
  ask(board, "SCHEDULER+12:00,7,ON");
  set_clock("26/03/07,11:59:50");  // Saturday
  board.advance(30s);
  EXPECT_FALSE(board.socket_on());
  set_clock("26/03/08,11:59:50");  // Sunday
  board.advance(30s);
  EXPECT_TRUE(board.socket_on());
  ask(board, "OFF");
  board.advance(24h * 7);
  EXPECT_TRUE(board.socket_on());
}

TEST_F(SchedulerTest, ComparesMinuteByMinute) {  // EP-10-22
  ask(board, "SCHEDULER+12:00,*,ON");
  set_clock("26/03/02,12:05:00");
  board.advance(90s);
  EXPECT_FALSE(board.socket_on());  // skipped
  set_clock("26/03/02,11:59:55");
  board.advance(15s);
  EXPECT_TRUE(board.socket_on());
  ask(board, "OFF");
  set_clock("26/03/02,11:59:55");
  board.advance(15s);
  EXPECT_TRUE(board.socket_on());  // repeated
}

TEST_F(SchedulerTest, ArmsDisarmsAndReports) {  // EP-10-06, EP-10-07, EP-10-19, EP-10-23
  ask(board, "ALERTNUMBER+358402222222");
  ask(board, "SMSCONFIRM=OFF");
  board.sms(kBoss, "SCHEDULER+08:02,*,AON");
  board.sms(kBoss, "SCHEDULER+08:02,*,INF");
  board.sms(kBoss, "SCHEDULER+08:03,*,AOF");
  board.sms(kBoss, "DATE=26/03/02,08:01:50+08");
  while (!board.reply().empty()) {
  }
  board.advance(15s);
  EXPECT_THAT(board.reply_to(kSecond), ::testing::HasSubstr("ALARMF: Enabled"));
  EXPECT_EQ(ask(board, "ALARM?").substr(0, 23), "ALARM function: Enabled");
  board.advance(60s);
  EXPECT_EQ(ask(board, "ALARM?").substr(0, 24), "ALARM function: Disabled");
}

TEST_F(SchedulerTest, WaitsForARightClock) {  // EP-10-21
  ask(board, "SCHEDULER+00:01,*,ON");
  board.set_clock(std::nullopt);
  board.power_cycle();
  board.advance(10min);
  EXPECT_FALSE(board.socket_on());
}

TEST_F(SchedulerTest, DoesNotMakeUpForAMinuteOnBattery) {  // EP-10-13, EP-11-20
  ask(board, "SCHEDULER+08:01,*,ON");
  board.advance(54s);
  board.mains(false);
  board.advance(8s);
  board.mains(true);
  board.advance(30s);
  EXPECT_FALSE(board.socket_on());
}

}  // namespace
}  // namespace isocket::fw::testing
