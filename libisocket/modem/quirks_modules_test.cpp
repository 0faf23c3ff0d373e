// What modules of SIMCom, Quectel, Telit and u-blox do otherwise than the standards say, each with where it
// was reported.
#include "modem/modem_fixture.h"
#include "modem/ussd_text.h"

namespace isocket::modem {
namespace {

class SimcomQuirk : public ModemTest {
 protected:
  SimcomQuirk() { is("SIMCOM_Ltd", "SIMCOM_SIM800L"); }
};

// Seeed GPRS_SIM900#39; home-assistant#127045
TEST_F(SimcomQuirk, PduModeIsRefusedUntilSmsReady) {
  peer->once("AT+CMGF=0", "ERROR");
  peer->once("AT+CMGF=0", "+CMS ERROR: 302");
  peer->once("AT+CMGF=0", "+CMS ERROR: 517|RDY");
  peer->once("AT+CMGF=0", "+CFUN: 1|+CPIN: READY|Call Ready|ERROR");
  peer->once("AT+CMGF=0", "SMS Ready|OK");
  ASSERT_TRUE(start());
  EXPECT_GE(peer->count("AT+CMGF=0"), 5u);
}

// zabsalahid/serialport-gsm#60: a message of two parts is announced twice, and its text is octets
TEST_F(SimcomQuirk, AnMmsNotificationIsReadLikeAnyMessage) {
  options.reception = Reception::stored;
  ready();
  sms::Deliver push;
  push.originator = sms::Address{*PhoneNumber::parse("+358912345678")};
  push.time_stamp = sms::Timestamp::of(Calendar{} + 24h * 365 * 40);
  push.coding = sms::DataCoding{0x04};
  const sms::Octets body{0x06, 0x05, 0x04, 0x0B, 0x84, 0x23, 0xF0, 0x25, 0x06, 0x08};
  push.user_data.payload = sms::BoundedOctets<sms::UserData::kMaxSeptets>{sms::OctetView{body}};
  peer->always("AT+CMGR=1", cmgr(*sms::encode_pdu(sms::Tpdu{push})));
  peer->always("AT+CMGR=2", cmgr(delivery("ON")));
  peer->say("+CMTI: \"SM\",1,\"MMS PUSH\",2,1|+CMTI: \"SM\",2,\"MMS PUSH\",2,2");
  run_for(1s);
  EXPECT_EQ(heard<MessageReceived>().size(), 2u);
  EXPECT_TRUE(heard<UnreadableReceived>().empty());
  EXPECT_EQ(peer->count("AT+CMGD="), 2u);
}

// Xinyuan-LilyGO/T-SIM7600X#63 (SIM7000G)
TEST_F(SimcomQuirk, APlaceThatIsNoneIsFoundByListing) {
  is("SIMCOM INCORPORATED", "SIMCOM_SIM7000G");
  options.reception = Reception::stored;
  ready();
  peer->once("AT+CMGL=4", cmgl(2, delivery("ON")) + "|OK");
  peer->say("+CMTI: ,-1");
  run_for(1s);
  EXPECT_EQ(texts(), "ON");
}

// LilyGo-Modem-Series#340 (SIM7600): nothing is sent until AT&F
TEST_F(SimcomQuirk, ASavedProfileIsUndoneWhereItIsWished) {
  is("SIMCOM INCORPORATED", "SIMCOM_SIM7600G-H");
  options.reset_profile = true;
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->commands.at(1), "AT&F");
  EXPECT_EQ(modem->dialect().reset_command, "AT+CRESET");
}

// ModemManager plugins/simtech; Xinyuan-LilyGO/T-SIM7600X#65
TEST_F(SimcomQuirk, Sim7600TellsOfItsCalls) {
  is("SIMCOM INCORPORATED", "SIMCOM_SIM7600G-H");
  ready();
  peer->always("AT+CLCC", "ERROR");
  at(2s, "VOICE CALL: BEGIN");
  at(43s, "VOICE CALL: END: 000041");
  ASSERT_TRUE(dial());
  run_for(60s);
  EXPECT_EQ(calls(), "answered 2000ms|out hung_up 43000ms");
}
TEST_F(SimcomQuirk, Sim7600TellsOfAMissedCall) {
  is("SIMCOM INCORPORATED", "SIMCOM_SIM7600G-H");
  ready();
  at(1s, "RING|+CLIP: \"+358912345678\",145,,,,0");
  at(6s, "MISSED_CALL: 11:01AM 0771234567");
  run_for(20s);
  EXPECT_EQ(calls(), "in +358912345678 1000ms|in no_answer 6000ms");
}
TEST_F(SimcomQuirk, TheEndIsToldInsideTheAnswerToHangingUp) {
  is("SIMCOM INCORPORATED", "SIMCOM_SIM7600G-H");
  ready();
  peer->always("AT+CLCC", "+CLCC: 1,0,0,0,0|OK");
  ASSERT_TRUE(dial());
  peer->once("AT+CHUP", "VOICE CALL: END: 000017|OK");
  ASSERT_TRUE(hang_up());
  EXPECT_EQ(calls(), "answered 000ms|out hung_up 000ms");
}

// esp-protocols#669; PavelVe addons#27
TEST_F(SimcomQuirk, A7670StoresInItsOwnMemory) {
  is("SIMCOM INCORPORATED", "A7670E-LNXY-UBL");
  peer->always("AT+CPMS?", "+CPMS: \"ME\",0,50,\"ME\",0,50,\"ME\",0,50|OK");
  options.reception = Reception::stored;
  ready();
  peer->once("AT+CMGL=4", cmgl(1, delivery("ON")) + "|OK");
  run_for(61s);  // the indication got lost: the poll must look into the right store
  EXPECT_EQ(texts(), "ON");
}
TEST_F(SimcomQuirk, A7670IsToldWhereToStore) {
  is("SIMCOM INCORPORATED", "A7670E-LNXY-UBL");
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CPMS=\"ME\",\"ME\",\"ME\""), 1u);
}
TEST_F(SimcomQuirk, A7670BeginsWithAReadyOfItsOwn) {
  is("SIMCOM INCORPORATED", "A7670E-LNXY-UBL");
  ready();
  peer->say(
      "!\r\n*ATREADY: 1\r\n\r\n+CPIN: READY\r\n\r\nSMS DONE\r\n\r\n+CGEV: EPS PDN ACT 1\r\n\r\nPB DONE\r\n");
  run_for(30s);
  EXPECT_EQ(heard<ModemRestarted>().size(), 1u);
  EXPECT_EQ(peer->count("AT+CMGF=0"), 1u);
}

