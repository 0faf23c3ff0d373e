#include "lab/sms_centre.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab/test_messages.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(SmsCentre, CarriesAMessage) {
  World world;
  EXPECT_EQ(world.send(world.ours, kTheirs, "STATUS"), "\r\n+CMGS: 1\r\n\r\nOK\r\n");
  world.loop.run_until(world.loop.now() + 5s);
  const auto tpdus = World::shown(world.theirs.seen);
  ASSERT_EQ(tpdus.size(), 1u);
  const auto& deliver = std::get<sms::Deliver>(tpdus[0]);
  EXPECT_EQ(deliver.originator.to_string(), kOurs);
  EXPECT_EQ(deliver.text(), "STATUS");
  EXPECT_EQ(deliver.time_stamp.zone(), 120min);
  const Calendar sent = world.loop.calendar() - 10s;
  EXPECT_GT(*deliver.time_stamp.utc(), sent - 2s) << "the centre's own clock";
}

TEST(SmsCentre, TakesAsLongAsANetworkDoes) {
  World world;
  EXPECT_THAT(world.ours.at("AT+CMGS=14"), HasSubstr("> "));
  world.ours.modem->feed("0001000C9153482022222200000141\x1a");
  EXPECT_THAT(world.ours.during(1900ms), Not(HasSubstr("+CMGS")));
  EXPECT_THAT(world.ours.during(2200ms), HasSubstr("+CMGS"));
}

TEST(SmsCentre, ReportsTheDelivery) {
  World world;
  world.send(world.ours, kTheirs, "STATUS", true);
  const std::string seen = world.ours.also_during(20s);
  const auto tpdus = World::shown(seen);
  ASSERT_EQ(tpdus.size(), 1u);
  const auto& report = std::get<sms::StatusReport>(tpdus[0]);
  EXPECT_TRUE(report.status.delivered());
  EXPECT_EQ(report.reference, 1);
  EXPECT_EQ(report.recipient.to_string(), kTheirs);
  EXPECT_LE(report.time_stamp, report.discharge);
}

TEST(SmsCentre, SendsNoReportUnasked) {
  World world;
  world.send(world.ours, kTheirs, "STATUS", false);
  EXPECT_EQ(World::statuses(world.ours.during(1min)).size(), 0u);
}

TEST(SmsCentre, KeepsTheOrderOfSubmission) {
  World world;
  for (const char* text : {"1", "2", "3", "4", "5"}) world.send(world.ours, kTheirs, text);
  world.loop.run_until(world.loop.now() + 1min);
  EXPECT_THAT(World::texts(world.theirs.seen), ElementsAre("1", "2", "3", "4", "5"));
}

TEST(SmsCentre, KeepsMessagesForWhoIsAway) {
  World world;
  world.theirs.modem->power(false);
  world.send(world.ours, kTheirs, "1", true);
  world.send(world.ours, kTheirs, "2", true);
  EXPECT_EQ(World::statuses(world.ours.during(1h)).size(), 0u);
  world.theirs.modem->power(true);
  world.theirs.during(3s);
  world.theirs.at("ATE0+CNMI=2,2,0,1,0");
  world.theirs.seen.clear();
  world.ours.seen.clear();
  world.loop.run_until(world.loop.now() + 1min);
  EXPECT_THAT(World::texts(world.theirs.seen), ElementsAre("1", "2"));
  EXPECT_THAT(World::statuses(world.ours.seen), ElementsAre(0, 0));
}

TEST(SmsCentre, GivesUpWhenTheValidityPeriodEnds) {
  World world;
  world.theirs.modem->power(false);
  world.send(world.ours, kTheirs, "1", true, sms::RelativeValidity::at_least(10min));
  EXPECT_EQ(World::statuses(world.ours.during(9min)).size(), 0u);
  EXPECT_THAT(World::statuses(world.ours.during(2min)), ElementsAre(0x46));
  world.theirs.start();
  EXPECT_EQ(World::texts(world.theirs.during(1h)).size(), 0u);
}

TEST(SmsCentre, RefusesANumberThatNobodyHas) {
  World world;
  EXPECT_EQ(world.send(world.ours, "+358409999999", "x"), "\r\n+CMS ERROR: 1\r\n");
}

TEST(SmsCentre, OrReportsItAsNotObtainable) {
  World world;
  world.network.messages().set_unknown_number(SmsCentre::UnknownNumber::report);
  EXPECT_THAT(world.send(world.ours, "+358409999999", "x", true), HasSubstr("+CMGS: 1"));
  EXPECT_THAT(World::statuses(world.ours.also_during(10s)), ElementsAre(0x43));
}

TEST(SmsCentre, RefusesTheNextSubmissionsOfOneSim) {
  World world;
  world.ours.account().refusals = 2;
  EXPECT_EQ(world.send(world.ours, kTheirs, "1"), "\r\n+CMS ERROR: 21\r\n");
  EXPECT_THAT(world.send(world.theirs, kOurs, "1"), HasSubstr("+CMGS: 1"));
  world.ours.during(5s);
  EXPECT_EQ(world.send(world.ours, kTheirs, "2"), "\r\n+CMS ERROR: 21\r\n");
  EXPECT_THAT(world.send(world.ours, kTheirs, "3"), HasSubstr("+CMGS"));
}

