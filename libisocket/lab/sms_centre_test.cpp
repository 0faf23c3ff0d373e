#include "lab/sms_centre.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab/test_terminal.h"
#include "sms/service_centre.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kOurs = "+358401111111";
constexpr std::string_view kTheirs = "+358402222222";

/// Everything of one run of the network: two modems that show messages directly.
struct World {
  explicit World(Faults faults = {}, std::uint64_t seed = 3, Timing timing = {})
      : network{loop, seed, timing, std::move(faults)} {
    for (auto* who : {&ours, &theirs}) who->modem->power(true);
    ours.during(20s);
    for (auto* who : {&ours, &theirs}) who->at("ATE0+CNMI=2,2,0,1,0");
    for (auto* who : {&ours, &theirs}) who->seen.clear();
  }
  /// Submits and waits for the acknowledgement; gives what the modem said.
  std::string send(TestTerminal& from, std::string_view to, std::string_view text, bool report = false,
                   sms::Validity validity = {}) {
    sms::Submit submit;
    submit.destination = sms::Address{number(to)};
    submit.status_report_request = report;
    submit.validity = validity;
    if (!sms::fits_gsm7(text)) submit.coding = sms::DataCoding::of(sms::Alphabet::ucs2);
    submit.user_data = sms::UserData::of(text, submit.coding).value();
    const auto pdu = sms::encode_pdu(submit).value();
    from.at("AT+CMGS=" + std::to_string(pdu.length));
    from.modem->feed(pdu.hex + "\x1a");
    return from.during(5s);
  }
  /// All TPDUs that a terminal has been shown in `seen`, in order.
  static std::vector<sms::Tpdu> shown(const std::string& seen) {
    std::vector<sms::Tpdu> tpdus;
    for (const char* urc : {"+CMT: ", "+CDS: "})
      for (std::size_t at = seen.find(urc); at != std::string::npos; at = seen.find(urc, at + 1)) {
        const std::size_t line = seen.find("\r\n", at) + 2;
        tpdus.push_back(sms::decode_pdu(std::string_view{seen}.substr(line, seen.find("\r\n", line) - line),
                                        sms::Direction::to_mobile)
                            .value()
                            .tpdu);
      }
    return tpdus;
  }
  static std::vector<std::string> texts(const std::string& seen) {
    std::vector<std::string> all;
    for (const auto& tpdu : shown(seen))
      if (const auto* deliver = std::get_if<sms::Deliver>(&tpdu)) all.push_back(deliver->text().value());
    return all;
  }
  static std::vector<int> statuses(const std::string& seen) {
    std::vector<int> all;
    for (const auto& tpdu : shown(seen))
      if (const auto* report = std::get_if<sms::StatusReport>(&tpdu)) all.push_back(report->status.octet());
    return all;
  }

  EventLoop loop{EventLoop::Pace::virtual_time, std::chrono::sys_days{std::chrono::year{2026} / 1 / 5}};
  Network network;
  TestTerminal ours{loop, network, kOurs};
  TestTerminal theirs{loop, network, kTheirs};
};

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

class Inbox : public ::testing::Test {
 protected:
  World world;
  std::string receive(std::string_view text) {
    world.send(world.theirs, kOurs, text);
    world.loop.run_until(world.loop.now() + 10s);
    return world.ours.seen;
  }
};

TEST_F(Inbox, StoresAndIndicates) {
  world.ours.at("AT+CNMI=2,1,0,0,0");
  world.ours.seen.clear();
  EXPECT_EQ(receive("A"), "\r\n+CMTI: \"ME\",1\r\n");
  world.ours.seen.clear();
  EXPECT_EQ(receive("B"), "\r\n+CMTI: \"ME\",2\r\n");
  EXPECT_THAT(world.ours.at("AT+CMGR=2"), HasSubstr("\r\n+CMGR: 0,,20\r\n"));
  EXPECT_THAT(world.ours.at("AT+CMGR=2"), HasSubstr("\r\n+CMGR: 1,,20\r\n")) << "read by now";
  EXPECT_THAT(world.ours.at("AT+CMGL=0"), HasSubstr("+CMGL: 1,0,,20\r\n"));
  world.ours.at("AT+CMGD=1");
  EXPECT_EQ(world.ours.at("AT+CMGR=1"), "\r\n+CMS ERROR: 321\r\n");
  EXPECT_THAT(world.ours.at("AT+CPMS?"), HasSubstr("\"ME\",1,50"));
}

