// Calls in both directions.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/gsm/module.h"
#include "testing/module_rig.h"

namespace isocket::fw {
namespace {

using testing::count;
using testing::kBoss;
using testing::ModulePeer;
using testing::ModuleRig;

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

TEST(ModuleCall, TellsTheLevelOfTheMicrophoneAtOnceAndAfterEachStart) {  // GS-10-02
  ModuleRig rig;
  rig.module.microphone(15);
  rig.start();
  EXPECT_EQ(count(rig, "AT+CMIC=0,15"), 1);
  rig.module.microphone(7);
  rig.module.tick();
  rig.advance(500);
  EXPECT_EQ(count(rig, "AT+CMIC=0,7"), 1);
  rig.peer.reset();
  rig.advance(30'000);
  EXPECT_EQ(count(rig, "AT+CMIC=0,7"), 2);
  ModuleRig mute;  // a device without microphone has no level
  mute.start();
  for (const auto& line : mute.peer.commands) EXPECT_FALSE(line.starts_with("AT+CMIC")) << line;
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

}  // namespace
}  // namespace isocket::fw
