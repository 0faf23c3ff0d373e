#include <gtest/gtest.h>

#include <set>
#include <string>

#include "device/access.h"
#include "device/catalogue.h"
#include "device/reply.h"
#include "device/settings.h"

namespace isocket::device {
namespace {

const PhoneNumber kBoss = *PhoneNumber::parse("+358401000001");
const PhoneNumber kOther = *PhoneNumber::parse("+358401000002");

TEST(Catalogue, NamesEveryFormOnce) {
  std::set<std::string_view> forms;
  for (const Command& command : catalogue(Model::environment_pro))
    EXPECT_TRUE(forms.insert(command.form).second) << command.form;
}

TEST(Catalogue, AnswersToQueriesAreNeverWithheld) {  // EP-6.1-04
  for (const Command& command : catalogue(Model::environment_pro))
    EXPECT_FALSE(command.kind == Kind::inf && command.withheld) << command.form;
}

TEST(Classify, TellsRefusalsFromRepliesAndAlerts) {
  EXPECT_EQ(classify("XYZ - No such command exists on the device!"), ReplyClass::unknown_command);
  EXPECT_EQ(classify("PASSWORD=***** - Time for configuration is expired (Conf)!"),
            ReplyClass::window_expired);
  EXPECT_EQ(classify("Power socket ON"), ReplyClass::other);
  EXPECT_EQ(classify("ALARM! Sensor(s): Activated"), ReplyClass::alert);
  EXPECT_TRUE(is_refusal(classify("SECLIST is not active!")));
  EXPECT_FALSE(is_refusal(classify("Power failed!")));
}

TEST(Access, FollowsTheSecurityList) {
  Access access;
  EXPECT_TRUE(access.serves(kOther));
  access.sent(kBoss, "makemeboss");
  EXPECT_TRUE(access.serves(kBoss));
  EXPECT_FALSE(access.serves(kOther));
  access.sent(kOther, "SECLIST=OFF");  // not served: changes nothing
  EXPECT_FALSE(access.serves(kOther));
  access.sent(kBoss, "SECNUMBER+358401000002");
  EXPECT_TRUE(access.serves(kOther));
  access.sent(kBoss, "SECNUMBER-358401000002");
  EXPECT_FALSE(access.serves(kOther));
  access.sent(kBoss, "SECNUMBER-358401000001");  // the last one: the list goes off
  EXPECT_TRUE(access.serves(kOther));
}

TEST(Access, FollowsThePassword) {
  Access access;
  access.sent(kBoss, "PASSWORD=12abc");
  EXPECT_EQ(access.prefix(), "12abc");
  access.sent(kBoss, "ERROR=OFF");  // without it
  EXPECT_TRUE(access.answers_errors());
  access.sent(kBoss, "12abcERROR=OFF");
  EXPECT_FALSE(access.answers_errors());
  access.sent(kBoss, "12abcPASSWORD=NO");
  EXPECT_EQ(access.prefix(), "");
}

TEST(Prepare, SpellsSettingsAsCommands) {
  EXPECT_EQ(prepare(Model::environment_pro, "restarttime", {"5"})->commands,
            std::vector<std::string>{"RESTARTTIME=5"});
  EXPECT_EQ(prepare(Model::environment_pro, "alarm", {"on"})->commands, std::vector<std::string>{"ALARMON"});
  EXPECT_EQ(prepare(Model::environment_pro, "seclist", {"358401000001"})->commands,
            (std::vector<std::string>{"SECNUMBER+358401000001", "SECLIST=ON"}));
  EXPECT_LT(prepare(Model::environment_pro, "alert_numbers", {"1"})->rank,
            prepare(Model::environment_pro, "password", {"12abc"})->rank);
  EXPECT_EQ(prepare(Model::environment_pro, "tempoff", {"5"}).error().code, Errc::not_found);
}

}  // namespace
}  // namespace isocket::device
