// The tables: commands, models, planted defects.

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "core/command.h"
#include "core/defect.h"
#include "core/handlers.h"

namespace isocket::fw {
namespace {

std::set<std::string> rules_of_the_specification() {
  std::ifstream file{std::string{ISOCKET_SOURCE_DIR} + "/docs/spec/environment-pro.md"};
  std::set<std::string> rules;
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("| EP-")) rules.insert(line.substr(2, line.find(' ', 2) - 2));
  return rules;
}

TEST(CommandTable, CitesRulesThatExist) {
  const auto rules = rules_of_the_specification();
  ASSERT_GT(rules.size(), 500U);
  for (const Command& command : commands()) {
    EXPECT_TRUE(rules.contains(std::string{command.rule})) << command.name << ' ' << command.rule;
  }
}

TEST(CommandTable, FindsEachRowByItsOwnWord) {  // no row hides another
  for (const Command& command : commands()) {
    std::string text{command.name};
    if (command.form == Form::digits) text += "5";
    if (command.form == Form::value || command.form == Form::glued) text += "*";
    std::string_view value;
    EXPECT_EQ(find_command(kEnvironmentPro, text, value), &command) << text;
  }
}

TEST(CommandTable, TakesQueriesAsInfAndNeverWithholdsThem) {  // section 2.2
  for (const Command& command : commands()) {
    const bool query = command.name.ends_with('?');
    EXPECT_EQ(query, command.kind == Kind::inf) << command.name;
    if (!query) continue;
    EXPECT_EQ(command.confirm, Confirm::always) << command.name;
    EXPECT_EQ(command.choice != Choice::none, command.handler == query_choice) << command.name;
  }
}

TEST(CommandTable, LeavesOutWhatAModelLacks) {
  Model bare = kEnvironmentPro;
  bare.features = Features::of(Feature::socket);
  std::string_view value;
  EXPECT_NE(find_command(bare, "ON", value), nullptr);
  EXPECT_NE(find_command(bare, "HARDWARE", value), nullptr);
  EXPECT_EQ(find_command(bare, "ALARMON", value), nullptr);
}

TEST(Models, AreFoundByName) {
  EXPECT_EQ(find_model("environment-pro"), &kEnvironmentPro);
  EXPECT_EQ(find_model("environment"), nullptr);
}

TEST(Defects, StandInTheirOrderEachWithARuleItBreaks) {
  const auto rules = rules_of_the_specification();
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kDefectCount; ++i) {
    const DefectName& row = kDefectNames[i];
    EXPECT_EQ(static_cast<std::size_t>(row.defect), i) << row.name;
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_TRUE(rules.contains(std::string{row.rule})) << row.name << ' ' << row.rule;
    EXPECT_EQ(find_defect(row.name), &row);
  }
  EXPECT_EQ(find_defect("no-such-defect"), nullptr);
}

}  // namespace
}  // namespace isocket::fw
