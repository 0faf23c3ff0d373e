#include "run/plan.h"

#include <gtest/gtest.h>

namespace isocket::run {
namespace {

suite::Case case_with(suite::Action action) {
  suite::Case c;
  suite::Step step;
  step.action = std::move(action);
  c.steps.push_back(std::move(step));
  return c;
}

Offer everything() {
  Offer offer;
  offer.bench_can = [](std::string_view) { return true; };
  offer.party_bound = [](std::string_view) { return true; };
  return offer;
}

suite::Case changing(const char* key) {
  suite::BenchStep step;
  step.changes.push_back({key, "on", {}});
  return case_with(std::move(step));
}

TEST(Obstacle, AQuestionNeedsAnOperator) {
  const suite::Case asks = case_with(suite::Ask{"Is the lamp lit?"});
  Offer offer = everything();
  EXPECT_EQ(obstacle(asks, offer),
            "it asks an operator, and this bench has none ({operator: true} in the inventory)");
  offer.by_operator = true;
  EXPECT_EQ(obstacle(asks, offer), "");
}

TEST(Obstacle, ABenchByHandNeedsAnOperatorForEachCase) {
  const suite::Case plain = changing("mains");
  Offer offer = everything();
  offer.by_operator = true;
  std::string missing;
  offer.operator_missing = [&missing] { return missing; };
  EXPECT_EQ(obstacle(plain, offer), "");
  missing = "the standard input is no terminal";
  EXPECT_EQ(obstacle(plain, offer),
            "it needs the operator of the bench, and the standard input is no terminal");
}

TEST(Obstacle, WhatTheBenchDoesNotOfferIsNamed) {
  Offer offer = everything();
  offer.bench_can = [](std::string_view what) { return what == "reset" || what == "mains"; };
  EXPECT_EQ(obstacle(changing("mains"), offer), "");
  EXPECT_EQ(obstacle(changing("sensor"), offer), "this bench cannot set 'sensor'");
}

}  // namespace
}  // namespace isocket::run
