#include "lab/virtual_modem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab/test_terminal.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class VirtualModemTest : public ::testing::Test {
 protected:
  EventLoop loop{EventLoop::Pace::virtual_time, std::chrono::sys_days{std::chrono::year{2026} / 1 / 5}};
  Network network{loop, 1};
  TestTerminal ours{loop, network, "+358401111111"};
  TestTerminal sim900{loop, network, "+358402222222", Dialect::sim900()};
};

// The exact octets that gammu, smstools3 and ModemManager were measured to accept.
TEST_F(VirtualModemTest, AnswersAsThirdPartyProgramsExpect) {
  ours.start();
  EXPECT_EQ(ours.at("AT"), "\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CGMI"), "\r\nisocket\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CGSN"), "\r\n490154203237518\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CSCS?"), "\r\n+CSCS: \"GSM\"\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CSCS=?"), "\r\n+CSCS: (\"GSM\",\"UCS2\",\"HEX\",\"IRA\")\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CMEE=1;+CREG=2"), "\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CREG?"), "\r\n+CREG: 2,1,\"00C3\",\"0000A1B2\"\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CPMS=?"),
            "\r\n+CPMS: (\"SM\",\"ME\",\"MT\"),(\"SM\",\"ME\",\"MT\"),(\"SM\",\"ME\",\"MT\")\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CPMS=\"ME\""), "\r\n+CPMS: 0,50,0,50,0,50\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CPMS?"), "\r\n+CPMS: \"ME\",0,50,\"ME\",0,50,\"ME\",0,50\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CNMI=?"), "\r\n+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CMGL=4"), "\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CMGR=1"), "\r\n+CMS ERROR: 321\r\n");
  EXPECT_EQ(ours.at("AT+CMGS=22"), "\r\n> ");
  EXPECT_EQ(ours.type("\x1b"), "\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CFUN=1"), "\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+MODE=2"), "\r\n+CME ERROR: 4\r\n");
}

TEST_F(VirtualModemTest, IsSilentWithoutPower) {
  EXPECT_EQ(ours.at("AT"), "");
  ours.start();
  ours.modem->power(false);
  EXPECT_EQ(ours.at("AT"), "");
}

TEST_F(VirtualModemTest, EchoesUntilToldOtherwise) {
  ours.modem->power(true);
  ours.during(10s);
  EXPECT_EQ(ours.at("AT"), "AT\r\r\nOK\r\n");
  EXPECT_EQ(ours.at("ATE0"), "ATE0\r\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT"), "\r\nOK\r\n");
}

TEST_F(VirtualModemTest, DoesNotPretendToAnswerInNumbersOrNotAtAll) {
  ours.start();
  EXPECT_EQ(ours.at("ATV1Q0"), "\r\nOK\r\n");
  EXPECT_EQ(ours.at("ATV0"), "\r\nERROR\r\n");
  EXPECT_EQ(ours.at("ATQ1"), "\r\nERROR\r\n");
}

TEST_F(VirtualModemTest, HearsNothingWithItsRadioOff) {
  ours.start();
  EXPECT_EQ(ours.at("AT+CSQ"), "\r\n+CSQ: 23,99\r\n\r\nOK\r\n");
  ours.at("AT+CFUN=4");
  EXPECT_EQ(ours.at("AT+CSQ"), "\r\n+CSQ: 99,99\r\n\r\nOK\r\n");
}

TEST_F(VirtualModemTest, CmeeLevelsWordTheSameError) {
  ours.start();
  EXPECT_EQ(ours.at("AT+NONE"), "\r\nERROR\r\n");
  ours.at("AT+CMEE=1");
  EXPECT_EQ(ours.at("AT+NONE"), "\r\n+CME ERROR: 4\r\n");
  ours.at("AT+CMEE=2");
  EXPECT_EQ(ours.at("AT+NONE"), "\r\n+CME ERROR: operation not supported\r\n");
}

TEST_F(VirtualModemTest, AnErrorEndsTheCommandList) {
  ours.start();
  EXPECT_EQ(ours.at("AT+CMEE=1;+NONE;+CSQ"), "\r\n+CME ERROR: 4\r\n");
}

TEST_F(VirtualModemTest, Sim900SaysHowItStarts) {
  sim900.modem->power(true);
  const std::string boot = sim900.during(20s);
  EXPECT_EQ(boot, "\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+CPIN: READY\r\n\r\nCall Ready\r\n\r\nSMS Ready\r\n");
}

