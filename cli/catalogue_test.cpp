// Two statements of the specification, written apart: the toolkit's catalogue and the firmware's command
// table, side by side for every model that the firmware knows.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/command.h"
#include "core/model.h"
#include "core/test_name.h"
#include "device/catalogue.h"
#include "suite/requirements.h"

namespace isocket {
namespace {

using device::Parameter;

/// With each kind of value behind the words.
std::vector<std::string> samples(const device::Command& command, const std::string& words) {
  std::vector<std::string> texts;
  switch (command.parameter.type) {
    case Parameter::Type::none: return {words};
    case Parameter::Type::number:
    case Parameter::Type::degrees:
      for (const int n : {command.parameter.range.least, command.parameter.range.most})
        texts.push_back(words + std::to_string(n));
      return texts;
    case Parameter::Type::numbers:
      texts.push_back(words + std::to_string(command.parameter.range.least));
      texts.push_back(texts.front() + "," + std::to_string(command.parameter.range.most));
      return texts;
    case Parameter::Type::choice:
      for (const std::string_view value : command.parameter.values())
        texts.push_back(words + std::string{value});
      return texts;
    case Parameter::Type::temperature: return {words + "10C", words + "50F"};
    case Parameter::Type::phone: return {words + "358401000001"};
    case Parameter::Type::alias: return {words + "Front door"};
    case Parameter::Type::password:
      return {words +
              std::string{"12abc6789"}.substr(0, static_cast<unsigned>(command.parameter.range.least))};
    case Parameter::Type::ussd: return {words + "*100#"};
    case Parameter::Type::clock: return {words + "26/01/31,12:30:45+04"};
    case Parameter::Type::time: return {words + "08:00"};
    case Parameter::Type::rule: return {words + "08:00,*,AON"};
  }
  return texts;
}

/// The commands that a row stands for, with a value in its place and with every number: "RESTARTTIME={n}"
/// gives "RESTARTTIME=5".
std::vector<std::string> samples(const device::Command& command) {
  const auto [before, after] = command.words();
  if (!command.number.exists()) return samples(command, std::string{before});
  std::vector<std::string> texts;
  for (int n = command.number.least; n <= command.number.most; ++n)
    for (std::string& text : samples(command, std::string{before} + std::to_string(n) + std::string{after}))
      texts.push_back(std::move(text));
  return texts;
}

std::string_view kind_of(fw::Kind kind) {
  return kind == fw::Kind::conf ? "Conf" : kind == fw::Kind::inf ? "Inf" : "Ctrl";
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> values;
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    values.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return values;
}

std::string_view prefix_of(device::Family family) {
  switch (family) {
    case device::Family::environment_pro: return "EP-";
    case device::Family::gsm_706_707: return "GS-";
    case device::Family::smart_relay: return "SR-";
  }
  return "";
}

/// Whether the model has a setting or a list of this name, whatever values it takes: "RING=", "SCHEDULER+".
bool has_word(device::Model model, const std::string& text) {
  const auto end = text.find_first_of("=+-");
  const auto commands = device::catalogue(model);
  return end != std::string::npos &&
         std::any_of(commands.begin(), commands.end(), [&](const device::Command& c) {
           return c.words().before.starts_with(text.substr(0, end + 1));
         });
}

/// A form with its number as the firmware's rows have it: "POWERSTATE#={v}".
std::string in_words_of_the_firmware(const device::Command& command) {
  std::string form{command.form};
  if (command.number.exists()) form.replace(form.find('{'), form.find('}') + 1 - form.find('{'), "#");
  return form;
}

// A model of the firmware.
class Catalogue : public ::testing::TestWithParam<const fw::Model*> {
 protected:
  const fw::Model& firmware() const { return *GetParam(); }
  device::Model model() const { return *device::parse_model(firmware().name); }
  std::string name() const { return std::string{firmware().name} + ": "; }
  /// The word of a row on this model, with a number where the model has them.
  std::string word(const fw::Command& row, std::string_view number) const {
    std::string word{row.name};
    if (const auto at = word.find('#'); at != std::string::npos)
      word.replace(at, 1, firmware().numbered ? number : std::string_view{});
    return word;
  }
};

TEST_P(Catalogue, TheFirmwareKnowsEveryCommandOfTheToolkit) {
  ASSERT_TRUE(device::parse_model(firmware().name)) << "the toolkit has no model " << firmware().name;
  EXPECT_FALSE(device::catalogue(model()).empty()) << "the toolkit has no catalogue of " << firmware().name;
  for (const device::Command& command : device::catalogue(model())) {
    for (const std::string& text : samples(command)) {
      const fw::Match match = fw::find_command(firmware(), text);
      const fw::Command* row = match.command;
      ASSERT_NE(row, nullptr) << name() << text << " is unknown to the firmware (" << command.rule << ")";
      EXPECT_LT(match.first, match.end)
          << name() << text << " names a number that the firmware lacks (" << command.rule << ")";
      EXPECT_EQ(kind_of(row->kind), device::name_of(command.kind))
          << name() << text << " (" << command.rule << ")";
      if (command.reply.empty()) continue;  // there is nothing to withhold (GS-10-08)
      EXPECT_EQ(row->confirm == fw::Confirm::withheld, command.withheld)
          << name() << text << ": withheld by SMSCONFIRM=OFF? (" << command.rule << ", EP-6.1-04, GS-6.1-03)";
    }
  }
}

TEST_P(Catalogue, TheToolkitKnowsEveryCommandOfTheFirmware) {
  const auto catalogue = device::catalogue(model());
  const auto known = [&](const auto& fits) { return std::any_of(catalogue.begin(), catalogue.end(), fits); };
  for (const fw::Command& row : fw::commands()) {
    if (!firmware().features.has(row.feature)) continue;
    if (row.choice == fw::Choice::none || row.kind != fw::Kind::conf) {
      EXPECT_TRUE(known([&](const device::Command& c) {
        return in_words_of_the_firmware(c).starts_with(word(row, "#"));
      })) << name()
          << row.name << " is unknown to the toolkit (" << row.rule << ")";
      continue;
    }
    for (const std::string& value : split(fw::named_values(firmware(), row.choice))) {
      std::string text = word(row, "1") + value;
      std::replace(text.begin(), text.end(), '#', '1');
      EXPECT_NE(device::find_command(model(), text), nullptr)
          << name() << text << " is unknown to the toolkit (" << row.rule << ")";
    }
  }
}

TEST_P(Catalogue, TheFirmwareLacksWhatOnlyOtherModelsHave) {  // EP-1-06, GS-0-03, GS-0-35
  for (const device::Model other : device::kModels) {
    for (const device::Command& command : device::catalogue(other)) {
      for (const std::string& text : samples(command)) {
        if (device::find_command(model(), text) != nullptr) continue;
        // A value that only the other model takes is no matter of the command table: RING=MIC, ON65000.
        if (has_word(model(), text)) continue;
        if (command.takes_value() && !command.number.exists() &&
            device::find_command(model(), std::string{command.words().before} + "1") != nullptr)
          continue;
        EXPECT_EQ(fw::find_command(firmware(), text).command, nullptr)
            << name() << text << " is known to the firmware, and only " << device::name_of(other)
            << " has it (" << command.rule << ")";
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Firmware, Catalogue, ::testing::ValuesIn(fw::models().begin(), fw::models().end()),
                         [](const auto& of) { return test_name(of.param->name); });

TEST(CatalogueRules, StandInTheSpecificationOfTheFamily) {
  for (const device::Model model : device::kModels) {
    const device::Family family = device::family_of(model);
    const std::string file = std::string{device::name_of(family)} + ".md";
    std::ifstream in{std::string{ISOCKET_SOURCE_DIR "/docs/spec/"} + file};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    suite::Requirements rules;
    ASSERT_TRUE(rules.add(file, text)) << file;
    for (const device::Command& command : device::catalogue(model)) {
      EXPECT_TRUE(command.rule.starts_with(prefix_of(family))) << command.form << " (" << command.rule << ")";
      const suite::Requirement* rule = rules.find(command.rule);
      ASSERT_NE(rule, nullptr) << command.form << ": " << file << " has no rule " << command.rule;
      EXPECT_FALSE(rule->withdrawn) << command.form << " (" << command.rule << ")";
    }
  }
}

}  // namespace
}  // namespace isocket