TEST_F(Inbox, TheTwoStoresAreTwo) {
  world.ours.at("AT+CNMI=2,1,0,0,0");
  world.ours.at("AT+CPMS=\"SM\",\"SM\",\"SM\"");
  world.ours.seen.clear();
  EXPECT_EQ(receive("A"), "\r\n+CMTI: \"SM\",1\r\n");
  EXPECT_THAT(world.ours.at("AT+CPMS=\"ME\""), HasSubstr("+CPMS: 0,50"));
  EXPECT_EQ(world.ours.at("AT+CMGL=4"), "\r\nOK\r\n");
  EXPECT_EQ(world.ours.card.messages.used(), 1u);
}

TEST_F(Inbox, StoresInSilenceWhenAskedTo) {
  world.ours.at("AT+CNMI=2,0,0,0,0");
  world.ours.seen.clear();
  EXPECT_EQ(receive("A"), "");
  EXPECT_THAT(world.ours.at("AT+CMGL=4"), HasSubstr("+CMGL: 1,0,,20"));
}

TEST_F(Inbox, BuffersIndicationsInModeZero) {
  world.ours.at("AT+CNMI=0,1,0,0,0");
  world.ours.seen.clear();
  EXPECT_EQ(receive("A"), "");
  EXPECT_THAT(world.ours.at("AT+CNMI=2,1,0,0,0"), HasSubstr("+CMTI: \"ME\",1"));
}

TEST_F(Inbox, AnUnacknowledgedMessageEndsDirectDelivery) {
  world.ours.at("AT+CSMS=1;+CNMI=2,2,0,1,0");
  EXPECT_EQ(World::texts(receive("A")).size(), 1u);
  EXPECT_EQ(world.ours.at("AT+CNMA"), "\r\nOK\r\n");
  EXPECT_EQ(world.ours.at("AT+CNMA"), "\r\n+CMS ERROR: 340\r\n");
  EXPECT_EQ(World::texts(receive("B")).size(), 1u);
  world.ours.during(30s);
  EXPECT_THAT(world.ours.at("AT+CNMI?"), HasSubstr("+CNMI: 2,0,0,0,0"));
  EXPECT_THAT(world.ours.at("AT+CMGL=4"), HasSubstr("+CMGL: 1,0,,20")) << "B is not lost";
}

TEST_F(Inbox, AFullStoreMakesTheNetworkWait) {
  world.ours.at("AT+CNMI=2,1,0,0,0");
  for (std::size_t i = 0; i < MessageStore::kPlaces; ++i) {
    world.ours.at("AT+CMGW=14");
    world.ours.type("0001000C9153482022222200000141\x1a");
  }
  world.ours.seen.clear();
  EXPECT_EQ(receive("A"), "");
  world.ours.at("AT+CMGD=7");
  EXPECT_EQ(world.ours.during(10s), "\r\n+CMTI: \"ME\",7\r\n");
}

TEST_F(Inbox, ReportsMayBeStored) {
  world.ours.at("AT+CNMI=2,1,0,2,0");
  world.send(world.ours, kTheirs, "x", true);
  EXPECT_THAT(world.ours.also_during(20s), HasSubstr("+CDSI: \"ME\",1"));
}

TEST_F(Inbox, TextModeShowsText) {
  world.ours.at("AT+CMGF=1;+CNMI=2,2,0,0,0");
  world.ours.seen.clear();
  EXPECT_THAT(receive("Hello"), HasSubstr("\r\n+CMT: \"+358402222222\",,\"26/01/05,02:"));
  EXPECT_THAT(world.ours.seen, HasSubstr("+08\"\r\nHello\r\n"));
}

TEST_F(Inbox, TextModeSends) {
  world.ours.at("AT+CMGF=1");
  EXPECT_EQ(world.ours.at("AT+CMGS=\"+358402222222\""), "\r\n> ");
  world.ours.type("STATUS\x1a");
  EXPECT_THAT(world.ours.during(5s), HasSubstr("+CMGS: 1"));
  world.loop.run_until(world.loop.now() + 5s);
  EXPECT_THAT(World::texts(world.theirs.seen), ElementsAre("STATUS"));
}

TEST_F(Inbox, RefusesAPduOfAnotherLengthThanAnnounced) {
  world.ours.at("AT+CMGS=16");
  EXPECT_EQ(world.ours.type("0001000C9153482022222200000141\x1a"), "\r\n+CMS ERROR: 304\r\n");
  world.ours.at("AT+CMGS=15");
  EXPECT_EQ(world.ours.type("zz\x1a"), "\r\n+CMS ERROR: 304\r\n");
}

TEST_F(Inbox, AnUnsolicitedLineWaitsWhileTextIsEntered) {
  world.ours.at("AT+CMGS=14");
  world.ours.seen.clear();
  EXPECT_EQ(receive("A"), "");
  EXPECT_THAT(world.ours.type("\x1b"), HasSubstr("OK\r\n\r\n+CMT: "));
}

}  // namespace
}  // namespace isocket::lab
