#include "core/test_name.h"
#include "modem/modem_fixture.h"
#include "sms/decode.h"

namespace isocket::modem {
namespace {

using Outcome = Submission::Outcome;

class Submitting : public ModemTest {
 protected:
  void SetUp() override {
    ASSERT_TRUE(start());
    peer->commands.clear();
    records.lines.clear();
  }
};

TEST_F(Submitting, IsOneCommandAndItsPayload) {
  const Submission submission = submit("STATUS");
  EXPECT_EQ(submission.outcome, Outcome::sent);
  EXPECT_EQ(submission.reference, 17);
  EXPECT_EQ(peer->commands.size(), 1u);
  ASSERT_EQ(peer->payloads.size(), 1u);
  const auto pdu = sms::decode_pdu(std::string_view{peer->payloads[0]}, sms::Direction::from_mobile);
  ASSERT_TRUE(pdu);
  EXPECT_EQ(std::get<sms::Submit>(pdu->tpdu).text(), "STATUS");
  EXPECT_EQ(peer->commands[0], "AT+CMGS=" + std::to_string(peer->payloads[0].size() / 2 - 1));
  EXPECT_EQ(records.of("sms."),
            "sms.intent to=+358912345678 text=STATUS status_report=true|"
            "sms.submit outcome=sent mr=17");
}

struct RefusalCase {
  const char* answer;
  ErrorClass error_class;
};
class Refusals : public Submitting, public ::testing::WithParamInterface<RefusalCase> {
 protected:
  Refusals() { options.retry_limit = {}; }
};

TEST_P(Refusals, AreToldWithTheirClassAndNotRepeatedBeyondTheLimit) {
  peer->once("<pdu>", GetParam().answer);
  const Submission submission = submit();
  EXPECT_EQ(submission.outcome, Outcome::refused);
  EXPECT_EQ(submission.error.error_class, GetParam().error_class) << submission.reason;
  run_for(300s);
  EXPECT_EQ(peer->payloads.size(), 1u);
}
INSTANTIATE_TEST_SUITE_P(All, Refusals,
                         ::testing::Values(RefusalCase{"+CMS ERROR: 1", ErrorClass::permanent},
                                           RefusalCase{"+CMS ERROR: 10", ErrorClass::configuration},
                                           RefusalCase{"+CMS ERROR: 38", ErrorClass::network},
                                           RefusalCase{"+CMS ERROR: 42", ErrorClass::transient},
                                           RefusalCase{"+CMS ERROR: 314", ErrorClass::busy},
                                           RefusalCase{"+CMS ERROR: 322", ErrorClass::storage},
                                           RefusalCase{"+CMS ERROR: 4711", ErrorClass::unknown},
                                           RefusalCase{"+CME ERROR: SIM busy", ErrorClass::busy},
                                           RefusalCase{"ERROR", ErrorClass::unknown}),
                         row_name([](const RefusalCase& c) { return c.answer; }));

TEST_F(Submitting, ARefusalNamesTheCause) {
  peer->once("<pdu>", "+CMS ERROR: 28");
  EXPECT_EQ(submit().reason, "+CMS ERROR: 28 (unidentified subscriber)");
  EXPECT_EQ(
      records.of("sms."),
      "sms.intent to=+358912345678 text=STATUS status_report=true|"
      "sms.submit outcome=refused code=28 class=permanent reason=+CMS ERROR: 28 (unidentified subscriber)");
}

TEST_F(Submitting, ATransientRefusalIsTriedAgainAndJournalled) {
  peer->once("<pdu>", "+CMS ERROR: 42");
  const Instant before = loop.now();
  EXPECT_EQ(submit().outcome, Outcome::sent);
  EXPECT_EQ(loop.now() - before, 4s);
  EXPECT_EQ(peer->payloads.size(), 2u);
  EXPECT_EQ(records.of("sms."),
            "sms.intent to=+358912345678 text=STATUS status_report=true|"
            "sms.retry attempt=1 code=42 class=transient reason=+CMS ERROR: 42 (congestion) then=again "
            "after_s=4.000000|"
            "sms.submit outcome=sent mr=17");
}

TEST_F(Submitting, WhatHasToWaitHoldsNobodyUp) {
  peer->once("<pdu>", "+CMS ERROR: 41");
  Submission slow;
  const auto other = [](Modem& one, sms::Submit text, Submission& into) -> asio::awaitable<void> {
    into = co_await one.submit(std::move(text));
  };
  loop.spawn(other(*modem, message("SLOW"), slow));
  run_for(1s);
  const Instant before = loop.now();
  peer->once("<pdu>", "+CMS ERROR: 1");
  EXPECT_EQ(submit("ON").outcome, Outcome::refused);
  EXPECT_EQ(submit("OFF").outcome, Outcome::sent);
  EXPECT_EQ(loop.now(), before);
  EXPECT_EQ(peer->payloads.size(), 3u);
  run_for(2s);
  EXPECT_EQ(slow.outcome, Outcome::sent);
}

TEST_F(Submitting, ARefusedValidityIsLeftOut) {
  peer->once("<pdu>", "+CMS ERROR: 198");
  sms::Submit with_validity = message("ON");
  with_validity.validity = sms::RelativeValidity::at_least(std::chrono::minutes{5});
  Submission submission;
  const auto run = [](Modem& m, sms::Submit s, Submission& into) -> asio::awaitable<void> {
    into = co_await m.submit(std::move(s));
  };
  ASSERT_TRUE(loop.run_to_end(run(*modem, with_validity, submission)));
  EXPECT_EQ(submission.outcome, Outcome::sent);
  ASSERT_EQ(peer->payloads.size(), 2u);
  const auto pdu = sms::decode_pdu(std::string_view{peer->payloads[1]}, sms::Direction::from_mobile);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(std::get<sms::Submit>(pdu->tpdu).validity));
}

struct BareErrorCase {
  const char* command;
  const char* answer;
  ErrorClass error_class;
  const char* words;
};
class BareErrors : public Submitting, public ::testing::WithParamInterface<BareErrorCase> {
 protected:
  BareErrors() { options.retry_limit = {}; }
};

TEST_P(BareErrors, AreExplainedByAskingOnce) {
  peer->always("AT+CSCA?", "+CSCA: \"+358405202000\",145|OK");
  if (*GetParam().command != 0) peer->always(GetParam().command, GetParam().answer);
  peer->once("<pdu>", "ERROR");
  const Submission submission = submit();
  EXPECT_EQ(submission.error.error_class, GetParam().error_class);
  EXPECT_NE(submission.reason.find(GetParam().words), std::string::npos) << submission.reason;
}
INSTANTIATE_TEST_SUITE_P(
    All, BareErrors,
    ::testing::Values(
        BareErrorCase{"AT+CPIN?", "+CPIN: SIM PUK|OK", ErrorClass::configuration, "SIM PUK"},
        BareErrorCase{"AT+CPIN?", "+CME ERROR: 14", ErrorClass::busy, "SIM busy"},
        BareErrorCase{"AT+CPIN?", "+CME ERROR: 515", ErrorClass::busy, "wait"},
        BareErrorCase{"AT+CPIN?", "+CME ERROR: 10", ErrorClass::configuration, "SIM not inserted"},
        BareErrorCase{"AT+CREG?", "+CREG: 1,2|OK", ErrorClass::network, "searching"},
        BareErrorCase{"AT+CSCA?", "+CSCA: \"\",129|OK", ErrorClass::configuration, "service centre"},
        BareErrorCase{"", "", ErrorClass::unknown, "ERROR"}),
    row_name([](const BareErrorCase& c) { return c.words; }));

TEST_F(Submitting, ABareErrorOfABusySimIsTriedAgain) {
  peer->once("<pdu>", "ERROR");
  peer->once("AT+CPIN?", "+CME ERROR: 14");
  const Instant before = loop.now();
  EXPECT_EQ(submit().outcome, Outcome::sent);
  EXPECT_EQ(loop.now() - before, 1s);
}

TEST_F(Submitting, ABareErrorCostsLittleWhereTheSimsStateComesWithoutOk) {  // Wavecom
  peer->always("AT+CPIN?", "+CPIN: READY");
  peer->once("<pdu>", "ERROR");
  const Instant before = loop.now();
  EXPECT_EQ(submit().outcome, Outcome::sent);
  EXPECT_LT(loop.now() - before, 5s);  // of which 2 s until the second attempt
}

TEST_F(Submitting, ASwallowedResultIsUnknownAndNeverSentAgain) {
  peer->once("<pdu>", "");
  const Instant begin = loop.now();
  const Submission submission = submit();
  EXPECT_EQ(submission.outcome, Outcome::unknown);
  EXPECT_GE(loop.now() - begin, 180s);
  EXPECT_EQ(submit("ON").outcome, Outcome::sent);  // and the next one has its own answer
  EXPECT_EQ(peer->payloads.size(), 2u);
  run_for(600s);
  EXPECT_EQ(peer->payloads.size(), 2u);
}

TEST_F(Submitting, ALateStatusReportSettlesIt) {
  peer->once("<pdu>", "");
  const Submission submission = submit();
  ASSERT_EQ(submission.outcome, Outcome::unknown);
  sms::StatusReport status;
  status.reference = 18;
  status.recipient = sms::Address{*PhoneNumber::parse("+358912345678")};
  status.time_stamp = sms::Timestamp::of(loop.calendar());
  const auto pdu = *sms::encode_pdu(sms::Tpdu{status});
  peer->say("+CDS: " + std::to_string(pdu.length) + "|" + pdu.hex);
  run_for(1s);
  ASSERT_EQ(heard<SubmissionSettled>().size(), 1u);
  EXPECT_EQ(heard<SubmissionSettled>()[0].intent, submission.intent);
  EXPECT_EQ(heard<SubmissionSettled>()[0].reference, 18);
  EXPECT_EQ(records.of("sms.settled"), "sms.settled outcome=sent by=report mr=18");
  EXPECT_EQ(heard<ReportReceived>().size(), 1u);
}

/// A status report of a message to the number of ModemTest::message(), as +CDS tells it.
std::string cds(std::uint8_t reference, Calendar stamped) {
  sms::StatusReport status;
  status.reference = reference;
  status.recipient = sms::Address{*PhoneNumber::parse("+358912345678")};
  status.time_stamp = sms::Timestamp::of(stamped);
  const auto pdu = *sms::encode_pdu(sms::Tpdu{status});
  return "+CDS: " + std::to_string(pdu.length) + "|" + pdu.hex;
}

TEST_F(Submitting, AReportBeforeTheEndSettlesWhatEndsUnknown) {
  peer->once("<pdu>", "");
  loop.wake_at(loop.now() + 3s, [&] { peer->say(cds(18, loop.calendar())); });
  const Instant begin = loop.now();
  const Submission submission = submit();
  EXPECT_EQ(submission.outcome, Outcome::unknown);
  run_for(1s);
  ASSERT_EQ(heard<SubmissionSettled>().size(), 1u);
  EXPECT_EQ(heard<SubmissionSettled>()[0].intent, submission.intent);
  ASSERT_EQ(heard<ReportReceived>().size(), 1u);
  EXPECT_EQ(heard<ReportReceived>()[0].at - begin, 3s);
  const std::string told = records.of("sms.");
  EXPECT_LT(told.find("sms.submit outcome=unknown"), told.find("sms.report"));
  EXPECT_LT(told.find("sms.report"), told.find("sms.settled outcome=sent by=report mr=18"));
}

struct ReportPlace {
  const char* name;
  bool before_reference;
};
class EarlyReports : public Submitting, public ::testing::WithParamInterface<ReportPlace> {};

TEST_P(EarlyReports, AreToldOnceTheReferenceIs) {
  const std::string report = cds(23, loop.calendar());
  peer->once("<pdu>", GetParam().before_reference ? report + "|+CMGS: 23|OK" : "+CMGS: 23|OK|" + report);
  std::optional<Submission> submission;
  std::optional<Submission> known_at_report;
  modem->on_event([&](const ModemEvent& event) {
    if (std::holds_alternative<ReportReceived>(event)) known_at_report = submission;
  });
  const auto run = [](Modem& m, sms::Submit s, std::optional<Submission>& into) -> asio::awaitable<void> {
    into = co_await m.submit(std::move(s));
  };
  ASSERT_TRUE(loop.run_to_end(run(*modem, message("ON"), submission)));
  run_for(1s);
  ASSERT_TRUE(known_at_report);
  EXPECT_EQ(known_at_report->reference, 23);
  const std::string told = records.of("sms.");
  EXPECT_LT(told.find("sms.submit outcome=sent mr=23"), told.find("sms.report"));
  EXPECT_EQ(records.of("sms.settled"), "");
}
INSTANTIATE_TEST_SUITE_P(All, EarlyReports,
                         ::testing::Values(ReportPlace{"behind the result", false},
                                           ReportPlace{"before the result", true}),
                         row_name([](const ReportPlace& c) { return c.name; }));

TEST_F(Submitting, AReportOfAnotherMessageWaitsForNoResult) {
  EXPECT_EQ(submit("ON").reference, 17);
  sms::StatusReport other;
  other.reference = 18;
  other.recipient = sms::Address{*PhoneNumber::parse("+358401111111")};
  other.time_stamp = sms::Timestamp::of(loop.calendar());
  const auto pdu = *sms::encode_pdu(sms::Tpdu{other});
  const std::string text = "+CDS: " + std::to_string(pdu.length) + "|" + pdu.hex;
  peer->once("<pdu>", "");
  loop.wake_at(loop.now() + 1s, [&] { peer->say(cds(17, loop.calendar())); });
  loop.wake_at(loop.now() + 2s, [&] { peer->say(text); });
  loop.wake_at(loop.now() + 3s, [&] { EXPECT_EQ(heard<ReportReceived>().size(), 2u); });
  EXPECT_EQ(submit("OFF").outcome, Outcome::unknown);
}

TEST_F(Submitting, ALateReferenceStillCounts) {
  peer->once("<pdu>", "");
  loop.wake_at(loop.now() + 180s + 100ms, [&] { peer->say("+CMGS: 99|OK"); });
  const Submission submission = submit();
  EXPECT_EQ(submission.outcome, Outcome::sent);
  EXPECT_EQ(submission.reference, 99);
  const Submission next = submit();
  EXPECT_EQ(next.reference, 17);
}

TEST_F(Submitting, AReferenceBeforeThePromptIsThatOfTheMessageBefore) {
  peer->once("<pdu>", "");
  const Submission first = submit("one");
  ASSERT_EQ(first.outcome, Outcome::unknown);
  peer->once("AT+CMGS=", "+CMGS: 11|OK|>");
  peer->once("<pdu>", "+CMGS: 12|OK");
  const Submission second = submit("two");
  EXPECT_EQ(second.outcome, Outcome::sent);
  EXPECT_EQ(second.reference, 12);
  EXPECT_EQ(peer->payloads.size(), 2u);
  ASSERT_EQ(heard<SubmissionSettled>().size(), 1u);
  EXPECT_EQ(heard<SubmissionSettled>()[0].intent, first.intent);
  EXPECT_EQ(heard<SubmissionSettled>()[0].reference, 11);
  EXPECT_EQ(records.of("sms.settled"), "sms.settled outcome=sent by=modem mr=11");
}

TEST_F(Submitting, AnAnswerWithoutAPromptHandsNothingOver) {
  for (const char* answer : {"OK", "+CMGS: 11|OK"}) {
    peer->payloads.clear();
    peer->once("AT+CMGS=", answer);
    const Submission submission = submit();
    EXPECT_EQ(submission.outcome, Outcome::sent) << answer;
    EXPECT_EQ(submission.reference, 17) << answer;
    EXPECT_EQ(peer->payloads.size(), 1u) << answer;
  }
}

TEST_F(Submitting, AReferenceBeforeThePromptDoesNotConfirmTheMessageBehindIt) {
  peer->once("AT+CMGS=", "+CMGS: 11|OK|>");
  peer->once("<pdu>", "");
  EXPECT_EQ(submit().outcome, Outcome::unknown);
}

struct TimeoutCase {
  const char* answer;
};
class NetworkTimeouts : public Submitting, public ::testing::WithParamInterface<TimeoutCase> {};

TEST_P(NetworkTimeouts, AfterTheMessageAreUnknown) {
  peer->once("<pdu>", GetParam().answer);
  EXPECT_EQ(submit().outcome, Outcome::unknown);
  EXPECT_EQ(peer->payloads.size(), 1u);
}

TEST_P(NetworkTimeouts, BeforeTheMessageAreTriedAgain) {
  peer->once("AT+CMGS=", GetParam().answer);
  EXPECT_EQ(submit().outcome, Outcome::sent);
  EXPECT_EQ(peer->payloads.size(), 1u);
}
INSTANTIATE_TEST_SUITE_P(All, NetworkTimeouts,
                         ::testing::Values(TimeoutCase{"+CMS ERROR: 332"}, TimeoutCase{"+CME ERROR: 31"},
                                           TimeoutCase{"+CME ERROR: network timeout"}),
                         row_name([](const TimeoutCase& c) { return c.answer; }));

TEST_F(Submitting, WithoutAPromptNothingWasHandedOver) {
  peer->once("AT+CMGS=", "");
  EXPECT_EQ(submit().outcome, Outcome::sent);
  EXPECT_EQ(peer->payloads.size(), 1u);
  EXPECT_TRUE(records.contains("sms.retry attempt=1 class=transient reason=expired then=again"));
}

TEST_F(Submitting, AResetBetweenPromptAndMessageIsUnknown) {
  peer->once("AT+CMGS=", "!\r\n> \r\nRDY\r\n");
  EXPECT_EQ(submit().outcome, Outcome::unknown);
  run_for(20s);
  EXPECT_EQ(submit().outcome, Outcome::sent);
  EXPECT_EQ(peer->count("AT+CMGF=0"), 1u);
}

TEST_F(Submitting, AnUnpluggedModemIsUnknownOnceItHadTheMessage) {
  peer->once("<pdu>", "");
  loop.wake_at(loop.now() + 1s, [&] { peer->unplug(); });
  EXPECT_EQ(submit().outcome, Outcome::unknown);
  EXPECT_EQ(submit().outcome, Outcome::refused);
}

TEST_F(Submitting, UrcsInsideTheAnswerDoNoHarm) {
  const auto pdu = delivery("Power socket ON");
  peer->once("AT+CMGS=", "^RSSI:18|>");
  peer->once("<pdu>", "+CMT: ," + std::to_string(pdu.length) + "|" + pdu.hex + "|+CMGS: 23|RING|OK");
  const Submission submission = submit();
  EXPECT_EQ(submission.outcome, Outcome::sent);
  EXPECT_EQ(submission.reference, 23);
  EXPECT_EQ(texts(), "Power socket ON");
}

TEST_F(Submitting, AnAcknowledgementDoesNotWaitForTheNextSubmission) {
  const auto pdu = delivery("Power socket ON");
  peer->once("<pdu>", "");
  loop.wake_at(loop.now() + 1s, [&] { peer->say("+CMT: ," + std::to_string(pdu.length) + "|" + pdu.hex); });
  loop.wake_at(loop.now() + 2s, [&] { peer->say("+CMGS: 5|OK"); });
  const auto run = [](Modem& one, sms::Submit s) -> asio::awaitable<void> {
    const Submission submission = co_await one.submit(std::move(s));
    EXPECT_EQ(submission.outcome, Outcome::sent);
  };
  loop.spawn(run(*modem, message("ON")));
  EXPECT_TRUE(loop.run_to_end(run(*modem, message("OFF"))));
  ASSERT_EQ(peer->commands.size(), 3u);
  EXPECT_EQ(peer->commands[1], "AT+CNMA");
}

TEST_F(Submitting, AConfidentialTextIsShownNowhere) {
  EXPECT_EQ(submit("12abcSTATUS", true).outcome, Outcome::sent);
  EXPECT_FALSE(records.contains("12abc"));
  EXPECT_FALSE(records.contains(peer->payloads.at(0)));
}

TEST_F(Submitting, WhatDoesNotFitIsRefusedBeforeItIsSent) {
  sms::Submit broken = message("ON");
  broken.coding = sms::DataCoding{0x08};  // septets that claim to be UCS-2, and 161 of them
  sms::Octets many(160, 0x41);
  broken.user_data.payload = sms::BoundedOctets<sms::UserData::kMaxSeptets>{sms::OctetView{many}};
  Submission submission;
  const auto run = [](Modem& m, sms::Submit s, Submission& into) -> asio::awaitable<void> {
    into = co_await m.submit(std::move(s));
  };
  ASSERT_TRUE(loop.run_to_end(run(*modem, broken, submission)));
  EXPECT_EQ(submission.outcome, Outcome::refused);
  EXPECT_TRUE(peer->commands.empty());
}

TEST_F(Submitting, BeforeTheStartNothingGoesOut) {
  auto [one_end, other_end] = make_pipe(loop);
  ScriptedModem other{loop, std::move(other_end)};
  modem = std::make_unique<Modem>(loop, std::move(one_end), options, journal);
  EXPECT_EQ(submit().outcome, Outcome::refused);
  EXPECT_TRUE(other.commands.empty());
}

TEST(ModemErrors, WordsAndNumbersAreOne) {
  AtReply reply;
  reply.result = AtResult::cme_error;
  reply.text = "+CME ERROR: SIM PIN required";
  EXPECT_EQ(error_of(reply).code, 11);
  reply.text = "+CME ERROR: 11";
  EXPECT_EQ(error_of(reply).name, "SIM PIN required");
  reply.text = "+CME ERROR: something else";
  EXPECT_EQ(error_of(reply).code, std::nullopt);
  EXPECT_EQ(error_of(reply).to_string(), "+CME ERROR: something else");
}

}  // namespace
}  // namespace isocket::modem
