// The settings of the cable are stated twice, by the toolkit and by the firmware, so that a slip in one is
// seen by the other: names, order and factory values of every group of every model (chapters P7 and P8 of
// docs/spec/manager-usb.md).

#include <gtest/gtest.h>

#include "core/test_name.h"
#include "device/configuration.h"
#include "testing/cable_host.h"

namespace isocket {
namespace {

class Console : public ::testing::TestWithParam<device::Model> {};
INSTANTIATE_TEST_SUITE_P(Of, Console, ::testing::ValuesIn(device::kModels),
                         [](const auto& model) { return test_name(name_of(model.param)); });

TEST_P(Console, OfANewDeviceIsWhatTheToolkitExpects) {  // MU-P4-02, MU-P7-01, MU-P8-03
  fw::testing::Board board{{.model = std::string{name_of(GetParam())}}};
  fw::testing::CableHost host{board};
  const device::Configuration factory = device::factory_configuration(GetParam());
  std::vector<std::string> groups;
  for (const device::GroupValues& group : factory.groups) {
    groups.emplace_back(name_of(group.group));
    std::vector<std::string> expected;
    for (const auto& [name, value] : group.values) expected.push_back(name + "=" + value);
    EXPECT_EQ(host.read(groups.back()).lines, expected) << groups.back();
  }
  EXPECT_EQ(host.groups(), groups);
}

/// What the toolkit would write, the firmware takes, and gives back in the same form.
TEST_P(Console, TakesEveryNamedValueThatTheToolkitKnows) {  // MU-P5-07
  fw::testing::Board board{{.model = std::string{name_of(GetParam())}}};
  fw::testing::CableHost host{board};
  for (const device::Group group : device::kGroups) {
    if (group == device::Group::info) continue;
    const std::string name{name_of(group)};
    for (const device::NamedSetting& setting : device::settings_of(GetParam(), group)) {
      for (const char* value :
           {"ON",         "OFF",          "SMS",          "CALL",      "NO",   "NC",    "COOLING",
            "MIC",        "SWITCH",       "SWITCHR3",     "REMEMBER",  "DC",   "AC",    "0",
            "1",          "15",           "16",           "600",       "601",  "900",   "901",
            "T5",         "T6",           "-55C",         "120C",      "121C", "50",    "500",
            "ON60",       "1,3",          "7,8",          "30,60",     "29",   "*100#", "07:30,*,ON",
            "07:30,8,ON", "07:30,1,ONR7", "358401234567", "Front door"}) {
        const auto plain = device::plain_value(GetParam(), setting, value);
        board.ask_cable("WRITE " + name + " FORCE");
        const std::string answer = board.ask_cable("SET " + setting.name + "=" + value);
        board.ask_cable("ABORT");
        EXPECT_EQ(answer == "OK 0\n", plain.has_value()) << setting.name << "=" << value << ": " << answer;
      }
    }
  }
}

}  // namespace
}  // namespace isocket
