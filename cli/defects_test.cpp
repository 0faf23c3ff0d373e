// The suites are tested too: a defect that was planted into the firmware is found out.
#include <gtest/gtest.h>

#include "in_the_lab.h"

namespace isocket::cli {
namespace {

TEST_F(InTheLab, AFirmwareThatDropsRepliesIsFoundOut) {
  const Outcome result = isocket({"test", kSuite, "--lab", "environment-pro", "--defect",
                                  "drop-every-tenth-reply", "--events", path("events.jsonl")});
  EXPECT_EQ(result.code, ExitCode::fail);
  for (const auto& [id, verdict] : verdicts(read(path("events.jsonl"))))
    EXPECT_TRUE(verdict == "pass" || verdict == "fail") << id << ": " << verdict;
}

}  // namespace
}  // namespace isocket::cli
