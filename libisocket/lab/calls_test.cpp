#include "lab/calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab/test_terminal.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class CallsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (auto* who : {&boss, &other, &socket}) who->modem->power(true);
    boss.during(20s);
    for (auto* who : {&boss, &other, &socket}) who->at("ATE0");
    for (auto* who : {&boss, &other, &socket}) who->at("AT+CLIP=1");
    for (auto* who : {&boss, &other, &socket}) who->seen.clear();
  }
  EventLoop loop{EventLoop::Pace::virtual_time};
  Network network{loop, 7};
  TestTerminal boss{loop, network, "+358401111111"};
  TestTerminal other{loop, network, "+358402222222"};
  TestTerminal socket{loop, network, "+358403333333", Dialect::sim900()};
};

TEST_F(CallsTest, RingsWithTheCallersNumber) {
  EXPECT_EQ(boss.at("ATD+358403333333;"), "\r\nOK\r\n");
  EXPECT_EQ(socket.during(3s), "\r\nRING\r\n\r\n+CLIP: \"+358401111111\",145,\"\",,\"\",0\r\n");
  EXPECT_THAT(boss.at("AT+CLCC"), HasSubstr("+CLCC: 1,0,3,0,0,\"+358403333333\",145"));
  EXPECT_THAT(socket.at("AT+CLCC"), HasSubstr("+CLCC: 1,1,4,0,0,\"+358401111111\",145"));
}

TEST_F(CallsTest, RingsAgainEveryFiveSeconds) {
  boss.at("ATD+358403333333;");
  const std::string heard = socket.during(12s);
  std::size_t rings = 0;
  for (std::size_t at = heard.find("RING"); at != std::string::npos; at = heard.find("RING", at + 1)) ++rings;
  EXPECT_EQ(rings, 3u);
}

TEST_F(CallsTest, ThePhonesActivityIsTold) {  // 3GPP TS 27.007 §8.1
  EXPECT_EQ(boss.at("AT+CPAS"), "\r\n+CPAS: 0\r\n\r\nOK\r\n");
  boss.at("ATD+358403333333;");
  socket.during(3s);
  EXPECT_THAT(socket.at("AT+CPAS"), HasSubstr("+CPAS: 3\r\n"));
  EXPECT_THAT(boss.at("AT+CPAS"), HasSubstr("+CPAS: 4\r\n"));
  socket.at("ATA");
  socket.during(5s);
  EXPECT_THAT(socket.at("AT+CPAS"), HasSubstr("+CPAS: 4\r\n"));
}

TEST_F(CallsTest, TheNetworksServicesAreTold) {  // 3GPP TS 27.007 §7.6 to §7.8
  EXPECT_EQ(boss.at("AT+CLIP?"), "\r\n+CLIP: 1,1\r\n\r\nOK\r\n");
  EXPECT_EQ(boss.at("AT+COLP?"), "\r\n+COLP: 0,1\r\n\r\nOK\r\n");
  EXPECT_EQ(boss.at("AT+CLIR?"), "\r\n+CLIR: 0,4\r\n\r\nOK\r\n");
}

TEST_F(CallsTest, AWithheldNumberIsNotShown) {
  boss.at("ATD+358403333333I;");
  EXPECT_EQ(socket.during(3s), "\r\nRING\r\n\r\n+CLIP: \"\",128,\"\",,\"\",1\r\n");
}

TEST_F(CallsTest, ClirWithholdsEveryCall) {
  boss.at("AT+CLIR=1");
  boss.at("ATD+358403333333;");
  EXPECT_THAT(socket.during(3s), HasSubstr("+CLIP: \"\",128"));
}

TEST_F(CallsTest, ANetworkMayShowCallersInLocalForm) {
  network.directory().add(number("+358403333333")).local_callers = true;
  boss.at("ATD+358403333333;");
  EXPECT_THAT(socket.during(3s), HasSubstr("+CLIP: \"0401111111\",129"));
}

TEST_F(CallsTest, ALocalNumberReachesTheSameTelephone) {
  boss.at("ATD0403333333;");
  EXPECT_THAT(socket.during(3s), HasSubstr("RING"));
}

