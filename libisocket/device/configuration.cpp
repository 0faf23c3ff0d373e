#include "device/configuration.h"

#include <algorithm>

namespace isocket::device {

const std::string* GroupValues::value(std::string_view name) const {
  for (const auto& [known, value] : values)
    if (known == name) return &value;
  return nullptr;
}

void GroupValues::set(std::string_view name, std::string value) {
  for (auto& [known, old] : values) {
    if (known != name) continue;
    old = std::move(value);
    return;
  }
  values.emplace_back(name, std::move(value));
}

const GroupValues* Configuration::group(Group wanted) const {
  const auto found =
      std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.group == wanted; });
  return found == groups.end() ? nullptr : &*found;
}

GroupValues& Configuration::at(Group wanted) {
  const auto place =
      std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.group >= wanted; });
  if (place != groups.end() && place->group == wanted) return *place;
  return *groups.insert(place, GroupValues{wanted, 0, {}});
}

const std::string* Configuration::value(Group wanted, std::string_view name) const {
  const GroupValues* values = group(wanted);
  return values == nullptr ? nullptr : values->value(name);
}

Configuration factory_configuration(Model model) {
  Configuration configuration{model, {}};
  for (const Group group : kGroups) {
    if (group == Group::info) continue;
    for (const NamedSetting& setting : settings_of(model, group)) {
      GroupValues& values = configuration.at(group);
      values.rev = 1;
      values.set(setting.name, factory_value(model, *setting.row));
    }
  }
  return configuration;
}

std::vector<GroupChange> difference(const Configuration& actual, const Configuration& desired) {
  std::vector<GroupChange> changes;
  for (const GroupValues& group : desired.groups) {
    if (group.group == Group::info) continue;
    GroupChange change{group.group, {}};
    for (const NamedSetting& setting : settings_of(desired.model, group.group)) {
      const std::string* to = group.value(setting.name);
      if (to == nullptr) continue;
      const std::string* from = actual.value(group.group, setting.name);
      const bool kept = from != nullptr && is_masked(setting, *to) && *from != "NO";
      if (kept || (from != nullptr && *from == *to)) continue;
      change.settings.push_back({setting.name, from == nullptr ? std::nullopt : std::optional{*from}, *to});
    }
    if (!change.settings.empty()) changes.push_back(std::move(change));
  }
  return changes;
}

std::vector<std::string> take_unknown_passwords(Model model, std::vector<GroupChange>& changes) {
  std::vector<std::string> names;
  for (GroupChange& change : changes)
    std::erase_if(change.settings, [&](const SettingChange& setting) {
      const auto known = find_setting(model, setting.name);
      const bool unknown = known && is_masked(*known, setting.to);
      if (unknown) names.push_back(setting.name);
      return unknown;
    });
  std::erase_if(changes, [](const GroupChange& change) { return change.settings.empty(); });
  return names;
}

}  // namespace isocket::device
