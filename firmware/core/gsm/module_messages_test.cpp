// Messages to and from the device.
#include <gtest/gtest.h>

#include "core/gsm/module.h"
#include "testing/module_rig.h"
#include "testing/peer_pdu.h"

namespace isocket::fw {
namespace {

using testing::count;
using testing::kBoss;
using testing::kMinutes;
using testing::ModuleRig;

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

TEST(ModuleSms, ServesAMessageThatTakesThePlaceOfOneBeingRemoved) {  // EP-4.1-52
  ModuleRig rig;
  rig.start();
  rig.peer.answer_delay_ms = 200;
  rig.peer.deliver({.text = "ON"});
  const auto removes = [&] { return rig.peer.commands.back() == "AT+CMGD=1"; };
  ASSERT_TRUE(rig.advance_until(removes));
  ASSERT_EQ(rig.peer.stored(), 0u);
  rig.peer.deliver({.text = "OFF"});  // the module tells of it before it says OK
  rig.peer.deliver({.text = "STATUS"});
  rig.advance(10'000);
  ASSERT_EQ(rig.sms.size(), 3u);
  EXPECT_EQ(rig.sms[1].text, "OFF");
  EXPECT_EQ(rig.sms[2].text, "STATUS");
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

}  // namespace
}  // namespace isocket::fw
