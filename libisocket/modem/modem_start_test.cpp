#include "modem/modem_fixture.h"

namespace isocket::modem {
namespace {

class Start : public ModemTest {};

TEST_F(Start, TellsWhoItIsAndIsReadyAtOnce) {
  const auto identity = start();
  ASSERT_TRUE(identity) << describe(identity.error());
  EXPECT_EQ(identity->manufacturer, "Maker");
  EXPECT_EQ(identity->model, "Model 1");
  EXPECT_EQ(identity->revision, "R1A");
  EXPECT_EQ(identity->imei, "490154203237518");
  EXPECT_EQ(identity->imsi, "244019876543210");
  EXPECT_EQ(modem->reception(), Reception::direct);
  EXPECT_TRUE(modem->reports());
  EXPECT_LE(loop.now(), Instant{50ms});
  EXPECT_EQ(records.of("modem.ready"),
            "modem.ready manufacturer=Maker model=Model 1 revision=R1A imei=490154203237518 dialect=generic "
            "reception=direct reports=true");
}

TEST_F(Start, LeavesAnOpenPrompt) {
  peer->leave_prompt_open();
  ASSERT_TRUE(start());
  EXPECT_TRUE(peer->payloads.empty());
}

TEST_F(Start, EndsHalfACommandAndTheEcho) {
  peer->echo = true;
  peer->leave_half_a_command("AT+CMGD=");
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->commands.front(), "AT+CMGD=");
  EXPECT_FALSE(peer->echo);
  EXPECT_EQ(modem->identity().imei, "490154203237518");
}

TEST_F(Start, NoticesThatAnswersAreOneOff) {
  // Somebody's command is still at work: its OK comes after that of AT, when all seems quiet, and is taken
  // for the answer to ATE0.
  loop.wake_at(Instant{36ms}, [&] { peer->say("OK"); });
  peer->delay = 15ms;
  const auto identity = start();
  ASSERT_TRUE(identity) << describe(identity.error());
  EXPECT_EQ(identity->manufacturer, "Maker");
  EXPECT_EQ(identity->imei, "490154203237518");
}

TEST_F(Start, SaysThatNobodyAnswers) {
  peer->always("AT", "");
  const auto identity = start();
  ASSERT_FALSE(identity);
  EXPECT_EQ(identity.error().code, Errc::timed_out);
  EXPECT_LE(loop.now(), Instant{30s});
}

TEST_F(Start, WaitsForAModemThatHasJustGotPower) {
  for (int i = 0; i < 8; ++i) peer->once("AT", "");
  ASSERT_TRUE(start());
  EXPECT_GE(loop.now(), Instant{8s});
}

TEST_F(Start, GivesThePinOnceAndShowsItNowhere) {
  options.pin = "4711";
  peer->echo = true;
  peer->once("ATE0", "ERROR");
  peer->once("AT+CPIN?", "+CPIN: SIM PIN|OK");
  peer->always("AT+CPIN=", "OK");
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CPIN=\"4711\""), 1u);
  EXPECT_FALSE(records.contains("4711"));
}

TEST_F(Start, NeverTriesAWrongPinAgain) {
  options.pin = "4711";
  peer->always("AT+CPIN?", "+CPIN: SIM PIN|OK");
  peer->always("AT+CPIN=", "+CME ERROR: 16");
  const auto first = start();
  ASSERT_FALSE(first);
  EXPECT_EQ(first.error().code, Errc::refused);
  EXPECT_NE(first.error().detail.find("incorrect password"), std::string::npos);
  const auto second = start();
  ASSERT_FALSE(second);
  EXPECT_EQ(peer->count("AT+CPIN="), 1u);
}

TEST_F(Start, GivesNoPinWhereOneHasBeenRefusedBefore) {  // by another program, perhaps with the same file
  options.pin = "4711";
  peer->always("AT+CPIN?", "+CPIN: SIM PIN|OK");
  peer->always("AT+CPINR", "+CPINR: SIM PIN,2,3|+CPINR: SIM PUK,10,10|OK");
  peer->always("AT+CPIN=", "OK");
  const auto identity = start();
  ASSERT_FALSE(identity);
  EXPECT_EQ(identity.error().code, Errc::refused);
  EXPECT_NE(identity.error().detail.find("the SIM has 2 tries left, so a PIN was refused before"),
            std::string::npos)
      << identity.error().detail;
  EXPECT_EQ(peer->count("AT+CPIN="), 0u);
  // Entered by hand meanwhile.
  peer->always("AT+CPIN?", "+CPIN: READY|OK");
  EXPECT_TRUE(start());
}

TEST_F(Start, AsksForTheTriesAsTheMakeHasIt) {
  options.pin = "4711";
  peer->once("AT+CPIN?", "+CPIN: SIM PIN|OK");
  peer->always("AT^CPIN?", "^CPIN: SIM PIN,,10,3,10,3|OK");
  peer->always("AT+CPIN=", "OK");
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CPIN=\"4711\""), 1u);
}

TEST_F(Start, AsksForNoTriesWhereNoPinIsWanted) {
  options.pin = "4711";
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CPINR"), 0u);
}

TEST_F(Start, APinWithoutAnAnswerIsNotTriedAgainEither) {
  options.pin = "4711";
  peer->always("AT+CPIN?", "+CPIN: SIM PIN|OK");
  peer->always("AT+CPIN=", "");
  ASSERT_FALSE(start());
  ASSERT_FALSE(start());
  EXPECT_EQ(peer->count("AT+CPIN="), 1u);
}

