#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/awaitable.hpp>

#include "lab/test_device.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using bench::Output;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class DeviceTest : public ADevice {
 protected:
  DeviceTest() : ADevice{"environment-pro"} {}
};

TEST_F(DeviceTest, RegistersAndAnswers) {
  EXPECT_TRUE(bench.rig().account().reachable());
  EXPECT_TRUE(on(Output::device));
  boss.send(kDevice, "ON");
  EXPECT_THAT(boss.texts(), ElementsAre("Power socket ON"));
  EXPECT_TRUE(on(Output::socket));
}

TEST_F(DeviceTest, StatusTellsWhatTheBenchIs) {
  set(bench::SignalLevel{-95});
  set(bench::Temperature{bench::Temperature::State::value, 9.0});
  pass(70s);
  boss.send(kDevice, "STATUS");
  ASSERT_EQ(boss.texts().size(), 1u);
  EXPECT_THAT(boss.texts()[0], HasSubstr("(-95dBm)"));
  EXPECT_THAT(boss.texts()[0], HasSubstr("TEMP: 9C("));
  EXPECT_THAT(boss.texts()[0], HasSubstr("Time: 26/01/05,14:0")) << "the network's local time";
}

TEST_F(DeviceTest, EdgesHaveTheirExactTime) {
  boss.send(kDevice, "ON3");
  const auto& edges = bench.history().edges(Output::socket);
  ASSERT_GE(edges.size(), 2u);
  EXPECT_TRUE(edges[edges.size() - 2].level);
  EXPECT_FALSE(edges.back().level);
  const Duration length = edges.back().at - edges[edges.size() - 2].at;
  // The device counts milliseconds, and the message may come within one.
  EXPECT_LE(length, Duration{3s});
  EXPECT_GT(length, Duration{2999ms});
}

TEST_F(DeviceTest, TheButtonSwitchesTheSocket) {
  set(bench::Button{500ms});
  pass(2s);
  EXPECT_TRUE(on(Output::socket));
}

TEST_F(DeviceTest, KeepsRunningOnItsBattery) {
  boss.send(kDevice, "ON");
  set(bench::Mains{false});
  pass(5s);
  EXPECT_FALSE(on(Output::socket)) << "nothing comes out of a socket without mains";
  EXPECT_TRUE(on(Output::device));
  set(bench::Mains{true});
  pass(5s);
  EXPECT_TRUE(on(Output::socket)) << "EP-11-22: as before";
}

TEST_F(DeviceTest, DiesWithTheMainsWhenTheBatteryIsWornOut) {
  set(bench::Battery{false});
  set(bench::Mains{false});
  pass(1s);
  EXPECT_FALSE(on(Output::device));
  EXPECT_FALSE(on(Output::led_power));
  EXPECT_FALSE(bench.rig().account().reachable());
}

TEST_F(DeviceTest, ANetworkOutageHoldsCommandsBack) {
  set(bench::NetworkService{false});
  boss.send(kDevice, "ON", 5min);
  EXPECT_FALSE(on(Output::socket));
  set(bench::NetworkService{true});
  pass(2min);
  EXPECT_TRUE(on(Output::socket));
}

TEST_F(DeviceTest, ARefusedReplyIsNotSentOn) {
  set(bench::RefuseSubmissions{100});
  boss.send(kDevice, "ON", 3min);
  EXPECT_TRUE(on(Output::socket));
  EXPECT_THAT(boss.texts(), IsEmpty());
}

TEST_F(DeviceTest, WithoutACardItNeverRegisters) {
  set(bench::Battery{false});
  set(bench::Mains{false});
  set(bench::Sim{bench::Sim::State::absent, 0});
  set(bench::Mains{true});
  pass(3min);
  EXPECT_FALSE(bench.rig().account().reachable());
  set(bench::Mains{false});
  set(bench::Sim{bench::Sim::State::present, 0});
  set(bench::Mains{true});
  pass(1min);
  EXPECT_TRUE(bench.rig().account().reachable());
}

TEST_F(DeviceTest, MessagesOnTheCardAreDeletedUnread) {  // EP-4.1-66
  set(bench::Battery{false});
  set(bench::Mains{false});
  set(bench::Sim{bench::Sim::State::present, 5});
  EXPECT_EQ(bench.rig().card().messages.used(), 5u);
  set(bench::Mains{true});
  pass(2min);
  EXPECT_EQ(bench.rig().card().messages.used(), 0u);
  EXPECT_FALSE(on(Output::socket));
}

TEST_F(DeviceTest, UssdAnswersCredit) {
  set(bench::Ussd{"*100#", bench::Ussd::Kind::text, "Balance: 7.50"});
  boss.send(kDevice, "CREDITUMS=*100#", 30s);
  boss.clear();
  boss.send(kDevice, "CREDIT", 60s);
  EXPECT_THAT(boss.texts(), ElementsAre("Balance: 7.50"));
}

TEST_F(DeviceTest, TheClockCanBeSetAndLost) {
  set(bench::DeviceClock{"15/01/31,12:30:45+04"});
  boss.send(kDevice, "DATE");
  ASSERT_EQ(boss.texts().size(), 1u);
  EXPECT_THAT(boss.texts()[0], HasSubstr("DATE 15/01/31,12:30:"));
  EXPECT_FALSE(bench.rig().apply(bench::DeviceClock{"15/02/30,12:30:45+04"}));
}

