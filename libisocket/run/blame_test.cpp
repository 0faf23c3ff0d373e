#include "run/blame.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace isocket::run {
namespace {

TEST(NetworkRecord, NeverCallsTheNetworkBetterThanOnePercent) {
  NetworkRecord record;
  for (int i = 0; i < 100'000; ++i) record.settled_cleanly();
  EXPECT_DOUBLE_EQ(record.trouble_rate(), 0.01);
}

TEST(NetworkRecord, DoesNotCallAShortRecordClean) {
  NetworkRecord record;
  for (int i = 0; i < 9; ++i) record.settled_cleanly();
  EXPECT_DOUBLE_EQ(record.trouble_rate(), 0.05);
  record.settled_with_trouble();
  EXPECT_GT(record.trouble_rate(), 0.1);
}

TEST(BinomialTail, AgreesWithTheTable) {
  EXPECT_NEAR(binomial_tail(10, 9, 0.19), 10 * std::pow(0.19, 9) * 0.81 + std::pow(0.19, 10), 1e-12);
  EXPECT_DOUBLE_EQ(binomial_tail(5, 0, 0.3), 1.0);
  EXPECT_DOUBLE_EQ(binomial_tail(5, 6, 0.3), 0.0);
  EXPECT_NEAR(binomial_tail(2, 1, 0.5), 0.75, 1e-12);
}

TEST(Attempts, AcquitTheDeviceWhileLossExplainsIt) {
  NetworkRecord network;
  for (int i = 0; i < 90; ++i) network.settled_cleanly();
  for (int i = 0; i < 10; ++i) network.settled_with_trouble();
  Attempts attempts;
  for (int i = 0; i < 4; ++i) attempts.went_wrong("2 missing-reply", 4);
  EXPECT_FALSE(attempts.beyond_doubt("2 missing-reply", network));
}

TEST(Attempts, ConvictItOnceLossCannotExplainIt) {
  NetworkRecord network;
  for (int i = 0; i < 1000; ++i) network.settled_cleanly();
  Attempts attempts;
  const auto needed = Attempts::needed(3, network.trouble_rate());
  EXPECT_EQ(needed, 4u);
  for (std::uint32_t i = 0; i < needed; ++i) {
    EXPECT_FALSE(attempts.beyond_doubt("2 missing-reply", network)) << i;
    attempts.went_wrong("2 missing-reply", 3);
  }
  EXPECT_TRUE(attempts.beyond_doubt("2 missing-reply", network));
  EXPECT_FALSE(attempts.beyond_doubt("4 missing-reply", network));
}

TEST(Attempts, TroubleAtDifferentStepsIsNoProof) {
  NetworkRecord network;
  for (int i = 0; i < 1000; ++i) network.settled_cleanly();
  Attempts attempts;
  for (int i = 0; i < 12; ++i) attempts.went_wrong(std::to_string(i) + " missing-reply", 20);
  for (int i = 0; i < 12; ++i)
    EXPECT_FALSE(attempts.beyond_doubt(std::to_string(i) + " missing-reply", network));
}

}  // namespace
}  // namespace isocket::run
