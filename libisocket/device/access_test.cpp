#include "device/access.h"

#include <gtest/gtest.h>

namespace isocket::device {
namespace {

using namespace std::chrono_literals;

const PhoneNumber kBoss = *PhoneNumber::parse("+358401000001");
const PhoneNumber kOther = *PhoneNumber::parse("+358401000002");
constexpr Instant kStart{};

TEST(Access, FollowsTheSecurityList) {
  for (const Model model : kModels) {
    Access access{model};
    EXPECT_TRUE(access.serves(kOther));
    access.sent(kBoss, "SECLIST=ON", kStart);  // an empty list is not activated
    EXPECT_TRUE(access.serves(kOther));
    access.sent(kBoss, "secnumber+358401000001", kStart);
    access.sent(kBoss, "SECLIST=ON", kStart);
    EXPECT_TRUE(access.serves(kBoss));
    EXPECT_FALSE(access.serves(kOther));
    access.sent(kOther, "SECLIST=OFF", kStart);  // not served: changes nothing
    EXPECT_FALSE(access.serves(kOther));
    access.sent(kBoss, "SECNUMBER+358401000002", kStart);
    EXPECT_TRUE(access.serves(kOther));
    access.sent(kBoss, "SECNUMBER-358401000002", kStart);
    EXPECT_FALSE(access.serves(kOther));
    access.sent(kBoss, "SECNUMBER-358401000001", kStart);  // the last one: the list goes off
    EXPECT_TRUE(access.serves(kOther));
  }
}

TEST(Access, KnowsWhichModelsHaveAnOwner) {  // EP-5.1-02, GS-0-35, SR-U5.1-10
  for (const Model model : {Model::environment_pro, Model::smart_relay}) {
    Access access{model};
    access.sent(kBoss, "makemeboss", kStart);
    EXPECT_FALSE(access.serves(kOther));
  }
  Access gsm{Model::gsm_706};
  gsm.sent(kBoss, "makemeboss", kStart);
  EXPECT_TRUE(gsm.serves(kOther));
}

TEST(Access, FollowsThePassword) {
  for (const Model model : {Model::environment_pro, Model::gsm_707_light}) {
    Access access{model};
    access.sent(kBoss, "PASSWORD=12a-c", kStart);  // no password
    EXPECT_EQ(access.prefix(), "");
    access.sent(kBoss, "PASSWORD=12abc", kStart);
    EXPECT_EQ(access.prefix(), "12abc");
    access.sent(kBoss, "ERROR=OFF", kStart);  // without it
    EXPECT_TRUE(access.answers_errors());
    access.sent(kBoss, "12abcERROR=OFF", kStart);
    EXPECT_FALSE(access.answers_errors());
    access.sent(kBoss, "12abcPASSWORD=NO", kStart);
    EXPECT_EQ(access.prefix(), "");
  }
}

TEST(Access, NothingIsConfiguredOutsideTheWindow) {
  const Instant late = kStart + 31min;
  Access pro{Model::environment_pro};  // any protection lifts the window: EP-4.1-10
  pro.sent(kBoss, "PASSWORD=12abc", kStart);
  pro.sent(kBoss, "12abcERROR=OFF", late);
  EXPECT_FALSE(pro.answers_errors());

  Access gsm{Model::gsm_706};  // GS-5.3-20
  gsm.sent(kBoss, "PASSWORD=12abc", kStart);
  gsm.sent(kBoss, "12abcERROR=OFF", late);
  EXPECT_TRUE(gsm.answers_errors());
  gsm.sent(kBoss, "12abcRENEWINTERVAL123456abc", late);  // GS-5.3-08
  gsm.sent(kBoss, "12abcERROR=OFF", late);
  EXPECT_FALSE(gsm.answers_errors());
}

TEST(Access, TheWindowOfTheSmartRelay) {  // SR-U5.3-03, SR-U5.3-04, SR-U5.3-12
  Access access{Model::smart_relay};
  access.sent(kBoss, "PASSWORD=12abc", kStart);
  access.sent(kBoss, "12abcALERT7=SMS", kStart + 20min);  // no such input, and it counts: SR-U5.3-02
  access.sent(kBoss, "12abcERROR=OFF", kStart + 40min);
  EXPECT_FALSE(access.answers_errors());
  access.sent(kBoss, "12abcERROR=ON", kStart + 80min);
  EXPECT_FALSE(access.answers_errors());
  access.supplied(false, kStart + 81min);
  access.sent(kBoss, "12abcERROR=ON", kStart + 81min);
  EXPECT_FALSE(access.answers_errors());
  access.supplied(true, kStart + 82min);  // the battery kept it running
  access.sent(kBoss, "12abcERROR=ON", kStart + 83min);
  EXPECT_FALSE(access.answers_errors());
  access.sent(kBoss, "12abcRENEWINTERVAL123456abc", kStart + 84min);
  access.sent(kBoss, "12abcERROR=ON", kStart + 85min);
  EXPECT_TRUE(access.answers_errors());
}

TEST(Access, EveryConfigurationCommandKeepsTheWindowOpen) {  // GS-4.1-10
  Access access{Model::gsm_706_light};
  access.sent(kBoss, "POWERSTATE=ON", kStart + 20min);
  const Access before = access;
  access.sent(kBoss, "RESTARTTIME=999", kStart + 40min);  // refused, and it counts
  access.refused(before);
  access.sent(kBoss, "RESTARTTIME?", kStart + 60min);
  access.sent(kBoss, "PASSWORD=12abc", kStart + 65min);
  EXPECT_EQ(access.prefix(), "12abc");
  access.sent(kBoss, "12abcPASSWORD=NO", kStart + 100min);
  EXPECT_EQ(access.prefix(), "12abc");
  access.supplied(false, kStart + 110min);
  access.supplied(true, kStart + 111min);  // GS-4.1-15
  access.sent(kBoss, "12abcPASSWORD=NO", kStart + 112min);
  EXPECT_EQ(access.prefix(), "");
}

TEST(Access, AFactoryResetRemovesAllProtection) {
  Access pro{Model::environment_pro};
  pro.sent(kBoss, "MAKEMEBOSS", kStart);
  pro.pressed(5s, kStart);
  EXPECT_FALSE(pro.serves(kOther));
  pro.pressed(12s, kStart);  // EP-14-03
  EXPECT_TRUE(pro.serves(kOther));

  Access gsm{Model::gsm_706};
  gsm.sent(kBoss, "PASSWORD=12abc", kStart);
  gsm.pressed(5s, kStart);
  gsm.pressed(200ms, kStart + 16s);  // too late: GS-15-06
  gsm.pressed(12s, kStart + 20s);
  EXPECT_EQ(gsm.prefix(), "12abc");
  gsm.pressed(200ms, kStart + 40s);  // GS-15-05
  EXPECT_EQ(gsm.prefix(), "");
}

}  // namespace
}  // namespace isocket::device
