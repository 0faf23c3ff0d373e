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

// --- the way up

TEST(ModuleStart, RegistersAndReportsTheSim) {
  ModuleRig rig;
  rig.start();
  EXPECT_EQ(rig.registrations, (std::vector<bool>{true}));
  EXPECT_EQ(rig.sims, (std::vector<SimState>{SimState::ready}));
  EXPECT_TRUE(rig.module.ready_for_sms());
  EXPECT_EQ(rig.module.signal_dbm(), -67);  // CSQ 23
}

TEST(ModuleStart, NeedsNoBootLines) {
  ModuleRig rig;
  rig.peer.boot_lines = false;
  rig.start();
  EXPECT_TRUE(rig.module.registered());
}

TEST(ModuleStart, WaitsUntilTheSimsMessagesCanBeReached) {
  ModuleRig rig;
  rig.peer.script = [&](const std::string& command) -> std::optional<std::string> {
    if (command == "AT+CMGF=0" && rig.now < 15'000) return "+CMS ERROR: 517";
    if (command == "AT+CPIN?" && rig.now < 8'000) return "+CME ERROR: 14";
    return std::nullopt;
  };
  rig.start();
  EXPECT_TRUE(rig.module.registered());
  EXPECT_EQ(rig.sims, (std::vector<SimState>{SimState::ready})) << "a busy SIM is no fault";
}

TEST(ModuleStart, ReportsASimThatIsMissingOrLocked) {  // EP-3-04
  ModuleRig missing;
  missing.peer.sim = "";
  missing.module.power_up();
  missing.advance(30'000);
  EXPECT_EQ(missing.sims, (std::vector<SimState>{SimState::missing}));
  EXPECT_FALSE(missing.module.registered());

  ModuleRig locked;
  locked.peer.sim = "SIM PIN";
  locked.module.power_up();
  locked.advance(30'000);
  EXPECT_EQ(locked.sims, (std::vector<SimState>{SimState::pin_required}));
  EXPECT_EQ(locked.peer.power_cycles, 1) << "no reason to restart";
}

TEST(ModuleStart, DeletesOldMessagesUnread) {  // EP-4.1-66
  ModuleRig rig;
  rig.peer.store(testing::deliver_hex({.text = "ON"}));
  rig.peer.store(testing::deliver_hex({.text = "OFF"}));
  rig.start();
  EXPECT_TRUE(rig.sms.empty());
  EXPECT_EQ(rig.peer.stored(), 0u);
}

TEST(ModuleStart, DeletesOldMessagesOneByOneWhereItMust) {
  ModuleRig rig;
  for (int i = 0; i < 20; ++i) rig.peer.store(testing::deliver_hex({.text = "ON"}));
  rig.peer.script = [](const std::string& command) -> std::optional<std::string> {
    if (command == "AT+CMGD=1,4") return "ERROR";
    return std::nullopt;
  };
  rig.start();
  rig.advance(5'000);
  EXPECT_TRUE(rig.sms.empty());
  EXPECT_EQ(rig.peer.stored(), 0u);
  rig.peer.deliver({.text = "STATUS"});
  rig.advance(1'000);
  EXPECT_EQ(rig.sms.size(), 1u);
}

TEST(ModuleStart, ServesWhatTheNetworkKeptMeanwhile) {  // EP-4.1-66
  ModuleRig rig;
  rig.peer.deliver({.text = "ON"});
  rig.peer.deliver({.text = "OFF"});
  rig.start();
  rig.advance(2'000);
  ASSERT_EQ(rig.sms.size(), 2u);
  EXPECT_EQ(rig.sms[0].text, "ON");
  EXPECT_EQ(rig.sms[1].text, "OFF");
}

TEST(ModuleStart, ServesWhatIsAnnouncedBeforeTheOldIsDeleted) {
  ModuleRig rig;
  rig.takes = false;
  rig.module.power_up();
  ASSERT_TRUE(rig.advance_until([&] { return count(rig, "AT+CREG=1") == 1; }))
      << "the last step of the set-up";
  rig.peer.store(testing::deliver_hex({.text = "ON"}));
  rig.advance(2'000);
  rig.takes = true;
  rig.advance(2'000);
  ASSERT_EQ(rig.sms.size(), 1u);
  EXPECT_EQ(rig.sms[0].text, "ON");
}

// --- trouble

TEST(ModuleTrouble, ComesBackAfterAnOutage) {  // EP-16-04, EP-16-07
  ModuleRig rig;
  rig.start();
  rig.peer.network(false);
  rig.advance(1'000);
  EXPECT_EQ(rig.registrations, (std::vector<bool>{true, false}));
  EXPECT_FALSE(rig.module.ready_for_sms());
  rig.peer.network(true);
  rig.advance(10'000);
  EXPECT_EQ(rig.registrations, (std::vector<bool>{true, false, true}));
  EXPECT_EQ(rig.peer.power_cycles, 1);
}

TEST(ModuleTrouble, RestartsAfterTenMinutesWithoutNetworkAndAgain) {  // EP-16-06
  ModuleRig rig;
  rig.start();
  rig.peer.network(false);
  rig.advance(9 * kMinutes + 50'000);
  EXPECT_EQ(rig.peer.power_cycles, 1);
  rig.advance(15'000);
  EXPECT_EQ(rig.peer.power_cycles, 2);
  rig.advance(10 * kMinutes);
  EXPECT_EQ(rig.peer.power_cycles, 3);
  rig.peer.network(true);
  rig.advance(2 * kMinutes);
  EXPECT_TRUE(rig.module.registered());
  rig.advance(30 * kMinutes);
  EXPECT_EQ(rig.peer.power_cycles, 3);
}

TEST(ModuleTrouble, SwitchesAHungModuleOffAndOn) {
  ModuleRig rig;
  rig.start();
  rig.peer.silent = true;
  rig.advance(kMinutes);
  EXPECT_EQ(rig.peer.power_cycles, 2);
  rig.advance(20'000);
  EXPECT_TRUE(rig.module.ready_for_sms());
}

TEST(ModuleTrouble, EndsItsWorkWhenTheModuleHangs) {
  for (std::uint64_t after = 0; after < 4'000; after += 90) {
    ModuleRig rig;
    rig.start();
    rig.module.send_sms(kBoss, "reply");
    rig.module.dial(kBoss);
    rig.module.ussd("*100#");
    rig.advance(after);
    rig.peer.silent = true;
    rig.advance(3 * kMinutes);
    EXPECT_EQ(rig.results.size(), 1u) << after;
    ASSERT_FALSE(rig.calls.empty()) << after;
    EXPECT_EQ(rig.calls.back(), CallState::ended) << after;
    EXPECT_EQ(rig.answers.size(), 1u) << after;
    EXPECT_TRUE(rig.module.ready_for_sms()) << after;
    EXPECT_TRUE(rig.module.ready_for_call()) << after;
    EXPECT_TRUE(rig.module.ready_for_ussd()) << after;
  }
}

TEST(ModuleTrouble, StartsOverWhenTheModuleResets) {
  for (const bool boot_lines : {true, false})
    for (std::uint64_t after = 0; after < 4'000; after += 130) {
      ModuleRig rig;
      rig.start();
      rig.peer.boot_lines = boot_lines;
      rig.module.send_sms(kBoss, "reply");
      rig.advance(after);
      rig.peer.reset();
      rig.advance(2 * kMinutes);
      EXPECT_EQ(rig.results.size(), 1u) << after;
      ASSERT_TRUE(rig.module.ready_for_sms()) << after << boot_lines;
      rig.peer.call("+358401234567");  // needs CLIP, which the reset has undone
      rig.peer.deliver({.text = "ON"});
      rig.advance(5'000);
      ASSERT_EQ(rig.callers.size(), 1u) << after << boot_lines;
      EXPECT_EQ(rig.callers[0], kBoss);
      EXPECT_EQ(rig.sms.size(), 1u) << after << boot_lines;
    }
}

TEST(ModuleTrouble, KeepsMessagesOfTheTimeBeforeAReset) {
  ModuleRig rig;
  rig.start();
  rig.takes = false;
  rig.peer.deliver({.text = "ON"});
  rig.advance(1'000);
  rig.peer.reset();
  rig.advance(30'000);
  rig.takes = true;
  rig.advance(2'000);
  ASSERT_EQ(rig.sms.size(), 1u) << "only what is older than the device's own start is deleted unread";
}

TEST(ModuleTrouble, LosesNoMoreThanTheCommandThatGotNoAnswer) {
  ModuleRig rig;
  rig.start();
  rig.peer.silent_commands = 2;
  rig.advance(30'000);
  EXPECT_EQ(rig.peer.power_cycles, 1);
  rig.peer.deliver({.text = "ON"});
  rig.advance(20'000);
  EXPECT_EQ(rig.sms.size(), 1u);
}

TEST(ModuleTrouble, IsNotMisledByALateAnswer) {
  ModuleRig rig;
  rig.start();
  bool late = true;
  rig.peer.script = [&](const std::string& command) -> std::optional<std::string> {
    if (command != "AT+CSQ" || !late) return std::nullopt;
    late = false;
    return "";
  };
  rig.advance_until([&] { return !late; });
  rig.module.send_sms(kBoss, "reply");
  const auto asked = [&] { return rig.peer.commands.back() == "AT"; };
  ASSERT_TRUE(rig.advance_until(asked)) << "the deadline has passed, the line is tried";
  rig.advance(rig.peer.answer_delay_ms +
              10);  // AT has its OK; a message sent now would take the next one for its own
  rig.peer.say("\r\n+CSQ: 10,0\r\n\r\nOK\r\n");
  rig.advance(10'000);
  EXPECT_EQ(rig.results, (std::vector<SmsResult>{SmsResult::sent}));
  EXPECT_EQ(rig.peer.sent.size(), 1u);
}

TEST(ModuleTrouble, IgnoresGarbage) {
  ModuleRig rig;
  rig.start();
  rig.peer.say(std::string(5'000, 'A'));
  rig.peer.say(
      "\r\n\xff\xfe\x80+CM\x01TI: zz\r\n+CMTI:\r\n+CMTI: \"SM\",999\r\n+CMT: \r\nZZ\r\n+CMT: "
      "\"\",20\r\n0791\r\n");
  rig.peer.say(
      "\r\n+CREG\r\n+CLIP\r\n+CUSD: 9\r\n+CLCC: \r\nOK\r\nERROR\r\n> \r\n+CME ERROR: x\r\n+CPIN\r\n\r\n");
  rig.peer.say("+CUSD: 0,\"never closed");
  rig.advance(70'000);
  EXPECT_TRUE(rig.module.registered());
  EXPECT_TRUE(rig.sms.empty());
  rig.peer.deliver({.text = "ON"});
  rig.advance(70'000);
  EXPECT_EQ(rig.sms.size(), 1u);
  EXPECT_EQ(rig.peer.power_cycles, 1);
}

TEST(ModuleTrouble, ToleratesOtherFormsOfRegistration) {
  ModuleRig rig;
  rig.start();
  rig.peer.say("\r\n+CREG: 2\r\n");
  EXPECT_FALSE(rig.module.registered());
  rig.peer.say("\r\n+CREG: 5,\"00C3\",\"0000A1B2\"\r\n");
  EXPECT_TRUE(rig.module.registered());
  rig.peer.say("\r\n+CREG: 0\r\n");
  EXPECT_FALSE(rig.module.registered());
  rig.peer.say("\r\n+CREG: 2,1,\"00C3\",\"0000A1B2\"\r\n");
  EXPECT_TRUE(rig.module.registered());
}

TEST(ModuleTrouble, SurvivesTheWrapOfItsClock) {
  ModuleRig rig;
  rig.start();
  for (int day = 0; day < 60; ++day) {
    rig.advance(24 * 60 * kMinutes);
    rig.peer.deliver({.text = "ON"});
    rig.advance(1'000);
    ASSERT_EQ(rig.sms.size(), static_cast<std::size_t>(day + 1));
    rig.peer.commands.clear();
  }
  EXPECT_EQ(rig.peer.power_cycles, 1);
}

TEST(ModuleTrouble, SaysNothingAfterShutDown) {
  ModuleRig rig;
  rig.start();
  rig.module.send_sms(kBoss, "reply");
  rig.advance(100);
  rig.module.shut_down();
  EXPECT_FALSE(rig.peer.powered());
  rig.advance(20 * kMinutes);
  EXPECT_TRUE(rig.results.empty());
  EXPECT_EQ(rig.peer.power_cycles, 1);
}

}  // namespace
}  // namespace isocket::fw
