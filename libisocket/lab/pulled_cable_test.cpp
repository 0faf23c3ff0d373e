// A configuration cable that is pulled in the middle of a write (MU-2-09, MU-P5-15 of
// docs/spec/manager-usb.md), in virtual time: every setting of every group of every model is given another
// value, and the cable goes after each single octet of it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "lab/test_cable.h"

namespace isocket::lab {
namespace {

using cable::Fate;
using cable::GroupOutcome;
using device::Configuration;
using device::Group;
using device::GroupChange;
using device::Model;

/// Something for each kind of setting; the first that a setting takes and does not have.
constexpr const char* kOtherValues[] = {"ON",        "OFF",       "358401111111,358402222222",
                                        "12abc",     "abcdefghi", "CALL",
                                        "SWITCH",    "SWITCHR3",  "45",
                                        "5",         "Pump #1",   "-10C",
                                        "35C",       "18",        "T1",
                                        "COOLING",   "NC",        "1,3,7",
                                        "SMSCHANGE", "AC",        "30,95",
                                        "*100#",     "7"};

std::optional<std::string> other_value(Model model, const device::NamedSetting& setting,
                                       const std::string& present) {
  std::vector<std::string> candidates{std::begin(kOtherValues), std::end(kOtherValues)};
  const std::string time = "07:" + std::to_string(10 + setting.number) + ",*,";
  candidates.insert(candidates.end(), {time + "ON", time + "ONR1"});
  for (const std::string& candidate : candidates) {
    const auto value = device::plain_value(model, setting, candidate);
    if (value && *value != present) return *value;
  }
  return std::nullopt;
}

/// What the device has, but with another value for each of its settings.
Configuration with_other_values(const Configuration& actual) {
  Configuration other{actual.model, {}};
  for (const device::GroupValues& group : actual.groups) {
    if (group.group == Group::info) continue;
    for (const auto& [name, present] : group.values) {
      const auto setting = *device::find_setting(actual.model, name);
      const std::string* sensor = actual.value(Group::info, "SENSOR" + std::to_string(setting.number));
      if (group.group == Group::temperature && sensor != nullptr && *sensor == "NONE") continue;  // MU-P5-25
      const auto value = other_value(actual.model, setting, present);
      EXPECT_TRUE(value) << name;
      other.at(group.group).set(name, value.value_or(present));
    }
  }
  return other;
}

/// As a device shows it: its passwords are asterisks, which differ from no password that is set.
Configuration as_shown(Configuration configuration) {
  for (device::GroupValues& group : configuration.groups)
    for (auto& [name, value] : group.values) {
      const auto setting = *device::find_setting(configuration.model, name);
      const bool secret = setting.row->form == device::ConsoleSetting::Form::secret;
      if (secret && value != "NO") value = device::mask_of(configuration.model, setting);
    }
  return configuration;
}

class PulledCable {
 public:
  explicit PulledCable(const std::string& model) : world_{model}, model_{*device::parse_model(model)} {}

  Configuration read_with_info() {
    Configuration configuration;
    world_.session([&](cable::Client& client) { return read_all(client, configuration); });
    return configuration;
  }
  /// Without what the device says of itself, which changes with the time.
  Configuration read() {
    Configuration configuration = read_with_info();
    std::erase_if(configuration.groups, [](const auto& group) { return group.group == Group::info; });
    return configuration;
  }
  struct Written {
    std::vector<GroupOutcome> outcomes;
    std::size_t said = 0;
  };
  /// Changes group after group, as `isocket config write` does once it has read.
  Written write(const std::vector<GroupChange>& changes, std::size_t octets = CableWorld::kWhole) {
    Written written;
    written.said = world_.session(
        [&](cable::Client& client) { return write_all(client, model_, changes, written.outcomes); }, octets);
    return written;
  }
  void write_whole(const std::vector<GroupChange>& changes) {
    for (const GroupOutcome& outcome : write(changes).outcomes)
      ASSERT_FALSE(outcome.error) << describe(*outcome.error);
  }

 private:
  static asio::awaitable<void> read_all(cable::Client& client, Configuration& configuration) {
    std::function<bool()> never = [] { return false; };
    auto read = co_await cable::read_configuration(client, std::move(never));
    EXPECT_TRUE(read) << describe(read.error());
    if (read) configuration = *std::move(read);
    co_await client.disconnect();
  }
  static asio::awaitable<void> write_all(cable::Client& client, Model model, std::vector<GroupChange> changes,
                                         std::vector<GroupOutcome>& outcomes) {
    auto connected = co_await client.connect();
    if (!connected) co_return;
    Configuration scratch{model, {}};
    for (GroupChange& change : changes) {
      GroupOutcome outcome = co_await cable::write_group(client, std::move(change), scratch);
      outcomes.push_back(std::move(outcome));
      if (outcomes.back().error) co_return;
    }
    co_await client.disconnect();
  }

