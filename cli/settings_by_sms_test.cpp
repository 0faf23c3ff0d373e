// Settings of the reference firmware read and written by SMS, in virtual time. What the device has is told by
// its configuration cable, which no fault of the network touches.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "core/test_name.h"
#include "sms_world.h"

namespace isocket::cli {
namespace {

using namespace std::chrono_literals;
using device::Configuration;
using device::Group;
using device::Model;
using provision::Fate;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string words(const std::vector<provision::GroupOutcome>& groups) {
  std::string text;
  for (const auto& group : groups) {
    text += std::string{name_of(group.group)} + ": " + std::string{name_of(group.fate)};
    text += (group.error ? "; " + describe(*group.error) : "") + "\n";
  }
  return text;
}

bool all_written(const Written& written) {
  return std::all_of(written.groups.begin(), written.groups.end(),
                     [](const auto& group) { return group.fate == Fate::written && !group.error; });
}

/// Something of most groups that the model has.
Configuration wanted(Model model) {
  Configuration desired{model, {}};
  const auto set = [&](const std::string& name, const std::string& value) {
    if (const auto setting = device::find_setting(model, name))
      desired.at(setting->row->group).set(name, value);
  };
  set("SECLIST", "ON");
  set("SECNUMBERS", "358401000001,358401234567");
  set("ALERTNUMBERS", "358401234567");
  set("SECCENTERS", "358407654321");
  set("RINGCONFIRM", "OFF");
  set("RING", model == Model::smart_relay ? "SWITCHR3" : "SWITCH");
  set("RESTARTTIME", "45");
  set("ALIASR3", "Front door");
  set("TRISEALERT", family_of(model) == device::Family::gsm_706_707 ? "40" : "40C");
  set("SWITCHOFFTEMP", "18C");
  set("TEMPOFF", "18");
  set("SENSORTYPE", "NC");
  set("SENSORTYPE2", "NC");
  set("ALERT", "CALL");
  set("ALERT2", "CALL");
  set("RULE1", model == Model::smart_relay ? "07:30,1,ONR3" : "07:30,1,ON");
  set("RULE2", model == Model::smart_relay ? "08:30,*,OFFR3" : "08:30,*,OFF");
  set("POWERSTATE", "OFF");
  set("POWERSTATE2", "OFF");
  set("POWERALERT", "OFF");
  set("BATALERT", "30,60");
  return desired;
}

class SettingsBySms : public ::testing::TestWithParam<Model> {};
INSTANTIATE_TEST_SUITE_P(Of, SettingsBySms, ::testing::ValuesIn(device::kModels),
                         [](const auto& model) { return test_name(name_of(model.param)); });

TEST_P(SettingsBySms, OfANewDeviceReadAsTheCableTellsThem) {
  SmsWorld world{GetParam()};
  const auto actual = world.read();
  ASSERT_TRUE(actual) << describe(actual.error());
  const Configuration truth = world.truth();
  for (const device::GroupValues& group : truth.groups) {
    if (group.group == Group::info) continue;
    for (const auto& [name, value] : group.values) {
      const std::string* read = actual->value(group.group, name);
      ASSERT_NE(read, nullptr) << name;
      EXPECT_EQ(*read, value) << name;
    }
  }
  EXPECT_EQ(actual->value(Group::info, "HARDWARE") != nullptr, true);
}

TEST_P(SettingsBySms, AreWrittenWithAsManyMessagesAsPlanned) {
  SmsWorld world{GetParam()};
  const Configuration desired = wanted(GetParam());
  const Written written = world.write(desired);
  ASSERT_TRUE(written.plan);
  EXPECT_TRUE(all_written(written)) << words(written.groups);
  EXPECT_EQ(written.groups.size(), written.plan->changes.size());
  EXPECT_EQ(written.messages, written.plan->messages());
  EXPECT_THAT(device::difference(world.truth(), desired), IsEmpty());
  const Written again = world.write(desired);
  ASSERT_TRUE(again.plan);
  EXPECT_EQ(again.plan->messages(), 0U);
  const auto longest = provision::longest_plan(desired, {});
  ASSERT_TRUE(longest) << describe(longest.error());
  EXPECT_GE(longest->messages(), written.plan->messages());
}

TEST_P(SettingsBySms, GoOnWithThePasswordThatWasSet) {
  SmsWorld world{GetParam()};
  Configuration desired = wanted(GetParam());
  desired.at(Group::security).set("PASSWORD", "12abc");
  const bool renews = device::find_setting(GetParam(), "RENEWINTERVALPW").has_value();
  if (renews) desired.at(Group::security).set("RENEWINTERVALPW", "Secret123");
  desired.at(Group::confirm).set("ERROR", "OFF");
  const Written written = world.write(desired);
  EXPECT_TRUE(all_written(written)) << words(written.groups);
  EXPECT_EQ(world.password_after, "12abc");
  EXPECT_EQ(world.record.texts.find("12abc"), std::string::npos);
  EXPECT_EQ(world.record.texts.find("Secret123"), std::string::npos);
  const auto actual = world.read("12abc");
  ASSERT_TRUE(actual) << describe(actual.error());
  EXPECT_EQ(*actual->value(Group::security, "PASSWORD"), "*****");
  EXPECT_EQ(*actual->value(Group::confirm, "ERROR"), "OFF");
  if (renews) {
    EXPECT_EQ(*actual->value(Group::security, "RENEWINTERVALPW"), "*********");
  }
  // The password that the inventory has by now is in force; the file that names it asks for nothing.
  desired.groups.erase(desired.groups.begin() + 1, desired.groups.end());
  if (renews) desired.at(Group::security).set("RENEWINTERVALPW", "*********");
  const Written again = world.write(desired, "12abc");
  ASSERT_TRUE(again.plan);
  EXPECT_EQ(again.plan->messages(), 0U);
}

TEST_P(SettingsBySms, AreReadBackWhereSuccessIsNotConfirmed) {  // EP-6.1-02, GS-6.1-02, SR-U6-01
  SmsWorld world{GetParam()};
  Configuration silent{GetParam(), {}};
  silent.at(Group::confirm).set("SMSCONFIRM", "OFF");
  world.set(silent);
  Configuration desired = wanted(GetParam());
  desired.at(Group::security).set("PASSWORD", "12abc");
  const Written written = world.write(desired);
  EXPECT_TRUE(all_written(written)) << words(written.groups);
  EXPECT_EQ(world.password_after, "12abc");
  desired.at(Group::security).set("PASSWORD", "*****");
  EXPECT_THAT(device::difference(world.truth(), desired), IsEmpty());
}

TEST_P(SettingsBySms, AreRefusedOnceTheWindowIsClosed) {  // EP-4.1-08, GS-4.1-13, SR-U5.3-01
  SmsWorld world{GetParam()};
  world.wait(31min);
  Configuration desired{GetParam(), {}};
  desired.at(Group::confirm).set("ERROR", "OFF");
  desired.at(Group::relays).set("RESTARTTIME", "45");
  const Written written = world.write(desired);
  ASSERT_EQ(written.groups.size(), 2U);
  EXPECT_EQ(written.groups[0].fate, Fate::unchanged);
  EXPECT_FALSE(written.groups[0].error);
  EXPECT_EQ(written.groups[1].fate, Fate::unchanged);
  ASSERT_TRUE(written.groups[1].error);
  EXPECT_EQ(written.groups[1].error->code, Errc::refused);
  EXPECT_THAT(written.groups[1].error->detail,
              HasSubstr("RESTARTTIME=45 - Time for configuration is expired"));
  EXPECT_THAT(written.groups[1].error->detail, HasSubstr("switch it off and on"));
  EXPECT_EQ(*world.truth().value(Group::relays, "RESTARTTIME"), "10");
}

TEST_P(SettingsBySms, AreRefusedWithoutAWordWhereErrorsAreWithheld) {  // EP-6.3-04
  SmsWorld world{GetParam()};
  Configuration silent{GetParam(), {}};
  silent.at(Group::confirm).set("ERROR", "OFF");
  EXPECT_TRUE(all_written(world.write(silent)));
  world.wait(31min);
  Configuration desired{GetParam(), {}};
  desired.at(Group::relays).set("RESTARTTIME", "45");
  const Written written = world.write(desired);
  ASSERT_EQ(written.groups.size(), 1U);
  EXPECT_EQ(written.groups[0].fate, Fate::unchanged);
  ASSERT_TRUE(written.groups[0].error);
  EXPECT_THAT(written.groups[0].error->detail, HasSubstr("with ERROR=OFF it does not say why"));
}

TEST_P(SettingsBySms, AreNotToldWithAWrongPassword) {
  SmsWorld world{GetParam()};
  const auto superfluous = world.read("54321");
  ASSERT_FALSE(superfluous);
  EXPECT_EQ(superfluous.error().code, Errc::refused);
  EXPECT_THAT(superfluous.error().detail, HasSubstr("it has no password, and the inventory gives one"));
  EXPECT_THAT(superfluous.error().detail, Not(HasSubstr("54321")));
  Configuration locked{GetParam(), {}};
  locked.at(Group::security).set("PASSWORD", "12abc");
  EXPECT_TRUE(all_written(world.write(locked)));
  for (const std::string password : {"", "54321"}) {
    const auto read = world.read(password);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, Errc::refused);
    EXPECT_THAT(read.error().detail, HasSubstr("'Invalid access password!'; the "));
  }
}

TEST(Settings, AreNotWrittenBeyondTheMessagesAllowed) {
  SmsWorld world{Model::gsm_706};
  Configuration desired{Model::gsm_706, {}};
  desired.at(Group::relays).set("RESTARTTIME", "45");
  desired.at(Group::power_resume).set("POWERSTATE", "OFF");
  const std::size_t reading = provision::queries_before(desired).size();
  const Written written = world.write(desired, {}, reading + 3);
  EXPECT_EQ(world.record.sent.size(), reading + 3);
  ASSERT_EQ(written.groups.size(), 2U);
  EXPECT_EQ(written.groups[0].fate, Fate::written);
  EXPECT_EQ(written.groups[1].fate, Fate::unknown);
  EXPECT_EQ(written.groups[1].error->code, Errc::overflow);
}

TEST(Settings, EndAtTheFirstGroupThatIsRefused) {  // EP-4.2-07
  SmsWorld world{Model::environment_pro};
  Configuration desired{Model::environment_pro, {}};
  desired.at(Group::ring).set("RING", "SWITCH");
  desired.at(Group::relays).set("RESTARTTIME", "45");
  desired.at(Group::confirm).set("ERROR", "OFF");
  const Written written = world.write(desired);
  EXPECT_EQ(words(written.groups),
            "CONFIRM: unchanged\n"
            "RING: unchanged; RING=SWITCH: refused: the device answers 'SECLIST is not active!'\n"
            "RELAYS: written\n");
}

TEST(Settings, OfTheSchedulerAreAListWithoutGaps) {
  SmsWorld world{Model::gsm_706};
  Configuration first{Model::gsm_706, {}};
  first.at(Group::scheduler).set("RULE2", "07:30,1,ON");
  first.at(Group::scheduler).set("RULE5", "08:30,1,OFF");
  EXPECT_TRUE(all_written(world.write(first)));
  EXPECT_EQ(*world.truth().value(Group::scheduler, "RULE2"), "08:30,1,OFF");
  EXPECT_EQ(world.write(first).plan->messages(), 0U);
}

/// One run through a network that does this.
struct Trial {
  std::vector<std::string> faults;
  std::uint64_t seed;
  Model model;
  bool silent;  ///< SMSCONFIRM=OFF and ERROR=OFF from the start
};

/// Whatever the network does, what is said of each group is what the device has.
void expect_truth(const Trial& trial, unsigned& written_whole) {
  SmsWorld world{trial.model, trial.faults, trial.seed};
  if (trial.silent) {
    Configuration silent{trial.model, {}};
    silent.at(Group::confirm).set("SMSCONFIRM", "OFF");
    silent.at(Group::confirm).set("ERROR", "OFF");
    world.set(silent);
  }
  const Configuration before = world.truth();
  Configuration desired = wanted(trial.model);
  desired.at(Group::security).set("PASSWORD", "12abc");
  const Written written = world.write(desired);
  Configuration shown = desired;
  shown.at(Group::security).set("PASSWORD", "*****");
  const Configuration after = world.truth();
  const auto left = device::difference(after, shown);
  const auto moved = device::difference(before, after);
  const auto in = [](const std::vector<device::GroupChange>& changes, Group group) {
    return std::any_of(changes.begin(), changes.end(), [&](const auto& c) { return c.group == group; });
  };
  EXPECT_TRUE(!written.groups.empty() || moved.empty());
  for (const provision::GroupOutcome& group : written.groups) {
    const bool differs = in(left, group.group) && group.fate == Fate::written;
    const bool has_moved = in(moved, group.group) && group.fate == Fate::unchanged;
    // Only the window can close meanwhile; not every command that was sent has kept it open.
    const bool is_open = world.record.longest_pause < 15min;
    const bool is_blamed = group.error && group.error->code == Errc::refused && is_open;
    EXPECT_FALSE(differs) << words(written.groups);
    EXPECT_FALSE(has_moved) << words(written.groups);
    EXPECT_FALSE(is_blamed) << words(written.groups);
  }
  if (!written.groups.empty() && all_written(written)) ++written_whole;
  // No command goes out twice without a question between, nor more than three times.
  std::string latest;
  std::map<std::string, unsigned> times;
  for (const std::string& text : world.record.sent) {
    const bool asks = text.ends_with('?');
    EXPECT_TRUE(asks || (text != latest && ++times[text] <= 3)) << text;
    latest = text;
  }
}

class ABadNetwork : public ::testing::TestWithParam<Model> {};
INSTANTIATE_TEST_SUITE_P(Of, ABadNetwork, ::testing::ValuesIn(device::kModels),
                         [](const auto& model) { return test_name(name_of(model.param)); });

TEST_P(ABadNetwork, NeverMakesTheReportWrong) {
  const std::vector<std::vector<std::string>> networks{{"loss=10%"},
                                                       {"loss=30%"},
                                                       {"double=30%", "reorder=20%"},
                                                       {"loss=10%", "delay=10%", "double=10%", "reorder=10%"},
                                                       {"modem-late=5%"}};
  for (const auto& faults : networks) {
    unsigned written_whole = 0;
    for (std::uint64_t seed = 1; seed <= 4; ++seed)
      for (const bool silent : {false, true}) {
        SCOPED_TRACE(faults.front() + " seed " + std::to_string(seed) + (silent ? " silent" : ""));
        expect_truth({faults, seed, GetParam(), silent}, written_whole);
      }
    EXPECT_GE(written_whole, faults.front() == "loss=30%" ? 0U : 4U) << faults.front();
  }
}

}  // namespace
}  // namespace isocket::cli
