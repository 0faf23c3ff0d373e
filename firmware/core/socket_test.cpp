// The main socket: chapter 4.1, section 5.3.

#include "core/socket.h"

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

// EP-4.1-85, beside EP-4.1-76 to EP-4.1-82. Times from the first order on, in seconds.
struct Step {
  int at;
  enum { on, off, on30, off60, restart10, expect_on, expect_off } what;
};
void play(std::initializer_list<Step> steps, bool from) {
  constexpr Instant kStart{0xffff'f000};  // wraps after 4 seconds
  Socket socket{Defects{}};
  socket.set(from);
  for (const Step& step : steps) {
    const Instant now = kStart + static_cast<Millis>(step.at) * fw::kSecond;
    socket.tick(now);
    switch (step.what) {
      case Step::on: socket.set(true); break;
      case Step::off: socket.set(false); break;
      case Step::on30: socket.set_for(now, true, 30, TimedBy::command); break;
      case Step::off60: socket.set_for(now, false, 60, TimedBy::command); break;
      case Step::restart10: socket.restart(now, 10); break;
      case Step::expect_on: EXPECT_TRUE(socket.on()) << "at " << step.at; break;
      case Step::expect_off: EXPECT_FALSE(socket.on()) << "at " << step.at; break;
    }
  }
}

TEST(SocketTimes, RestartOfAnOnSocket) {
  play({{0, Step::restart10}, {0, Step::expect_off}, {9, Step::expect_off}, {10, Step::expect_on}}, true);
}
TEST(SocketTimes, RestartDuringATime) {
  play({{0, Step::on30},
        {10, Step::restart10},
        {19, Step::expect_off},
        {20, Step::expect_on},
        {29, Step::expect_on},
        {30, Step::expect_off}},
       false);
}
TEST(SocketTimes, TimeEndsDuringARestart) {  // the state of the time becomes the one to return to
  play({{0, Step::on30}, {25, Step::restart10}, {31, Step::expect_off}, {36, Step::expect_off}}, true);
}
TEST(SocketTimes, BothEndWithOneTick) {
  play({{0, Step::on30}, {25, Step::restart10}, {50, Step::expect_off}}, true);
}
TEST(SocketTimes, LastingOrderEndsTheTime) {
  play({{0, Step::on30}, {10, Step::on}, {31, Step::expect_on}, {100, Step::expect_on}}, false);
}
TEST(SocketTimes, LaterTimeReplacesTheFirst) {
  play({{0, Step::on30},
        {10, Step::off60},
        {31, Step::expect_off},
        {69, Step::expect_off},
        {70, Step::expect_on}},
       false);
}
TEST(SocketTimes, OrderEndsTheRestart) {
  play({{0, Step::restart10}, {5, Step::off}, {11, Step::expect_off}, {30, Step::expect_off}}, true);
}
TEST(SocketTimes, RestartDuringARestartStartsItsTimeAnew) {  // EP-4.1-80
  play({{0, Step::restart10},
        {6, Step::restart10},
        {6, Step::expect_off},
        {15, Step::expect_off},
        {16, Step::expect_on}},
       true);
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
