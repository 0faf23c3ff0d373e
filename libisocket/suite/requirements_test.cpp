#include "suite/requirements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace isocket::suite {
namespace {

using ::testing::HasSubstr;

TEST(RuleId, HasPrefixChapterAndNumber) {
  for (const char* id : {"EP-5.2-03", "EP-5-01", "GS-4.1-101", "SR-UX-30", "SR-U4.4-52", "MU-P8-01"})
    EXPECT_TRUE(is_rule_id(id)) << id;
  for (const char* id :
       {"", "EP", "EP-5", "EP-5-1", "ep-5-01", "EP-5-0a", "EP--01", "-5-01", "EP-5 -01", "EP-5-0001"})
    EXPECT_FALSE(is_rule_id(id)) << id;
}

TEST(Requirements, ReadsRowsOfFourCellsWithAnId) {
  Requirements rules;
  ASSERT_TRUE(rules.add("spec.md",
                        "| id | rule | basis | source |\n|---|---|---|---|\n"
                        "| EP-1-01 | Answers `A\\|B`. | documented | M 1 |\n"
                        "| EP-1-02 | Guessed. | decision: the sources are silent | M 2 |\n"
                        "| EP-1-03 | three cells | documented |\n"
                        "| topic | EP-1-04 | documented | M |\n"
                        "| EP-1-05 | *withdrawn*, see EP-1-02 | documented | M 1 |\n"));
  ASSERT_EQ(rules.all().size(), 3u);
  EXPECT_EQ(rules.find("EP-1-01")->rule, "Answers `A|B`.");
  EXPECT_EQ(rules.find("EP-1-02")->basis, Basis::decision);
  EXPECT_FALSE(rules.find("EP-1-02")->withdrawn);
  EXPECT_TRUE(rules.find("EP-1-05")->withdrawn);
  EXPECT_EQ(rules.find("EP-1-03"), nullptr);
}

TEST(Requirements, RefusesARepeatedIdAndAnUnknownBasis) {
  Requirements rules;
  const auto twice =
      rules.add("a.md", "| EP-1-01 | a | documented | M |\n| EP-1-01 | b | documented | M |\n");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().field, "a.md:2");
  const auto basis = Requirements{}.add("a.md", "\n| EP-1-01 | a | maybe | M |\n");
  ASSERT_FALSE(basis);
  EXPECT_THAT(basis.error().detail, HasSubstr("'maybe'"));
  EXPECT_EQ(Requirements::read("/nowhere/at/all").error().code, Errc::not_found);
}

/// The numbers that docs/spec/README.md states of itself.
TEST(Requirements, AgreeWithTheCountsOfTheSpecification) {
  const auto rules = Requirements::read(ISOCKET_SOURCE_DIR "/docs/spec");
  ASSERT_TRUE(rules) << describe(rules.error());
  struct Count {
    const char* family;
    std::array<int, 3> by_basis;
    int withdrawn;
  };
  const Count kCounts[] = {{"EP", {286, 17, 241}, 1},
                           {"GS", {298, 7, 272}, 1},
                           {"SR", {135, 100, 192}, 0},
                           {"MU", {35, 0, 120}, 0}};
  for (const Count& expected : kCounts) {
    std::array<int, 3> counted{};
    int withdrawn = 0;
    for (const Requirement& rule : rules->all()) {
      if (family_of(rule.id) != expected.family) continue;
      if (rule.withdrawn)
        ++withdrawn;
      else
        ++counted[static_cast<std::size_t>(rule.basis)];
    }
    EXPECT_EQ(counted, expected.by_basis) << expected.family;
    EXPECT_EQ(withdrawn, expected.withdrawn) << expected.family;
  }
}

}  // namespace
}  // namespace isocket::suite