TEST_F(VirtualModemTest, Sim900HasNoMessageServiceBeforeSmsReady) {
  sim900.modem->power(true);
  sim900.during(3s);
  EXPECT_THAT(sim900.at("AT+CNMI=2,2,0,0,0"), HasSubstr("+CMS ERROR: 302"));
  sim900.during(10s);
  EXPECT_THAT(sim900.at("AT+CNMI=2,2,0,0,0"), HasSubstr("OK"));
}

TEST_F(VirtualModemTest, RegistersSomeSecondsAfterPowerUp) {
  ours.modem->power(true);
  ours.during(3s);
  ours.at("ATE0");
  ours.at("AT+CREG=1");
  EXPECT_EQ(ours.at("AT+CREG?"), "\r\n+CREG: 1,2\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.during(10s), "\r\n+CREG: 1\r\n");
  EXPECT_EQ(ours.at("AT+CREG?"), "\r\n+CREG: 1,1\r\n\r\nOK\r\n");
}

TEST_F(VirtualModemTest, LosesAndFindsTheNetwork) {
  ours.start();
  ours.at("AT+CREG=1");
  network.cells().set_service(ours.account(), false);
  EXPECT_EQ(ours.during(1min), "\r\n+CREG: 2\r\n");
  EXPECT_THAT(ours.at("AT+CSQ"), HasSubstr("+CSQ: 99"));
  network.cells().set_service(ours.account(), true);
  EXPECT_EQ(ours.during(1min), "\r\n+CREG: 1\r\n");
  EXPECT_THAT(ours.at("AT+CSQ"), HasSubstr("+CSQ: 23,"));
}

TEST_F(VirtualModemTest, ASearchUnderWayIsNotBegunAnew) {
  ours.start();
  network.cells().set_service(ours.account(), false);
  for (int i = 0; i < 10; ++i) {
    network.cells().set_service(ours.account(), true);
    ours.during(1s);
  }
  EXPECT_TRUE(ours.account().reachable());
}

TEST_F(VirtualModemTest, AWrongPinCostsATry) {
  ours.card.pin = "1234";
  ours.start();
  ours.at("AT+CMEE=1");
  EXPECT_EQ(ours.at("AT+CPIN?"), "\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CIMI"), "\r\n+CME ERROR: 11\r\n");
  EXPECT_EQ(ours.at("AT+CREG?"), "\r\n+CREG: 0,0\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CPIN=\"9999\""), "\r\n+CME ERROR: 16\r\n");
  EXPECT_EQ(ours.card.tries, 2);
  EXPECT_EQ(ours.at("AT+CPIN=\"1234\""), "\r\nOK\r\n");
  EXPECT_EQ(ours.card.tries, 3);
  ours.during(10s);
  EXPECT_EQ(ours.at("AT+CREG?"), "\r\n+CREG: 0,1\r\n\r\nOK\r\n");
}

TEST_F(VirtualModemTest, ReadsTheCardsFiles) {  // 3GPP TS 51.011 §10; ModemManager waits 3 s without
  ours.start();
  EXPECT_EQ(ours.at("AT+CRSM=176,12258,0,0,10"), "\r\n+CRSM: 144,0,\"985308358504111111F1\"\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CRSM=176,28423,0,0,9"), "\r\n+CRSM: 144,0,\"082944504810111111\"\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CRSM=176,28589,0,0,4"), "\r\n+CRSM: 144,0,\"00000002\"\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CRSM=176,28589,0,3,1"), "\r\n+CRSM: 144,0,\"02\"\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CRSM=176,28589,0,3,2"), "\r\n+CRSM: 107,0\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CRSM=176,28599,0,0,15"), "\r\n+CRSM: 148,4\r\n\r\nOK\r\n") << "no such file";
  EXPECT_EQ(ours.at("AT+CRSM=214,28589,0,0,1,\"00\""), "\r\n+CRSM: 109,0\r\n\r\nOK\r\n")
      << "nothing is written";
}