class QuectelQuirk : public ModemTest {
 protected:
  QuectelQuirk() { is("Quectel", "EC25"); }
};

// IchthysMaranatha/asterisk-chan-quectel#75: the report lies in SR, +CDSI says SM, AT+CMGR says OK and
// nothing
TEST_F(QuectelQuirk, ReportsComeDirectOrNotAtAll) {
  peer->always("AT+CNMI=2,2,0,1,", "+CMS ERROR: 303");
  peer->always("AT+CNMI=1,2,0,1,", "+CMS ERROR: 303");
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CNMI=2,2,0,2"), 0u);
  EXPECT_EQ(peer->commands.back().substr(0, 15), "AT+CMGL=4");
  EXPECT_FALSE(modem->reports());
}
TEST_F(QuectelQuirk, ReportsAreTakenAsTheyCome) {
  ready();
  EXPECT_TRUE(modem->reports());
  const auto pdu = report(78);
  peer->say("+CDS: " + std::to_string(pdu.length) + "|" + pdu.hex);
  run_for(1s);
  ASSERT_EQ(heard<ReportReceived>().size(), 1u);
  EXPECT_EQ(heard<ReportReceived>()[0].report.reference, 78);
}
TEST_F(QuectelQuirk, AnOkWithoutAMessageIsAnEmptyPlace) {
  options.reception = Reception::stored;
  ready();
  peer->once("AT+CMGR=0", "OK");
  peer->say("+CDSI: \"SM\",0");
  run_for(1s);
  EXPECT_EQ(peer->count("AT+CMGD="), 0u);
  EXPECT_TRUE(heard<UnreadableReceived>().empty());
}

