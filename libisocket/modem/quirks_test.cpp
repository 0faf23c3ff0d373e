// What sticks of ZTE, Novatel and Qualcomm's kind, old modems and phones do otherwise than the standards say,
// each with where it was reported.
#include <algorithm>

#include "modem/modem_fixture.h"

namespace isocket::modem {
namespace {

class ZteQuirk : public ModemTest {
 protected:
  ZteQuirk() { is("ZTE INCORPORATED", "K3565-Z"); }
};

// ModemManager mm-common-zte.c; gammu atgen.c
TEST_F(ZteQuirk, ItsUrcsAreNoAnswers) {
  peer->once("AT+CREG?", "+ZUSIMR:2|+ZPSTM: 0,1|+CREG: 0,1|+ZPASR: \"UMTS\"|OK");
  ready();
  peer->once("<pdu>", "+ZDONR: \"Operator\",244,05,\"CS_PS\",\"ROAM_OFF\"|+ZEND|+CMGS: 5|OK");
  EXPECT_EQ(submit().reference, 5);
}
// python-gsmmodem test/fakemodems.py (K3565-Z, M6280): AT+CSMP= makes it forget the service centre
TEST_F(ZteQuirk, NothingIsSentThatMakesItForgetTheServiceCentre) {
  ready();
  ASSERT_EQ(submit().outcome, Submission::Outcome::sent);
  EXPECT_EQ(peer->count("AT+CSMP"), 0u);
}
// python-gsmmodem test/fakemodems.py: nothing comes until the call is answered
TEST_F(ZteQuirk, ConnectIsTheAnswerAndHangupTheEnd) {
  ready();
  peer->once("ATD", "");
  at(5s, "CONNECT");
  at(30s, "HANGUP: 1");
  ASSERT_TRUE(dial());
  run_for(40s);
  EXPECT_EQ(calls(), "answered 5000ms|out hung_up 30000ms");
}
// homeassistant-gsm-call#26 (MF192)
TEST_F(ZteQuirk, VoiceIsSwitchedOnBeforeDialling) {
  ready();
  ASSERT_TRUE(dial());
  ASSERT_GE(peer->commands.size(), 2u);
  EXPECT_EQ(peer->commands[0], "AT%icscall=1,0");
  EXPECT_EQ(peer->commands[1], "ATD+358912345678;");
}
// faucamp/python-gsmmodem#12: ATH while the other side still rings is answered by OK, and that is all
TEST_F(ZteQuirk, ACallThatIsNotAnsweredYetCanBeHungUp) {
  ready();
  peer->once("ATD", "");
  const auto call = [](Modem& one) -> asio::awaitable<void> {
    const auto dialled = co_await one.dial(*PhoneNumber::parse("+358912345678"));
    EXPECT_TRUE(dialled);
  };
  loop.spawn(call(*modem));
  run_for(10s);
  ASSERT_TRUE(hang_up());
  EXPECT_EQ(calls(), "out cancelled 10000ms");
  EXPECT_EQ(loop.now() - begun, 10s);
  EXPECT_EQ(peer->count("ATH"), 1u);
  run_for(10s);
  EXPECT_EQ(submit().outcome, Submission::Outcome::sent);
}
// gammu#209 (MF626)
TEST_F(ZteQuirk, AReportInAStoreOfItsOwnIsFetchedAndTheInboxStaysTheInbox) {
  options.reception = Reception::stored;
  ready();
  peer->always("AT+CMGR=50", cmgr(report(42)));
  peer->once("<pdu>", "+CDSI: \"SR\",50|+CMGS: 42|OK");
  EXPECT_EQ(submit().reference, 42);
  run_for(1s);
  ASSERT_EQ(heard<ReportReceived>().size(), 1u);
  EXPECT_EQ(heard<ReportReceived>()[0].report.reference, 42);
  run_for(60s);
  const auto& all = peer->commands;
  const auto list = std::find(all.begin(), all.end(), "AT+CMGL=4");
  ASSERT_NE(list, all.end());
  EXPECT_EQ(*(list - 1), "AT+CPMS=\"SM\"");
}

class OtherStick : public ModemTest {};

// oFono drivers/atmodem/sms.c
TEST_F(OtherStick, NovatelIsNeverAskedToAcknowledge) {
  is("Novatel Wireless Inc", "Ovation MC930D");
  ready();
  const auto pdu = report(3);
  peer->say("+CDS: " + std::to_string(pdu.length) + "|" + pdu.hex + "|" + cmt("ON"));
  run_for(1s);
  EXPECT_EQ(texts(), "ON");
  EXPECT_EQ(peer->count("AT+CNMA"), 0u);
}
TEST_F(OtherStick, NovatelStoresItsReports) {
  is("Novatel Wireless Inc", "Ovation MC930D");
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CNMI=2,2,0,2,0"), 1u);
  EXPECT_EQ(peer->count("AT+CNMI=2,2,0,1"), 0u);
  EXPECT_EQ(peer->count("AT+CSMS=1"), 0u);
  EXPECT_TRUE(modem->reports());
}
// oFono drivers/atmodem/sms.c; ModemManager mm-broadband-modem.c
TEST_F(OtherStick, QualcommRefusesWhatItAdvertises) {
  is("QUALCOMM INCORPORATED", "M6280");
  peer->always("AT+CNMI=2,", "+CMS ERROR: 303");
  peer->always("AT+CNMI=1,2,0,1,", "+CMS ERROR: 303");
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CNMI=1,2,0,2,0"), 1u);
  EXPECT_EQ(modem->reception(), Reception::direct);
}

class WavecomQuirk : public ModemTest {
 protected:
  WavecomQuirk() {
    is("WAVECOM MODEM", "MULTIBAND  900E  1800");
    peer->always("AT+WIND=50", "OK");
  }
};

// python-gsmmodem test/fakemodems.py; gammu F_CPIN_NO_OK
TEST_F(WavecomQuirk, TheStateOfTheSimComesWithoutAnOk) {
  options.pin = "4711";
  peer->once("AT+CPIN?", "+CPIN: SIM PIN");
  peer->always("AT+CPIN?", "+CPIN: READY");
  peer->always("AT+CPIN=", "OK");
  ASSERT_TRUE(start());
  EXPECT_LT(loop.now(), Instant{4s});
  EXPECT_EQ(peer->count("AT+CPIN=\"4711\""), 1u);
}
// gammu#93, #91; smstools modeminit.c
TEST_F(WavecomQuirk, InitialisationMayTakeTwentySeconds) {
  for (int i = 0; i < 20; ++i) peer->once("AT+CMEE=1", "+CME ERROR: 515");
  peer->once("AT+CMGF=0", "+CMS ERROR: 515");
  ASSERT_TRUE(start());
  EXPECT_GE(loop.now(), Instant{20s});
}
// python-gsmmodem test/fakemodems.py: ATD is answered when the other side answers
TEST_F(WavecomQuirk, WindTellsOfCalls) {
  ready();
  peer->once("ATD", "");
  at(1s, "+WIND: 5,1");
  at(2s, "+WIND: 2");
  at(6s, "OK");
  at(20s, "NO CARRIER|+WIND: 6,1");
  ASSERT_TRUE(dial());
  peer->always("AT+CLCC", "+CLCC: 1,0,0,0,0|OK");
  run_for(30s);
  EXPECT_EQ(calls().substr(0, 31), "ringing 2000ms|answered 6000ms|");
  EXPECT_EQ(heard<CallEnded>().size(), 1u);
}
// the same: the first character that comes ends the dialling (V.250 §5.6.1)
TEST_F(WavecomQuirk, DiallingIsInterruptedToHangUp) {
  ready();
  peer->once("ATD", "");
  peer->once("ATH", "NO CARRIER");
  const auto call = [](Modem& one) -> asio::awaitable<void> {
    const auto dialled = co_await one.dial(*PhoneNumber::parse("+358912345678"));
    EXPECT_TRUE(dialled);
  };
  loop.spawn(call(*modem));
  at(2s, "+WIND: 2");
  run_for(10s);
  ASSERT_TRUE(hang_up());
  EXPECT_EQ(calls(), "ringing 2000ms|out cancelled 10000ms");
}
// gammu#832; python-gsmmodem test/fakemodems.py: of stores it takes two, and lists them in one more bracket
TEST_F(WavecomQuirk, ThereMayBeTwoStoresOnly) {
  peer->always("AT+CPMS?", "+CPMS: \"SM\",14,50,\"SM\",14,50|OK");
  options.reception = Reception::stored;
  ready();
  peer->always("AT+CMGR=3", cmgr(delivery("ON")));
  peer->say("+CMTI: \"SM\",3");
  run_for(1s);
  EXPECT_EQ(texts(), "ON");
  EXPECT_EQ(peer->count("AT+CPMS="), 0u);
}
TEST_F(WavecomQuirk, AChangeOfRegistrationIsNoAnswer) {
  peer->once("AT+CREG?", "+CREG: 0,2|OK|+CREG: 1,\"00C3\",\"A1B2\"");
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CREG?"), 2u);
}
// smstools modeminit.c
TEST_F(WavecomQuirk, ItsOwnErrorsHaveNamesAndClasses) {
  EXPECT_EQ(cms_error(512).error_class, ErrorClass::network);
  EXPECT_EQ(cms_error(513).error_class, ErrorClass::network);
  EXPECT_EQ(cms_error(514).error_class, ErrorClass::transient);
  EXPECT_EQ(cms_error(515).error_class, ErrorClass::busy);
  EXPECT_EQ(cme_error(515).error_class, ErrorClass::busy);
}

class CinterionQuirk : public ModemTest {
 protected:
  CinterionQuirk() { is("Cinterion", "MC75i"); }
};

// gammu#1207 (MC75i): <bfr> is 1 only, ME is no store to receive in, no +CMT, no +CDS
TEST_F(CinterionQuirk, WhatItOffersIsWhatItIsAskedFor) {
  peer->always("AT+CNMI=?", "+CNMI: (0-3),(0,1),(0,2,3),(0,2),(1)|OK");
  peer->always("AT+CPMS?", "+CPMS: \"ME\",0,25,\"ME\",0,25,\"SM\",0,20|OK");
  ready();
  EXPECT_EQ(modem->reception(), Reception::stored);
  EXPECT_TRUE(modem->reports());
  peer->once("AT+CMGL=4", cmgl(4, delivery("ON")) + "|OK");
  run_for(61s);
  EXPECT_EQ(texts(), "ON");
}
TEST_F(CinterionQuirk, MessagesAreLookedForWhereTheyArrive) {
  peer->always("AT+CNMI=?", "+CNMI: (0-3),(0,1),(0,2,3),(0,2),(1)|OK");
  peer->always("AT+CPMS?", "+CPMS: \"ME\",0,25,\"ME\",0,25,\"SM\",0,20|OK");
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CNMI=2,1,0,2,1"), 1u);
  EXPECT_EQ(peer->count("AT+CMGL=4"), 2u);  // what lies in ME from before, and SM
  EXPECT_EQ(peer->count("AT+CPMS=\"SM\""), 1u);
}
// warthog618/modem#8 (BGS2); 3GPP TS 27.005 §3.4.1: unacknowledged, it stops handing messages over
TEST_F(CinterionQuirk, EveryMessageHandedOverIsAcknowledged) {
  ready();
  const auto pdu = report(3);
  peer->say(cmt("ON") + "|" + cmt("OFF") + "|+CDS: " + std::to_string(pdu.length) + "|" + pdu.hex);
  run_for(1s);
  EXPECT_EQ(texts(), "ON|OFF");
  EXPECT_EQ(peer->count("AT+CNMA"), 3u);
}
TEST_F(CinterionQuirk, ItsRestartIsSeen) {
  ready();
  peer->say("^SYSSTART");
  run_for(10s);
  EXPECT_EQ(heard<ModemRestarted>().size(), 1u);
}
// ModemManager plugins/cinterion: a list of calls, line by line, with an empty one at its end
TEST_F(CinterionQuirk, CallsAreToldAsAList) {
  peer->always("AT^SLCC=1", "OK");
  ready();
  peer->always("AT+CLCC", "ERROR");
  at(1s, "!\r\n^SLCC: 1,0,2,0,0,0,\"+358912345678\",145\r\n^SLCC: \r\n");
  at(2s, "!\r\n^SLCC: 1,0,3,0,0,0,\"+358912345678\",145\r\n^SLCC: \r\n");
  at(5s, "!\r\n^SLCC: 1,0,0,0,0,1,\"+358912345678\",145\r\n^SLCC: \r\n");
  at(9s, "!\r\n^SLCC: \r\n");
  ASSERT_TRUE(dial());
  run_for(20s);
  EXPECT_EQ(calls(), "ringing 2000ms|answered 5000ms|out hung_up 9000ms");
}

class PhoneQuirk : public ModemTest {};

// python-gsmmodem test/fakemodems.py (N79), python-gsmmodem#15 (N95)
TEST_F(PhoneQuirk, NokiaS60CanSendAndNotReceive) {
  is("Nokia", "Nokia N79");
  peer->always("AT+CNMI=", "ERROR");
  peer->always("AT+CNMI=?", "ERROR");
  peer->always("AT+CPMS?", "+CPMS: ,,,,,,,,|OK");
  peer->always("AT+CPMS=", "ERROR");
  peer->always("AT+CMGL=4", "ERROR");
  peer->always("AT+CGMR", "V ICPR72_08w44.1|24-11-08|RM-348|(c) Nokia|11.049|OK");
  ready();
  EXPECT_EQ(modem->reception(), Reception::none);
  EXPECT_EQ(modem->identity().revision, "V ICPR72_08w44.1");
  EXPECT_EQ(submit().outcome, Submission::Outcome::sent);
  const std::size_t so_far = peer->commands.size();
  run_for(60s);
  EXPECT_EQ(peer->commands.size(), so_far);  // nothing to poll
}
// gammu gsmphones.c; Kannel modems.conf
TEST_F(PhoneQuirk, SonyEricssonTakesModeThree) {
  is("", "AAB-1021041-BV");
  peer->always("AT+CNMI=?", "+CNMI: (3),(0-3),(0,2),(0,1),(0)|OK");
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CNMI=3,2,0,1,0"), 1u);
  EXPECT_EQ(peer->count("AT+CMGW"), 0u);
}
// gammu tests/at-sms-txt/motorola-l7.dump, at.c
TEST_F(PhoneQuirk, MotorolaHasAnErrorAndABannerOfItsOwn) {
  is("Motorola", "L7");
  peer->always("AT+CSMS=", "MODEM ERROR: 5");
  peer->always("AT+CPMS=", "MODEM ERROR: 5");
  ready();
  EXPECT_EQ(modem->reception(), Reception::direct);
  peer->once("<pdu>", "+MBAN: Copyright 2000-2004 Motorola, Inc.|+CMGS: 5|OK");
  EXPECT_EQ(submit().reference, 5);
}
// gammu gsmphones.c F_DISABLE_CMGL, F_BROKEN_CMGL; tests/at-cpms/samsung-j700.dump
TEST_F(PhoneQuirk, SamsungIsReadPlaceByPlace) {
  is("SAMSUNG ELECTRONICS CO., LTD.", "SGH-J700");
  peer->always("AT+CPMS?", "+CPMS: |OK");
  peer->always("AT+CMGR=", "+CMS ERROR: 321");
  peer->always("AT+CNMI=", "ERROR");
  ready();
  EXPECT_EQ(modem->reception(), Reception::polled);
  EXPECT_EQ(peer->count("AT+CMGL"), 0u);
  peer->once("AT+CMGR=4", cmgr(delivery("ON")));
  run_for(6s);
  EXPECT_EQ(texts(), "ON");
  EXPECT_EQ(peer->count("AT+CMGD=4"), 1u);
}

class AnyModem : public ModemTest {};

TEST_F(AnyModem, AListThatHangsIsAskedForOnce) {
  peer->always("AT+CMGL=4", "");
  peer->always("AT+CMGR=", "+CMS ERROR: 321");
  peer->always("AT+CPMS?", "+CPMS: \"SM\",1,10,\"SM\",1,10,\"SM\",1,10|OK");
  peer->once("AT+CMGR=7", cmgr(delivery("ON")));
  options.reception = Reception::polled;
  ASSERT_TRUE(start());
  EXPECT_EQ(texts(), "ON");
  run_for(60s);
  EXPECT_EQ(peer->count("AT+CMGL=4"), 1u);
}
// gammu tests/at-sms/38.dump, 32.dump; ModemManager pantech
struct Header {
  const char* header;
  bool padded;
};
TEST_F(AnyModem, AHeaderIsNotTrusted) {
  options.reception = Reception::stored;
  ready();
  int place = 0;
  for (const Header& row : {Header{"+CMGR: 24", false}, Header{"+CMGR: 0,,9", false},
                            Header{"+CMGR: 3,,176", true}, Header{"+CMGR: 0,\"Boss\",24,\"x\"", false}}) {
    auto pdu = delivery("ON");
    if (row.padded) pdu.hex.append(2 * 176 - pdu.hex.size(), 'F');
    ++place;
    peer->always("AT+CMGR=" + std::to_string(place), std::string{row.header} + "|" + pdu.hex + "|OK");
    peer->say("+CMTI: \"SM\"," + std::to_string(place));
    run_for(1s);
  }
  EXPECT_EQ(texts(), "ON|ON|ON|ON");
}
TEST_F(AnyModem, AListMayLeaveTheNameOut) {  // ModemManager pantech
  options.reception = Reception::stored;
  ready();
  const auto pdu = delivery("ON");
  peer->once("AT+CMGL=4", "+CMGL: 17,3," + std::to_string(pdu.length) + "|" + pdu.hex + "|OK");
  run_for(61s);
  EXPECT_EQ(texts(), "ON");
  EXPECT_EQ(peer->count("AT+CMGD=17"), 1u);
}
// gammu tests/at-creg-corner
TEST_F(AnyModem, QuotesMayBeMissing) {
  peer->once("AT+CREG?", "+CREG: 2,2,\"5E25|OK");
  peer->once("AT+CREG?", "+CREG: 2,1,\"0B,\"0100701\",7|OK");
  ASSERT_TRUE(start());
}
// opentracker#21 (604) and others that say nothing
TEST_F(AnyModem, AnUnlistedErrorKeepsItsNumber) {
  options.retry_limit = {};
  ready();
  peer->once("<pdu>", "+CMS ERROR: 604");
  EXPECT_EQ(submit().error.code, 604);
}

TEST_F(AnyModem, ADialectCanBeNamed) {
  options.dialect = "telit";
  ASSERT_TRUE(start());
  EXPECT_EQ(modem->dialect().name, "telit");
  EXPECT_NE(records.of("modem.ready").find("dialect=telit"), std::string::npos);
}
TEST_F(AnyModem, ADialectThatDoesNotExistIsAnError) {
  options.dialect = "hayes";
  const auto identity = start();
  ASSERT_FALSE(identity);
  EXPECT_EQ(identity.error().code, Errc::bad_value);
  EXPECT_EQ(identity.error().detail, "there is no modem dialect 'hayes'");
  EXPECT_TRUE(peer->commands.empty());
}

}  // namespace
}  // namespace isocket::modem