TEST_F(Start, SaysWhatTheSimWants) {
  peer->always("AT+CPIN?", "+CPIN: SIM PIN|OK");
  EXPECT_NE(start().error().detail.find("PIN"), std::string::npos);
  peer->always("AT+CPIN?", "+CPIN: SIM PUK|OK");
  EXPECT_NE(start().error().detail.find("PUK"), std::string::npos);
  peer->always("AT+CPIN?", "+CME ERROR: 10");
  options.ready_limit = 3s;
  EXPECT_NE(start().error().detail.find("SIM not inserted"), std::string::npos);
  EXPECT_EQ(peer->count("AT+CPIN="), 0u);
}

TEST_F(Start, WaitsWhileSimAndModemAreBusy) {
  for (int i = 0; i < 3; ++i) peer->once("AT+CPIN?", "+CME ERROR: 14");
  for (int i = 0; i < 4; ++i) peer->once("AT+CMGF=0", "ERROR");  // a SIM900 before "SMS Ready"
  ASSERT_TRUE(start());
  EXPECT_GE(loop.now(), Instant{7s});
  EXPECT_EQ(peer->count("AT+CMGF=0"), 5u);
}

TEST_F(Start, TakesACpinWithoutOk) {  // Wavecom
  peer->always("AT+CPIN?", "+CPIN: READY");
  ASSERT_TRUE(start());
}

TEST_F(Start, WaitsForRegistration) {
  for (int i = 0; i < 5; ++i) peer->once("AT+CREG?", "+CREG: 0,2|OK");
  peer->once("AT+CREG?", "+CREG: 2,5,\"00C3\",\"0000A1B2\"|OK");
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CREG?"), 6u);
}

TEST_F(Start, GivesUpWaitingForRegistrationAndSaysWhy) {
  options.registration_limit = 10s;
  peer->always("AT+CREG?", "+CREG: 0,3|OK");
  const auto identity = start();
  ASSERT_FALSE(identity);
  EXPECT_EQ(identity.error().code, Errc::timed_out);
  EXPECT_EQ(identity.error().detail, "the network denies registration");
}

TEST_F(Start, SetsUpAgainAfterARestart) {
  ASSERT_TRUE(start());
  peer->echo = true;
  peer->say("RDY|+CFUN: 1|+CPIN: READY|Call Ready|SMS Ready");
  run_for(30s);
  EXPECT_EQ(heard<ModemRestarted>().size(), 1u);
  EXPECT_EQ(peer->count("AT+CMGF=0"), 2u);
  EXPECT_EQ(submit().outcome, Submission::Outcome::sent);
}

TEST_F(Start, BeginsAnewWhenTheModemRestartsMeanwhile) {
  peer->once("AT+CREG?", "RDY");
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CMGF=0"), 2u);
}

TEST_F(Start, BeginsAnewWhenAnAnswerIsLost) {
  for (const char* command : {"AT+CREG?", "AT+CSCS", "AT+CNMI=?"}) {
    peer->once(command, "");
    ASSERT_TRUE(start()) << command;
    modem.reset();
    auto ends = make_pipe(loop);
    near = std::move(ends.first);
    peer = std::make_unique<ScriptedModem>(loop, std::move(ends.second));
  }
}

TEST_F(Start, BeginsAnewAtAPortThatComesBack) {
  int opened = 0;
  prepare = [&](ScriptedModem& one) {
    if (++opened == 1) one.always("AT+CREG?", "");
  };
  make_on_port();
  loop.wake_at(Instant{1s}, [&] { peer->unplug(); });
  ASSERT_TRUE(start());
  EXPECT_EQ(opened, 2);
}

TEST_F(Start, OpensThePortAnewWhereTheModemFallsSilentMeanwhile) {
  int opened = 0;
  prepare = [&](ScriptedModem& one) {
    if (++opened > 1) return;
    one.once("AT", "OK");
    one.always("AT+CSCS=\"GSM\"", "");
  };
  options.ready_limit = 2min;
  make_on_port();
  ASSERT_TRUE(start());
  EXPECT_EQ(opened, 2);
}

TEST_F(Start, EndsWhereAnAnswerIsNeverGiven) {
  peer->always("AT+CREG?", "");
  const auto identity = start();
  ASSERT_FALSE(identity);
  EXPECT_EQ(identity.error().code, Errc::timed_out);
  EXPECT_EQ(identity.error().field, "AT+CREG?");
  EXPECT_LE(loop.now(), Instant{90s});
}

TEST_F(Start, TellsThatThePortIsGone) {
  ASSERT_TRUE(start());
  peer->unplug();
  run_for(1s);
  EXPECT_EQ(heard<ModemGone>().size(), 1u);
  EXPECT_EQ(submit().outcome, Submission::Outcome::refused);
}

TEST_F(Start, IdentifyLeavesThePinAlone) {
  peer->always("AT+CPIN?", "+CPIN: SIM PIN|OK");
  make();
  Result<Identity> identity = fail(Errc::io, "");
  const auto ask = [](Modem& one, Result<Identity>& into) -> asio::awaitable<void> {
    into = co_await one.identify();
  };
  ASSERT_TRUE(loop.run_to_end(ask(*modem, identity)));
  EXPECT_EQ(identity->imei, "490154203237518");
  EXPECT_EQ(peer->count("AT+CPIN"), 0u);
  EXPECT_LE(peer->commands.size(), 12u);
}

}  // namespace
}  // namespace isocket::modem
