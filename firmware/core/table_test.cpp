// The tables: commands, models, planted defects.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/command.h"
#include "core/defect.h"
#include "core/handlers.h"
#include "core/models.h"

namespace isocket::fw {
namespace {

struct Family {
  std::string file;  ///< of the specification
  std::string prefix;
};
const Family kEp{"environment-pro.md", "EP-"};
const Family kGs{"gsm-706-707.md", "GS-"};
const Family kSr{"smart-relay.md", "SR-"};

const Family& family_of(const Model& model) {
  if (model.name == "smart-relay") return kSr;
  return model.name.starts_with("gsm-") ? kGs : kEp;
}

std::set<std::string> rules_of(const Family& family) {
  std::ifstream file{std::string{ISOCKET_SOURCE_DIR} + "/docs/spec/" + family.file};
  std::set<std::string> rules;
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("| " + family.prefix)) rules.insert(line.substr(2, line.find(' ', 2) - 2));
  return rules;
}

std::vector<std::string> cited(const Command& command) {
  std::istringstream text{std::string{command.rule}};
  std::vector<std::string> ids;
  for (std::string id; text >> id;) ids.push_back(id.back() == ',' ? id.substr(0, id.size() - 1) : id);
  return ids;
}

TEST(CommandTable, CitesRulesThatExist) {
  auto rules = rules_of(kEp);
  ASSERT_GT(rules.size(), 500U);
  rules.merge(rules_of(kGs));
  rules.merge(rules_of(kSr));
  ASSERT_GT(rules.size(), 1500U);
  for (const Command& command : commands())
    for (const std::string& id : cited(command)) EXPECT_TRUE(rules.contains(id)) << command.name << ' ' << id;
}

TEST(CommandTable, RestsOnARuleOfEachFamilyThatHasTheRow) {
  for (const Model* model : models())
    for (const Command& command : commands()) {
      if (!model->features.has(command.feature)) continue;
      const auto ids = cited(command);
      EXPECT_TRUE(
          std::any_of(ids.begin(), ids.end(),
                      [&](const std::string& id) { return id.starts_with(family_of(*model).prefix); }))
          << command.name << " of " << model->name;
    }
}

TEST(CommandTable, FindsEachRowByItsOwnWord) {  // no row hides another
  std::set<const Command*> found;
  for (const Model* model : models())
    for (const Command& command : commands()) {
      if (!model->features.has(command.feature)) continue;
      std::string text{command.name};
      if (command.numbered != Numbered::no) text.replace(text.find('#'), 1, model->numbered ? "1" : "");
      if (command.form == Form::digits) text += "5";
      if (command.form == Form::value || command.form == Form::glued || command.form == Form::joined)
        text += "*";
      EXPECT_EQ(find_command(*model, text).command, &command) << text << " of " << model->name;
      found.insert(&command);
    }
  EXPECT_EQ(found.size(), commands().size());  // each row is some model's
}

TEST(CommandTable, ReadsTheNumberOfAWord) {  // SR-U4.1-11, SR-U4.1-12, SR-U4.1-15, SR-U4.1-16, SR-UX-32
  struct Case {
    std::string_view text, name;  ///< no name: unknown
    int first, end;
    std::string_view value = {};
  };
  for (const Case& c : {Case{"ONR3", "ONR#", 2, 3},
                        Case{"onr07", "ONR#", 6, 7},
                        Case{"ONR8", "ONR#", 0, 0},
                        Case{"ONR0", "ONR#", 0, 0},
                        Case{"ONR12", "ONR#", 0, 0},
                        Case{"ONR1X", "ONR#", 0, 0},
                        Case{"ONR1,30", "ONR#,", 0, 1, "30"},
                        Case{"ONR1,", "ONR#,", 0, 1},
                        Case{"ONR9,30", "ONR#,", 0, 0},
                        Case{"ONR", "", 0, 1},
                        Case{"ONRX", "", 0, 1},
                        Case{"ONR 1", "", 0, 1},
                        Case{"ON", "", 0, 1},
                        Case{"POWERSTATE3=ON", "POWERSTATE#=", 2, 3, "ON"},
                        Case{"POWERSTATE=ON", "", 0, 1},
                        Case{"POWERSTATE3", "", 0, 1},
                        Case{"POWERSTATE3?", "POWERSTATE#?", 2, 3},
                        Case{"POWERSTATE9?", "POWERSTATE#?", 0, 0},
                        Case{"POWERSTATE3?X", "", 0, 1},
                        Case{"POWERSTATE?", "POWERSTATE#?", 0, 7},
                        Case{"STATUSX", "", 0, 1},
                        Case{"STATUS?", "", 0, 1}}) {
    const Match match = find_command(kSmartRelay, c.text);
    EXPECT_EQ(match.command == nullptr ? "" : match.command->name, c.name) << c.text;
    EXPECT_EQ(match.first == match.end, c.first == c.end) << c.text;
    if (c.first < c.end) {
      EXPECT_EQ(match.first, c.first) << c.text;
      EXPECT_EQ(match.end, c.end) << c.text;
      EXPECT_EQ(match.value, c.value) << c.text;
    }
  }
}

TEST(CommandTable, HasNoNumberWhereThereIsOneOfAKind) {
  const Match match = find_command(kEnvironmentPro, "alarmon");
  ASSERT_NE(match.command, nullptr);
  EXPECT_EQ(match.command->name, "ALARMON#");
  EXPECT_EQ(match.first, 0);
  EXPECT_EQ(match.end, 1);
  for (const std::string_view text : {"ALARMON1", "ALERT1=SMS", "TRISEALERT1?", "THERMOSTAT1?"})
    EXPECT_EQ(find_command(kEnvironmentPro, text).command, nullptr) << text;
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
  EXPECT_NE(find_command(bare, "ON").command, nullptr);
  EXPECT_NE(find_command(bare, "HARDWARE").command, nullptr);
  EXPECT_EQ(find_command(bare, "ALARMON").command, nullptr);
}

TEST(Models, AreFoundByName) {
  for (const Model* model : models()) EXPECT_EQ(find_model(model->name), model);
  EXPECT_EQ(models().size(), std::size(kAllModels));
  EXPECT_EQ(find_model("environment"), nullptr);
}

TEST(Defects, StandInTheirOrderEachWithARuleItBreaks) {
  auto rules = rules_of(kEp);
  rules.merge(rules_of(kGs));
  rules.merge(rules_of(kSr));
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
