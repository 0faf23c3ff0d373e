#include "core/gsm/module.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "testing/module_rig.h"
#include "testing/peer_pdu.h"

namespace isocket::fw {
namespace {

using testing::count;
using testing::kBoss;
using testing::kMinutes;
using testing::ModulePeer;
using testing::ModuleRig;

// --- messages

TEST(ModuleSms, HandsMessagesOverInOrderAndRemovesThem) {
  ModuleRig rig;
  rig.start();
  for (const auto* text : {"ON", "OFF", "STATUS"}) rig.peer.deliver({.text = text});
  rig.advance(2'000);
  ASSERT_EQ(rig.sms.size(), 3u);
  EXPECT_EQ(rig.sms[0].text, "ON");
  EXPECT_EQ(rig.sms[2].text, "STATUS");
  EXPECT_EQ(rig.sms[0].sender, kBoss);
  EXPECT_EQ(rig.peer.stored(), 0u);
}

TEST(ModuleSms, ServesALaterMessageLastThoughItTookAFreePlace) {  // EP-4.1-52
  ModuleRig rig;
  rig.start();
  rig.takes = false;
  for (const auto* text : {"A", "B", "C"}) rig.peer.deliver({.text = text});
  rig.advance(2'000);
  rig.takes = true;
  for (int i = 0; i < 1'000 && rig.sms.empty(); ++i) rig.advance(1);
  ASSERT_EQ(rig.sms.size(), 1u);
  rig.takes = false;
  rig.advance(2'000);
  ASSERT_EQ(rig.peer.stored(), 2u) << "A is gone from the SIM";
  rig.peer.deliver({.text = "D"});
  rig.advance(2'000);
  rig.takes = true;
  rig.advance(5'000);
  ASSERT_EQ(rig.sms.size(), 4u);
  EXPECT_EQ(rig.sms[1].text, "B");
  EXPECT_EQ(rig.sms[2].text, "C");
  EXPECT_EQ(rig.sms[3].text, "D");
  EXPECT_EQ(rig.peer.stored(), 0u);
}

TEST(ModuleSms, LeavesMessagesOnTheSimUntilTheOwnerTakesThem) {
  ModuleRig rig;
  rig.start();
  rig.takes = false;
  for (int i = 0; i < 12; ++i) rig.peer.deliver({.text = "COMMAND" + std::to_string(i)});
  rig.advance(5'000);
  EXPECT_TRUE(rig.sms.empty());
  rig.takes = true;
  rig.advance(70'000);
  ASSERT_EQ(rig.sms.size(), 12u) << "more than it remembers by index";
  EXPECT_EQ(rig.sms[11].text, "COMMAND11");
  EXPECT_EQ(rig.peer.stored(), 0u);
}

TEST(ModuleSms, TakesDirectDeliveryToo) {
  ModuleRig rig;
  rig.peer.direct_delivery = true;
  rig.start();
  rig.peer.deliver({.text = "ON"});
  ASSERT_EQ(rig.sms.size(), 1u);
  EXPECT_EQ(rig.sms[0].text, "ON");
}

TEST(ModuleSms, FindsMessagesNobodyAnnounced) {
  ModuleRig rig;
  rig.peer.no_indications = true;
  rig.start();
  rig.peer.deliver({.text = "ON"});
  rig.advance(6'000);
  EXPECT_EQ(rig.sms.size(), 1u);

  ModuleRig lost;  // the announcement did not arrive
  lost.start();
  lost.peer.store(testing::deliver_hex({.text = "x"}));
  lost.sms.clear();
  lost.deaf = true;
  lost.peer.deliver({.text = "ON"});
  lost.deaf = false;
  lost.advance(61'000);
  EXPECT_EQ(lost.sms.size(), 2u);
  EXPECT_EQ(lost.peer.stored(), 0u);
}

TEST(ModuleSms, AsksForAnnouncementsAgainOnceTheModuleIsReadyForThem) {
  ModuleRig rig;
  rig.peer.no_indications = true;  // as before "SMS Ready"
  rig.start();
  rig.peer.no_indications = false;
  rig.advance(10'000);
  rig.peer.commands.clear();
  rig.peer.deliver({.text = "ON"});
  rig.advance(1'000);
  EXPECT_EQ(rig.sms.size(), 1u) << "told at once, not found by the next listing";
  EXPECT_EQ(count(rig, "AT+CMGL=4"), 0);

  ModuleRig never;
  never.peer.no_indications = true;
  never.start();
  never.advance(10 * kMinutes);
  EXPECT_LE(count(never, "AT+CNMI=2,1,0,0,0"), 15) << "and is left in peace where it never does";
}

TEST(ModuleSms, ServesAMessageOnceThoughItsRemovalFails) {
  ModuleRig rig;
  rig.start();
  bool fails = true;
  rig.peer.script = [&](const std::string& command) -> std::optional<std::string> {
    if (command.starts_with("AT+CMGD=") && fails) return "+CMS ERROR: 500";
    return std::nullopt;
  };
  rig.peer.deliver({.text = "RESTART"});
  rig.advance(3 * kMinutes);
  EXPECT_EQ(rig.sms.size(), 1u);
  fails = false;
  rig.advance(2 * kMinutes);
  EXPECT_EQ(rig.sms.size(), 1u);
  EXPECT_EQ(rig.peer.stored(), 0u);
}

TEST(ModuleSms, SurvivesAReadThatGetsNoEnd) {
  ModuleRig rig;
  rig.start();
  bool cut = true;
  rig.peer.script = [&](const std::string& command) -> std::optional<std::string> {
    if (!command.starts_with("AT+CMGR=") || !cut) return std::nullopt;
    cut = false;
    return "+CMGR: 0,\"\",30";  // and neither PDU nor OK
  };
  rig.peer.deliver({.text = "ON"});
  rig.advance(70'000);
  ASSERT_EQ(rig.sms.size(), 1u);
  EXPECT_EQ(rig.peer.stored(), 0u);
}

TEST(ModuleSms, SendsAndSaysSo) {
  ModuleRig rig;
  rig.start();
  ASSERT_TRUE(rig.module.send_sms(kBoss, "Power socket ON"));
  EXPECT_FALSE(rig.module.ready_for_sms());
  EXPECT_FALSE(rig.module.send_sms(kBoss, "another")) << "one at a time";
  rig.advance(4'000);
  EXPECT_EQ(rig.results, (std::vector<SmsResult>{SmsResult::sent}));
  ASSERT_EQ(rig.peer.sent.size(), 1u);
  EXPECT_EQ(rig.peer.sent[0].to, "+358401234567");
  EXPECT_EQ(rig.peer.sent[0].text, "Power socket ON");
}

TEST(ModuleSms, WritesThroughAPortThatTakesLittleAtATime) {
  ModuleRig rig;
  rig.start();
  rig.chunk = 3;
  const std::string text(160, 'x');
  ASSERT_TRUE(rig.module.send_sms(kBoss, text));
  rig.advance(10'000);
  ASSERT_EQ(rig.peer.sent.size(), 1u);
  EXPECT_EQ(rig.peer.sent[0].text, text);
}

TEST(ModuleSms, SendsALongTextAsOneConcatenatedMessage) {  // EP-4.1-65
  ModuleRig rig;
  rig.start();
  std::string text;
  for (int i = 0; i < 10; ++i) text += "358401234567" + std::to_string(100 + i) + ", ";
  for (int round = 0; round < 2; ++round) {
    ASSERT_TRUE(rig.module.send_sms(kBoss, text));
    rig.advance(8'000);
  }
  ASSERT_EQ(rig.peer.sent.size(), 2u) << "the second has a reference of its own";
  EXPECT_EQ(rig.peer.sent[0].text, text);
  EXPECT_EQ(rig.peer.sent[0].parts, 2);
  EXPECT_EQ(rig.results.size(), 2u) << "one result for all parts";
}

TEST(ModuleSms, SendsNothingToWhomItCannot) {  // EP-4.1-70
  ModuleRig rig;
  rig.start();
  Address name;
  name.digits = FixedString<20>{"Operator"};
  name.type = Address::kAlphanumeric;
  EXPECT_FALSE(rig.module.send_sms(name, "x"));
  EXPECT_FALSE(rig.module.send_sms(Address{}, "x"));
  EXPECT_TRUE(rig.module.ready_for_sms());
}

TEST(ModuleSms, TellsRefusedFromUnknown) {
  ModuleRig rig;
  rig.start();
  rig.peer.refuse_submissions = 1;
  rig.module.send_sms(kBoss, "a");
  rig.advance(5'000);
  EXPECT_EQ(rig.results, (std::vector<SmsResult>{SmsResult::refused}));

  rig.results.clear();
  rig.peer.swallow_submit_results = 1;
  rig.module.send_sms(kBoss, "b");
  rig.advance(70'000);
  EXPECT_EQ(rig.results, (std::vector<SmsResult>{SmsResult::unknown}));
  EXPECT_EQ(rig.peer.sent.back().text, "b");

  rig.results.clear();
  rig.module.send_sms(kBoss, "c");
  rig.advance(5'000);
  EXPECT_EQ(rig.results, (std::vector<SmsResult>{SmsResult::sent})) << "and it goes on";
}

TEST(ModuleSms, GetsOverAPromptThatNeverComes) {
  ModuleRig rig;
  rig.start();
  rig.peer.no_prompts = 1;
  rig.module.send_sms(kBoss, "a");
  rig.advance(8'000);
  EXPECT_EQ(rig.results, (std::vector<SmsResult>{SmsResult::refused})) << "it was never handed over";
  rig.module.send_sms(kBoss, "b");
  rig.advance(5'000);
  ASSERT_EQ(rig.peer.sent.size(), 1u);
  EXPECT_EQ(rig.peer.sent[0].text, "b");
}

TEST(ModuleSms, ReceivesWhileItSends) {
  ModuleRig rig;
  rig.start();
  rig.module.send_sms(kBoss, "reply");
  rig.advance(100);
  rig.peer.deliver({.text = "ON"});
  rig.advance(5'000);
  EXPECT_EQ(rig.sms.size(), 1u);
  EXPECT_EQ(rig.results, (std::vector<SmsResult>{SmsResult::sent}));
}

TEST(ModuleSms, TellsWhetherAMessageWasHandedOverWhenTheModuleResets) {
  const auto result = [](std::uint64_t after) {
    ModuleRig rig;
    rig.start();
    rig.module.send_sms(kBoss, "reply");
    rig.advance(after);
    rig.peer.reset();
    rig.advance(30'000);
    return rig.results.empty() ? SmsResult::sent : rig.results[0];
  };
  EXPECT_EQ(result(10), SmsResult::refused) << "before the prompt";
  EXPECT_EQ(result(1'000), SmsResult::unknown) << "the network may have it";
  EXPECT_EQ(result(3'500), SmsResult::sent);
}

// --- calls

TEST(ModuleCall, TellsTheCallersNumberOnce) {
  ModuleRig rig;
  rig.start();
  rig.peer.call("+358401234567");
  rig.advance(15'000);
  ASSERT_EQ(rig.callers.size(), 1u);
  EXPECT_EQ(rig.callers[0], kBoss);
  EXPECT_TRUE(rig.module.in_call());
  rig.peer.caller_gives_up();
  EXPECT_EQ(rig.incoming_ends, 1);
  EXPECT_FALSE(rig.module.in_call());
}

TEST(ModuleCall, KnowsLocalAndWithheldNumbers) {  // EP-4.2-20, EP-4.2-21
  ModuleRig rig;
  rig.start();
  rig.peer.call("0401234567");
  rig.advance(1'000);
  rig.peer.caller_gives_up();
  rig.advance(10'000);
  rig.peer.call("");
  rig.advance(1'000);
  ASSERT_EQ(rig.callers.size(), 2u);
  EXPECT_EQ(rig.callers[0].digits.view(), "0401234567");
  EXPECT_FALSE(rig.callers[0].international());
  EXPECT_TRUE(rig.callers[1].hidden());
}

TEST(ModuleCall, TakesTwoRingsWithoutANumberForAHiddenCaller) {
  ModuleRig rig;
  rig.start();
  rig.peer.say("\r\nRING\r\n");
  EXPECT_TRUE(rig.callers.empty());
  rig.advance(3'000);
  rig.peer.say("\r\nRING\r\n");
  ASSERT_EQ(rig.callers.size(), 1u);
  EXPECT_TRUE(rig.callers[0].hidden());
  rig.advance(15'000);
  EXPECT_EQ(rig.incoming_ends, 1) << "no ring for 10 s: nobody calls any more";
}

TEST(ModuleCall, AnswersOnRequestUntilTheCallerHangsUp) {  // GS-10-04
  for (const bool told : {true, false}) {
    ModuleRig rig;
    rig.start();
    rig.peer.call("+358401234567");
    rig.advance(500);
    rig.module.answer();
    rig.advance(500);
    EXPECT_TRUE(rig.peer.was_answered());
    EXPECT_TRUE(rig.module.talking_to_caller());
    rig.peer.say("\r\nRING\r\n");  // it was on its way
    rig.advance(300'000);
    EXPECT_TRUE(rig.module.talking_to_caller());
    EXPECT_FALSE(rig.module.ready_for_call());
    EXPECT_EQ(rig.incoming_ends, 0);
    if (!told)  // what the module says of the end may be lost: the list of calls tells
      rig.peer.script = [](const std::string& line) -> std::optional<std::string> {
        if (line == "AT+CLCC") return "OK";
        return std::nullopt;
      };
    else
      rig.peer.caller_gives_up();
    rig.advance(5'000);
    EXPECT_EQ(rig.incoming_ends, 1);
    EXPECT_FALSE(rig.module.in_call());
    rig.advance(60'000);
    EXPECT_EQ(rig.callers.size(), 1U);
  }
}

TEST(ModuleCall, MayComeTooLateWithItsAnswer) {
  ModuleRig rig;
  rig.start();
  rig.peer.call("+358401234567");
  rig.advance(500);
  rig.peer.script = [](const std::string& line) -> std::optional<std::string> {
    if (line != "ATA") return std::nullopt;
    return "NO CARRIER";
  };
  rig.module.answer();
  rig.advance(500);
  EXPECT_EQ(rig.incoming_ends, 1);
  EXPECT_FALSE(rig.module.in_call());
  rig.module.answer();  // nobody calls
  rig.advance(1'000);
  EXPECT_FALSE(rig.module.talking_to_caller());
}

TEST(ModuleCall, RejectsOnRequest) {
  ModuleRig rig;
  rig.start();
  rig.peer.call("+358401234567");
  rig.module.reject();
  rig.advance(500);
  EXPECT_TRUE(rig.peer.was_rejected());
  EXPECT_EQ(rig.incoming_ends, 1);
  rig.peer.say("\r\nRING\r\n\r\n+CLIP: \"+358401234567\",145\r\n");  // it was on its way
  rig.advance(20'000);
  EXPECT_EQ(rig.callers.size(), 1u);
}

TEST(ModuleCall, FollowsACallThatIsAnswered) {
  ModuleRig rig;
  rig.start();
  rig.peer.callees["+358401234567"] = {ModulePeer::Callee::Does::answers, 2'000, 8'000};
  const auto begun = rig.now;
  ASSERT_TRUE(rig.module.dial(kBoss));
  rig.advance(12'000);
  ASSERT_EQ(rig.calls, (std::vector<CallState>{CallState::ringing, CallState::answered}));
  EXPECT_NEAR(static_cast<double>(rig.calls_at[0] - begun), 2'000, 700);
  EXPECT_NEAR(static_cast<double>(rig.calls_at[1] - begun), 10'000, 700);
  rig.module.hang_up();
  rig.advance(500);
  EXPECT_EQ(rig.calls.back(), CallState::ended);
  EXPECT_NE(rig.peer.dialled[0].ended_ms, 0u);
  EXPECT_TRUE(rig.module.ready_for_call());
}

TEST(ModuleCall, FollowsEveryOtherEnd) {
  using Does = ModulePeer::Callee::Does;
  struct Case {
    Does does;
    std::vector<CallState> states;
  };
  for (const auto& c :
       {Case{Does::rejects, {CallState::ringing, CallState::ended}}, Case{Does::is_busy, {CallState::ended}},
        Case{Does::is_unreachable, {CallState::ended}}, Case{Does::rings_on, {CallState::ringing}}}) {
    ModuleRig rig;
    rig.start();
    rig.peer.callees["+358401234567"] = {c.does, 2'000, 3'000};
    rig.module.dial(kBoss);
    rig.advance(30'000);
    EXPECT_EQ(rig.calls, c.states) << static_cast<int>(c.does);
  }
}

TEST(ModuleCall, HangsUpAtEveryMoment) {
  for (std::uint64_t after = 0; after < 5'000; after += 7) {
    ModuleRig rig;
    rig.start();
    rig.module.dial(kBoss);
    rig.advance(after);
    rig.module.hang_up();
    rig.advance(3'000);
    ASSERT_FALSE(rig.calls.empty()) << after;
    EXPECT_EQ(rig.calls.back(), CallState::ended) << after;
    EXPECT_EQ(std::count(rig.calls.begin(), rig.calls.end(), CallState::ended), 1) << after;
    for (const auto& call : rig.peer.dialled) EXPECT_NE(call.ended_ms, 0u) << after;
    EXPECT_TRUE(rig.module.ready_for_call()) << after;
  }
}

TEST(ModuleCall, NoticesAnEndThatNobodyAnnounced) {
  ModuleRig rig;
  rig.start();
  rig.module.dial(kBoss);
  rig.advance(5'000);
  ASSERT_EQ(rig.calls.size(), 1u);
  rig.peer.script = [](const std::string& command) -> std::optional<std::string> {
    if (command == "AT+CLCC") return "OK";
    return std::nullopt;
  };
  rig.advance(1'000);
  EXPECT_EQ(rig.calls.back(), CallState::ended);
}

TEST(ModuleCall, IsDeafToOthersWhileItCalls) {  // EP-4.2-23
  ModuleRig rig;
  rig.start();
  rig.module.dial(kBoss);
  rig.advance(3'000);
  rig.peer.say("\r\nRING\r\n\r\n+CLIP: \"+4712345678\",145\r\n");
  rig.advance(1'000);
  EXPECT_TRUE(rig.callers.empty());
}

// --- the operator

TEST(ModuleUssd, PassesTheAnswerOn) {
  ModuleRig rig;
  rig.start();
  struct Case {
    const char* line;
    std::string text;
  };
  for (const auto& c : {Case{"0,\"Balance 12.50 EUR\",15", "Balance 12.50 EUR"},
                        Case{"0,\"He said \"hi\", twice\",15", "He said \"hi\", twice"},
                        Case{"0,\"Line 1\r\nLine 2\n\n 4\",15", "Line 1\nLine 2\n\n 4"},
                        Case{"0,\"00420061006C002E002020AC0031\",72",
                             "Bal. \xe5"
                             "1"},
                        Case{"0,\"00410416\",72", "A?"}, Case{"2,\"Bye\"", "Bye"},
                        Case{"0,\"a\x1b\x65\x02\",15", "a\xe5$"}}) {
    rig.answers.clear();
    rig.peer.ussd["*100#"] = c.line;
    ASSERT_TRUE(rig.module.ussd("*100#"));
    rig.advance(5'000);
    ASSERT_EQ(rig.answers.size(), 1u) << c.line;
    EXPECT_TRUE(rig.answers[0].ok) << c.line;
    EXPECT_EQ(rig.answers[0].text, c.text);
    EXPECT_EQ(count(rig, "AT+CUSD=2"), 0);
  }
}

TEST(ModuleUssd, ClosesAMenu) {  // EP-12-12
  ModuleRig rig;
  rig.start();
  rig.peer.ussd["*100#"] = "1,\"1 Balance 2 Top up\",15";
  rig.module.ussd("*100#");
  rig.advance(5'000);
  ASSERT_EQ(rig.answers.size(), 1u);
  EXPECT_EQ(rig.answers[0].text, "1 Balance 2 Top up");
  EXPECT_EQ(count(rig, "AT+CUSD=2"), 1);
}

TEST(ModuleUssd, FailsWhenRefusedOrUnanswered) {  // EP-12-10
  ModuleRig rig;
  rig.start();
  for (const auto* refusal : {"2", "4", "5"}) {
    rig.peer.ussd["*100#"] = refusal;
    rig.answers.clear();
    rig.module.ussd("*100#");
    rig.advance(5'000);
    ASSERT_EQ(rig.answers.size(), 1u);
    EXPECT_FALSE(rig.answers[0].ok) << refusal;
  }
  rig.answers.clear();
  const auto asked = rig.now;
  rig.module.ussd("*999#");
  rig.advance(59'000);
  EXPECT_TRUE(rig.answers.empty());
  rig.advance(2'000);
  ASSERT_EQ(rig.answers.size(), 1u);
  EXPECT_FALSE(rig.answers[0].ok);
  EXPECT_EQ(rig.answers[0].at - asked, 60'000u);
  EXPECT_EQ(count(rig, "AT+CUSD=2"), 1) << "the session is closed";
  EXPECT_TRUE(rig.module.ready_for_ussd());
}

TEST(ModuleUssd, IgnoresWhatTheOperatorSaysUnasked) {
  ModuleRig rig;
  rig.start();
  rig.peer.say("\r\n+CUSD: 0,\"Advertisement\",15\r\n");
  rig.advance(1'000);
  EXPECT_TRUE(rig.answers.empty());
}

}  // namespace
}  // namespace isocket::fw