TEST_F(CallsTest, AnAnsweredCallStaysUntilOneHangsUp) {
  boss.at("ATD+358403333333;");
  socket.during(3s);
  EXPECT_EQ(socket.at("ATA"), "");  // the network needs a moment
  EXPECT_EQ(socket.during(1s), "\r\nOK\r\n");
  EXPECT_THAT(boss.at("AT+CLCC"), HasSubstr("+CLCC: 1,0,0,0,0"));
  boss.seen.clear();
  EXPECT_EQ(socket.during(1h), "") << "no RING once it is answered";
  EXPECT_EQ(boss.seen, "");
  EXPECT_EQ(socket.at("ATH"), "\r\nOK\r\n");
  EXPECT_EQ(boss.seen, "\r\nNO CARRIER\r\n");
  EXPECT_EQ(boss.at("AT+CLCC"), "\r\nOK\r\n");
}

TEST_F(CallsTest, ARejectedCallIsBusyForTheCaller) {
  boss.at("ATD+358403333333;");
  socket.during(3s);
  boss.seen.clear();
  EXPECT_EQ(socket.at("ATH"), "\r\nOK\r\n");
  EXPECT_EQ(boss.seen, "\r\nBUSY\r\n");
  EXPECT_EQ(socket.during(20s), "") << "it has stopped ringing";
}

TEST_F(CallsTest, ACallerWhoGivesUpEndsTheRinging) {
  boss.at("ATD+358403333333;");
  socket.during(3s);
  socket.seen.clear();
  boss.at("AT+CHUP");
  EXPECT_EQ(socket.seen, "\r\nNO CARRIER\r\n");
  EXPECT_EQ(socket.during(20s), "");
}

TEST_F(CallsTest, AThirdTelephoneFindsTheLineBusy) {
  boss.at("ATD+358403333333;");
  socket.during(3s);
  other.at("ATD+358403333333;");
  other.during(5s);
  EXPECT_EQ(other.seen, "\r\nBUSY\r\n");
  EXPECT_THAT(socket.at("AT+CLCC"), HasSubstr("+358401111111")) << "the first call still rings";
}

TEST_F(CallsTest, TheReportTellsBusyFromRejected) {
  boss.at("ATD+358403333333;");
  socket.during(3s);
  other.at("ATD+358403333333;");
  other.during(5s);
  EXPECT_EQ(other.at("AT+CEER"), "\r\n+CEER: User busy\r\n\r\nOK\r\n");
  socket.at("ATH");
  EXPECT_EQ(boss.at("AT+CEER"), "\r\n+CEER: Call rejected\r\n\r\nOK\r\n");
}

TEST_F(CallsTest, NobodyAnswers) {
  boss.at("ATD+358403333333;");
  EXPECT_EQ(boss.during(85s), "");
  EXPECT_EQ(boss.during(10s), "\r\nNO ANSWER\r\n");
}

TEST_F(CallsTest, WhoIsSwitchedOffOrUnknownCannotBeReached) {
  socket.modem->power(false);
  boss.at("ATD+358403333333;");
  EXPECT_EQ(boss.during(5s), "\r\nNO CARRIER\r\n");
  boss.at("ATD+358409999999;");
  EXPECT_EQ(boss.during(5s), "\r\nNO CARRIER\r\n");
}

TEST_F(CallsTest, AnOutageEndsTheCallForBoth) {
  boss.at("ATD+358403333333;");
  socket.during(3s);
  socket.at("ATA");
  socket.during(1s);
  boss.seen.clear();
  network.cells().set_service(socket.account(), false);
  EXPECT_EQ(socket.during(1s), "\r\nNO CARRIER\r\n");
  EXPECT_EQ(boss.seen, "\r\nNO CARRIER\r\n");
}

TEST_F(CallsTest, ColpMakesDialWaitForTheAnswer) {
  socket.at("AT+COLP=1");
  EXPECT_EQ(socket.at("ATD+358401111111;"), "");
  socket.during(3s);
  boss.at("ATA");
  socket.seen.clear();
  EXPECT_EQ(socket.during(1s), "\r\n+COLP: \"+358401111111\",145\r\n\r\nOK\r\n");
}

TEST_F(CallsTest, AnyCharacterBreaksOffAWaitingDial) {
  socket.at("AT+COLP=1");
  socket.at("ATD+358401111111;");
  boss.during(3s);
  boss.seen.clear();
  EXPECT_EQ(socket.type("\r"), "\r\nNO CARRIER\r\n");
  EXPECT_EQ(boss.seen, "\r\nNO CARRIER\r\n");
}

}  // namespace
}  // namespace isocket::lab
