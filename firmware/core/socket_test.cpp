// The main socket: chapter 4.1.

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

TEST(Socket, IsSwitchedByAnybodyInFactoryState) {  // EP-3-07, EP-4.1-18, EP-4.1-19
  Board board;
  EXPECT_EQ(ask(board, "ON", kStranger), "Power socket ON");
  EXPECT_TRUE(board.socket_on());
  EXPECT_EQ(ask(board, "OFF", kStranger), "Power socket OFF");
  EXPECT_FALSE(board.socket_on());
}

TEST(Socket, GoesOffAfterItsTime) {  // EP-4.1-20, EP-4.1-59
  Board board;
  EXPECT_EQ(ask(board, "ON30"), "Power ON for 30 seconds");
  EXPECT_TRUE(board.socket_on());
  EXPECT_FALSE(board.advance_until([&] { return !board.socket_on(); }, 24s));
  EXPECT_TRUE(board.advance_until([&] { return !board.socket_on(); }, 2s));
}

TEST(Socket, GoesOnAfterItsTimeWhateverItWas) {  // EP-4.1-21, EP-4.1-54
  Board board;
  EXPECT_EQ(ask(board, "OFF30"), "Power OFF for 30 seconds");
  EXPECT_FALSE(board.socket_on());
  board.advance(30s);
  EXPECT_TRUE(board.socket_on());
}

TEST(Socket, RestartsToItsFormerState) {  // EP-4.1-22, EP-4.1-23, EP-4.1-57
  Board board;
  EXPECT_EQ(ask(board, "RESTART"), "Power socket restarted");  // the reply comes at the beginning
  EXPECT_TRUE(board.socket_on());                              // an OFF socket goes on
  board.advance(6s);
  EXPECT_FALSE(board.socket_on());
  ask(board, "ON");
  ask(board, "RESTART");
  EXPECT_FALSE(board.socket_on());
  board.advance(6s);
  EXPECT_TRUE(board.socket_on());
}

TEST(Socket, ReadsTheRestartTimeAtTheBeginning) {  // EP-4.1-24, EP-4.1-26, EP-4.1-58
  Board board;
  expect_exchanges(board, {{"RESTARTTIME?", "RESTARTTIME=10 seconds"},
                           {"RESTARTTIME=600", "RESTARTTIME=600 - OK"},
                           {"RESTART", "Power socket restarted"},
                           {"RESTARTTIME=1", "RESTARTTIME=1 - OK"},
                           {"RESTARTTIME?", "RESTARTTIME=1 seconds"}});
  EXPECT_TRUE(board.socket_on());
  board.advance(570s);
  EXPECT_TRUE(board.socket_on());
  board.advance(20s);
  EXPECT_FALSE(board.socket_on());
}

TEST(Socket, RestartLeavesARunningTimeAlone) {  // EP-4.1-55, EP-4.1-79, EP-4.1-85
  Board board;
  ask(board, "ON30");  // from 0 s; ask takes 5 s
  board.advance(5s);
  ask(board, "RESTART");
  EXPECT_FALSE(board.socket_on());  // 15 s
  board.advance(6s);
  EXPECT_TRUE(board.socket_on());
  board.advance(8s);
  EXPECT_TRUE(board.socket_on());  // 29 s
  board.advance(3s);
  EXPECT_FALSE(board.socket_on());
}

TEST(Socket, TellsSinceWhenItIsOn) {  // EP-4.1-31, EP-4.1-56, EP-4.1-60, EP-4.1-62, EP-4.1-83
  Board board;
  EXPECT_EQ(ask(board, "RUNTIME"), "Power socket is OFF");
  board.sms(kBoss, "DATE=15/01/31,12:30:00+04");
  board.reply();
  board.advance(10s);
  ask(board, "ON");
  const std::string since = ask(board, "RUNTIME");
  EXPECT_EQ(since.substr(0, 41), "Power socket is ON from: 15/01/31,12:30:1");
  board.advance(30s);
  ask(board, "ON");
  EXPECT_EQ(ask(board, "RUNTIME"), since);
  ask(board, "RESTART");
  board.advance(20s);
  EXPECT_NE(ask(board, "RUNTIME"), since);
}

TEST(Socket, ShowsItsStatus) {  // EP-4.1-27, EP-4.1-28, EP-4.1-61, EP-4.1-63, EP-4.1-64
  Board board;
  board.temperature(25.4);
  board.advance(61s);
  board.sms(kBoss, "DATE=15/01/31,12:30:00+04");
  board.reply();
  const std::string text = ask(board, "STATUS");
  EXPECT_EQ(
      text.substr(0, text.size() - 1),
      "Power socket OFF\nSignal: Good (-67dBm)\nTEMP: 25C(77F)\nALARMF: Disabled\nALARM status: No act\n"
      "Time: 15/01/31,12:30:0");
  board.sensor_plug(true);
  board.sensor(true);
  expect_exchanges(board, {{"ALARMON", "ALARMON - OK\nALARM function: Enabled"}, {"ON", "Power socket ON"}});
  board.module().csq = 99;
  board.advance(15s);
  EXPECT_EQ(ask(board, "STATUS").substr(0, 86),
            "Power socket ON\nSignal: No signal\nTEMP: 25C(77F)\nALARMF: Enabled\nALARM status: Act\nTim");
}

TEST(Socket, NamesTheSignalByItsStrength) {  // EP-4.1-63
  Board board;
  for (const auto& [csq, line] : std::vector<std::pair<int, std::string>>{{31, "Signal: Excellent (-51dBm)"},
                                                                          {25, "Signal: Excellent (-63dBm)"},
                                                                          {24, "Signal: Good (-65dBm)"},
                                                                          {17, "Signal: Good (-79dBm)"},
                                                                          {16, "Signal: Fair (-81dBm)"},
                                                                          {9, "Signal: Fair (-95dBm)"},
                                                                          {8, "Signal: Weak (-97dBm)"}}) {
    board.module().csq = csq;
    board.advance(15s);
    EXPECT_THAT(ask(board, "STATUS"), ::testing::HasSubstr("\n" + line + "\n"));
  }
}

}  // namespace
}  // namespace isocket::fw::testing