// EC25 AT manual p. 145; ModemManager plugins/quectel
TEST_F(QuectelQuirk, AResultMayTakeTwoMinutes) {
  ready();
  peer->once("<pdu>", "");
  at(119s, "+CMGS: 7|OK");
  const Submission submission = submit();
  EXPECT_EQ(submission.outcome, Submission::Outcome::sent);
  EXPECT_EQ(submission.reference, 7);
}
TEST_F(QuectelQuirk, AfterItsOwnLimitNothingIsWaitedFor) {
  ready();
  peer->once("<pdu>", "");
  EXPECT_EQ(submit().outcome, Submission::Outcome::unknown);
  EXPECT_LT(loop.now() - begun, 140s);
}
TEST_F(QuectelQuirk, BootAndPowerUrcsAreNoAnswers) {
  ready();
  peer->once("AT+CMGS=", "+QIND: SMS DONE|+QUSIM: 1|>");
  peer->once("<pdu>", "POWERED DOWN|+CMGS: 9|OK");
  EXPECT_EQ(submit().reference, 9);
}

// warthog618/modem#17 (M26)
TEST_F(QuectelQuirk, M26TakesNoIndicationAfterPhaseTwoPlus) {
  is("Quectel_Ltd", "Quectel_M26");
  peer->always("AT+CSMS=1", "+CSMS: 1,1,1|OK");
  peer->always("AT+CNMI=?", "+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)|OK");
  for (int i = 0; i < 2; ++i) peer->once("AT+CNMI=2,2", "+CMS ERROR: 302");
  for (int i = 0; i < 2; ++i) peer->once("AT+CNMI=1,2", "+CMS ERROR: 302");
  ASSERT_TRUE(start());
  EXPECT_EQ(modem->reception(), Reception::direct);
  EXPECT_GE(peer->count("AT+CSMS=0"), 1u);
}
TEST_F(QuectelQuirk, PhaseTwoPlusIsOptional) {
  is("Quectel_Ltd", "Quectel_M26");
  peer->always("AT+CSMS=1", "+CMS ERROR: 303");
  peer->always("AT+CSMS=?", "+CSMS: (0,128)|OK");
  ready();
  EXPECT_EQ(modem->reception(), Reception::direct);
  peer->say(cmt("ON"));
  run_for(1s);
  EXPECT_EQ(texts(), "ON");
  EXPECT_EQ(peer->count("AT+CNMA"), 0u);
}

// gammu tests/at-ussd/Uissue358-Quectel_M35.dump
TEST_F(QuectelQuirk, M35AnswersUssdInUcs2WhateverTheSchemeSays) {
  EXPECT_EQ(ussd_text("00480061007600690020006B0065007200650074003A0020003000460074", 15), "Havi keret: 0Ft");
}

class TelitQuirk : public ModemTest {
 protected:
  TelitQuirk() { is("Telit", "HE910-D"); }
};

// Telit LE910Cx guide p. 43
TEST_F(TelitQuirk, RestsBetweenAnAnswerAndTheNextCommand) {
  ready();
  const Instant before = loop.now();
  ASSERT_EQ(submit().outcome, Submission::Outcome::sent);
  ASSERT_EQ(submit().outcome, Submission::Outcome::sent);
  EXPECT_GE(loop.now() - before, 20ms);
  EXPECT_LT(loop.now() - before, 50ms);
}
TEST_F(TelitQuirk, ALongerRestOfTheOptionsCounts) {
  options.dialogue.pause = 500ms;
  ready();
  static_cast<void>(submit());
  static_cast<void>(submit());
  EXPECT_GE(loop.now() - begun, 500ms);
}

