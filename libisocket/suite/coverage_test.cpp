#include "suite/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "suite/load.h"

namespace isocket::suite {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Requirements sample_rules() {
  Requirements rules;
  EXPECT_TRUE(rules.add("spec.md",
                        "| EP-1-01 | a | documented | M |\n| EP-1-02 | b | documented | M |\n"
                        "| EP-1-03 | c | decision | M |\n| EP-1-04 | d | external | M |\n"
                        "| EP-1-05 | *withdrawn*: e | documented | M |\n| GS-1-01 | f | documented | N |\n"
                        "| SR-1-01 | g | documented | S |\n"));
  return rules;
}

Case covering(const std::string& id, std::vector<std::string> models, const std::vector<std::string>& ids) {
  Case c;
  c.id = id;
  c.models = std::move(models);
  for (const std::string& rule : ids) c.covers.push_back({rule, {}});
  return c;
}

TEST(Coverage, CountsTheRulesOfTheModelsFamilies) {
  const Requirements requirements = sample_rules();
  Suite suite;
  suite.cases = {covering("one", {"environment-pro"}, {"EP-1-01", "EP-1-03", "GS-1-01"}),
                 covering("two", {"environment-pro"}, {"EP-1-01"})};
  const auto report = coverage(requirements, {suite}, {{"EP-1-04", "a rating"}});
  EXPECT_THAT(report.families, ElementsAre("EP"));
  ASSERT_EQ(report.rules.size(), 4u);  // neither the withdrawn one nor those of other families
  EXPECT_THAT(report.rules[0].cases, ElementsAre("one", "two"));
  EXPECT_EQ(report.rules[1].state, Coverage::uncovered);
  EXPECT_EQ(report.rules[3].state, Coverage::unobservable);
  EXPECT_EQ(report.rules[3].reason, "a rating");
  EXPECT_EQ(report.count(Basis::documented).covered, 1u);
  EXPECT_EQ(report.count(Basis::documented).uncovered, 1u);
  EXPECT_DOUBLE_EQ(report.count(Basis::documented).percent(), 50.0);
  EXPECT_EQ(report.count(Basis::external).observable(), 0u);
  EXPECT_DOUBLE_EQ(report.count(Basis::external).percent(), 100.0);
  EXPECT_EQ(report.count().rules(), 4u);
  EXPECT_NEAR(report.count().percent(), 66.67, 0.01);
}

TEST(Coverage, ACaseForSeveralFamiliesCountsForEach) {
  const Requirements requirements = sample_rules();
  Suite suite;
  suite.cases = {covering("both", {"environment-pro", "gsm-706"}, {"EP-1-01", "GS-1-01", "SR-1-01"})};
  const auto report = coverage(requirements, {suite}, {});
  EXPECT_THAT(report.families, ElementsAre("EP", "GS"));
  EXPECT_EQ(report.count().covered, 2u);
  suite.cases = {covering("any", {}, {"SR-1-01"})};
  EXPECT_THAT(coverage(requirements, {suite}, {}).families, ElementsAre("SR"));
}

TEST(Coverage, ACaseDoesNotCountForAFamilyThatItDoesNotRunOn) {
  const Requirements requirements = sample_rules();
  Suite suite;
  suite.cases = {covering("ep", {"environment-pro"}, {"EP-1-01", "GS-1-01"}),
                 covering("gs", {"gsm-706"}, {})};
  const auto report = coverage(requirements, {suite}, {});
  EXPECT_THAT(report.families, ElementsAre("EP", "GS"));
  EXPECT_EQ(report.count().covered, 1u);
}

TEST(Unobservable, IsReadWithItsReasons) {
  const auto file =
      std::filesystem::path{::testing::TempDir()} / ("observability-" + std::to_string(::getpid()) + ".yaml");
  std::ofstream{file}
      << "- {id: EP-1-01, reason: an electrical rating}\n- id: EP-1-02\n  reason: |\n    two\n    lines\n";
  const Requirements requirements = sample_rules();
  auto read = read_unobservable(file, requirements);
  EXPECT_TRUE(read.diagnostics.empty());
  EXPECT_EQ(read.reasons.at("EP-1-01"), "an electrical rating");
  EXPECT_EQ(read.reasons.at("EP-1-02"), "two\nlines");

  std::ofstream{file}
      << "- {id: EP-9-01, reason: a}\n- {id: EP-1-01}\n- {id: EP-1-02, reason: b}\n"
         "- {id: EP-1-02, reason: c, why: d}\n- {id: EP-1-03, reason: ''}\n- {id: EP-1-05, reason: e}\n";
  read = read_unobservable(file, requirements);
  std::string all;
  for (const Diagnostic& d : read.diagnostics) all += render(d);
  EXPECT_THAT(all, HasSubstr("1:8: the specification has no rule EP-9-01"));
  EXPECT_THAT(all, HasSubstr("2:3: an entry needs 'id:' and 'reason:'"));
  EXPECT_THAT(all, HasSubstr("4:8: EP-1-02 stands here a second time"));
  EXPECT_THAT(all, HasSubstr("4:28: an entry has no key 'why'"));
  EXPECT_THAT(all, HasSubstr("5:17: the reason is missing"));
  EXPECT_THAT(all, HasSubstr("6:8: EP-1-05 is withdrawn"));
  EXPECT_EQ(read.diagnostics.size(), 6u);
  std::filesystem::remove(file);
  EXPECT_TRUE(read_unobservable(file, requirements).reasons.empty());
}

TEST(FindSpecification, LooksInAllFoldersAbove) {
  const auto found = find_specification(ISOCKET_SOURCE_DIR "/libisocket/suite/testdata/good/shared.yaml");
  ASSERT_TRUE(found);
  EXPECT_TRUE(std::filesystem::equivalent(*found, ISOCKET_SOURCE_DIR "/docs/spec"));
  EXPECT_FALSE(find_specification("/dev/null"));
}

}  // namespace
}  // namespace isocket::suite
