#pragma once
// What tests of single steps share: cases of their own, run against the reference firmware in the lab.

#include <gtest/gtest.h>

#include <string>

#include "run/runner.h"
#include "suite/load.h"
#include "target.h"

namespace isocket::cli {

/// What a run made of its cases: "id: verdict reason" in the order of their ends; what was wrong, and why a
/// case was not run.
struct Judged final : journal::Sink {
  void on_event(const journal::Event& event) override {
    if (event.type == "verdict") received += event.text("received") + "\n";
    if (event.type == "case.skipped") skipped += event.text("reason") + "\n";
    if (event.type != "case.end") return;
    verdicts += event.text("case") + ": " + event.text("verdict");
    verdicts += (event.text("reason").empty() ? "" : " ") + event.text("reason") + "\n";
  }
  std::string verdicts, received, skipped;
};

inline asio::awaitable<void> execute(Target& target, const std::vector<suite::Suite>& suites) {
  const auto started = co_await target.start();
  EXPECT_TRUE(started);
  const run::RunOptions options;
  run::Runner runner{target.table(), options};
  auto order = run::plan(suites, {}, 1);
  co_await runner.run(std::move(order), target.offer());
}

/// @param cases  the list below `cases:`
/// @param whom   whom the suite is for
inline void run_cases(const std::string& model, const std::string& cases, Judged& judged,
                      const std::string& whom) {
  const suite::Loaded loaded = suite::load_text("cases.yaml", "suite: Cases\n" + whom + "cases:\n" + cases);
  for (const yaml::Diagnostic& problem : loaded.diagnostics) ADD_FAILURE() << yaml::render(problem);
  TargetOptions options;
  options.lab = model;
  auto target = open_lab(options);
  ASSERT_TRUE(target);
  (*target)->journal().add_sink(judged);
  EXPECT_TRUE((*target)->loop().run_to_end(execute(**target, loaded.suites)));
}

inline std::string verdicts(const std::string& model, const std::string& cases) {
  Judged judged;
  run_cases(model, cases, judged, "models: [" + model + "]\n");
  return judged.verdicts;
}

}  // namespace isocket::cli
