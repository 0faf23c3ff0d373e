// What Huawei sticks do otherwise than 3GPP TS 27.005 and 27.007 say, each with where it was reported.
#include "modem/modem_fixture.h"

namespace isocket::modem {
namespace {

class HuaweiQuirk : public ModemTest {
 protected:
  HuaweiQuirk() { is("huawei", "E173"); }
};

// gammu libgammu/protocol/at/at.c; ModemManager plugins/huawei; gammu#393
TEST_F(HuaweiQuirk, UrcsAreSwitchedOffAtTheStart) {
  ASSERT_TRUE(start());
  EXPECT_EQ(modem->dialect().name, "huawei");
  EXPECT_EQ(peer->count("AT^CURC=0"), 1u);
  EXPECT_NE(records.of("modem.ready").find("dialect=huawei"), std::string::npos);
}

// the same; a refusal of AT^CURC is no trouble
TEST_F(HuaweiQuirk, UrcsAtAnyTimeNeitherAnswerNorProlongACommand) {
  peer->always("AT^CURC=0", "COMMAND NOT SUPPORT");
  ready();
  peer->once("AT+CMGS=", "!\r\n^BOOT:91409020,0,0,0,6\r\n\r\n^HCSQ:\"LTE\",59,50,161,24\r\n\r\n> ");
  peer->once("<pdu>", "");
  for (int second = 1; second < 240; ++second)
    at(second * 1s,
       "^RSSI:18|^MODE:5,4|^DSFLOWRPT:0000002A,00000000,00000000|^SIMST:1|^SRVST:2|^STIN:1,0,0|"
       "^CSNR:1,2|^NDISSTAT:1,,,\"IPV4\"|^CCALLSTATE:1,0,0");
  EXPECT_EQ(submit().outcome, Submission::Outcome::unknown);
  EXPECT_LT(loop.now() - begun, 183s);
}

// gammu gsmphones.c F_SMS_LOCATION_0
TEST_F(HuaweiQuirk, TheFirstPlaceOfTheStoreIsZero) {
  options.reception = Reception::stored;
  ready();
  peer->always("AT+CMGR=0", cmgr(delivery("ON")));
  peer->say("+CMTI: \"ME\",0");
  run_for(1s);
  EXPECT_EQ(texts(), "ON");
  EXPECT_EQ(peer->count("AT+CMGD=0"), 1u);
}

// gammu gsmphones.c F_NO_UCS2 (E17x)
TEST_F(HuaweiQuirk, Ucs2IsNeverChosenForText) {
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CSCS=\"GSM\""), 1u);
  EXPECT_EQ(peer->count("AT+CSCS=\"UCS2\""), 0u);
  EXPECT_EQ(peer->count("AT+CMGF=1"), 0u);
}

// python-gsmmodem test/fakemodems.py (E1752)
TEST_F(HuaweiQuirk, CommandNotSupportEndsACommand) {
  peer->always("AT^CURC=0", "COMMAND NOT SUPPORT");
  peer->always("AT+CSMS=", "COMMAND NOT SUPPORT");
  peer->always("AT+CLIP=1", "COMMAND NOT SUPPORT");
  ASSERT_TRUE(start());
  EXPECT_LT(loop.now(), Instant{1s});
}

// python-gsmmodem test/fakemodems.py; gammu#138
TEST_F(HuaweiQuirk, LinesMayEndInTwoCarriageReturnsAndAnswersMayHaveNoFirstLineEnd) {
  peer->always("AT+CGSN", "!490154203237518\r\r\nOK\r\n");
  peer->always("AT+CREG?", "!+CREG: 0,1\r\r\n\r\r\nOK\r\r\n");
  const auto identity = start();
  ASSERT_TRUE(identity) << describe(identity.error());
  EXPECT_EQ(identity->imei, "490154203237518");
}

// python-gsmmodem test/fakemodems.py (E1752)
TEST_F(HuaweiQuirk, UssdIsRefusedUntilItsModeIsSet) {
  ready();
  peer->always("AT+CUSD=", "ERROR");
  peer->always("AT+CUSD=1,\"*100#\",15", "OK");
  peer->always("AT^USSDMODE=0", "OK");
  at(1s, "+CUSD: 0,\"Balance 5.00\",15");
  const auto reply = ussd("*100#");
  ASSERT_TRUE(reply) << describe(reply.error());
  EXPECT_EQ(reply->text, "Balance 5.00");
  EXPECT_EQ(peer->commands,
            (std::vector<std::string>{"AT+CUSD=1,AA180C3602,15", "AT^USSDMODE=0", "AT+CUSD=1,\"*100#\",15"}));
}

// ModemManager plugins/huawei; chan_dongle test/parse.c
TEST_F(HuaweiQuirk, UssdIsPackedIntoSeptetsAndPaddedWithCr) {
  ready();
  peer->always("AT+CUSD=1,AA180C3602,15", "OK");
  at(1s, "+CUSD: 0,\"CF2135487D2E4130572D0682BB1A\",15");
  const auto reply = ussd("*100#");
  ASSERT_TRUE(reply) << describe(reply.error());
  EXPECT_EQ(reply->text, "OCTATOK 0.51 p.");
  EXPECT_EQ(peer->commands.size(), 1u);
}

// gammu tests/at-ussd/01-E160.dump: neither quotes nor a coding scheme
TEST_F(HuaweiQuirk, ThePackedAnswerMayHaveNoQuotes) {
  ready();
  peer->always("AT+CUSD=1,AA180C3602,15", "OK");
  at(1s,
     "+CUSD: 0, 49B41C74ACD3D16171D90D66666666666666666666B45CAC76C3CD6CB41B2D060389CB74F9FE4C07DD5CB91AA858"
     "97BF1B");
  const auto reply = ussd("*100#");
  ASSERT_TRUE(reply) << describe(reply.error());
  EXPECT_TRUE(reply->text.starts_with("Ihr Guthaben")) << reply->text;
}

