#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli_testing.h"

namespace isocket::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

/// A small specification and a suite below one folder.
class CoverageCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(root_);
    fs::create_directories(root_ / "docs/spec");
    fs::create_directories(root_ / "suites");
    std::ofstream{root_ / "docs/spec/ep.md"} << "| EP-1-01 | Says `A`. | documented | M |\n"
                                                "| EP-1-02 | Says `B`. | documented | M |\n"
                                                "| EP-1-03 | Is heavy. | documented | M |\n"
                                                "| EP-2-01 | Guessed. | decision | M |\n";
    std::ofstream{root_ / "docs/spec/observability.yaml"} << "- {id: EP-1-03, reason: nothing weighs it}\n";
    suite("EP-1-01");
  }
  void TearDown() override { fs::remove_all(root_); }
  void suite(const std::string& covers) {
    std::ofstream{root_ / "suites/a.yaml"}
        << "suite: S\nmodels: [environment-pro]\ncases:\n  - id: a\n    purpose: P\n"
           "    covers: ["
        << covers << "]\n    steps: [{send: A, expect: B}]\n";
  }
  Outcome coverage(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"coverage", (root_ / "suites").string()});
    return run_with(more);
  }
  const fs::path root_ = fs::path{::testing::TempDir()} / ("coverage_command-" + std::to_string(::getpid()));
};

TEST_F(CoverageCommand, CountsByBasis) {
  const auto result = coverage();
  EXPECT_EQ(result.code, ExitCode::pass);
  EXPECT_EQ(result.out,
            "basis         rules  unobservable  observable  covered  uncovered  covered\n"
            "documented        3             1           2        1          1    50.0 %\n"
            "external          0             0           0        0          0   100.0 %\n"
            "decision          1             0           1        0          1     0.0 %\n"
            "all               4             1           3        1          2    33.3 %\n");
}

TEST_F(CoverageCommand, ListsWhatIsUncovered) {
  EXPECT_THAT(
      coverage({"--uncovered"}).out,
      HasSubstr(
          "\nuncovered, documented:\n  EP-1-02  Says `B`.\n\nuncovered, decision:\n  EP-2-01  Guessed.\n"));
}

TEST_F(CoverageCommand, FailsBelowWhatIsDemanded) {
  EXPECT_EQ(coverage({"--min-documented", "50"}).code, ExitCode::pass);
  EXPECT_EQ(coverage({"--min-documented", "51"}).code, ExitCode::fail);
  EXPECT_EQ(coverage({"--min-all", "40"}).code, ExitCode::fail);
  EXPECT_EQ(coverage({"--min-all", "101"}).code, ExitCode::usage);
}

TEST_F(CoverageCommand, GivesOneJsonDocument) {
  const auto json = nlohmann::json::parse(coverage({"--json"}).out);
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(json["families"], nlohmann::json({"EP"}));
  EXPECT_EQ(json["totals"]["documented"]["covered"], 1);
  EXPECT_EQ(json["rules"].size(), 4u);
  EXPECT_EQ(json["rules"][0]["cases"], nlohmann::json({"a"}));
  EXPECT_EQ(json["rules"][1]["state"], "uncovered");
  EXPECT_EQ(json["rules"][2]["reason"], "nothing weighs it");
}

TEST_F(CoverageCommand, RefusesWhatContradictsItself) {
  suite("EP-1-03");
  const auto result = coverage();
  EXPECT_EQ(result.code, ExitCode::usage);
  EXPECT_THAT(result.err, HasSubstr("EP-1-03 is called unobservable, and the case 'a' covers it"));
}

TEST_F(CoverageCommand, RefusesBrokenFiles) {
  suite("EP-1-09");
  EXPECT_EQ(coverage().code, ExitCode::usage);
  EXPECT_THAT(coverage().err, HasSubstr("a.yaml:6:14: the specification has no rule EP-1-09"));
  suite("EP-1-01");
  std::ofstream{root_ / "docs/spec/observability.yaml"} << "- {id: EP-7-01}\n";
  EXPECT_EQ(coverage().code, ExitCode::usage);
  EXPECT_THAT(coverage().err, HasSubstr("observability.yaml:1:3: an entry needs 'id:' and 'reason:'"));
}

}  // namespace
}  // namespace isocket::cli
