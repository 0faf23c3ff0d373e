#include "ports/host/host_device.h"

#include <gtest/gtest.h>

#include "testing/board.h"

namespace isocket::fw {
namespace {

using testing::Board;
using namespace std::chrono_literals;

constexpr const char* kBoss = "+358401234567";

TEST(HostDevice, ServesACommandFromAnSmsToTheRelayAndBack) {
  Board board;
  EXPECT_FALSE(board.socket_on());
  board.sms(kBoss, "ON");
  EXPECT_TRUE(board.socket_on());
  EXPECT_EQ(board.reply(), "Power socket ON");
  EXPECT_EQ(board.reply(), "");
  board.sms(kBoss, "OFF");
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(board.sent_to(kBoss), (std::vector<std::string>{"Power socket ON", "Power socket OFF"}));
}

TEST(HostDevice, RefusesUnknownNames) {
  FlashImage flash;
  std::string error;
  EXPECT_EQ(HostDevice::create({.model = "toaster"}, flash, {}, &error), nullptr);
  EXPECT_NE(error.find("toaster"), std::string::npos);
  EXPECT_NE(error.find("environment-pro"), std::string::npos);
  HostDeviceOptions options;
  options.defects = {"no-such-defect"};
  EXPECT_EQ(HostDevice::create(options, flash, {}, &error), nullptr);
  EXPECT_NE(error.find("no-such-defect"), std::string::npos);
  EXPECT_GE(HostDevice::known_defects().size(), 25u);
}

TEST(HostDevice, PlantsADefectByName) {
  ASSERT_FALSE(HostDevice::known_defects().empty());
  Board board{Board::Options{.defects = {"drop-every-tenth-reply"}}};
  for (int i = 0; i < 10; ++i) board.sms(kBoss, "HARDWARE");
  EXPECT_EQ(board.sent(), 9u);
}

TEST(HostDevice, LacksWhatItIsRobbedOf) {
  Board board{Board::Options{.model = "gsm-706", .defects = {"lacks-microphone", "lacks-scheduler"}}};
  for (const char* text : {"MICLEVEL?", "CALLBACK", "SCHEDULER?"}) {
    board.sms(kBoss, text);
    EXPECT_EQ(board.reply(), std::string{text} + " - Error!");
  }
  board.sms(kBoss, "MICRORELAYTIME?");
  EXPECT_EQ(board.reply(), "MICRORELAYTIME=0 seconds");
}

TEST(HostDevice, HasNoPowerAtTheSocketWithoutMains) {
  Board board;
  board.sms(kBoss, "ON");
  board.mains(false);
  EXPECT_FALSE(board.socket_on());
  EXPECT_TRUE(board.running()) << "on its battery";
  board.mains(true);
  EXPECT_TRUE(board.socket_on());
}

TEST(HostDevice, IsDarkAfterItHasSwitchedItselfOff) {
  Board board;
  board.mains(false);
  board.advance(21min);  // EP-11-31 at the latest
  EXPECT_FALSE(board.running());
  EXPECT_FALSE(board.module().powered());
  for (const Led led : {Led::power, Led::gsm, Led::out}) EXPECT_FALSE(board.lit(led));
  EXPECT_EQ(board.device().next_wake(), std::nullopt);
  board.mains(true);
  EXPECT_TRUE(board.running());
  board.advance(30s);
  board.sms(kBoss, "HARDWARE");
  EXPECT_EQ(board.sent(), 1u);
}

TEST(HostDevice, KeepsSettingsInItsFlashAndNothingElse) {
  Board board;
  board.sms(kBoss, "RESTARTTIME=77");
  board.power_cycle();
  board.advance(30s);
  board.sms(kBoss, "RESTARTTIME?");
  EXPECT_EQ(board.reply(), "RESTARTTIME=77 - OK");
  EXPECT_EQ(board.reply(), "RESTARTTIME=77 seconds");
}

/// Power fails in every single flash write of a configuration, whole or torn: every setting comes back with
/// its value from before the command under way, or from after it.
TEST(HostDevice, KeepsEverySettingThroughACutInAnyWrite) {
  struct Change {
    std::string command, query, before, after;
  };
  const std::vector<Change> changes = {
      {"RESTARTTIME=77", "RESTARTTIME?", "RESTARTTIME=10 seconds", "RESTARTTIME=77 seconds"},
      {"POWERSTATE=ON", "POWERSTATE?", "POWERSTATE=(REMEMBER),ON,OFF", "POWERSTATE=REMEMBER,(ON),OFF"},
      {"CREDITUMS=*100#", "CREDITUMS?", "CREDITUMS: NO", "CREDITUMS: *100#"},
      {"ALERTNUMBER+4712345678", "ALERTNUMBER?", "No ALERTNUMBERs!", "ALERTNUMBERs: 4712345678"}};
  int cuts = 0;
  for (const std::optional<std::size_t> torn :
       {std::optional<std::size_t>{}, std::optional<std::size_t>{0}, std::optional<std::size_t>{9},
        std::optional<std::size_t>{130}})
    for (int write = 0;; ++write) {
      Board board;
      board.plan_cut({.writes = write, .torn_after = torn});
      std::size_t done = 0;
      while (done < changes.size()) {
        board.sms(kBoss, changes[done].command);
        if (board.cut_happened()) break;
        ++done;
      }
      if (!board.cut_happened()) break;  // more writes than the sequence has
      ++cuts;
      board.restore_power();
      board.advance(30s);
      while (!board.reply().empty()) {
      }
      for (std::size_t i = 0; i < changes.size(); ++i) {
        board.sms(kBoss, changes[i].query);
        const auto now = board.reply();
        if (i < done) {
          EXPECT_EQ(now, changes[i].after) << write;
        } else if (i > done) {
          EXPECT_EQ(now, changes[i].before) << write;
        } else {
          EXPECT_TRUE(now == changes[i].before || now == changes[i].after) << write << ": " << now;
        }
      }
    }
  EXPECT_GE(cuts, 4 * 8) << "two pages for each of four changes";
}

TEST(HostDevice, ClockRunsFourHoursWithoutMains) {  // EP-8-16
  Board board;
  const auto before = board.device().clock();
  ASSERT_TRUE(before);
  board.power_cut();
  board.advance(4h - 1s);
  board.mains(true);
  const auto after = board.device().clock();
  ASSERT_TRUE(after);
  EXPECT_EQ(after->seconds - before->seconds, 4u * 3600 - 1);
  EXPECT_EQ(after->zone, before->zone);
  board.power_cut();
  board.advance(4h + 1s);
  board.mains(true);
  EXPECT_LT(board.device().clock().value_or(RtcTime{}).seconds, 60u) << "2000 has begun again (EP-8-14)";
}

TEST(HostDevice, IsTheSameWhicheverStepsTimeTakes) {
  const auto run = [](std::chrono::milliseconds step) {
    Board board;
    board.deliver({.from = kBoss, .text = "ON30"});
    std::vector<std::pair<std::int64_t, bool>> seen{{0, false}};
    for (auto t = 0ms; t < 40s; t += step) {
      board.advance(step);
      if (seen.back().second != board.socket_on()) seen.emplace_back(board.now().count(), board.socket_on());
    }
    return seen.size();
  };
  EXPECT_EQ(run(10ms), run(1000ms));
  EXPECT_EQ(run(10ms), 3u);  // off, on, off
}

}  // namespace
}  // namespace isocket::fw
