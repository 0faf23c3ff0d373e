// A device's configuration over its cable, the firmware at one end and the client at the other
// (docs/spec/manager-usb.md), in virtual time.

#include "lab/usb_cable.h"

#include <gtest/gtest.h>

#include "lab/test_cable.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using cable::Fate;
using cable::GroupValues;

class Cable : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Every, Cable, kModelNames, model_parameter);

TEST_P(Cable, ReadsWhatWasWritten) {
  CableWorld world{GetParam()};
  const auto written = world.write(
      "SECURITY", {{"SECLIST", "ON"}, {"SECNUMBERS", "358401234567,358402222222"}, {"PASSWORD", "12abc"}});
  EXPECT_EQ(written.result.fate, Fate::written);
  EXPECT_FALSE(written.result.error) << describe(*written.result.error);
  const GroupValues group = world.read("SECURITY");
  EXPECT_EQ(group.revision, 2);
  EXPECT_EQ(*group.find("SECNUMBERS"), "358401234567,358402222222");
  EXPECT_EQ(*group.find("PASSWORD"), "*****");
  EXPECT_EQ(*group.find("ALERTNUMBERS"), "NO") << "what was not named is as it was";
  EXPECT_EQ(world.write("SECURITY", {{"SECLIST", "ON"}}).result.fate, Fate::unchanged)
      << "what is there already is not written";
  EXPECT_EQ(world.read("SECURITY").revision, 2);
}

TEST(CableClient, TellsWhatTheDeviceRefuses) {
  CableWorld world{"environment-pro"};
  const auto value = world.write("RELAYS", {{"RESTARTTIME", "601"}});
  EXPECT_EQ(value.result.fate, Fate::unchanged);
  EXPECT_EQ(value.result.error->detail, "ERR 31 INCORRECT VALUE RESTARTTIME");
  const auto conflict = world.write("RING", {{"RING", "SWITCH"}});
  EXPECT_EQ(conflict.result.error->detail, "ERR 35 CONFLICT RING");
  const auto name = world.write("RING", {{"RINGS", "SWITCH"}});
  EXPECT_EQ(name.result.error->code, Errc::not_found);
  EXPECT_EQ(world.read("RING").revision, 1);
}

TEST(CableClient, SaysSoWhenNobodyAnswers) {  // MU-P1-03
  CableWorld world{"environment-pro"};
  bench::Sim sim;
  sim.state = bench::Sim::State::absent;
  EXPECT_TRUE(world.rig().apply(sim));
  EXPECT_TRUE(world.rig().apply(bench::Mains{false}));
  world.loop.run_until(world.loop.now() + 60s);
  EXPECT_TRUE(world.rig().apply(bench::Mains{true}));
  world.loop.run_until(world.loop.now() + 60s);
  EXPECT_FALSE(world.write("RELAYS", {{"RESTARTTIME", "20"}}).connected);
}

}  // namespace
}  // namespace isocket::lab
