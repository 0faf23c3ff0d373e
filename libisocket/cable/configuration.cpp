#include "cable/configuration.h"

#include "device/features.h"

namespace isocket::cable {
namespace {

/// Takes a group's values over. Error: unsupported.
Result<void> take(const GroupValues& read, device::Group group, device::Configuration& configuration) {
  device::GroupValues& values = configuration.at(group);
  values = device::GroupValues{group, static_cast<unsigned>(read.revision), {}};
  for (const Value& value : read.values) {
    const auto known = device::find_setting(configuration.model, value.name);
    if (!known || known->row->group != group)
      return fail(Errc::unsupported, read.name, 0,
                  "the device has a setting " + value.name + " that this program does not know");
    values.set(value.name, value.value);
  }
  return {};
}

}  // namespace

asio::awaitable<Result<device::Configuration>> read_configuration(Client& client,
                                                                  std::function<bool()> stop_asked) {
  auto identity = co_await client.connect();
  if (!identity) co_return fail(std::move(identity.error()));
  const auto model = device::model_of(identity->hardware);
  if (!model)
    co_return fail(Errc::unsupported, "CONNECT", 0, "the device calls itself '" + identity->hardware + "'");
  auto groups = co_await client.groups();
  if (!groups) co_return fail(std::move(groups.error()));
  device::Configuration configuration;
  configuration.model = *model;
  for (const GroupInfo& info : *groups) {
    const auto group = device::parse_group(info.name);
    if (!group)
      co_return fail(Errc::unsupported, info.name, 0,
                     "the device has a group that this program does not know");
    if (stop_asked()) co_return fail(Errc::stopped, info.name, 0, "not everything has been read");
    auto values = co_await client.read(info.name);
    if (!values) co_return fail(std::move(values.error()));
    auto taken = take(*values, *group, configuration);
    if (!taken) co_return fail(std::move(taken.error()));
  }
  co_return configuration;
}

asio::awaitable<GroupOutcome> write_group(Client& client, device::GroupChange change,
                                          device::Configuration& actual) {
  std::vector<Value> values;
  for (const device::SettingChange& setting : change.settings) values.push_back({setting.name, setting.to});
  const std::string name{device::name_of(change.group)};
  WriteResult result = co_await client.write(name, std::move(values));
  GroupOutcome outcome{change.group, result.fate, std::move(result.error)};
  if (result.now.name == name) {
    auto taken = take(result.now, change.group, actual);
    if (!taken && !outcome.error) outcome.error = std::move(taken.error());
  }
  co_return outcome;
}

}  // namespace isocket::cable