TEST_F(DeviceTest, AMessageFromANameIsNoOnesCommandToAnswer) {
  set(bench::ForeignMessage{"BANK", "ON"});
  pass(1min);
  EXPECT_THAT(boss.texts(), IsEmpty());
}

TEST_F(DeviceTest, ResetBringsBackTheFactoryState) {
  boss.send(kDevice, "ON");
  boss.send(kDevice, "RESTARTTIME=77");
  set(bench::Mains{false});
  set(bench::SignalLevel{std::nullopt});
  EXPECT_TRUE(reset());
  EXPECT_FALSE(on(Output::socket));
  boss.send(kDevice, "RESTARTTIME?");
  EXPECT_THAT(boss.texts(), ElementsAre("RESTARTTIME=10 seconds"));
}

TEST_F(DeviceTest, ResetForgetsWhatIsUnderWay) {
  boss.send(kDevice, "ON", 3100ms);  // acknowledged, or about to be
  EXPECT_TRUE(reset());
  pass(2min);
  EXPECT_THAT(boss.texts(), IsEmpty());
}

TEST_F(DeviceTest, UnknownModelsAndDefectsAreNamed) {
  fw::HostDeviceOptions options;
  options.model = "toaster";
  const auto added = lab.add_device(options, number("+358404444444"));
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, Errc::not_found);
  EXPECT_THAT(added.error().detail, HasSubstr("toaster"));
}

TEST_F(DeviceTest, TheBenchCanWhatItsModelHas) {
  for (const char* what :
       {"reset", "sensor", "sensor.1", "temperature", "battery", "socket", "relay.1", "led.out"})
    EXPECT_TRUE(bench.can(what)) << what;
  for (const char* what : {"sensor.2", "temperature.2", "ac", "relay.2", "microrelay", "led.mic", "variant"})
    EXPECT_FALSE(bench.can(what)) << what;
  Result<void> closed;
  bench.apply(bench::Sensor{true, 2}, [&](Result<void> result) { closed = std::move(result); });
  ASSERT_FALSE(closed);
  EXPECT_EQ(closed.error().code, Errc::unsupported);
  EXPECT_EQ(closed.error().detail, "environment-pro: it has 1 alarm input");
}

TEST_F(DeviceTest, TheBenchSpeaksTheToolkitsInterface) {
  bool ran = false;
  const auto work = [&]() -> asio::awaitable<void> {
    auto done = co_await bench.reset();
    EXPECT_TRUE(done);
    EXPECT_TRUE(bench.history().edges(Output::led_gsm).empty()) << "history begins anew";
    bench::Change press = bench::Button{300ms};
    auto applied = co_await bench.apply(press);
    EXPECT_TRUE(applied);
    co_await bench.changed().wait_for(5s);
    ran = true;
  };
  loop.run_to_end(work());
  EXPECT_TRUE(ran);
  EXPECT_TRUE(bench.can("ussd"));
  EXPECT_TRUE(bench.can("led.gsm"));
  EXPECT_TRUE(bench.can("reset"));
  EXPECT_FALSE(bench.can("humidity"));
  EXPECT_TRUE(bench.faultless());
}

TEST(LabTest, TheSameSeedGivesTheSameWorld) {
  const auto run = [](std::uint64_t seed) {
    EventLoop loop{EventLoop::Pace::virtual_time, kLabStart};
    LabOptions options;
    options.seed = seed;
    Lab lab{loop, options};
    LabBench& bench = **lab.add_device(fw::HostDeviceOptions{}, number(kDevice));
    bench.rig().reset([](bool) {});
    TestTelephone boss{loop, lab.network(), kBoss};
    for (const char* text : {"ON", "STATUS", "OFF", "RESTART"}) boss.send(kDevice, text);
    std::string all = boss.seen;
    for (const auto& edge : bench.history().edges(Output::socket))
      all += std::to_string(edge.at.time_since_epoch().count()) + " ";
    return all;
  };
  EXPECT_EQ(run(1), run(1));
  EXPECT_NE(run(1), run(2));
}

TEST(LabTest, TwoDevicesLiveSideBySide) {
  EventLoop loop{EventLoop::Pace::virtual_time, kLabStart};
  Lab lab{loop};
  LabBench& one = **lab.add_device(fw::HostDeviceOptions{}, number(kDevice));
  LabBench& two = **lab.add_device(fw::HostDeviceOptions{}, number("+358404444444"));
  one.rig().reset([](bool) {});
  two.rig().reset([](bool) {});
  TestTelephone boss{loop, lab.network(), kBoss};
  loop.run_until(loop.now() + 1min);
  boss.send("+358404444444", "ON");
  EXPECT_FALSE(one.history().level(Output::socket));
  EXPECT_TRUE(two.history().level(Output::socket));
}

/// 24 hours of a running device: what they cost is in the docs; here, that nothing polls without need.
TEST(LabTest, ADayOfDeviceTimeIsCheap) {
  EventLoop loop{EventLoop::Pace::virtual_time, kLabStart};
  Lab lab{loop};
  LabBench& bench = **lab.add_device(fw::HostDeviceOptions{}, number(kDevice));
  bench.rig().reset([](bool) {});
  loop.run_until(Instant{1min});
  const auto before = loop.events();
  loop.run_until(Instant{24h});
  EXPECT_TRUE(bench.rig().account().reachable());
  EXPECT_LT(loop.events() - before, 1'000'000u);
}

}  // namespace
}  // namespace isocket::lab
