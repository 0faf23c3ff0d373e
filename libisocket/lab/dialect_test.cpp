// What each dialect of the virtual modem says differently, octet by octet.
#include "lab/dialect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "lab/test_telephone.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kOwnNumber = "+358401111111";

class DialectTest : public ::testing::Test {
 protected:
  /// A modem of this dialect, registered.
  TestTerminal& make(std::string_view name) {
    terminal = std::make_unique<TestTerminal>(loop, network, kOwnNumber, *Dialect::find(name));
    terminal->start();
    return *terminal;
  }
  std::string boot(std::string_view name) {
    terminal = std::make_unique<TestTerminal>(loop, network, kOwnNumber, *Dialect::find(name));
    terminal->modem->power(true);
    return terminal->during(25s);
  }
  /// What a call to the telephone says on the line, which is taken and then hung up there.
  std::string call(std::string_view name) {
    make(name);
    std::string seen = terminal->at("ATD+358402222222;");
    seen += terminal->during(10s);
    telephone.modem->feed("ATA\r");
    seen += terminal->during(5s);
    telephone.modem->feed("ATH\r");
    return seen + terminal->during(1s);
  }

  EventLoop loop{EventLoop::Pace::virtual_time, std::chrono::sys_days{std::chrono::year{2026} / 1 / 5}};
  Network network{loop, 1};
  TestTelephone telephone{loop, network, "+358402222222"};
  std::unique_ptr<TestTerminal> terminal;
};

TEST_F(DialectTest, EachIsFoundByItsName) {
  std::set<std::string_view> names;
  for (const Dialect& dialect : Dialect::all()) {
    EXPECT_EQ(Dialect::find(dialect.name), &dialect);
    EXPECT_TRUE(names.insert(dialect.name).second) << dialect.name;
    EXPECT_NE(dialect.stores.find("\"" + std::string{dialect.receive_store} + "\""), std::string_view::npos);
  }
  EXPECT_EQ(Dialect::find("nokia-3310"), nullptr);
}

TEST_F(DialectTest, EachTellsWhoItIs) {
  for (const Dialect& dialect : Dialect::all()) {
    make(dialect.name);
    EXPECT_EQ(terminal->at("AT+CGMI"), "\r\n" + std::string{dialect.manufacturer} + "\r\n\r\nOK\r\n");
    EXPECT_EQ(terminal->at("AT+CGMM"), "\r\n" + std::string{dialect.model} + "\r\n\r\nOK\r\n");
  }
}

TEST_F(DialectTest, BootsInItsWords) {
  EXPECT_EQ(boot("sim7600"), "\r\nRDY\r\n\r\n+CPIN: READY\r\n\r\nSMS DONE\r\n\r\nPB DONE\r\n");
  EXPECT_EQ(boot("quectel-m35"), "\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+CPIN: READY\r\n\r\nCall Ready\r\n");
  EXPECT_EQ(boot("quectel-ec25"),
            "\r\nRDY\r\n\r\n+CPIN: READY\r\n\r\n+QUSIM: 1\r\n\r\n+QIND: SMS DONE\r\n\r\n+QIND: PB DONE\r\n");
  EXPECT_EQ(boot("telit-he910"), "\r\n#QSS: 1\r\n");
  EXPECT_EQ(boot("u-blox-sara"), "\r\n+PBREADY\r\n");
  EXPECT_EQ(boot("wavecom"), "\r\n+WIND: 1\r\n\r\n+WIND: 7\r\n\r\n+WIND: 4\r\n");
  EXPECT_EQ(boot("generic"), "");
}

TEST_F(DialectTest, HuaweiChattersUntilItIsTold) {
  make("huawei-e173");
  EXPECT_EQ(terminal->during(1min), "\r\n^BOOT:91409020,0,0,0,6\r\n\r\n^RSSI:18\r\n");
  EXPECT_EQ(terminal->at("AT^CURC=0"), "\r\nOK\r\n");
  EXPECT_EQ(terminal->during(10min), "");
}

TEST_F(DialectTest, HuaweiKnowsNoErrorForWhatItDoesNotKnow) {
  make("huawei-e173");
  EXPECT_EQ(terminal->at("AT+NONE"), "\r\nCOMMAND NOT SUPPORT\r\n");
  EXPECT_THAT(terminal->at("AT+CCLK?"), StartsWith("\r\n+CCLK: \"2026/01/05,"));
}

