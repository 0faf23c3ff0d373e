// Many devices over a pool of modems, in virtual time.
#include "many_devices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace isocket::cli {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

const suite::Loaded& environment_pro() {
  static const suite::Loaded loaded = suite::load({ISOCKET_SOURCE_DIR "/suites/environment-pro"}, {});
  return loaded;
}

void run_many(const TargetOptions& options, const std::vector<std::string>& cases, ManyDevices& done) {
  const auto target = open_lab(options);
  ASSERT_TRUE(target);
  run::Selection selection;
  selection.cases = cases;
  run_devices(**target, environment_pro().suites, selection, done);
}

#ifndef __SANITIZE_ADDRESS__  // it is about time, and the sanitizers have enough of such runs in the others
TEST(ManyDevices, TakeLittleLongerThanTheirModemsAllow) {
  const auto cases = short_cases(environment_pro().suites, 20);
  ASSERT_EQ(cases.size(), 20u);
  ManyDevices alone, all;
  run_many(many(2, 2), cases, alone);
  run_many(many(64, 8), cases, all);
  EXPECT_EQ(all.totals.pass, 64u * 20u) << all.trouble << all.skipped;
  EXPECT_EQ(all.foreign, 0u);
  ASSERT_EQ(all.occupied.size(), 8u);
  const Duration bound = std::max(all.share(), alone.took());
  EXPECT_LE(all.took(), bound * 11 / 10);
  EXPECT_GT(all.took(), all.share());
}
#endif

TEST(ManyDevices, TheSameSeedWritesTheSameJournal) {
  const auto cases = short_cases(environment_pro().suites, 3);
  ManyDevices first, again, other;
  run_many(many(64, 8), cases, first);
  run_many(many(64, 8), cases, again);
  TargetOptions with_other_chance = many(64, 8);
  with_other_chance.seed = 2;
  run_many(with_other_chance, cases, other);
  EXPECT_EQ(first.totals.pass, 64u * 3u);
  EXPECT_EQ(first.events, again.events);
  EXPECT_NE(first.events, other.events);
  EXPECT_EQ(first.verdicts, other.verdicts);
}

TEST(ManyDevices, CallOneAfterTheOtherOverOneModem) {
  ManyDevices done;
  run_many(many(4, 3), {"*call*"}, done);
  EXPECT_GT(done.totals.calls, 40u);
  EXPECT_GT(done.totals.pass, 40u);
  EXPECT_EQ(done.totals.fail + done.totals.inconc + done.totals.error, 0u) << done.trouble;
}

TEST(ManyDevices, AWrongDeviceIsFoundWhereModemsAreShared) {
  TargetOptions options = many(12, 2);
  options.defects = {"lacks-scheduler"};
  ManyDevices done;
  run_many(options, {"rules-are-added-and-read"}, done);
  EXPECT_EQ(done.totals.fail, 12u) << done.trouble;
}

TEST(ManyDevices, ACaseWithMorePartiesThanModemsIsSkipped) {
  ManyDevices done;
  run_many(many(2, 2), {"anybody-may-switch-in-factory-state"}, done);
  EXPECT_EQ(done.totals.skipped, 2u);
  EXPECT_THAT(done.skipped, HasSubstr("it needs 3 parties at once, a modem plays one of them, and there are "
                                      "m1, m2 for them"));
}

}  // namespace
}  // namespace isocket::cli
