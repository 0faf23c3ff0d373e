#include "provision/plan.h"

#include <algorithm>

#include "device/capitals.h"

namespace isocket::provision {
namespace {

using device::Configuration;
using device::ConsoleSetting;
using device::Group;
using device::GroupChange;
using device::Model;
using device::NamedSetting;
using device::SettingCommand;

constexpr std::size_t kLongest = 30;  // EP-4.1-01, GS-4.1-03, SR-U4.1-03
constexpr std::string_view kPassword = "PASSWORD=";

void add(Model model, std::string_view name, std::vector<NamedSetting>& settings) {
  const auto setting = device::find_setting(model, name);
  const bool there = std::any_of(settings.begin(), settings.end(), [&](const NamedSetting& known) {
    return setting && known.name == setting->name;
  });
  if (setting && !there) settings.push_back(*setting);
}

std::vector<NamedSetting> settings_in(Model model, const GroupChange& change) {
  std::vector<NamedSetting> settings;
  for (const device::SettingChange& setting : change.settings) add(model, setting.name, settings);
  return settings;
}

std::vector<NamedSetting> settings_in(const Configuration& desired) {
  std::vector<NamedSetting> settings;
  for (const device::GroupValues& group : desired.groups)
    if (group.group != Group::info)
      for (const auto& [name, value] : group.values) add(desired.model, name, settings);
  return settings;
}

/// The rules that the device shall have, one behind the other: those of the places that are not named stay.
void close_ranks(const Configuration& actual, Configuration& desired) {
  std::vector<std::string> rules, staying;
  const auto places = device::settings_of(desired.model, Group::scheduler);
  for (const NamedSetting& place : places) {
    const std::string* named = desired.value(Group::scheduler, place.name);
    const std::string* rule = named != nullptr ? named : actual.value(Group::scheduler, place.name);
    if (rule == nullptr) return;  // not read
    const bool stays = std::find(staying.begin(), staying.end(), *rule) != staying.end();
    const bool known = std::find(rules.begin(), rules.end(), *rule) != rules.end();
    if (*rule == "NO" || stays || (known && named == nullptr)) continue;
    rules.push_back(*rule);
    if (named == nullptr) staying.push_back(*rule);
  }
  rules.resize(places.size(), "NO");
  for (std::size_t i = 0; i < places.size(); ++i) desired.at(Group::scheduler).set(places[i].name, rules[i]);
}

/// A device discards what is too long without a word, and each message begins with the password in force.
Result<void> all_fit(const std::vector<SettingCommand>& commands, std::size_t prefix) {
  for (const SettingCommand& command : commands) {
    if (prefix + command.text.size() > kLongest)
      return fail(Errc::overflow, command.settings.front(), 0,
                  "'" + command.text + "' and the password before it are " +
                      std::to_string(prefix + command.text.size()) + " characters, and the device takes " +
                      std::to_string(kLongest));
    if (!command.text.starts_with(kPassword)) continue;
    const std::string value = device::capitals(command.text.substr(kPassword.size()));
    prefix = value == "NO" ? 0 : value.size();
  }
  return {};
}

/// A list as long as can be, of entries that nobody wants.
std::string full_list() {
  std::string list;
  for (char last = '0'; last <= '9'; ++last)
    list += std::string(list.empty() ? "" : ",") + "99999999999999" + last;
  return list;
}

/// What takes the most to bring to `desired`: lists full of something else, and nothing known of the rest.
Configuration farthest(const Configuration& desired) {
  Configuration farthest{desired.model, {}};
  if (desired.value(Group::security, "SECLIST") == nullptr)
    farthest.at(Group::security).set("SECLIST", "OFF");
  for (const device::GroupValues& group : desired.groups)
    for (const auto& [name, value] : group.values) {
      const auto setting = device::find_setting(desired.model, name);
      if (setting && setting->row->form == ConsoleSetting::Form::numbers)
        farthest.at(group.group).set(name, full_list());
    }
  for (const NamedSetting& rule : device::settings_of(desired.model, Group::scheduler))
    farthest.at(Group::scheduler).set(rule.name, "03:" + std::to_string(10 + rule.number) + ",*,INF");
  return farthest;
}

}  // namespace

std::vector<device::SettingQuery> queries_for_all(Model model) {
  std::vector<NamedSetting> settings;
  for (const Group group : device::kGroups)
    for (const NamedSetting& setting : device::settings_of(model, group)) settings.push_back(setting);
  return device::queries_for(model, settings);
}

std::vector<device::SettingQuery> queries_for_named(const Configuration& desired) {
  std::vector<NamedSetting> settings = settings_in(desired);
  auto queries = device::queries_for(desired.model, settings);
  if (!queries.empty()) return queries;
  add(desired.model, "SECLIST", settings);  // whether the device has a password shows with any query
  return device::queries_for(desired.model, settings);
}

std::vector<device::SettingQuery> queries_before(const Configuration& desired) {
  std::vector<NamedSetting> settings = settings_in(desired);
  for (const char* name : {"SMSCONFIRM", "ERROR", "SECLIST", "SECNUMBERS"})
    add(desired.model, name, settings);
  return device::queries_for(desired.model, settings);
}

std::size_t Plan::queries() const {
  std::size_t count = 0;
  for (const auto& group : read_back) count += group.size();
  return count;
}

Configuration as_read(const Configuration& actual, Configuration desired, const Sender& sender) {
  const std::string* password = desired.value(Group::security, "PASSWORD");
  if (password != nullptr && !sender.password.empty() && *password == sender.password)
    desired.at(Group::security)
        .set("PASSWORD", device::mask_of(desired.model, *device::find_setting(desired.model, "PASSWORD")));
  if (desired.group(Group::scheduler) != nullptr) close_ranks(actual, desired);
  return desired;
}

Result<Plan> plan(const Configuration& actual, const Configuration& desired, const Sender& sender) {
  Plan plan;
  plan.desired = as_read(actual, desired, sender);
  plan.changes = device::difference(actual, plan.desired);
  plan.unknown = device::take_unknown_passwords(desired.model, plan.changes);
  auto commands = device::commands_for(desired.model, actual, plan.changes, sender.number);
  if (!commands) return fail(std::move(commands.error()));
  plan.commands = std::move(*commands);
  if (auto fit = all_fit(plan.commands, sender.password.size()); !fit) return fail(std::move(fit.error()));
  for (const GroupChange& change : plan.changes)
    plan.read_back.push_back(device::queries_for(desired.model, settings_in(desired.model, change)));
  return plan;
}

Result<Plan> longest_plan(const Configuration& desired, const Sender& sender) {
  return plan(farthest(desired), desired, sender);
}

}  // namespace isocket::provision