TEST_F(DialectTest, HuaweiCountsPlacesFromZero) {
  make("huawei-e173");
  terminal->at("AT+CNMI=2,1,0,0,0");
  telephone.send(kOwnNumber, "ON");
  EXPECT_THAT(terminal->seen + terminal->at("AT+CMGL=4"), HasSubstr("+CMGL: 0,"));
  EXPECT_THAT(terminal->at("AT+CMGR=0"), HasSubstr("+CMGR: "));
  EXPECT_EQ(terminal->at("AT+CMGD=0"), "");
  EXPECT_THAT(terminal->during(1s), HasSubstr("OK"));
  EXPECT_THAT(terminal->at("AT+CMGR=0"), HasSubstr("+CMS ERROR: 321"));
}

// The code and the answer are vectors of ModemManager's Huawei plugin and of chan_dongle's tests.
TEST_F(DialectTest, HuaweiPacksUssd) {
  make("huawei-e173");
  terminal->at("AT^CURC=0");
  network.ussd().set(terminal->account(), "*100#", {UssdReply::Kind::text, "OCTATOK 0.51 p.", {}});
  EXPECT_EQ(terminal->at("AT+CUSD=1,\"*100#\",15"), "\r\nERROR\r\n");
  EXPECT_EQ(terminal->at("AT+CUSD=1,\"AA180C3602\",15"), "\r\nOK\r\n");
  EXPECT_EQ(terminal->during(10s), "\r\n+CUSD: 0,\"CF2135487D2E4130572D0682BB1A\",15\r\n");
  terminal->at("AT^USSDMODE=0");
  terminal->at("AT+CUSD=1,\"*100#\",15");
  EXPECT_EQ(terminal->during(10s), "\r\n+CUSD: 0,\"OCTATOK 0.51 p.\",15\r\n");
}

TEST_F(DialectTest, TellsOfCallsInItsWords) {
  EXPECT_EQ(call("huawei-e173"),
            "\r\nOK\r\n\r\n^ORIG:1,0\r\n\r\n^CONF:1\r\n\r\n^CONN:1,0\r\n\r\n^CEND:1,4,29,16\r\n");
  EXPECT_EQ(call("zte-mf180"), "\r\nOK\r\n\r\nCONNECT\r\n\r\nHANGUP: 1\r\n");
  EXPECT_EQ(call("sim7600"), "\r\nOK\r\n\r\nVOICE CALL: BEGIN\r\n\r\nVOICE CALL: END: 000004\r\n");
  EXPECT_EQ(call("wavecom"),
            "\r\n+WIND: 5,1\r\n\r\n+WIND: 2\r\n\r\nOK\r\n\r\n+WIND: 6,1\r\n\r\nNO CARRIER\r\n");
  EXPECT_EQ(call("sim800"), "\r\nOK\r\n\r\nNO CARRIER\r\n");
}

TEST_F(DialectTest, UbloxTellsOfCallsOnceItIsAsked) {
  EXPECT_EQ(call("u-blox-sara"), "\r\nOK\r\n\r\nNO CARRIER\r\n");
  terminal->at("AT+UCALLSTAT=1");
  EXPECT_EQ(terminal->at("ATD+358402222222;"), "\r\nOK\r\n\r\n+UCALLSTAT: 1,2\r\n");
  EXPECT_EQ(terminal->during(10s), "\r\n+UCALLSTAT: 1,3\r\n");
  EXPECT_EQ(terminal->at("ATH"), "\r\n+UCALLSTAT: 1,6\r\n\r\nOK\r\n");
}

TEST_F(DialectTest, Sim7600TellsOfAMissedCall) {
  make("sim7600");
  telephone.at("ATD" + std::string{kOwnNumber} + ";");
  terminal->during(10s);
  telephone.at("ATH");
  EXPECT_THAT(terminal->seen, HasSubstr("\r\nMISSED_CALL: 11:01AM 358402222222\r\n"));
}

TEST_F(DialectTest, UbloxAndWavecomAreBusyAtFirst) {
  for (const auto& [name, error] : {std::pair{"u-blox-sara", "14"}, std::pair{"wavecom", "515"}}) {
    terminal = std::make_unique<TestTerminal>(loop, network, kOwnNumber, *Dialect::find(name));
    terminal->modem->power(true);
    terminal->during(2600ms);
    terminal->at("ATE0");
    terminal->at("AT+CMEE=1");
    EXPECT_EQ(terminal->at("AT+CGMI"), "\r\n+CME ERROR: " + std::string{error} + "\r\n");
    terminal->during(20s);
    EXPECT_THAT(terminal->at("AT+CGMI"), HasSubstr("OK"));
  }
}

