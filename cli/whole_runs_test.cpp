// Whole runs, from suite files to verdicts, without the command line around them: what the sanitizers see of
// run/, suite/, modem/, lab/ and the firmware at work together.
#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "journal/json_lines.h"
#include "run/runner.h"
#include "suite/load.h"
#include "target.h"

namespace isocket::cli {
namespace {

const std::filesystem::path kSuite = ISOCKET_SOURCE_DIR "/suites/environment-pro";

/// What a run left behind.
struct Played : journal::Sink {
  void on_event(const journal::Event& event) override {
    if (event.type == "case.begin") order.push_back(event.text("case"));
    if (event.type == "case.end") verdicts[event.text("case")] = event.text("verdict");
    if (event.type == "attempt.end") ++reasons[event.text("reason")];
  }
  run::Totals totals;
  std::map<std::string, std::string> verdicts;
  std::map<std::string, int> reasons;  // of attempts
  std::vector<std::string> order;
  std::string events;
};

asio::awaitable<void> execute(Target& target, const run::RunOptions& options, std::vector<run::Planned> order,
                              Played& played) {
  const auto started = co_await target.start();
  if (!started) co_return;
  run::Runner runner{target.table(), options};
  played.totals = co_await runner.run(std::move(order), target.offer());
}

/// @param cases  ids, with * for any run of characters; none: all
void play(const std::vector<std::filesystem::path>& files, const TargetOptions& options, Played& played,
          const std::vector<std::string>& cases = {}) {
  const suite::Loaded loaded = suite::load(files, {});
  ASSERT_TRUE(loaded.ok());
  const auto target = open_lab(options);
  ASSERT_TRUE(target);
  run::Selection selection;
  selection.model = options.lab;
  selection.cases = cases;
  auto order = run::plan(loaded.suites, selection, options.seed);
  std::ostringstream events;
  journal::JsonLines lines{events};
  (*target)->journal().add_sink(lines);
  (*target)->journal().add_sink(played);
  run::RunOptions run;
  run.seed = options.seed;
  ASSERT_TRUE((*target)->loop().run_to_end(execute(**target, run, std::move(order), played)));
  played.events = events.str();
}

TargetOptions environment_pro(std::uint64_t seed = 1) {
  TargetOptions options;
  options.lab = "environment-pro";
  options.seed = seed;
  return options;
}

struct Conformance {
  const char* model;
  const char* suite;
  std::size_t at_least;  ///< so many cases of the suite are for this model
};

/// Names the parameter of a test; the octets of a struct say nothing.
void PrintTo(const Conformance& c, std::ostream* out) {
  *out << c.suite << " on " << c.model;
}

class WholeSuites : public ::testing::TestWithParam<Conformance> {};

TEST_P(WholeSuites, Pass) {
  TargetOptions options;
  options.lab = GetParam().model;
  options.seed = 1;
  Played all;
  play({std::filesystem::path{ISOCKET_SOURCE_DIR "/suites"} / GetParam().suite}, options, all);
  EXPECT_GE(all.totals.pass, GetParam().at_least);
  for (const auto& [id, verdict] : all.verdicts) EXPECT_EQ(verdict, "pass") << id;
}
constexpr Conformance kConformance[] = {
    {"environment-pro", "environment-pro", 400},
#ifndef __SANITIZE_ADDRESS__  // one whole suite is enough there: it takes a minute
    {"gsm-706", "gsm-706-707", 490},
    {"smart-relay", "smart-relay", 600},
    {"gsm-707", "gsm-706-707", 490},
    {"gsm-706-light", "gsm-706-707", 290},
    {"gsm-707-light", "gsm-706-707", 290},
#endif
};
INSTANTIATE_TEST_SUITE_P(Each, WholeSuites, ::testing::ValuesIn(kConformance), [](const auto& param) {
  std::string name = param.param.model;
  std::erase(name, '-');
  return name;
});

TEST(WholeRuns, TheSameSeedWritesTheSameJournal) {
  const std::vector files = {kSuite / "switching.yaml", kSuite / "alarm-call.yaml"};
  Played first, again, other;
  play(files, environment_pro(7), first);
  play(files, environment_pro(7), again);
  play(files, environment_pro(8), other);
  EXPECT_EQ(first.events, again.events);
  EXPECT_GT(first.order.size(), 10u);
  EXPECT_NE(first.order, other.order);
  EXPECT_EQ(first.verdicts, other.verdicts);
}

#ifdef __SANITIZE_ADDRESS__
constexpr std::uint64_t kSeeds[] = {1};
#else
constexpr std::uint64_t kSeeds[] = {1, 2};
#endif

class UnderFaults : public ::testing::TestWithParam<std::string> {};

TEST_P(UnderFaults, AHealthyDeviceIsNeverBlamed) {
  for (const std::uint64_t seed : kSeeds) {
    TargetOptions options = environment_pro(seed);
    options.faults = {GetParam()};
    Played played;
    play({kSuite / "switching.yaml", kSuite / "calls.yaml", kSuite / "alarm-sms.yaml"}, options, played);
    EXPECT_GT(played.totals.pass, 0u);
    for (const auto& [id, verdict] : played.verdicts)
      EXPECT_TRUE(verdict == "pass" || verdict == "inconc") << id << ": " << verdict;
  }
}
INSTANTIATE_TEST_SUITE_P(Each, UnderFaults,
                         ::testing::Values("loss=10%", "delay=10%", "double=10%", "reorder=10%"),
                         [](const auto& param) { return param.param.substr(0, param.param.find('=')); });

TEST(WholeRuns, OneLostPartOfALongReplySpoilsNoLaterAttempt) {
  int lost = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    TargetOptions options;
    options.lab = "smart-relay";
    options.seed = seed;
    options.faults = {"loss=4%"};
    Played played;
    play({ISOCKET_SOURCE_DIR "/suites/smart-relay/status.yaml"}, options, played, {"sr-signal-levels"});
    lost += played.events.find("sms.incomplete") != std::string::npos ? 1 : 0;
    EXPECT_NE(played.verdicts["sr-signal-levels"], "fail") << "seed " << seed;
  }
  EXPECT_GT(lost, 0) << "the fault has not struck";
}

/// Our own side fails: that is nobody's fault, and the run goes on.
class UnderOutages : public ::testing::TestWithParam<std::string> {};

TEST_P(UnderOutages, NothingIsProvedAndTheRunGoesOn) {
  TargetOptions options = environment_pro(3);
  options.faults = {GetParam()};
  Played played;
  play({kSuite / "switching.yaml", kSuite / "alarm-sms.yaml"}, options, played);
  EXPECT_GT(played.reasons["no-network"] + played.reasons["modem-restarted"], 0)
      << "the fault has not struck";
  EXPECT_GT(played.totals.pass, 0u);
  for (const auto& [id, verdict] : played.verdicts)
    EXPECT_TRUE(verdict == "pass" || verdict == "inconc") << id << ": " << verdict;
}
TEST(WholeRuns, AnOutageThatBeginsWhileTheDeviceIsResetIsNoError) {
  // The first reset is done after some 24 s, the second one a minute later.
  int met = 0;
  for (int begin = 12; begin <= 120; begin += 4) {
    TargetOptions options = environment_pro(3);
    options.faults = {"outage=" + std::to_string(begin) + "s+8m"};
    Played played;
    play({kSuite / "switching.yaml"}, options, played, {"on-and-off", "anybody-*", "one-second"});
    met += played.events.find("no network either") != std::string::npos ? 1 : 0;
    for (const auto& [id, verdict] : played.verdicts)
      EXPECT_TRUE(verdict == "pass" || verdict == "inconc") << begin << " s, " << id << ": " << verdict;
  }
  EXPECT_GT(met, 0) << "no outage has begun in a reset";
}

INSTANTIATE_TEST_SUITE_P(Each, UnderOutages, ::testing::Values("outage=10m+4m", "modem-reset=0.5%"),
                         [](const auto& param) {
                           std::string name = param.param.substr(0, param.param.find('='));
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace isocket::cli
