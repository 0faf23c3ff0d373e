// Questions to the operator.
#include <gtest/gtest.h>

#include "core/gsm/module.h"
#include "testing/module_rig.h"

namespace isocket::fw {
namespace {

using testing::count;
using testing::ModuleRig;

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