TEST_F(DialectTest, WavecomLeavesTheOkOutAndHasTwoStores) {
  make("wavecom");
  EXPECT_EQ(terminal->at("AT+CPIN?"), "\r\n+CPIN: READY\r\n");
  EXPECT_EQ(terminal->at("AT"), "\r\nOK\r\n") << "the command is over all the same";
  EXPECT_EQ(terminal->at("AT+CPMS=?"), "\r\n+CPMS: ((\"SM\",\"BM\",\"SR\"),(\"SM\"))\r\n\r\nOK\r\n");
  EXPECT_EQ(terminal->at("AT+CPMS=\"SM\",\"SM\""), "\r\n+CPMS: 0,50,0,50\r\n\r\nOK\r\n");
  EXPECT_EQ(terminal->at("AT+CPMS=\"SM\",\"SM\",\"SM\""), "\r\n+CMS ERROR: 302\r\n");
  EXPECT_EQ(terminal->at("AT+CPMS=\"ME\""), "\r\n+CMS ERROR: 302\r\n");
}

TEST_F(DialectTest, TelitLosesWhatComesTooSoon) {
  make("telit-he910");
  terminal->at("AT");
  terminal->modem->feed("AT\r");
  terminal->during(10ms);  // answered after 5 ms
  terminal->modem->feed("AT+CSQ\r");
  EXPECT_EQ(terminal->during(1s), "");
  EXPECT_THAT(terminal->at("AT+CSQ"), HasSubstr("+CSQ: "));
}

TEST_F(DialectTest, TelitQuotesTheEmptyName) {
  make("telit-he910");
  telephone.send(kOwnNumber, "ON");
  EXPECT_THAT(terminal->at("AT+CMGR=1"), StartsWith("\r\n+CMGR: 0,\"\","));
}

TEST_F(DialectTest, Ec25MislaysStoredReports) {
  make("quectel-ec25");
  terminal->at("AT+CNMI=2,1,0,2,0");
  sms::Submit submit;
  submit.destination = sms::Address{number("+358402222222")};
  submit.status_report_request = true;
  const auto pdu = sms::encode_pdu(submit).value();
  terminal->at("AT+CMGS=" + std::to_string(pdu.length));
  terminal->modem->feed(pdu.hex + "\x1a");
  EXPECT_THAT(terminal->during(30s), HasSubstr("\r\n+CDSI: \"SM\",0\r\n"));
  EXPECT_EQ(terminal->at("AT+CMGR=0"), "\r\nOK\r\n");
  terminal->at("AT+CPMS=\"SR\"");
  EXPECT_THAT(terminal->at("AT+CMGR=1"), HasSubstr("+CMGR: "));
}

TEST_F(DialectTest, M35HasNoMessageServiceOne) {
  make("quectel-m35");
  EXPECT_EQ(terminal->at("AT+CSMS=?"), "\r\n+CSMS: (0,128)\r\n\r\nOK\r\n");
  EXPECT_EQ(terminal->at("AT+CSMS=1"), "\r\n+CMS ERROR: 302\r\n");
}

TEST_F(DialectTest, ZteForgetsTheCentreWithTextParameters) {
  make("zte-mf180");
  EXPECT_THAT(terminal->at("AT+CSCA?"), HasSubstr("+358405202000"));
  terminal->at("AT+CSMP=17,167,0,0");
  EXPECT_THAT(terminal->at("AT+CSCA?"), Not(HasSubstr("+358")));
  terminal->at("AT+CMGF=1");
  terminal->at("AT+CMGS=\"+358402222222\"");
  EXPECT_THAT(terminal->type("hello\x1a"), HasSubstr("+CMS ERROR: 330"));
}

TEST_F(DialectTest, StartsAnewInItsOwnWay) {
  make("sim7600");
  EXPECT_EQ(terminal->at("AT+CRESET"), "\r\nOK\r\n");
  EXPECT_THAT(terminal->during(25s), StartsWith("\r\nRDY\r\n"));
  make("u-blox-sara");
  EXPECT_EQ(terminal->at("AT+CFUN=16"), "\r\nOK\r\n");
  EXPECT_EQ(terminal->during(25s), "\r\n+PBREADY\r\n");
}

}  // namespace
}  // namespace isocket::lab