// ModemManager test_cmgr_response_telit (HE910)
TEST_F(TelitQuirk, AHeaderMayCarryAnEmptyName) {
  options.reception = Reception::stored;
  ready();
  const auto pdu = delivery("ON");
  peer->always("AT+CMGR=3", "+CMGR: 0,\"\"," + std::to_string(pdu.length) + "|" + pdu.hex + "|OK");
  peer->say("+CMTI: \"ME\",3");
  run_for(1s);
  EXPECT_EQ(texts(), "ON");
}
// ModemManager plugins/telit
TEST_F(TelitQuirk, SimUrcsAreNoAnswers) {
  ready();
  peer->once("<pdu>", "#QSS: 1|#QSS: 2|#QSS: 3|+CMGS: 5|OK");
  EXPECT_EQ(submit().reference, 5);
}
// gammu tests/at-ussd/issue377-HE910-D.dump: a language, UCS-2, the end, and rubbish behind it
TEST_F(TelitQuirk, UssdEndsWithAZeroAndRubbish) {
  const std::string text = ussd_text("613906310635064A062F00200031003000370000FFFF60B16260EEEEFFFF", 17);
  EXPECT_EQ(text, "\u0631\u0635\u064A\u062F 107");
}

class UbloxQuirk : public ModemTest {
 protected:
  UbloxQuirk() { is("u-blox", "SARA-U201"); }
};

// ubxlib#287 (R422): whatever is asked right after the start
TEST_F(UbloxQuirk, SimBusyPassesForEveryCommand) {
  for (const char* command : {"AT+CMEE=1", "AT+UCALLSTAT=1", "AT+CIMI", "AT+CSCS=", "AT+CLIP=1", "AT+CSMS=1",
                              "AT+CNMI=?", "AT+CNMI=2,2,0,1,"})
    peer->once(command, "+CME ERROR: SIM busy");
  peer->always("AT+UCALLSTAT=1", "OK");
  ASSERT_TRUE(start());
  EXPECT_EQ(modem->reception(), Reception::direct);
  EXPECT_TRUE(modem->reports());
  EXPECT_EQ(peer->count("AT+CNMI=2,2,0,1,"), 2u);
  EXPECT_EQ(modem->identity().imsi, "244019876543210");
}
// ModemManager test-modem-helpers.c (TOBY-L2): registered for messages only
TEST_F(UbloxQuirk, RegistrationForMessagesOnlyIsEnough) {
  peer->always("AT+CREG?", "+CREG: 2,6,\"8B37\",\"0A265185\",7|OK");
  ASSERT_TRUE(start());
}
// ModemManager plugins/ublox
TEST_F(UbloxQuirk, CallStatesAreTold) {
  peer->always("AT+UCALLSTAT=1", "OK");
  ready();
  peer->always("AT+CLCC", "ERROR");
  at(1s, "+UCALLSTAT: 1,2");
  at(2s, "+UCALLSTAT: 1,3");
  at(5s, "+UCALLSTAT: 1,7");
  at(5100ms, "+UCALLSTAT: 1,0");
  at(9s, "+UCALLSTAT: 1,6");
  ASSERT_TRUE(dial());
  run_for(20s);
  EXPECT_EQ(calls(), "ringing 2000ms|answered 5000ms|out hung_up 9000ms");
}
// TinyGSM#257
TEST_F(UbloxQuirk, EachHasItsOwnReset) {
  ASSERT_TRUE(start());
  EXPECT_EQ(modem->dialect().reset_command, "AT+CFUN=16");
  Identity r4;
  r4.manufacturer = "u-blox";
  r4.model = "SARA-R410M-02B";
  EXPECT_EQ(dialect_for(r4).reset_command, "AT+CFUN=15");
}
TEST_F(UbloxQuirk, ThePhoneBookBeingReadyIsNoAnswer) {
  ready();
  peer->once("<pdu>", "+PBREADY|+CMGS: 5|OK");
  EXPECT_EQ(submit().reference, 5);
}

}  // namespace
}  // namespace isocket::modem
