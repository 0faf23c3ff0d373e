#include "core/test_name.h"
#include "modem/modem_fixture.h"
#include "modem/ussd_text.h"

namespace isocket::modem {
namespace {

class Calling : public ModemTest {
 protected:
  void SetUp() override {
    ASSERT_TRUE(start());
    peer->commands.clear();
    begun = loop.now();
  }
  void listed_at(Duration delay, std::string what) {
    if (delay == Duration{}) {
      peer->always("AT+CLCC", what);
      return;
    }
    loop.wake_at(begun + delay, [this, text = std::move(what)] { peer->always("AT+CLCC", text); });
  }
};

TEST_F(Calling, AnOutgoingCallRingsIsAnsweredAndEnds) {
  listed_at(0s, "+CLCC: 1,0,2,0,0,\"+358912345678\",145|OK");
  listed_at(1900ms, "+CLCC: 1,0,3,0,0,\"+358912345678\",145|OK");
  listed_at(6900ms, "+CLCC: 1,0,0,0,0,\"+358912345678\",145|OK");
  at(20s, "NO CARRIER");
  ASSERT_TRUE(dial());
  EXPECT_TRUE(modem->in_call());
  run_for(30s);
  EXPECT_EQ(peer->commands.front(), "ATD+358912345678;");
  EXPECT_EQ(calls(), "ringing 2000ms|answered 7000ms|out hung_up 20000ms");
  EXPECT_FALSE(modem->in_call());
  EXPECT_EQ(records.of("call."),
            "call.out.dial to=+358912345678 number_hidden=false|call.out.ringing|call.out.answered|"
            "call.out.ended how=hung_up");
}

TEST_F(Calling, TheNumberCanBeHidden) {
  ASSERT_TRUE(dial(true));
  EXPECT_EQ(peer->commands.front(), "ATD+358912345678I;");
}

TEST_F(Calling, ARejectedCallIsTold) {
  listed_at(0s, "+CLCC: 1,0,3,0,0|OK");
  at(3s, "BUSY");
  ASSERT_TRUE(dial());
  run_for(10s);
  EXPECT_EQ(calls(), "ringing 000ms|out rejected 3000ms");
}

TEST_F(Calling, CutWhileItRingsIsRejectedEarlyAndNoAnswerLate) {
  listed_at(0s, "+CLCC: 1,0,3,0,0|OK");
  at(3s, "NO CARRIER");
  ASSERT_TRUE(dial());
  run_for(10s);
  at(10s + 40s, "NO CARRIER");
  ASSERT_TRUE(dial());
  run_for(50s);
  EXPECT_EQ(calls(), "ringing 000ms|out rejected 3000ms|ringing 10000ms|out no_answer 50000ms");
}

TEST_F(Calling, NeverRingingIsAFailure) {
  listed_at(0s, "+CLCC: 1,0,2,0,0|OK");
  at(5s, "NO CARRIER");
  ASSERT_TRUE(dial());
  run_for(10s);
  EXPECT_EQ(calls(), "out failed 5000ms");
}

TEST_F(Calling, AFinalResultMayEndTheCall) {
  peer->once("ATD", "BUSY");
  ASSERT_TRUE(dial());
  peer->once("ATD", "NO ANSWER");
  ASSERT_TRUE(dial());
  peer->once("ATD", "NO CARRIER");
  ASSERT_TRUE(dial());
  EXPECT_EQ(calls(), "out rejected 000ms|out no_answer 000ms|out failed 000ms");
}

TEST_F(Calling, ARefusedCallIsAnError) {
  peer->once("ATD", "+CME ERROR: 30");
  const auto refused = dial();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::refused);
  EXPECT_FALSE(modem->in_call());
}

TEST_F(Calling, TheNetworksCauseIsReadInAnyForm) {
  const auto cause = [this](const char* answer) {
    peer->once("AT+CEER", answer);
    std::optional<int> told;
    const auto work = [&]() -> asio::awaitable<void> { told = co_await modem->release_cause(); };
    loop.run_to_end(work());
    return told;
  };
  EXPECT_EQ(cause("+CEER: 5,17|OK"), 17);
  EXPECT_EQ(cause("+CEER: User busy|OK"), 17);
  EXPECT_EQ(cause("+CEER: \"Call rejected\"|OK"), 21);
  EXPECT_EQ(cause("+CEER: No cause information available|OK"), std::nullopt);
  EXPECT_EQ(cause("ERROR"), std::nullopt);
}

TEST_F(Calling, OnlyOneCallAtATime) {
  listed_at(0s, "+CLCC: 1,0,2,0,0|OK");
  ASSERT_TRUE(dial());
  EXPECT_EQ(dial().error().code, Errc::busy);
  EXPECT_EQ(peer->count("ATD"), 1u);
}

TEST_F(Calling, HangingUpBeforeTheAnswerCancels) {
  listed_at(0s, "+CLCC: 1,0,3,0,0|OK");
  ASSERT_TRUE(dial());
  run_for(15s);
  peer->once("AT+CHUP", "NO CARRIER|OK");
  ASSERT_TRUE(hang_up());
  EXPECT_EQ(calls(), "ringing 000ms|out cancelled 15000ms");
  run_for(10s);
  EXPECT_EQ(heard<CallEnded>().size(), 1u);
}

TEST_F(Calling, AMissedEndIsSeenInTheList) {
  listed_at(0s, "+CLCC: 1,0,0,0,0|OK");
  listed_at(30s, "OK");
  ASSERT_TRUE(dial());
  run_for(60s);
  EXPECT_EQ(heard<CallEnded>().size(), 1u);
}

TEST_F(Calling, HuaweiTellsItsCallsByItself) {
  peer->always("AT+CLCC", "ERROR");
  at(2s, "^CONF:1");
  at(4s, "^CONN:1,0");
  at(9s, "^CEND:1,5,29,16");
  ASSERT_TRUE(dial());
  run_for(10s);
  at(12s, "^CEND:1,0,104,21");
  ASSERT_TRUE(dial());
  run_for(10s);
  EXPECT_EQ(calls(), "ringing 2000ms|answered 4000ms|out hung_up 9000ms|out rejected 12000ms");
}

TEST_F(Calling, AnIncomingCallIsToldOnceWithItsNumber) {
  at(1s, "RING|+CLIP: \"+358912345678\",145,,,,0");
  at(6s, "RING|+CLIP: \"+358912345678\",145,,,,0");
  at(9s, "NO CARRIER");
  run_for(20s);
  EXPECT_EQ(calls(), "in +358912345678 1000ms|in no_answer 9000ms");
  EXPECT_EQ(records.of("call."), "call.in.ring from=+358912345678|call.in.ended how=no_answer");
}

TEST_F(Calling, WithheldAndUnpresentedNumbersAreNone) {
  at(1s, "RING|+CLIP: \"\",128,,,,1");
  at(2s, "NO CARRIER");
  at(10s, "RING");
  at(15s, "NO CARRIER");
  run_for(20s);
  EXPECT_EQ(calls(), "in withheld 1000ms|in no_answer 2000ms|in withheld 11500ms|in no_answer 15000ms");
}

TEST_F(Calling, LocalAndInternationalFormsAreKept) {
  at(1s, "RING|+CLIP: \"0912345678\",129");
  at(2s, "NO CARRIER");
  at(3s, "RING|+CLIP: \"358912345678\",145");
  at(4s, "NO CARRIER");
  run_for(5s);
  EXPECT_EQ(calls(), "in 0912345678 1000ms|in no_answer 2000ms|in +358912345678 3000ms|in no_answer 4000ms");
}

TEST_F(Calling, ACallerWhoGivesUpSilentlyIsNoticed) {
  at(1s, "RING|+CLIP: \"+358912345678\",145");
  at(6s, "RING|+CLIP: \"+358912345678\",145");
  run_for(60s);
  EXPECT_EQ(calls(), "in +358912345678 1000ms|in no_answer 14000ms");
}

TEST_F(Calling, AnIncomingCallIsAnsweredAndHungUp) {
  at(1s, "RING|+CLIP: \"+358912345678\",145");
  run_for(2s);
  ASSERT_TRUE(answer());
  EXPECT_EQ(peer->count("ATA"), 1u);
  run_for(30s);
  EXPECT_TRUE(modem->in_call());
  ASSERT_TRUE(hang_up());
  EXPECT_EQ(calls(), "in +358912345678 1000ms|in hung_up 32000ms");
}

TEST_F(Calling, AnIncomingCallIsRejected) {
  at(1s, "RING|+CLIP: \"+358912345678\",145");
  run_for(2s);
  ASSERT_TRUE(hang_up());
  EXPECT_EQ(calls(), "in +358912345678 1000ms|in rejected 2000ms");
}

TEST_F(Calling, TooLateToAnswerIsAnError) {
  EXPECT_EQ(answer().error().code, Errc::not_found);
  at(1s, "RING|+CLIP: \"+358912345678\",145");
  run_for(2s);
  peer->once("ATA", "NO CARRIER");
  EXPECT_EQ(answer().error().code, Errc::refused);
  EXPECT_FALSE(modem->in_call());
}

TEST_F(Calling, ARestartEndsTheCall) {
  listed_at(0s, "+CLCC: 1,0,0,0,0|OK");
  ASSERT_TRUE(dial());
  at(3s, "RDY");
  run_for(20s);
  EXPECT_EQ(calls(), "answered 000ms|out failed 3000ms");
}

// --- USSD ------------------------------------------------------------------------------------------------

TEST_F(Calling, UssdGivesTheNetworksText) {
  peer->once("AT+CUSD=1,\"*100#\",15", "OK");
  at(4s, "+CUSD: 0,\"Saldo 5.00\",15");
  const auto reply = ussd("*100#");
  ASSERT_TRUE(reply) << describe(reply.error());
  EXPECT_EQ(reply->text, "Saldo 5.00");
  EXPECT_FALSE(reply->expects_answer);
  EXPECT_EQ(records.of("ussd."), "ussd.request code=*100#|ussd.answer text=Saldo 5.00 expects_answer=false");
}

TEST_F(Calling, UssdMenusAreTold) {
  peer->once("AT+CUSD=", "OK|+CUSD: 1,\"1 Top up\n2 Balance\",15");
  EXPECT_TRUE(ussd("*100#")->expects_answer);
}

TEST_F(Calling, UssdTextsMayHaveQuotes) {
  peer->once("AT+CUSD=", "OK|+CUSD: 0,\"Offer: 15\" screen for 9, or 8, EUR\",15|+CMTI: \"SM\",3");
  EXPECT_EQ(ussd("*100#")->text, "Offer: 15\" screen for 9, or 8, EUR");
  run_for(1s);
  EXPECT_EQ(peer->count("AT+CMGR=3"), 1u);
}

TEST_F(Calling, UssdWithoutAnAnswerEndsInTime) {
  peer->once("AT+CUSD=", "OK");
  EXPECT_EQ(ussd("*100#").error().code, Errc::timed_out);
  EXPECT_EQ(loop.now() - begun, 60s);
  peer->once("AT+CUSD=", "OK|+CUSD: 4");
  EXPECT_EQ(ussd("*100#").error().code, Errc::refused);
}

TEST_F(Calling, UssdIsPackedWhereTheModemWantsIt) {  // Huawei
  peer->always("AT+CUSD=1,AA180C3602,15", "OK|+CUSD: 0,\"CF2135487D2E4130572D0682BB1A\",15");
  const auto reply = ussd("*100#");
  ASSERT_TRUE(reply) << describe(reply.error());
  EXPECT_EQ(reply->text, "OCTATOK 0.51 p.");
}

TEST_F(Calling, AUssdCodeIsDigitsAndSigns) {
  EXPECT_EQ(ussd("*100#\",15\rAT+CMGD=1,4").error().code, Errc::bad_encoding);
  EXPECT_TRUE(peer->commands.empty());
}

struct UssdCase {
  const char* text;
  int coding;
  const char* expected;
};
class UssdTexts : public ::testing::TestWithParam<UssdCase> {};
TEST_P(UssdTexts, AreRead) {
  EXPECT_EQ(ussd_text(GetParam().text, GetParam().coding), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(All, UssdTexts,
                         ::testing::Values(UssdCase{"Balance", 15, "Balance"},
                                           UssdCase{"12345678", 15, "12345678"},
                                           UssdCase{"00480069", 15, "Hi"},  // Quectel M35: UCS-2, DCS 15
                                           UssdCase{"00480069", 72, "Hi"},
                                           UssdCase{"0048006900000041", 72, "Hi"},  // rubbish behind the end
                                           UssdCase{"617200480069", 17, "Hi"},      // a language in front
                                           UssdCase{"", -1, ""}, UssdCase{"ABC", 15, "ABC"}),
                         row_name([](const UssdCase& c) { return c.text; }));

}  // namespace
}  // namespace isocket::modem
