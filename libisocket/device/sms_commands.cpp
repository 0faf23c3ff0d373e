// Settings changed by SMS: the commands, and their order.
#include <algorithm>

#include "device/catalogue.h"
#include "device/list_edit.h"
#include "device/settings.h"
#include "device/sms_settings.h"

namespace isocket::device {
namespace {

using Form = ConsoleSetting::Form;

Entries entries_of(std::string_view list) {
  Entries entries;
  if (list == "NO") return entries;
  while (true) {
    const auto comma = list.find(',');
    entries.emplace_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return entries;
    list.remove_prefix(comma + 1);
  }
}

class Plan {
 public:
  Plan(Model model, const Configuration& actual, const std::vector<GroupChange>& changes,
       std::string_view sender)
      : model_{model}, actual_{actual}, changes_{changes}, sender_{sender} {
    if (sender_.starts_with('+')) sender_.erase(0, 1);
  }

  Result<std::vector<SettingCommand>> commands() {
    for (const GroupChange& group : changes_)
      for (const SettingChange& change : group.settings)
        if (const auto added = add(change); !added) return tl::unexpected{added.error()};
    if (const auto open = keeps_sender(); !open) return tl::unexpected{open.error()};
    std::stable_sort(steps_.begin(), steps_.end(),
                     [](const Step& a, const Step& b) { return a.rank < b.rank; });
    std::vector<SettingCommand> commands;
    for (Step& step : steps_) commands.push_back(std::move(step.command));
    return commands;
  }

 private:
  struct Step {
    int rank = 0;
    SettingCommand command;
  };
  using Done = Result<void>;

  [[nodiscard]] const std::string* now(std::string_view name) const {
    const auto setting = find_setting(model_, name);
    return setting ? actual_.value(setting->row->group, name) : nullptr;
  }
  [[nodiscard]] const std::string* wanted(std::string_view name) const {
    for (const GroupChange& group : changes_)
      for (const SettingChange& change : group.settings)
        if (change.name == name) return &change.to;
    return nullptr;
  }
  [[nodiscard]] const std::string* then(std::string_view name) const {
    const std::string* value = wanted(name);
    return value != nullptr ? value : now(name);
  }
  static bool is(const std::string* value, std::string_view text) {
    return value != nullptr && *value == text;
  }

  Done add(const SettingChange& change) {
    const auto setting = find_setting(model_, change.name);
    if (!setting || setting->row->group == Group::info || sms_command(model_, *setting).empty())
      return fail(Errc::not_found, change.name, 0, "no SMS sets it");
    if (setting->row->form == Form::numbers) return add_numbers(*setting, change.to);
    if (setting->row->form == Form::rule) return rules_added_ ? Done{} : add_rules(*setting);
    const Entries names = at_once(*setting, change.to);
    if (names.front() != setting->name) return {};
    auto prepared = prepare(model_, *setting, change.to);
    if (!prepared) return tl::unexpected{prepared.error()};
    if (const std::string all = for_all(*setting, change.to); names.size() > 1 && !all.empty())
      prepared->commands = {all};
    const bool secret = setting->row->form == Form::secret;
    const bool readable = !secret || (change.to == "NO" && !queries_for(model_, {*setting}).empty());
    // The renew password goes with the last protection (GS-5.3-07, SR-U5.3-09): the new one comes before the
    // old one goes.
    const bool first = setting->name == "PASSWORD" && change.to != "NO" && is(wanted("SECLIST"), "OFF");
    for (const std::string& text : prepared->commands)
      steps_.push_back({first ? -1 : prepared->rank, {text, names, readable}});
    return {};
  }

  /// "ALARMONALL" (SR-U9-07); empty: each number has its own command only.
  [[nodiscard]] std::string for_all(const NamedSetting& setting, const std::string& to) const {
    const std::string command = std::string{setting.row->word} + to + "ALL";
    const bool has_it = setting.row->form == Form::enabled && find_command(model_, command) != nullptr;
    return has_it ? command : "";
  }

  /// The settings that one command brings to what is wanted, that to whose change it belongs first.
  [[nodiscard]] Entries at_once(const NamedSetting& setting, const std::string& to) const {
    const std::string number = std::to_string(setting.number);
    const Entries thermostat{"THERMSENSOR" + number, "THERMOSTATF" + number};
    // What follows no sensor is disabled (SR-U7.3-10).
    if (contains(thermostat, setting.name) && is(wanted(thermostat[0]), "NO") &&
        is(wanted(thermostat[1]), "OFF"))
      return thermostat;
    if (for_all(setting, to).empty()) return {setting.name};
    Entries all;
    for (int each = setting.row->number.least; each <= setting.row->number.most; ++each) {
      all.push_back(std::string{setting.row->name} + std::to_string(each));
      if (!is(wanted(all.back()), to)) return {setting.name};
    }
    return all;
  }