  CableWorld world_;
  Model model_;
};

/// Values alone, in which two states of a device can agree whatever led to them.
bool same_values(const Configuration& a, const Configuration& b) {
  return std::equal(a.groups.begin(), a.groups.end(), b.groups.begin(), b.groups.end(),
                    [](const auto& one, const auto& other) { return one.values == other.values; });
}

/// By how much each group's revision is higher.
std::vector<unsigned> changes_since(const Configuration& before, const Configuration& after) {
  std::vector<unsigned> counts;
  for (std::size_t i = 0; i < before.groups.size(); ++i)
    counts.push_back(after.groups[i].rev - before.groups[i].rev);
  return counts;
}

/// Whether a difference names the group.
bool names(const std::vector<GroupChange>& changes, Group group) {
  return std::any_of(changes.begin(), changes.end(), [&](const auto& c) { return c.group == group; });
}

class PulledCableOf : public ::testing::TestWithParam<std::string> {
 protected:
  /// Makes one change again and again, each time with an octet more of the program before the cable goes,
  /// from CONNECT to the whole; in the end it is made.
  /// @param origin  what the change is undone to
  void sweep(const GroupChange& change, const Configuration& origin) {
    const std::vector<GroupChange> changes{change};
    Configuration before = device.read();
    device.write_whole(changes);
    const Configuration after = device.read();
    const std::vector<unsigned> counts = changes_since(before, after);
    const std::vector<GroupChange> back = device::difference(after, origin);
    Configuration desired{origin.model, {}};
    for (const auto& setting : change.settings) desired.at(change.group).set(setting.name, setting.to);
    desired = as_shown(std::move(desired));
    int cuts_after_commit = 0;
    int unknown = 0;
    bool is_new = true;
    bool whole = false;
    for (std::size_t octets = 1; !whole; ++octets) {
      SCOPED_TRACE(std::string{name_of(change.group)} + " after " + std::to_string(octets) + " octets");
      if (is_new) {
        device.write_whole(back);
        before = device.read();
      }
      const auto written = device.write(changes, octets);
      whole = written.said < octets;
      const Configuration now = device.read();
      const bool is_old = now == before;
      is_new = same_values(now, after) && changes_since(before, now) == counts;
      ASSERT_TRUE(is_old || is_new);
      const Fate fate = written.outcomes.empty() ? Fate::unchanged : written.outcomes.back().fate;
      EXPECT_TRUE(fate != Fate::written || is_new);
      EXPECT_TRUE(fate != Fate::unchanged || is_old);
      EXPECT_EQ(names(device::difference(now, desired), change.group), is_old) << "config diff tells which";
      unknown += fate == Fate::unknown ? 1 : 0;
      cuts_after_commit += is_new ? 1 : 0;
    }
    EXPECT_GT(cuts_after_commit, 10) << "those in the reading back, and the one that was none";
    EXPECT_LE(unknown, 16) << "only while COMMIT is on its way it cannot be known";
  }

  PulledCable device{GetParam()};
  const Configuration factory = device.read();
  const Configuration wanted = with_other_values(device.read_with_info());
  const Configuration wanted_shown = as_shown(wanted);
};
INSTANTIATE_TEST_SUITE_P(Every, PulledCableOf, kModelNames, model_parameter);

TEST_P(PulledCableOf, LeavesEachGroupOldOrNewAtEveryOctet) {
  for (const GroupChange& change : device::difference(factory, wanted)) {
    Configuration origin{factory.model, {}};
    origin.at(change.group) = *factory.group(change.group);
    sweep(change, origin);
  }
  EXPECT_THAT(device::difference(device.read(), factory), ::testing::SizeIs(factory.groups.size()));
  // A change of one group that takes others with it (MU-P5-24, MU-P8-08).
  const GroupChange security = device::difference(device.read(), factory).front();
  sweep(security, wanted);
  EXPECT_EQ(*device.read().value(Group::ring, "RING"), "NOACTION");
}

/// The same with a write of all groups, around the end of each of them.
TEST_P(PulledCableOf, LeavesWhatWasBegunBeforeAndNothingBehind) {  // MU-4-22
  const std::vector<GroupChange> changes = device::difference(factory, wanted);
  std::vector<std::size_t> ends;
  for (std::size_t count = 1; count <= changes.size(); ++count) {
    ends.push_back(
        device.write({changes.begin(), changes.begin() + static_cast<std::ptrdiff_t>(count)}).said);
    device.write_whole(device::difference(device.read(), factory));
  }
  std::set<std::size_t> how_many;  // groups were new
  for (const std::size_t end : ends) {
    for (const int near : {-40, -25, -12, -2, 0, 20}) {
      const std::size_t octets = end + static_cast<std::size_t>(near);
      SCOPED_TRACE("pulled after " + std::to_string(octets) + " octets");
      const auto written = device.write(changes, octets);
      const auto left = device::difference(device.read(), wanted_shown);
      std::size_t news = 0;
      for (std::size_t i = 0; i < changes.size(); ++i) {
        const bool is_new = !names(left, changes[i].group);
        news += is_new ? 1 : 0;
        const Fate fate =
            i < written.outcomes.size() ? written.outcomes[i].fate : Fate::unchanged;  // not begun
        EXPECT_TRUE(fate == Fate::unknown || is_new == (fate == Fate::written)) << name_of(changes[i].group);
      }
      how_many.insert(news);
      device.write_whole(device::difference(device.read(), wanted));
      EXPECT_THAT(device::difference(device.read(), wanted_shown), ::testing::IsEmpty());
      device.write_whole(device::difference(device.read(), factory));
    }
  }
  EXPECT_THAT(how_many, ::testing::SizeIs(changes.size() + 1));
}

}  // namespace
}  // namespace isocket::lab