// python-gsmmodem test/fakemodems.py (K3715, E1752); chan_dongle at_command.c
TEST_F(HuaweiQuirk, ItsCallsAreToldByUrcs) {
  ready();
  peer->always("AT+CLCC", "ERROR");
  at(1s, "^ORIG:1,0");
  at(2s, "^CONF:1");
  at(4s, "^CONN:1,0");
  at(9s, "^CEND:1,5,29,16");
  ASSERT_TRUE(dial());
  run_for(20s);
  EXPECT_EQ(calls(), "ringing 2000ms|answered 4000ms|out hung_up 9000ms");
}

// babca/python-gsmmodem#50: the duration has more than one digit
TEST_F(HuaweiQuirk, TheEndOfACallCarriesTheNetworksCause) {
  ready();
  peer->always("AT+CLCC", "ERROR");
  at(2s, "^CONF:1");
  at(14s, "^CEND:1,12,104,17");
  ASSERT_TRUE(dial());
  run_for(20s);
  EXPECT_EQ(calls(), "ringing 2000ms|out rejected 14000ms");
}

// AT^CURC=0 may silence these as well: then the list of calls has to do
TEST_F(HuaweiQuirk, CallsAreFollowedWithoutUrcsToo) {
  ready();
  peer->always("AT+CLCC", "+CLCC: 1,0,3,0,0,\"+358912345678\",145|OK");
  loop.wake_at(begun + 4900ms, [&] { peer->always("AT+CLCC", "+CLCC: 1,0,0,0,0|OK"); });
  loop.wake_at(begun + 9s, [&] { peer->always("AT+CLCC", "OK"); });
  ASSERT_TRUE(dial());
  run_for(30s);
  EXPECT_EQ(calls().substr(0, 31), "ringing 000ms|answered 5000ms|o");
  EXPECT_EQ(heard<CallEnded>().at(0).how, CallEnd::hung_up);
}

// chan_dongle BUGS: it stays in the prompt until ESC
TEST_F(HuaweiQuirk, APromptThatWasLeftOpenIsClosed) {
  peer->leave_prompt_open();
  ASSERT_TRUE(start());
  EXPECT_TRUE(peer->payloads.empty());
}

// ModemManager mm-broadband-modem-huawei.c
TEST_F(HuaweiQuirk, ItIsLeftInPeaceForThreeSecondsAfterThePin) {
  options.pin = "4711";
  peer->once("AT+CPIN?", "+CPIN: SIM PIN|OK");
  peer->always("AT+CPIN=", "OK");
  peer->delay = 10ms;
  ASSERT_TRUE(start());
  EXPECT_GE(loop.now(), Instant{3s});
  EXPECT_LT(loop.now(), Instant{4s});
}
TEST_F(HuaweiQuirk, OthersNeedNoRestAfterThePin) {
  is("Maker", "Model 1");
  options.pin = "4711";
  peer->once("AT+CPIN?", "+CPIN: SIM PIN|OK");
  peer->always("AT+CPIN=", "OK");
  ASSERT_TRUE(start());
  EXPECT_LT(loop.now(), Instant{1s});
}

// bg111/asterisk-chan-dongle#47 (E1750): it tells of no message until something is deleted
TEST_F(HuaweiQuirk, AFullStoreIsReadAndEmptied) {
  options.reception = Reception::stored;
  ready();
  peer->once("AT+CMGL=4", cmgl(0, delivery("ON")) + "|" + cmgl(1, delivery("OFF")) + "|OK");
  peer->say("^SMMEMFULL: \"SM\"");
  run_for(1s);
  EXPECT_EQ(texts(), "ON|OFF");
  EXPECT_EQ(peer->count("AT+CMGD="), 2u);
}

// gammu#829 (E3372-325)
TEST_F(HuaweiQuirk, AStoreIsChosenForAllPurposesOrNotAtAll) {
  options.reception = Reception::stored;
  ready();
  peer->always("AT+CPMS=\"ME\"", "ERROR");
  peer->always("AT+CPMS=\"ME\",\"ME\",\"ME\"", "+CPMS: 1,50,1,50,1,50|OK");
  peer->always("AT+CMGR=3", cmgr(delivery("ON")));
  peer->say("+CMTI: \"ME\",3");
  run_for(1s);
  EXPECT_EQ(texts(), "ON");
  EXPECT_EQ(peer->count("AT+CPMS=\"ME\",\"ME\",\"ME\""), 1u);
}

// gammu tests/at-creg/huawei.dump; ModemManager mm-broadband-modem.c (E160G)
TEST_F(HuaweiQuirk, RegistrationIsToldInOddWays) {
  peer->once("AT+CREG?", "+CREG: 2,0,00,0|OK");
  peer->once("AT+CREG?", "+CREG: 0,00,0|+CREG: 1,8BE3,2BAF|+CREG: 1, E006B, ABE0016|+CREG: 2,2,00,0|OK");
  peer->once("AT+CREG?", "+CREG: 2,1,4CA,81DE445|OK");
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CREG?"), 3u);
}

// gammu#438, #370; home-assistant#67449: any message may be refused so, and a later one taken
TEST_F(HuaweiQuirk, AnErrorThatSaysNothingIsOfUnknownClass) {
  ready();
  peer->always("<pdu>", "+CMS ERROR: 500");
  const Submission submission = submit();
  EXPECT_EQ(submission.outcome, Submission::Outcome::refused);
  EXPECT_EQ(submission.error.code, 500);
  EXPECT_EQ(submission.error.error_class, ErrorClass::unknown);
}

}  // namespace
}  // namespace isocket::modem
