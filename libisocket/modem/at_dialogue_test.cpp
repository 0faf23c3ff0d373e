#include "modem/at_dialogue.h"

#include "core/test_name.h"
#include "modem/at_dialogue_fixture.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;
using Kind = AtEvent::Kind;

TEST_F(Dialogue, SendsOneCommandAtATimeAndKeepsTheirOrder) {
  submit("AT+CMEE=1");
  submit("AT+CMGF=0");
  EXPECT_EQ(sent(), "AT+CMEE=1\r");
  hear("\r\nOK\r\n");
  EXPECT_EQ(sent(), "AT+CMGF=0\r");
  hear("\r\nERROR\r\n");
  EXPECT_EQ(heard(), "final OK|final ERROR");
  EXPECT_TRUE(dialogue.idle());
}

TEST_F(Dialogue, AnUrgentCommandGoesBeforeTheQueue) {
  submit("AT");
  submit("AT+CSQ");
  AtCommand urgent{"AT+CNMA"};
  urgent.urgent = true;
  submit(urgent);
  hear("\r\nOK\r\n");
  EXPECT_EQ(sent(), "AT\rAT+CNMA\r");
}

TEST_F(Dialogue, RecognisesTheEchoWhileThereIsOne) {
  const auto id = submit("AT+CGMM");
  hear("AT+CGMM\r\r\n MULTIBAND  900E  1800 \r\n\r\nOK\r\n");
  EXPECT_EQ(reply_to(id).information, std::vector<std::string>{"MULTIBAND  900E  1800"});
  EXPECT_EQ(heard(), "echo AT+CGMM|information MULTIBAND  900E  1800|final OK");
}

struct FinalCase {
  const char* line;
  AtResult result;
  const char* cause;
};
class Finals : public Dialogue, public ::testing::WithParamInterface<FinalCase> {};

TEST_P(Finals, EndACommand) {
  const auto id = submit("ATD+358912345678;");
  hear(std::string{"\r\n"} + GetParam().line + "\r\n");
  EXPECT_EQ(reply_to(id).result, GetParam().result);
  EXPECT_EQ(reply_to(id).cause(), GetParam().cause);
}
INSTANTIATE_TEST_SUITE_P(All, Finals,
                         ::testing::Values(FinalCase{"OK", AtResult::ok, ""},
                                           FinalCase{"ERROR", AtResult::error, ""},
                                           FinalCase{"+CMS ERROR: 38", AtResult::cms_error, "38"},
                                           FinalCase{"+CME ERROR:515", AtResult::cme_error, "515"},
                                           FinalCase{"+CME ERROR: SIM busy", AtResult::cme_error, "SIM busy"},
                                           FinalCase{"NO CARRIER", AtResult::no_carrier, ""},
                                           FinalCase{"BUSY", AtResult::busy, ""},
                                           FinalCase{"NO ANSWER", AtResult::no_answer, ""},
                                           FinalCase{"NO DIALTONE", AtResult::no_dialtone, ""},
                                           FinalCase{"CONNECT 9600", AtResult::connect, ""},
                                           FinalCase{"COMMAND NOT SUPPORT", AtResult::not_supported, ""},
                                           FinalCase{"MODEM ERROR: 5", AtResult::error, ""}),
                         row_name([](const FinalCase& c) { return c.line; }));

TEST_F(Dialogue, ACallResultIsUnsolicitedUnlessACallCommandIsInFlight) {
  submit("AT+CSQ");
  hear("\r\nNO CARRIER\r\n\r\nBUSY\r\n+CSQ: 20,0\r\n\r\nOK\r\n");
  EXPECT_EQ(heard(), "urc NO CARRIER|urc BUSY|information +CSQ: 20,0|final OK");
  hear("\r\nNO CARRIER\r\n");
  EXPECT_EQ(heard(), "urc NO CARRIER");
}

TEST_F(Dialogue, SendsThePayloadAtThePromptAndEndsItWithCtrlZ) {
  const auto id = submit(sms_command());
  EXPECT_EQ(sent(), "AT+CMGS=22\r");
  hear("\r\n> ");
  EXPECT_EQ(sent(), "0011000A81\x1A");
  hear("0011000A81\x1A\r\n+CMGS: 17\r\n\r\nOK\r\n");
  EXPECT_EQ(reply_to(id).find("+CMGS"), "17");
  EXPECT_TRUE(reply_to(id).payload_sent);
  EXPECT_EQ(heard(), "prompt >|echo 0011000A81|information +CMGS: 17|final OK");
}

TEST_F(Dialogue, ARefusalInsteadOfThePromptSendsNoPayload) {
  const auto id = submit(sms_command());
  hear("\r\n+CMS ERROR: 302\r\n");
  EXPECT_EQ(sent(), "AT+CMGS=22\r");
  EXPECT_FALSE(reply_to(id).payload_sent);
  EXPECT_EQ(reply_to(id).cause(), "302");
}

