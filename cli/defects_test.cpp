// The suites are tested too: a defect that was planted into the firmware is found out, and so is a function
// that was taken out of a model's table.
#include <gtest/gtest.h>

#include <algorithm>

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

/// What one suite of a model must notice.
struct Planted {
  const char* model;
  const char* defect;
  const char* suite;
};
void PrintTo(const Planted& planted, std::ostream* out) {
  *out << planted.model << " with " << planted.defect << ", " << planted.suite;
}

class Defects : public ::testing::TestWithParam<Planted> {};

TEST_P(Defects, AreNoticed) {
  const std::string suite =
      ISOCKET_SOURCE_DIR "/suites/gsm-706-707/" + std::string{GetParam().suite} + ".yaml";
  const Outcome result = isocket({"test", suite, "--lab", GetParam().model, "--defect", GetParam().defect});
  EXPECT_EQ(result.code, ExitCode::fail) << result.out << result.err;
}

constexpr Planted kPlanted[] = {
    {"gsm-706", "microrelay-follows-returns", "alarm-change"},
    {"gsm-706", "microrelay-survives-power", "microrelay"},
    {"gsm-706", "taken-call-keeps-microrelay", "alarm-call"},
    {"gsm-706", "taken-call-ends-after-a-minute", "microphone"},
    {"gsm-706", "rejection-calls-next", "alarm-call"},
    {"gsm-706", "callback-unprotected", "microphone"},
    {"gsm-706", "callback-rings-20s", "microphone"},
    {"gsm-706", "first-reading-after-nine-minutes", "temperature"},
    {"gsm-706", "tempcal-added", "temperature"},
    {"gsm-706", "tempcal-in-fahrenheit", "us"},
    {"gsm-706", "thermalert-survives-list", "thermostat"},
    {"gsm-706", "lacks-clock", "date"},
    {"gsm-706", "lacks-thermometer", "temperature"},
    {"gsm-706", "lacks-thermostat", "thermostat"},
    {"gsm-706", "lacks-temp-off", "thermostat"},
    {"gsm-706", "lacks-calibration", "temperature"},
    {"gsm-706", "lacks-alarm", "sensor-input"},
    {"gsm-706", "lacks-microrelay", "microrelay"},
    {"gsm-706", "lacks-microphone", "microphone"},
    {"gsm-706", "lacks-scheduler", "scheduler"},
    {"gsm-706", "lacks-sim-card", "credit"},
    {"gsm-706", "lacks-saldo", "credit"},
    {"gsm-707-light", "lacks-renewal", "renewal"},
    {"gsm-707-light", "lacks-ring-confirm-switch", "confirmations"},
};
INSTANTIATE_TEST_SUITE_P(Each, Defects, ::testing::ValuesIn(kPlanted), [](const auto& param) {
  std::string name = param.param.defect;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace isocket::cli
