// The settings by SMS, stated by the toolkit, against the firmware of every model: what commands_for() says
// is sent, what queries_for() says is asked, and what read_reply() makes of the replies has to be what was
// wanted, and what the cable says.

#include "device/sms_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "core/test_name.h"
#include "device/catalogue.h"
#include "device/console_commands.h"
#include "testing/cable_host.h"

namespace isocket {
namespace {

using namespace std::chrono_literals;
using device::Configuration;
using device::Group;
using device::Model;
using device::NamedSetting;
using device::Parameter;
using ::testing::ElementsAre;
using Form = device::ConsoleSetting::Form;

constexpr const char* kBoss = "+358912345601";

std::vector<NamedSetting> settings_of(Model model) {
  std::vector<NamedSetting> all;
  for (const Group group : device::kGroups)
    if (group != Group::info)
      for (const NamedSetting& setting : device::settings_of(model, group)) all.push_back(setting);
  return all;
}

/// A new device, and somebody who writes to it.
class Device {
 public:
  explicit Device(Model model) : model_{model}, board_{{.model = std::string{name_of(model)}}} {
    for (int sensor = 1; sensor <= 5; ++sensor) board_.temperature(20.0, sensor);
    if (model == Model::smart_relay) ask("TSENSORSCAN");
    actual_ = read();
    actual_.at(Group::security).set("PASSWORD", "NO");
  }

  /// What the device says to a command; an alarm may keep it busy for a while.
  std::string ask(const std::string& text) {
    const std::size_t before = board_.sent_to(kBoss).size();
    board_.sms(kBoss, password_ + text);
    const auto* command = device::find_command(model_, text);
    const bool silent = command != nullptr && command->withheld && !confirms_;
    if (!silent) board_.advance_until([&] { return board_.sent_to(kBoss).size() > before; }, 20min);
    const auto replies = board_.sent_to(kBoss);
    return replies.size() > before ? replies.back() : "";
  }

  /// By SMS.
  Configuration read() {
    Configuration read{model_, {}};
    for (const device::SettingQuery& query : queries_for(model_, settings_of(model_))) {
      const std::string reply = ask(query.command);
      const auto values = read_reply(model_, query, reply);
      EXPECT_TRUE(values) << query.command << ": " << reply;
      if (!values) continue;
      EXPECT_EQ(values->size(), query.settings.size()) << query.command << ": " << reply;
      for (const auto& [name, value] : *values)
        read.at(device::find_setting(model_, name)->row->group).set(name, value);
    }
    return read;
  }

  /// By SMS. @return how many messages it took
  std::size_t write(const Configuration& desired) {
    const auto commands = commands_for(model_, actual_, difference(actual_, desired), kBoss);
    EXPECT_TRUE(commands) << commands.error().field << ": " << commands.error().detail;
    if (!commands || commands->empty()) return 0;
    for (const device::SettingCommand& command : *commands) {
      const std::string reply = ask(command.text);
      const bool taken = reply.find(" - OK") != std::string::npos || (reply.empty() && !confirms_);
      EXPECT_TRUE(taken) << password_ << command.text << ": " << reply;
      note(command.text);
    }
    actual_ = read();
    actual_.at(Group::security).set("PASSWORD", password_.empty() ? "NO" : "*****");
    return commands->size();
  }

  /// By cable.
  Configuration plugged() {
    Configuration read{model_, {}};
    fw::testing::CableHost host{board_};
    for (const std::string& name : host.groups()) {
      auto& group = read.at(*device::parse_group(name));
      for (const std::string& line : host.read(name).lines)
        group.set(line.substr(0, line.find('=')), line.substr(line.find('=') + 1));
    }
    board_.cable(false);
    board_.advance(15s);
    return read;
  }

  [[nodiscard]] const Configuration& actual() const { return actual_; }

 private:
  void note(const std::string& text) {
    if (text.starts_with("PASSWORD=")) password_ = text == "PASSWORD=NO" ? "" : text.substr(9);
    if (text.starts_with("SMSCONFIRM=")) confirms_ = text == "SMSCONFIRM=ON";
  }

