// A device's configuration over its cable, the firmware at one end and the client at the other
// (docs/spec/manager-usb.md), in virtual time.

#include "lab/usb_cable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cable/client.h"
#include "lab/lab.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using cable::Fate;
using cable::GroupValues;
using cable::Value;
using ::testing::HasSubstr;

/// One device, and sessions with it.
class World {
 public:
  explicit World(const std::string& model) {
    fw::HostDeviceOptions options;
    options.model = model;
    bench_ = *lab_.add_device(std::move(options), *PhoneNumber::parse("+358403333333"));
    bool done = false;
    bench_->rig().reset([&](bool registered) { done = registered; });
    for (int i = 0; i < 200 && !done; ++i) loop.run_until(loop.now() + 1s);
    EXPECT_TRUE(done);
  }
  DeviceRig& rig() { return bench_->rig(); }

  /// A program plugs the cable in, connects and reads a group.
  GroupValues read(const std::string& group) {
    UsbCable usb{loop, rig()};
    cable::Client client{loop, usb.take_stream()};
    GroupValues values;
    EXPECT_TRUE(loop.run_to_end(read_one(client, group, values)));
    return values;
  }
  struct Written {
    cable::WriteResult result;
    std::size_t said = 0;  ///< octets of the host
    bool connected = false;
  };
  /// Plugs in, connects and writes. The cable is pulled after `octets` of the host.
  Written write(const std::string& group, const std::vector<Value>& changes,
                std::size_t octets = static_cast<std::size_t>(-1)) {
    UsbCable usb{loop, rig()};
    usb.pull_after(octets);
    cable::Client client{loop, usb.take_stream()};
    Written written;
    EXPECT_TRUE(loop.run_to_end(write_one(client, group, changes, written)));
    written.said = usb.said();
    return written;
  }

  EventLoop loop{EventLoop::Pace::virtual_time, kLabStart};

 private:
  static asio::awaitable<void> read_one(cable::Client& client, std::string group, GroupValues& values) {
    auto connected = co_await client.connect();
    EXPECT_TRUE(connected) << describe(connected.error());
    auto read = co_await client.read(group);
    EXPECT_TRUE(read) << describe(read.error());
    if (read) values = *read;
    co_await client.disconnect();
  }
  static asio::awaitable<void> write_one(cable::Client& client, std::string group, std::vector<Value> changes,
                                         Written& written) {
    auto connected = co_await client.connect();
    written.connected = connected.has_value();
    if (!connected) co_return;
    written.result = co_await client.write(group, changes);
    co_await client.disconnect();
  }

  Lab lab_{loop};
  LabBench* bench_ = nullptr;
};

class Cable : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Every, Cable,
                         ::testing::Values("environment-pro", "gsm-706", "gsm-707", "gsm-706-light",
                                           "gsm-707-light", "smart-relay"),
                         [](const auto& model) {
                           std::string name = model.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST_P(Cable, ReadsWhatWasWritten) {
  World world{GetParam()};
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

/// The cable is pulled after every single octet of a write, from CONNECT to the last one of the reading back.
TEST_P(Cable, LeavesEachGroupOldOrNewWhereverItIsPulled) {  // MU-2-09, MU-P5-15
  World world{GetParam()};
  const std::vector<Value> one{
      {"SECLIST", "ON"}, {"SECNUMBERS", "358401111111,358402222222"}, {"ALERTNUMBERS", "358403333333"}};
  const std::vector<Value> other{{"SECLIST", "OFF"}, {"SECNUMBERS", "1,22,333"}, {"ALERTNUMBERS", "NO"}};
  std::size_t octets = 1;
  int news = 0;
  int unknown = 0;
  for (bool whole = false; !whole; ++octets) {
    EXPECT_FALSE(world.write("SECURITY", one).result.error);
    const GroupValues before = world.read("SECURITY");
    const auto written = world.write("SECURITY", other, octets);
    whole = written.said < octets;
    const GroupValues after = world.read("SECURITY");
    std::vector<Value> wanted = before.values;
    for (const Value& change : other)
      for (Value& value : wanted)
        if (value.name == change.name) value.value = change.value;
    const bool is_old = after.values == before.values && after.revision == before.revision;
    const bool is_new = after.values == wanted && after.revision == before.revision + 1;
    ASSERT_TRUE(is_old || is_new) << "pulled after " << octets << " octets";
    EXPECT_TRUE(written.result.fate != Fate::written || is_new) << octets;
    EXPECT_TRUE(written.result.fate != Fate::unchanged || is_old) << octets;
    unknown += written.result.fate == Fate::unknown ? 1 : 0;
    news += is_new ? 1 : 0;
    ASSERT_LT(octets, 1000U);
  }
  EXPECT_GT(octets, 150U);
  EXPECT_GT(news, 20) << "those that were pulled in the reading back, and the one that was not";
  EXPECT_LE(unknown, 16) << "only while COMMIT is on its way it cannot be known";
}

TEST(CableClient, TellsWhatTheDeviceRefuses) {
  World world{"environment-pro"};
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
  World world{"environment-pro"};
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
