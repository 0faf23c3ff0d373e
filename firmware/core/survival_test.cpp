// What a power cut at any instant leaves behind, and a GSM module that misbehaves.

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

/// The answers to these queries, as one text: what a user can see of the settings.
std::string settings_of(Board& board) {
  std::string all;
  for (const char* text :
       {"RESTARTTIME?", "RELAYTIME?", "ALERTNUMBER?", "SCHEDULER?", "THERMOSTAT?", "TRISEALERT?"}) {
    all += ask(board, text) + "\n";
  }
  return all;
}

constexpr const char* kSequence[] = {"RESTARTTIME=77", "ALERTNUMBER+358402222222",
                                     "RELAYTIME=ON60", "SCHEDULER+08:00,*,INF",
                                     "THERMOSTATON",   "TRISEALERT=40C"};

TEST(PowerCut, LeavesTheOldOrTheNewValueAfterEveryWrite) {  // EP-4.1-12, section 5.11
  std::vector<std::string> states;
  {
    Board board;
    ask(board, "POWERALERT=OFF");
    states.push_back(settings_of(board));
    for (const char* text : kSequence) {
      ask(board, text);
      states.push_back(settings_of(board));
    }
  }
  for (const std::optional<std::size_t> torn :
       {std::optional<std::size_t>{}, std::optional<std::size_t>{0}, std::optional<std::size_t>{11},
        std::optional<std::size_t>{200}}) {
    std::size_t reached = 0;
    for (int writes = 0;; ++writes) {
      Board board;
      ask(board, "POWERALERT=OFF");
      board.plan_cut({.writes = writes, .torn_after = torn});
      std::size_t done = 0;
      while (done < std::size(kSequence) && !board.cut_happened()) ask(board, kSequence[done++]);
      if (!board.cut_happened()) break;
      board.restore_power();
      board.advance(30s);
      while (!board.reply().empty()) {
      }
      const std::string seen = settings_of(board);
      EXPECT_TRUE(seen == states[done - 1] || seen == states[done]) << "write " << writes << "\n" << seen;
      reached = done;
      ASSERT_LT(writes, 100);
    }
    EXPECT_EQ(reached, std::size(kSequence));
  }
}

TEST(PowerCut, KeepsTheClockForFourHours) {  // EP-8-16
  Board board;
  board.power_cut();
  board.advance(3h + 50min);
  board.restore_power();
  board.advance(30s);
  EXPECT_EQ(ask(board, "DATE").substr(0, 15), "DATE 26/03/02,1");
  board.power_cut();
  board.advance(4h + 10min);
  board.restore_power();
  board.advance(30s);
  board.deliver({.text = "DATE", .scts = "00/00/00,00:00:00+00"});
  board.advance(5s);
  EXPECT_EQ(board.reply().substr(0, 14), "DATE 00/01/01,");
}

TEST(Module, ThatResetsItselfLosesNoReply) {
  Board board;
  board.module().submit_ms = 4000;
  board.deliver({.text = "ON"});
  board.advance(1s);
  board.module().reset();
  board.advance(60s);
  EXPECT_TRUE(board.socket_on());
  EXPECT_EQ(ask(board, "OFF").substr(0, 12), "Power socket");
}

TEST(Module, ThatRefusesAReplyOnceIsAskedAgain) {
  Board board;
  board.module().refuse_submissions = 1;
  board.sms(kBoss, "ON");
  EXPECT_EQ(board.reply(), "");
  board.advance(15s);
  EXPECT_EQ(board.reply(), "Power socket ON");
  EXPECT_EQ(board.reply(), "");
}

TEST(Module, ThatRefusesForGoodDoesNotBlockTheNextReply) {
  Board board;
  board.module().refuse_submissions = 3;
  board.sms(kBoss, "ON");
  board.advance(60s);
  EXPECT_EQ(board.reply(), "");
  EXPECT_EQ(ask(board, "OFF"), "Power socket OFF");
}

TEST(Module, ThatFallsSilentIsBroughtBack) {  // EP-16-06
  Board board;
  board.module().silent = true;
  board.advance(5min);
  EXPECT_GT(board.module().power_cycles, 0);
  EXPECT_EQ(ask(board, "ON"), "Power socket ON");
}

TEST(Burst, OfMessagesIsServedWhole) {  // EP-4.1-52, EP-4.1-66
  Board board;
  for (int i = 0; i < 8; ++i) board.deliver({.text = "N" + std::to_string(i)});
  board.advance(120s);
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(board.reply(), "N" + std::to_string(i) + " - No such command exists on the device!");
  }
}

TEST(Clockwork, RunsForWeeks) {  // beyond 24.8 days an old instant would look like a future one
  Board board;
  ask(board, "SCHEDULER+12:30,*,ON");
  ask(board, "SCHEDULER+12:40,*,OFF");
  board.advance(24h * 26);
  EXPECT_EQ(ask(board, "RESTARTTIME=5"), "RESTARTTIME=5 - Time for configuration is expired (Conf)!");
  EXPECT_FALSE(board.socket_on());
  ask(board, "ON5");
  board.advance(6s);
  EXPECT_FALSE(board.socket_on());
}

}  // namespace
}  // namespace isocket::fw::testing