  /// Adds the steps of a list.
  Done add_steps(const NamedSetting& setting, const Entries& names, const Entries& actual,
                 const Entries& desired, bool may_be_empty) {
    int rank = 0;
    for (const Entries& entries : {actual, desired})
      for (const std::string& entry : entries) {
        const auto prepared = prepare(model_, setting, entry);
        if (!prepared) return tl::unexpected{prepared.error()};
        rank = prepared->rank;
      }
    const auto adder = [&](const std::string& entry) {
      return prepare(model_, setting, entry)->commands.front();
    };
    const auto remover = [&](const std::string& entry) {
      std::string command = adder(entry);
      command[command.find('+')] = '-';
      // Not every family removes a single rule: the others remove all of its time (EP-10-20, GS-11-23).
      return find_command(model_, command) != nullptr ? command : command.substr(0, command.find(','));
    };
    const std::size_t most =
        setting.row->form == Form::rule ? settings_of(model_, Group::scheduler).size() : kMostNumbers;
    const EditedList list{adder, remover, most, may_be_empty};
    const ListEdit edit = shortest_edit(list, actual, desired);
    const bool moves_sender = contains(edit.removed, sender_) && contains(desired, sender_);
    if (setting.name == "SECNUMBERS" && moves_sender && !is(now("SECLIST"), "OFF") &&
        !is(then("SECLIST"), "OFF"))
      return fail(Errc::bad_value, setting.name, 0,
                  sender_ + ", from which the messages come, must keep its place: the list is active");
    for (std::string& text : commands_of(list, edit, actual))
      steps_.push_back({rank, {std::move(text), names, true}});
    return {};
  }

  Done add_numbers(const NamedSetting& setting, const std::string& to) {
    const std::string* from = now(setting.name);
    if (from == nullptr) return unknown(setting.name);
    // What goes with the last entry: the list's activity (EP-5.1-22, GS-5.1-15, SR-U5.1-08), an alert
    // (GS-7.3-18).
    bool may_be_empty = true;
    if (setting.name == "SECNUMBERS") may_be_empty = is(now("SECLIST"), "OFF") || is(then("SECLIST"), "OFF");
    if (setting.name == "ALERTNUMBERS" && find_setting(model_, "THERMALERT"))
      may_be_empty = is(now("THERMALERT"), "OFF");
    return add_steps(setting, {setting.name}, entries_of(*from), entries_of(to), may_be_empty);
  }

  /// All rules at once.
  Done add_rules(const NamedSetting& first) {
    rules_added_ = true;
    Entries names, actual, desired;
    for (const NamedSetting& rule : settings_of(model_, Group::scheduler)) {
      const std::string* from = now(rule.name);
      if (from == nullptr) return unknown(rule.name);
      if (*from != "NO") actual.push_back(*from);
      const std::string* to = then(rule.name);
      if (*to != "NO" && contains(desired, *to))
        return fail(Errc::bad_value, rule.name, 0, *to + " stands twice");  // EP-10-19, GS-11-08, SR-U11-07
      if (*to != "NO") desired.push_back(*to);
      if (wanted(rule.name) != nullptr) names.push_back(rule.name);
    }
    return add_steps(first, names, actual, desired, true);
  }

  static tl::unexpected<Error> unknown(const std::string& name) {
    return fail(Errc::bad_value, name, 0, "what the device has is not known");
  }

  /// Whether the sender's messages are taken afterwards too (EP-5.1-24, GS-5.1-20, SR-U5.1-13).
  [[nodiscard]] Done keeps_sender() const {
    const bool changes = wanted("SECLIST") != nullptr || wanted("SECNUMBERS") != nullptr;
    const std::string* numbers = then("SECNUMBERS");
    if (sender_.empty() || !changes || !is(then("SECLIST"), "ON") || numbers == nullptr) return {};
    if (contains(entries_of(*numbers), sender_)) return {};
    return fail(Errc::bad_value, "SECNUMBERS", 0,
                sender_ + ", from which the messages come, must be among them when SECLIST is ON");
  }

  Model model_;
  const Configuration& actual_;
  const std::vector<GroupChange>& changes_;
  std::string sender_;
  std::vector<Step> steps_;
  bool rules_added_ = false;
};

}  // namespace

Result<std::vector<SettingCommand>> commands_for(Model model, const Configuration& actual,
                                                 const std::vector<GroupChange>& changes,
                                                 std::string_view sender) {
  return Plan{model, actual, changes, sender}.commands();
}

}  // namespace isocket::device
