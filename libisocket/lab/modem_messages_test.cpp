#include "lab/modem_messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab/test_messages.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

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

// 3GPP TS 27.005 §3.4.1: <mt> 2 shows class 3 and what has no class, <mt> 3 class 3 alone; class 2 is the
// card's.
TEST_F(Inbox, TheClassOfAMessageDecidesWhereItGoes) {
  struct Row {
    const char* mt;
    const char* coding;
    const char* expected;
  };
  constexpr Row kRows[] = {
      {"2", "0", "+CMT: "},   {"2", "241", "+CMT: "},         {"2", "242", "+CMTI: \"SM\",1"},
      {"2", "243", "+CMT: "}, {"3", "0", "+CMTI: \"ME\",1"},  {"3", "242", "+CMTI: \"SM\",1"},
      {"3", "243", "+CMT: "}, {"1", "243", "+CMTI: \"ME\",1"}};
  world.theirs.at("AT+CMGF=1");
  for (const Row& row : kRows) {
    world.ours.at("AT+CMGD=1,4;+CPMS=\"SM\";+CMGD=1,4;+CPMS=\"ME\"");
    world.ours.at(std::string{"AT+CNMI=2,"} + row.mt + ",0,0,0");
    world.theirs.at(std::string{"AT+CSMP=17,167,0,"} + row.coding);
    world.theirs.at("AT+CMGS=\"" + std::string{kOurs} + "\"");
    world.ours.seen.clear();
    world.theirs.type("ON\x1a");
    EXPECT_THAT(world.ours.also_during(15s), HasSubstr(row.expected)) << row.mt << " " << row.coding;
  }
}

TEST_F(Inbox, WhatIsStoredInSilenceIsNeverIndicated) {
  world.ours.at("AT+CNMI=0,0,0,0,0");
  receive("A");
  world.ours.seen.clear();
  EXPECT_EQ(world.ours.at("AT+CNMI=2,0,0,0,0"), "\r\nOK\r\n");
}

TEST_F(Inbox, AStoredMessageGoesToAnotherNumber) {  // 3GPP TS 27.005 §3.5.3
  world.ours.at("AT+CMGF=1");
  world.ours.at("AT+CMGW=\"+358403333333\"");
  world.ours.type("STATUS\x1a");
  world.ours.at("AT+CMSS=1,\"" + std::string{kTheirs} + "\"");
  EXPECT_THAT(world.ours.during(5s), HasSubstr("+CMSS: 1"));
  world.loop.run_until(world.loop.now() + 5s);
  EXPECT_THAT(World::texts(world.theirs.seen), ElementsAre("STATUS"));
  EXPECT_EQ(world.ours.at("AT+CMSS=1,\"nobody knows him\""), "\r\n+CMS ERROR: 305\r\n");
}

TEST_F(Inbox, AMessageIsWrittenAsSentOrUnsent) {
  world.ours.at("AT+CMGW=14,3");
  world.ours.type("0001000C9153482022222200000141\x1a");
  world.ours.at("AT+CMGW=14");
  world.ours.type("0001000C9153482022222200000141\x1a");
  EXPECT_EQ(world.ours.at("AT+CMGW=14,0"), "\r\n+CMS ERROR: 302\r\n")
      << "only the network writes received ones";
  const std::string list = world.ours.at("AT+CMGL=4");
  EXPECT_THAT(list, HasSubstr("+CMGL: 1,3,,14"));
  EXPECT_THAT(list, HasSubstr("+CMGL: 2,2,,14"));
}

TEST_F(Inbox, TextModeSendsWithTheParametersThatWereSet) {
  sms::Submit accepted;
  world.network.messages().on_accepted(
      [&accepted](const PhoneNumber&, const sms::Submit& message) { accepted = message; });
  world.ours.at("AT+CMGF=1;+CSMP=49,11,64,240");
  EXPECT_THAT(world.ours.at("AT+CSMP?"), HasSubstr("+CSMP: 49,11,64,240\r\n"));
  world.ours.at("AT+CMGS=\"" + std::string{kTheirs} + "\"");
  world.ours.type("ON\x1a");
  world.ours.during(5s);
  EXPECT_TRUE(accepted.status_report_request);
  EXPECT_EQ(accepted.protocol, 64);
  EXPECT_EQ(accepted.coding.octet(), 240);
  EXPECT_EQ(accepted.validity, sms::Validity{sms::RelativeValidity{11}});
  EXPECT_EQ(world.ours.at("AT+CSMP=17,999"), "\r\n+CMS ERROR: 305\r\n");
}

}  // namespace
}  // namespace isocket::lab