TEST_F(Dialogue, WithoutAPromptTheMessageIsNeverSent) {
  const auto id = submit(sms_command());
  pass(10s);
  EXPECT_EQ(reply_to(id).result, AtResult::expired);
  EXPECT_FALSE(reply_to(id).payload_sent);
  sent();
  hear("\r\n> ");  // late: it is left with ESC, and must not get anything else
  EXPECT_EQ(sent(), "\x1B");
}

TEST_F(Dialogue, BeforeThePromptALateResultEndsNothing) {
  const auto id = submit(sms_command());
  hear("\r\n+CMGS: 16\r\n\r\nOK\r\n");  // of the message before
  EXPECT_EQ(heard(), "urc +CMGS: 16|stray OK");
  sent();
  hear("\r\n> ");
  EXPECT_EQ(sent(), "0011000A81\x1A");
  hear("\r\n+CMGS: 17\r\n\r\nOK\r\n");
  EXPECT_EQ(reply_to(id).find("+CMGS"), "17");
}

TEST_F(Dialogue, UrcsBetweenAndInsideAnswersAreNeitherAnswersNorLost) {
  const auto id = submit("AT+CREG?");
  hear(
      "\r\n^RSSI:18\r\n\r\n+CREG: 1,\"8BE3\",\"2BAF\"\r\n\r\n+CREG: 2,1,\"00C3\",\"0000A1B2\"\r\n"
      "\r\n+CMTI: \"SM\",3\r\n\r\nRING\r\n\r\nOK\r\n\r\n+CREG: 0\r\n");
  EXPECT_EQ(reply_to(id).information, std::vector<std::string>{"+CREG: 2,1,\"00C3\",\"0000A1B2\""});
  EXPECT_EQ(heard(),
            "urc ^RSSI:18|urc +CREG: 1,\"8BE3\",\"2BAF\"|information +CREG: 2,1,\"00C3\",\"0000A1B2\"|"
            "urc +CMTI: \"SM\",3|urc RING|final OK|urc +CREG: 0");
}

TEST_F(Dialogue, UnquotedLocationCodesAreNoAnswer) {  // Huawei E160G
  const auto id = submit("AT+CREG?");
  hear("\r\n+CREG: 1,8BE3,2BAF\r\n\r\n+CREG: 2,0,00,0\r\n\r\nOK\r\n");
  EXPECT_EQ(reply_to(id).information, std::vector<std::string>{"+CREG: 2,0,00,0"});
}

TEST_F(Dialogue, AMessageAndItsPduAreOneUrcEvenInsideAList) {
  const auto id = submit("AT+CMGL=4");
  hear("\r\n+CMGL: 1,1,,24\r\n00AA\r\n\r\n+CMT: ,25\r\n07AB\r\n+CMGL: 2,1,,24\r\n00BB\r\n\r\nOK\r\n");
  EXPECT_EQ(reply_to(id).information,
            (std::vector<std::string>{"+CMGL: 1,1,,24", "00AA", "+CMGL: 2,1,,24", "00BB"}));
  hear("\r\n+CDS: 25\r\n0006\r\n");
  EXPECT_EQ(heard(),
            "information +CMGL: 1,1,,24|information 00AA|urc +CMT: ,25 07AB|information +CMGL: 2,1,,24|"
            "information 00BB|final OK|urc +CDS: 25 0006");
}

TEST_F(Dialogue, AMessageWithoutItsPduDoesNotSwallowTheNextLine) {
  const auto id = submit("AT");
  hear("\r\n+CMT: ,25\r\nOK\r\n");
  EXPECT_TRUE(reply_to(id).ok());
  EXPECT_EQ(heard(), "urc +CMT: ,25|final OK");
}

TEST_F(Dialogue, AUrcDoesNotProlongACommand) {
  const auto id = submit("AT+CSQ");  // 5 s
  for (int i = 0; i < 4; ++i) {
    pass(1s);
    hear("\r\n^RSSI:18\r\n");
  }
  pass(1s);
  EXPECT_EQ(reply_to(id).result, AtResult::expired);
}

TEST_F(Dialogue, ALateAnswerIsNotTakenForTheNextOne) {
  const auto first = submit("AT+CSQ");
  const auto second = submit("AT+CIMI");
  pass(5s);
  EXPECT_EQ(reply_to(first).result, AtResult::expired);
  EXPECT_EQ(sent(), "AT+CSQ\r\x1B\rAT\r");
  hear("\r\n+CSQ: 9,9\r\n\r\nOK\r\n");  // the first command's
  EXPECT_EQ(sent(), "");
  pass(400ms);
  hear("\r\nOK\r\n");  // that of AT: only now the modem is quiet
  pass(499ms);
  EXPECT_EQ(sent(), "");
  pass(1ms);
  EXPECT_EQ(sent(), "AT+CIMI\r");
  hear("\r\n262019876543210\r\n\r\nOK\r\n");
  EXPECT_EQ(reply_to(second).information, std::vector<std::string>{"262019876543210"});
  EXPECT_EQ(heard(),
            "failed expired|urc +CSQ: 9,9|stray OK|stray OK|in_step the modem answers|"
            "information 262019876543210|final OK");
}