  Model model_;
  fw::testing::Board board_;
  std::string password_;
  bool confirms_ = true;
  Configuration actual_;
};

/// Up to `count` different values.
std::string list_of(const std::string& first, int count, int from) {
  std::string list = first;
  for (int i = 0; i < count; ++i)
    list += (list.empty() ? "" : ",") + std::string{"35840000"} + std::to_string(1000 + from + i);
  return list;
}

/// Values that the catalogue allows the setting, other than its factory value.
std::vector<std::string> other_values(Model model, const NamedSetting& setting) {
  std::vector<std::string> candidates;
  const device::ConsoleSetting& row = *setting.row;
  switch (row.form) {
    case Form::enabled: candidates = {"ON"}; break;
    case Form::numbers: {
      // The sender keeps its place: with it the list may become active.
      const std::string first = setting.name == "SECNUMBERS" ? kBoss + 1 : "";
      for (const auto& [count, from] : {std::pair{3, 0}, {9, 2}, {1, 3}, {9, 20}, {4, 24}})
        candidates.push_back(list_of(first, count, from));
      candidates.push_back("358400001005,358400001003,358400001001");
      if (!first.empty()) candidates.back() = first;
      break;
    }
    default:
      for (const device::Command* command : commands_that_set(model, row)) {
        const std::string_view form = value_form(*command);
        const std::string before{form.substr(0, form.find('{'))};
        const Parameter& parameter = command->parameter;
        if (!command->takes_value() && form.find('{') != std::string_view::npos)
          for (int n = command->number.least; n <= command->number.most; n += 3)
            candidates.push_back(before + std::to_string(n));
        if (!command->takes_value()) candidates.push_back(before);
        for (const std::string_view value : parameter.values()) candidates.emplace_back(value);
        for (const int n : {parameter.range.least, parameter.range.most, 7}) {
          if (parameter.type == Parameter::Type::number || parameter.type == Parameter::Type::degrees)
            candidates.push_back(before + std::to_string(n));
          if (parameter.type == Parameter::Type::temperature) candidates.push_back(std::to_string(n) + "C");
          if (parameter.type == Parameter::Type::numbers)
            candidates.push_back(std::to_string(parameter.range.least) + "," +
                                 std::to_string(parameter.range.most));
        }
        if (parameter.type == Parameter::Type::alias)
          candidates.insert(candidates.end(), {"A", "Front door #1/2"});
        if (parameter.type == Parameter::Type::ussd)
          candidates.insert(candidates.end(), {"*100#", "*1*22*3#"});
        if (parameter.type == Parameter::Type::password)
          for (const std::string password : {"12abcDEF9", "98zyxWVU1"})
            candidates.push_back(password.substr(0, static_cast<unsigned>(parameter.range.least)));
      }
  }
  std::vector<std::string> values;
  for (const std::string& candidate : candidates)
    if (const auto value = plain_value(model, setting, candidate);
        value && *value != factory_value(model, row) &&
        std::find(values.begin(), values.end(), *value) == values.end())
      values.push_back(*value);
  return values;
}

/// Rules with some times in common; `round` makes them differ.
std::vector<std::string> rules(Model model, int round) {
  const auto places = device::settings_of(model, Group::scheduler);
  const std::size_t count =
      round == 0 ? places.size() : places.size() / 2 + static_cast<std::size_t>(round) % 4;
  std::vector<std::string> rules;
  for (int i = 0; i < 200 && !places.empty(); ++i) {
    const std::string time = "0" + std::to_string((i * (round + 1)) % 4) + ":00,";
    const std::string day = i % 3 == 0 ? "*," : std::to_string(1 + i % 7) + ",";
    for (const char* action : {"AON", i % 2 == 0 ? "AOF" : "AOFF5", "ONR7"}) {
      const auto rule = plain_value(model, places[0], time + day + action);
      const bool known = rule && std::find(rules.begin(), rules.end(), *rule) != rules.end();
      if (rule && !known && rules.size() < count) rules.push_back(*rule);
    }
  }
  EXPECT_EQ(rules.size(), count);
  return rules;
}

/// A configuration in which every setting has another value than from the factory.
Configuration changed(Model model, int round) {
  Configuration configuration{model, {}};
  for (const NamedSetting& setting : settings_of(model)) {
    std::string value = "NO";
    if (setting.row->form == Form::rule) {
      const auto all = rules(model, round);
      if (static_cast<std::size_t>(setting.number) <= all.size())
        value = all[static_cast<std::size_t>(setting.number) - 1];
    } else {
      const auto values = other_values(model, setting);
      EXPECT_FALSE(values.empty()) << setting.name;
      value = values[static_cast<std::size_t>(round + setting.number) % values.size()];
    }
    configuration.at(setting.row->group).set(setting.name, value);
  }
  return configuration;
}

/// As the device shows it: its passwords are asterisks.
Configuration shown(Configuration configuration) {
  for (const NamedSetting& setting : settings_of(configuration.model))
    if (const std::string* value = configuration.value(setting.row->group, setting.name);
        setting.row->form == Form::secret && value != nullptr && *value != "NO")
      configuration.at(setting.row->group).set(setting.name, mask_of(configuration.model, setting));
  return configuration;
}

std::vector<std::string> lines(const Configuration& configuration) {
  std::vector<std::string> lines;
  for (const NamedSetting& setting : settings_of(configuration.model)) {
    const std::string* value = configuration.value(setting.row->group, setting.name);
    lines.push_back(setting.name + "=" + (value == nullptr ? "?" : *value));
  }
  return lines;
}

class SettingsBySms : public ::testing::TestWithParam<Model> {};
INSTANTIATE_TEST_SUITE_P(Of, SettingsBySms, ::testing::ValuesIn(device::kModels),
                         [](const auto& model) { return test_name(name_of(model.param)); });

TEST_P(SettingsBySms, AreWhatWasWrittenAndWhatTheCableSays) {  // MU-4-23
  Device device{GetParam()};
  const Configuration factory = device::factory_configuration(GetParam());
  EXPECT_EQ(lines(device.actual()), lines(factory));
  for (int round = 0; round < 6; ++round) {
    SCOPED_TRACE(round);
    const Configuration desired = changed(GetParam(), round);
    EXPECT_GT(device.write(desired), 0U);
    EXPECT_EQ(lines(device.actual()), lines(shown(desired)));
    EXPECT_EQ(lines(device.plugged()), lines(shown(desired)));
    EXPECT_EQ(device.write(shown(desired)), 0U);
    if (::testing::Test::HasFailure()) return;
  }
  device.write(factory);
  EXPECT_EQ(lines(device.actual()), lines(factory));
  EXPECT_EQ(lines(device.plugged()), lines(factory));
}

TEST_P(SettingsBySms,
       KeepTheSenderAndTheProtection) {  // EP-5.1-24, GS-5.1-20, GS-5.3-07, SR-U5.1-13, SR-U5.3-09
  using Values = std::vector<std::pair<std::string, std::string>>;
  const std::string boss = kBoss + 1, both = boss + ",358400001000", other = "358400001000";
  Device device{GetParam()};
  for (const Values& values : {Values{{"SECNUMBERS", both}, {"SECLIST", "ON"}},
                               {{"RENEWINTERVALPW", "12abcDEF9"}, {"RING", "RESTART"}, {"RING", "MIC"}},
                               {{"SECNUMBERS", other}, {"SECLIST", "OFF"}, {"PASSWORD", "12abc"}},
                               {{"SECNUMBERS", "NO"}},
                               {{"SECNUMBERS", both}, {"SECLIST", "ON"}, {"PASSWORD", "NO"}},
                               {{"SECNUMBERS", boss}, {"PASSWORD", "98ZYX"}},
                               {{"SECLIST", "OFF"}, {"SECNUMBERS", other}}}) {
    Configuration desired{GetParam(), {}};
    for (const auto& [name, value] : values)
      if (const auto setting = device::find_setting(GetParam(), name);
          setting && plain_value(GetParam(), *setting, value))
        desired.at(setting->row->group).set(name, value);
    device.write(desired);
    EXPECT_TRUE(difference(device.actual(), shown(desired)).empty()) << values.front().second;
  }
  // It was set while the list was the only protection, and again while the password was.
  const std::string* renewal = device.actual().value(Group::security, "RENEWINTERVALPW");
  EXPECT_EQ(renewal == nullptr ? "*********" : *renewal, "*********");
}

/// The table of docs/reference/configuration-file.md.
TEST_P(SettingsBySms, AreAllToldButTheAccessPassword) {  // EP-4.1-88, GS-5.2-09, SR-U5.2-02
  std::vector<std::string> silent;
  for (const NamedSetting& setting : settings_of(GetParam()))
    if (queries_for(GetParam(), {setting}).empty()) silent.push_back(setting.name);
  EXPECT_THAT(silent, ElementsAre("PASSWORD"));
}

TEST(SettingsBySms, AreNotToldWhereTheUnitHasThemNot) {  // SR-3.4-02
  fw::testing::Board board{{.model = "smart-relay", .variant = fw::Variant::no_voltage_sensor}};
  board.sms(kBoss, "ACALERT?");
  const auto query = queries_for(Model::smart_relay, {*device::find_setting(Model::smart_relay, "ACALERT")});
  const auto told = read_reply(Model::smart_relay, query.front(), board.reply());
  ASSERT_TRUE(told);
  EXPECT_TRUE(told->empty());
}

}  // namespace
}  // namespace isocket