TEST_F(VirtualModemTest, ThreeWrongPinsBlockTheCard) {
  ours.card.pin = "1234";
  ours.start();
  ours.at("AT+CMEE=1");
  for (int i = 0; i < 3; ++i) ours.at("AT+CPIN=\"0000\"");
  EXPECT_EQ(ours.at("AT+CPIN?"), "\r\n+CPIN: SIM PUK\r\n\r\nOK\r\n");
  EXPECT_EQ(ours.at("AT+CPIN=\"1234\""), "\r\n+CME ERROR: 12\r\n");
}

TEST_F(VirtualModemTest, SaysWhenNoCardIsIn) {
  sim900.card.inserted = false;
  sim900.modem->power(true);
  EXPECT_EQ(sim900.during(20s), "\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+CPIN: NOT INSERTED\r\n");
  sim900.at("ATE0+CMEE=1");
  EXPECT_EQ(sim900.at("AT+CPIN?"), "\r\n+CME ERROR: 10\r\n");
}

TEST_F(VirtualModemTest, ResetByCommandForgetsItsSettings) {
  ours.start();
  ours.at("AT+CMEE=2");
  EXPECT_EQ(ours.at("AT+CFUN=1,1"), "\r\nOK\r\n");
  ours.during(15s);
  EXPECT_THAT(ours.at("AT+CMEE?"), HasSubstr("+CMEE: 0"));
}

TEST_F(VirtualModemTest, KnowsTheNetworksTime) {
  ours.start();
  // 15.1 s and some after midnight UTC, two hours ahead.
  EXPECT_THAT(ours.at("AT+CCLK?"), HasSubstr("+CCLK: \"26/01/05,02:00:15+08\""));
}

TEST_F(VirtualModemTest, FaultsMakeItLateOrRestart) {
  Faults faults;
  faults.modem_late = 1;
  Network slow{loop, 1, {}, faults};
  TestTerminal late{loop, slow, "+358403333333"};
  late.modem->power(true);
  late.during(15s);
  EXPECT_THAT(late.at("AT"), Not(HasSubstr("OK")));
  EXPECT_THAT(late.during(20s), HasSubstr("OK"));

  Faults dying;
  dying.modem_reset = 1;
  Network mean{loop, 1, {}, dying};
  TestTerminal reset{loop, mean, "+358403333333", Dialect::sim900()};
  reset.modem->power(true);
  reset.during(15s);
  reset.modem->feed("AT\r");
  EXPECT_THAT(reset.during(15s), HasSubstr("RDY"));
  EXPECT_THAT(reset.seen, Not(HasSubstr("OK")));
}

TEST_F(VirtualModemTest, AnswersUssdFromTheSimsTable) {
  ours.start();
  network.ussd().set(ours.account(), "*100#", {UssdReply::Kind::text, "Balance 12,34 EUR", {}});
  EXPECT_EQ(ours.at("AT+CUSD=1,\"*100#\",15"), "\r\nOK\r\n");
  EXPECT_EQ(ours.during(5s), "\r\n+CUSD: 0,\"Balance 12,34 EUR\",15\r\n");
  ours.at("AT+CUSD=1,\"*111#\",15");
  EXPECT_EQ(ours.during(5s), "\r\n+CUSD: 4\r\n");
}

TEST_F(VirtualModemTest, AUssdMenuKeepsTheSessionOpen) {
  ours.start();
  const UssdReply ten{UssdReply::Kind::text, "Ten left", {}};
  network.ussd().set(ours.account(), "*1#", {UssdReply::Kind::menu, "1 credit", {{"1", ten}}});
  ours.at("AT+CUSD=1,\"*1#\",15");
  EXPECT_EQ(ours.during(5s), "\r\n+CUSD: 1,\"1 credit\",15\r\n");
  ours.at("AT+CUSD=1,\"1\",15");
  EXPECT_EQ(ours.during(5s), "\r\n+CUSD: 0,\"Ten left\",15\r\n");
  ours.at("AT+CUSD=1,\"1\",15");
  EXPECT_EQ(ours.during(5s), "\r\n+CUSD: 4\r\n") << "the session is over";
}

TEST_F(VirtualModemTest, UssdThatNeedsItComesAsUcs2) {
  ours.start();
  network.ussd().set(ours.account(), "*1#", {UssdReply::Kind::text, "Ж", {}});
  ours.at("AT+CUSD=1,\"*1#\",15");
  EXPECT_EQ(ours.during(5s), "\r\n+CUSD: 0,\"0416\",72\r\n");
}

}  // namespace
}  // namespace isocket::lab