TEST(SmsCentre, CarriesTextsBeyondTheDefaultAlphabet) {
  World world;
  world.send(world.ours, kTheirs, "Привет 🌡");
  world.loop.run_until(world.loop.now() + 5s);
  EXPECT_THAT(World::texts(world.theirs.seen), ElementsAre("Привет 🌡"));
}

TEST(SmsCentre, DeliversFromAName) {
  World world;
  world.network.messages().inject(sms::Address::name("BANK").value(), "ON", world.ours.account());
  const auto tpdus = World::shown(world.ours.during(10s));
  ASSERT_EQ(tpdus.size(), 1u);
  EXPECT_TRUE(std::get<sms::Deliver>(tpdus[0]).originator.is_name());
}

TEST(SmsCentre, WhoWithholdsItsNumberWritesWithoutOne) {
  World world;
  world.ours.at("AT+CLIR=1");
  world.send(world.ours, kTheirs, "ON");
  world.loop.run_until(world.loop.now() + 5s);
  const auto tpdus = World::shown(world.theirs.seen);
  ASSERT_EQ(tpdus.size(), 1u);
  EXPECT_EQ(std::get<sms::Deliver>(tpdus[0]).originator, sms::Address{});
}

TEST(SmsCentre, LosesNothingWithoutFaults) {
  World world;
  for (int i = 0; i < 60; ++i) world.send(world.ours, kTheirs, std::to_string(i), true);
  world.loop.run_until(world.loop.now() + 5min);
  EXPECT_EQ(World::texts(world.theirs.seen).size(), 60u);
  EXPECT_EQ(world.network.messages().statistics().lost, 0u);
}

TEST(SmsCentre, LosesTheShareThatWasAskedFor) {
  Faults faults;
  faults.loss = 0.25;
  World world{faults};
  for (int i = 0; i < 200; ++i) world.send(world.ours, kTheirs, std::to_string(i));
  world.loop.run_until(world.loop.now() + 5min);
  const auto arrived = World::texts(world.theirs.seen).size();
  EXPECT_EQ(arrived + world.network.messages().statistics().lost, 200u);
  EXPECT_NEAR(static_cast<double>(arrived), 150, 25);
}

TEST(SmsCentre, ADoubleKeepsItsTimeStamp) {
  Faults faults;
  faults.duplicate = 1;
  World world{faults};
  world.send(world.ours, kTheirs, "ON");
  world.loop.run_until(world.loop.now() + 1min);
  const auto tpdus = World::shown(world.theirs.seen);
  ASSERT_EQ(tpdus.size(), 2u);
  EXPECT_EQ(std::get<sms::Deliver>(tpdus[0]).time_stamp, std::get<sms::Deliver>(tpdus[1]).time_stamp);
}

TEST(SmsCentre, ADoubleIsReportedAsOneDelivery) {
  Faults faults;
  faults.duplicate = 1;
  World world{faults};
  world.send(world.ours, kTheirs, "ON", true);
  // One report, and its own double.
  EXPECT_THAT(World::statuses(world.ours.also_during(1min)), ElementsAre(0, 0));
}

TEST(SmsCentre, ADelayHoldsBackAllThatFollows) {
  Faults faults;
  faults.delay = 0.5;
  World world{faults};
  std::vector<std::string> sent;
  for (int i = 0; i < 20; ++i) {
    sent.push_back(std::to_string(i));
    world.send(world.ours, kTheirs, sent.back());
  }
  world.loop.run_until(world.loop.now() + 10min);
  EXPECT_EQ(World::texts(world.theirs.seen), sent);
  EXPECT_GT(world.network.messages().statistics().delayed, 0u);
}

TEST(SmsCentre, ReorderingLetsOthersOvertake) {
  Faults faults;
  faults.reorder = 0.3;
  World world{faults};
  std::vector<std::string> sent;
  for (int i = 0; i < 20; ++i) {
    sent.push_back(std::to_string(i));
    world.send(world.ours, kTheirs, sent.back());
  }
  world.loop.run_until(world.loop.now() + 10min);
  auto arrived = World::texts(world.theirs.seen);
  EXPECT_NE(arrived, sent);
  EXPECT_EQ(arrived.size(), sent.size());
}

TEST(SmsCentre, TheSameSeedGivesTheSameRunAndAnotherOneAnother) {
  const auto run = [](std::uint64_t seed) {
    Faults faults;
    faults.loss = 0.2;
    World world{faults, seed};
    for (int i = 0; i < 20; ++i) world.send(world.ours, kTheirs, std::to_string(i), true);
    const std::string theirs = world.theirs.seen;
    return theirs + world.ours.during(5min);
  };
  EXPECT_EQ(run(1), run(1));
  EXPECT_NE(run(1), run(2));
}

TEST(SmsCentre, AnOutageHoldsEverythingBack) {
  Faults faults;
  faults.outages.push_back({Instant{1min}, Instant{11min}});
  World world{faults};
  world.loop.run_until(Instant{2min});
  EXPECT_EQ(world.send(world.ours, kTheirs, "x"), "\r\n+CMS ERROR: 331\r\n");
  world.network.messages().inject(sms::Address::name("A").value(), "ON", world.theirs.account());
  EXPECT_EQ(World::texts(world.theirs.during(8min)).size(), 0u);
  EXPECT_EQ(World::texts(world.theirs.during(2min)).size(), 1u);
}

}  // namespace
}  // namespace isocket::lab