TEST_F(Dialogue, TheLateReferenceOfASubmissionIsShown) {
  submit(sms_command());
  hear("\r\n> ");
  pass(120s);
  hear("\r\n+CMGS: 200\r\n\r\nOK\r\n\r\nOK\r\n");
  pass(500ms);
  EXPECT_EQ(heard(), "prompt >|failed expired|urc +CMGS: 200|stray OK|stray OK|in_step the modem answers");
}

TEST_F(Dialogue, ASilentModemIsCalledAFewTimesAndThenLost) {
  const auto id = submit("AT+CSQ");
  const auto waiting = submit("AT+CIMI");
  pass(5s);
  pass(4999ms);
  EXPECT_EQ(sent(), "AT+CSQ\r\x1B\rAT\r\x1B\rAT\r\x1B\rAT\r\x1B\rAT\r\x1B\rAT\r");
  EXPECT_EQ(reply_to(id).result, AtResult::expired);
  pass(1ms);
  EXPECT_EQ(reply_to(waiting).result, AtResult::lost);
  EXPECT_EQ(events.back().kind, Kind::out_of_step);
  EXPECT_FALSE(dialogue.deadline());

  const auto later = submit("AT+CSQ");  // asks again before it goes out
  EXPECT_EQ(sent(), "\x1B\rAT\r");
  hear("\r\nOK\r\n");
  pass(500ms);
  EXPECT_EQ(sent(), "AT+CSQ\r");
  hear("\r\nOK\r\n");
  EXPECT_TRUE(reply_to(later).ok());
}

TEST_F(Dialogue, ARestartEndsTheCommandInFlight) {
  const auto id = submit(sms_command());
  hear("\r\n> ");
  hear("\r\nRDY\r\n\r\n+CFUN: 1\r\n");
  EXPECT_EQ(reply_to(id).result, AtResult::restarted);
  EXPECT_TRUE(reply_to(id).payload_sent);
}

TEST_F(Dialogue, StartsOutOfAnUnknownState) {
  keep(dialogue.resync(now));
  const auto id = submit("ATE0");
  EXPECT_EQ(sent(), "\x1B\rAT\r");
  hear("AT+CMG\x1B\r\r\nERROR\r\nAT\r\r\nOK\r\n");  // half a command was left, and the echo is on
  pass(20ms);
  EXPECT_EQ(sent(), "ATE0\r");
  hear("ATE0\r\r\nOK\r\n");
  EXPECT_TRUE(reply_to(id).ok());
  EXPECT_EQ(heard(),
            "stray AT+CMG|stray ERROR|echo AT|stray OK|in_step the modem answers|echo ATE0|final OK");
}

TEST_F(Dialogue, AnOverlongLineIsCutAndReported) {
  const auto id = submit("AT");
  hear("\r\n" + std::string(AtDialogue::kMaxLine + 5000, 'x') + "\r\nOK\r\n");
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].kind, Kind::overlong);
  EXPECT_EQ(events[0].text, std::string(80, 'x'));
  EXPECT_TRUE(reply_to(id).ok());
}

TEST_F(Dialogue, ASecretIsShownNowhere) {
  AtCommand command{"AT+CPIN=\"4711\""};
  command.secret = "4711";
  submit(command);
  const auto output = dialogue.take_output();
  ASSERT_EQ(output.size(), 1u);
  EXPECT_EQ(output[0].octets, "AT+CPIN=\"4711\"\r");
  EXPECT_EQ(output[0].shown, "AT+CPIN=\"*****\"\r");
  hear("AT+CPIN=\"4711\"\r\r\nOK\r\n");
  EXPECT_EQ(heard(), "echo AT+CPIN=\"*****\"|final OK");
}

TEST_F(Dialogue, APauseIsKeptBetweenAnswerAndCommand) {
  AtDialogue::Options options;
  options.pause = 20ms;
  dialogue = AtDialogue{options};
  submit("AT");
  submit("ATE0");
  sent();
  hear("\r\nOK\r\n");
  EXPECT_EQ(sent(), "");
  pass(20ms);
  EXPECT_EQ(sent(), "ATE0\r");
}

TEST_F(Dialogue, AfterCloseEveryCommandHasFailed) {
  const auto first = submit("AT");
  const auto second = submit("ATE0");
  keep(dialogue.close());
  EXPECT_EQ(reply_to(first).result, AtResult::closed);
  EXPECT_EQ(reply_to(second).result, AtResult::closed);
  EXPECT_FALSE(dialogue.deadline());
}

TEST(AtFields, RespectQuotesAndBrackets) {
  EXPECT_EQ(at_fields("\"SM\",3"), (std::vector<std::string>{"SM", "3"}));
  EXPECT_EQ(at_fields("(0-2),(0,1,3), \"a,b\",,7"),
            (std::vector<std::string>{"(0-2)", "(0,1,3)", "a,b", "", "7"}));
}

}  // namespace
}  // namespace isocket::modem
