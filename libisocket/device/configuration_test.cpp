#include "device/configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace isocket::device {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Configuration, KeepsItsGroupsInTheOrderOfWriting) {
  Configuration configuration{Model::smart_relay, {}};
  configuration.at(Group::backup).set("DCALERT", "OFF");
  configuration.at(Group::security).set("SECLIST", "ON");
  configuration.at(Group::backup).set("DCALERT", "ON");
  ASSERT_EQ(configuration.groups.size(), 2U);
  EXPECT_EQ(configuration.groups[0].group, Group::security);
  EXPECT_EQ(*configuration.value(Group::backup, "DCALERT"), "ON");
  EXPECT_EQ(configuration.value(Group::backup, "ACALERT"), nullptr);
  EXPECT_EQ(configuration.group(Group::ring), nullptr);
}

TEST(Difference, IsNothingBetweenEqualConfigurations) {
  for (const Model model : kModels)
    EXPECT_THAT(difference(factory_configuration(model), factory_configuration(model)), IsEmpty());
}

TEST(Difference, HasWhatIsNamedAndDiffersWithSecurityFirst) {  // MU-4-22
  const Configuration actual = factory_configuration(Model::smart_relay);
  Configuration desired{Model::smart_relay, {}};
  desired.at(Group::backup).set("DCALERT", "OFF");
  desired.at(Group::ring).set("MICLEVEL", "15");  // as it is
  desired.at(Group::security).set("SECNUMBERS", "358912345601");
  desired.at(Group::security).set("SECLIST", "ON");
  desired.at(Group::info).set("SERIALNUM", "1");
  const auto changes = difference(actual, desired);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].group, Group::security);
  EXPECT_THAT(changes[0].settings, ElementsAre(SettingChange{"SECLIST", "OFF", "ON"},
                                               SettingChange{"SECNUMBERS", "NO", "358912345601"}));
  EXPECT_EQ(changes[1], (GroupChange{Group::backup, {{"DCALERT", "ON", "OFF"}}}));
}

TEST(Difference, LeavesAPasswordThatIsMaskedAndSet) {  // MU-P5-08
  Configuration actual = factory_configuration(Model::smart_relay);
  Configuration desired{Model::smart_relay, {}};
  desired.at(Group::security).set("PASSWORD", "*****");
  EXPECT_EQ(difference(actual, desired).size(), 1U);  // none is set: the device will refuse the asterisks
  actual.at(Group::security).set("PASSWORD", "*****");
  EXPECT_THAT(difference(actual, desired), IsEmpty());
  desired.at(Group::security).set("PASSWORD", "12abc");  // nobody knows whether it is this one
  EXPECT_EQ(difference(actual, desired).size(), 1U);
}

TEST(Difference, IsWrittenWithoutPasswordsThatNobodyKnows) {  // MU-4-06
  Configuration desired{Model::smart_relay, {}};
  desired.at(Group::security).set("PASSWORD", "*****");
  desired.at(Group::security).set("RENEWINTERVALPW", "abcdefghi");
  auto changes = difference(factory_configuration(Model::smart_relay), desired);
  EXPECT_THAT(take_unknown_passwords(Model::smart_relay, changes), ElementsAre("PASSWORD"));
  EXPECT_THAT(changes, ElementsAre(GroupChange{Group::security, {{"RENEWINTERVALPW", "NO", "abcdefghi"}}}));
  desired.at(Group::security).set("RENEWINTERVALPW", "*********");
  changes = difference(factory_configuration(Model::smart_relay), desired);
  EXPECT_THAT(take_unknown_passwords(Model::smart_relay, changes),
              ElementsAre("PASSWORD", "RENEWINTERVALPW"));
  EXPECT_THAT(changes, IsEmpty());
}

TEST(Difference, TellsWhatIsNotKnown) {
  Configuration desired{Model::gsm_706, {}};
  desired.at(Group::relays).set("RESTARTTIME", "20");
  const auto changes = difference(Configuration{Model::gsm_706, {}}, desired);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].settings[0], (SettingChange{"RESTARTTIME", std::nullopt, "20"}));
}

}  // namespace
}  // namespace isocket::device
