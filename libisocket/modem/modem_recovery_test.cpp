#include "modem/modem_fixture.h"

namespace isocket::modem {
namespace {

using Outcome = Submission::Outcome;

class Recovering : public ModemTest {
 protected:
  /// Started on a port that can come back.
  void begin() {
    make_on_port();
    ASSERT_TRUE(start());
    peer->commands.clear();
    records.lines.clear();
    events.clear();
  }
  /// Submits from `when` on, beside what else goes on.
  void submit_at(Instant when, Submission& into) {
    loop.wake_at(when, [this, &into] { loop.spawn(do_submit(*this, into)); });
  }
  static asio::awaitable<void> do_submit(Recovering& test, Submission& into) {
    into = co_await test.modem->submit(message("ON"));
  }
};

// --- a port that goes away -------------------------------------------------------------------------------

TEST_F(Recovering, APortThatComesBackIsUsedAgainWithinTwoSeconds) {
  begin();
  Submission submission;
  loop.wake_at(Instant{10s}, [&] { unplug(); });
  submit_at(Instant{20s}, submission);
  loop.wake_at(Instant{50s}, [&] {
    port->path = "usb7";
    plug_in();
  });
  run_for(51s - loop.now().time_since_epoch());
  EXPECT_EQ(submission.outcome, Outcome::sent) << submission.reason;
  EXPECT_EQ(heard<ModemRecovering>().size(), 1u);
  EXPECT_TRUE(heard<ModemGone>().empty());
  EXPECT_EQ(records.of("modem.recovery"),
            "modem.recovery step=begin reason=the port is gone (stream: closed)|"
            "modem.recovery step=wait result=port: nothing is plugged in|"
            "modem.recovery step=open result=under another name|"
            "modem.recovery step=reopen result=ok");
}

TEST_F(Recovering, AnotherModemInItsPlaceIsGivenBack) {
  begin();
  int opened = 0;
  prepare = [&](ScriptedModem& one) {
    if (++opened == 1) one.always("AT+CGSN", "356938035643809|OK");
  };
  peer->unplug();
  run_for(5s);
  EXPECT_EQ(opened, 2);
  EXPECT_TRUE(records.contains("another modem is on this port, with the IMEI 356938035643809"));
  EXPECT_EQ(submit().outcome, Outcome::sent);
}

TEST_F(Recovering, TheImeiThatIsAskedForIsLookedFor) {
  options.imei = "356938035643809";
  make_on_port();
  const auto started = start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, Errc::not_found);
}

TEST_F(Recovering, ASilentModemIsNotAskedInVain) {
  begin();
  for (const char* command : {"AT", "AT+CMGS=", "ATE0"}) peer->always(command, "");
  const Submission submission = submit();
  EXPECT_EQ(submission.outcome, Outcome::sent) << submission.reason;
  EXPECT_FALSE(records.contains("AT+CFUN"));
  EXPECT_EQ(
      records.of("modem.recovery"),
      "modem.recovery step=begin reason=the modem does not answer|modem.recovery step=reopen result=ok");
}

TEST_F(Recovering, AModemThatDoesNotComeBackIsSetAside) {
  options.recovery_limit = 60s;
  begin();
  unplug();
  run_for(59s);
  EXPECT_TRUE(heard<ModemGone>().empty());
  Submission submission;
  submit_at(loop.now(), submission);
  run_for(3s);
  ASSERT_EQ(heard<ModemGone>().size(), 1u);
  EXPECT_EQ(submission.outcome, Outcome::refused);
  const int asked = port->asked;
  EXPECT_LE(asked, 125);
  run_for(600s);
  EXPECT_EQ(port->asked, asked) << "and is looked for no more";
  plug_in();
  ASSERT_TRUE(start()) << "until its owner wants it back";
  EXPECT_EQ(submit().outcome, Outcome::sent);
}

TEST_F(Recovering, WaitingForItIsBounded) {
  options.retry_limit = 20s;
  begin();
  unplug();
  const Instant before = loop.now();
  const Submission submission = submit();
  EXPECT_EQ(submission.outcome, Outcome::refused);
  EXPECT_LE(loop.now() - before, 20s);
  EXPECT_EQ(records.of("sms.submit"),
            "sms.submit outcome=refused class=transient reason=m1: the modem did not recover in time");
}

// --- a modem that does nothing right ---------------------------------------------------------------------

TEST_F(Recovering, TheStepsGrowStronger) {
  begin();
  for (const char* command : {"AT+CFUN=0", "AT+CFUN=1"}) peer->always(command, "OK");
  for (int i = 0; i < 5; ++i) peer->once("<pdu>", "+CMS ERROR: 500");
  const Submission submission = submit();
  EXPECT_EQ(submission.outcome, Outcome::sent) << submission.reason;
  EXPECT_EQ(peer->payloads.size(), 6u);
  EXPECT_EQ(records.of("modem.recovery step=re"),
            "modem.recovery step=resync result=ok|modem.recovery step=reset result=ok");
  EXPECT_EQ(records.of("modem.recovery step=ra"), "modem.recovery step=radio result=ok");
  EXPECT_EQ(peer->count("AT+CFUN=1,1"), 1u);
  EXPECT_EQ(records.of("sms.submit"), "sms.submit outcome=sent mr=17");
}

TEST_F(Recovering, AnEchoTellsOfARestartThatWasNotSeen) {
  begin();
  peer->echo = true;
  EXPECT_EQ(submit().outcome, Outcome::sent);
  run_for(5s);
  EXPECT_EQ(heard<ModemRecovering>().size(), 1u);
  EXPECT_EQ(peer->count("AT+CNMI=2,2"), 1u);
  EXPECT_FALSE(peer->echo);
  EXPECT_EQ(submit().outcome, Outcome::sent);
  EXPECT_EQ(heard<ModemRecovering>().size(), 1u);
}

TEST_F(Recovering, AModemThatAlwaysEchoesIsLeftAlone) {
  prepare = [](ScriptedModem& one) { one.always("ATE0", "ERROR"); };
  make_on_port();
  ASSERT_TRUE(start());
  peer->echo = true;
  EXPECT_EQ(submit().outcome, Outcome::sent);
  run_for(5s);
  EXPECT_EQ(submit().outcome, Outcome::sent);
  run_for(60s);
  EXPECT_LE(heard<ModemRecovering>().size(), 1u);
}

// --- keep-alive ------------------------------------------------------------------------------------------

TEST_F(Recovering, AnIdleModemIsAskedOnceInFiveMinutes) {
  begin();
  peer->always("AT+CNMI?", "+CNMI: 2,2,0,1,0|OK");
  run_for(1h);
  EXPECT_EQ(peer->commands, std::vector<std::string>(12, "AT+CNMI?"));
}

TEST_F(Recovering, AModemThatFellSilentUnseenIsFoundOut) {
  begin();
  peer->always("AT+CNMI?", "");
  peer->always("AT", "");
  run_for(6min);
  EXPECT_EQ(heard<ModemRecovering>().size(), 1u);
  EXPECT_EQ(records.of("modem.recovery step=re"), "modem.recovery step=reopen result=ok");
}

TEST_F(Recovering, ABusyModemIsAskedToo) {
  begin();
  peer->always("AT+CNMI?", "+CNMI: 2,2,0,1,0|OK");
  for (int i = 0; i < 12; ++i) {
    EXPECT_EQ(submit().outcome, Outcome::sent);
    run_for(1min);
  }
  EXPECT_EQ(peer->count("AT+CNMI?"), 2u);
}

TEST_F(Recovering, WithoutAcknowledgementMessagesThatAreNoLongerHandedOverAreFetchedToo) {
  options.acknowledge = false;
  prepare = [](ScriptedModem& one) { one.always("AT+CSMS=0", "+CSMS: 1,1,1|OK"); };
  begin();
  peer->once("AT+CNMI?", "+CNMI: 2,0,0,0,0|OK");
  const auto pdu = delivery("ON");
  peer->once("AT+CMGL=4", cmgl(3, pdu) + "|OK");
  run_for(6min);
  EXPECT_EQ(texts(), "ON");
}

TEST_F(Recovering, ASavedProfileWithoutReportsIsNoticed) {  // after a restart that was not seen
  begin();
  for (const char* told : {"+CNMI: 2,1,0,0,0|OK", "+CNMI: 2,2,0,1,0|OK"}) peer->once("AT+CNMI?", told);
  peer->always("AT+CNMI?", "+CNMI: 2,2,0,1,0|OK");
  run_for(6min);
  EXPECT_EQ(records.of("modem.recovery step=re"), "modem.recovery step=resync result=ok");
  peer->once("AT+CNMI?", "+CNMI: 2,2,0,0,0|OK");
  run_for(6min);
  EXPECT_EQ(peer->count("AT+CMGF=0"), 2u);
}

TEST_F(Recovering, AModemThatAlwaysTellsAnotherWayIsBelieved) {
  begin();
  peer->always("AT+CNMI?", "+CNMI: 2,2,0,0,0|OK");
  run_for(1h);
  EXPECT_EQ(records.of("modem.recovery"), "");
  EXPECT_EQ(peer->count("AT+CNMI="), 1u);
}

TEST_F(Recovering, MessagesThatAreNoLongerHandedOverAreFetched) {
  begin();
  peer->always("AT+CNMI?", "+CNMI: 2,0,0,0,0|OK");
  const auto pdu = delivery("ON");
  peer->once("AT+CMGL=4", "+CMGL: 3,0,," + std::to_string(pdu.length) + "|" + pdu.hex + "|OK");
  run_for(6min);
  EXPECT_EQ(texts(), "ON");
  EXPECT_GE(peer->count("AT+CNMI=2,2"), 1u);
  EXPECT_TRUE(heard<ModemRecovering>().empty()) << "nothing was lost";
}

// --- the network -----------------------------------------------------------------------------------------

TEST_F(Recovering, WithoutANetworkASubmissionWaits) {
  begin();
  peer->always("AT+CREG?", "+CREG: 1,2|OK");
  peer->say("+CREG: 2");
  Submission submission;
  submit_at(Instant{10s}, submission);
  loop.wake_at(Instant{60s}, [&] { peer->always("AT+CREG?", "+CREG: 1,1|OK"); });
  run_for(59s - loop.now().time_since_epoch());
  EXPECT_TRUE(peer->payloads.empty());
  run_for(3s);
  EXPECT_EQ(submission.outcome, Outcome::sent);
  EXPECT_TRUE(records.contains("modem.registration registered=false"));
}

TEST_F(Recovering, ANetworkThatStaysAwayRefuses) {
  begin();
  peer->always("AT+CREG?", "+CREG: 1,2|OK");
  peer->once("<pdu>", "+CMS ERROR: 331");
  const Instant before = loop.now();
  const Submission submission = submit();
  EXPECT_EQ(submission.outcome, Outcome::refused);
  EXPECT_EQ(submission.error.error_class, ErrorClass::network);
  EXPECT_EQ(peer->payloads.size(), 1u);
  EXPECT_LE(loop.now() - before, 95s);
  EXPECT_EQ(records.of("sms.submit"),
            "sms.submit outcome=refused class=network reason=registration: still searching for a network");
}

// --- copies ----------------------------------------------------------------------------------------------

TEST_F(Recovering, AMessageWhoseAcknowledgementWasLostIsHandedOverOnce) {
  begin();
  const auto pdu = delivery("ON");
  const std::string length = std::to_string(pdu.length);
  peer->once("AT+CNMA", "");  // the modem has not heard it, and stores the message
  peer->once("AT+CMGL=4", "+CMGL: 1,0,," + length + "|" + pdu.hex + "|OK");
  peer->say("+CMT: ," + length + "|" + pdu.hex);
  run_for(60s);
  EXPECT_EQ(texts(), "ON");
  EXPECT_EQ(peer->count("AT+CMGD=1"), 1u);
  EXPECT_EQ(records.of("sms.double"),
            "sms.double with=+358912345678 reason=handed over before, and not acknowledged");
}

TEST_F(Recovering, WhatTheNetworkDoublesIsHandedOverTwice) {
  begin();
  const auto pdu = delivery("ON");
  for (int i = 0; i < 2; ++i) {
    peer->say("+CMT: ," + std::to_string(pdu.length) + "|" + pdu.hex);
    run_for(3s);
  }
  EXPECT_EQ(texts(), "ON|ON");
}

TEST_F(Recovering, ADamagedMessageIsNotAcknowledgedAndFetchedLater) {
  begin();
  const auto pdu = delivery("Power socket ON");
  const std::string length = std::to_string(pdu.length);
  peer->once("AT+CMGL=4", "+CMGL: 1,0,," + length + "|" + pdu.hex + "|OK");
  peer->say("+CMT: ," + length + "|" + pdu.hex.substr(0, 20) + "AB" + pdu.hex.substr(20));
  run_for(60s);
  EXPECT_EQ(texts(), "Power socket ON");
  EXPECT_EQ(peer->count("AT+CNMA"), 0u);
}

}  // namespace
}  // namespace isocket::modem
