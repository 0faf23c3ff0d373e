// The suites are tested too: a defect that was planted into the firmware is found out, and so is a function
// that was taken out of a model's table.
#include <gtest/gtest.h>

#include "core/test_name.h"
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
  const std::string model = GetParam().model;
  const std::string folder = model.starts_with("gsm-") ? "gsm-706-707" : model;
  const std::string suite = ISOCKET_SOURCE_DIR "/suites/" + folder + "/" + GetParam().suite + ".yaml";
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
    {"smart-relay", "relay-number-off-by-one", "switching"},
    {"smart-relay", "pulse-lasts-a-restart", "restart"},
    {"smart-relay", "lockout-of-all-inputs", "inputs"},
    {"smart-relay", "alarm-switches-first-relay", "input-relays"},
    {"smart-relay", "disarm-keeps-relay-time", "input-relays"},
    {"smart-relay", "inputs-looked-at-at-once", "backup-mode"},
    {"smart-relay", "relay-states-reported-in-backup-mode", "backup-relays"},
    {"smart-relay", "ac-limits-alarm-relays", "backup-inputs"},
    {"smart-relay", "dc-opens-window", "configuration-window"},
    {"smart-relay", "battery-alert-repeats", "battery"},
    {"smart-relay", "security-centre-is-called", "alert-numbers"},
    {"smart-relay", "security-centre-gets-all-alerts", "alert-numbers"},
    {"smart-relay", "scan-keeps-thresholds", "temperature"},
    {"smart-relay", "threshold-rounded-down", "temperature-alerts"},
    {"smart-relay", "thermostats-follow-first-sensor", "thermostat"},
    {"smart-relay", "sensor-failure-keeps-thermostat", "sensor-failure"},
    {"smart-relay", "lacks-all-relays", "relay-numbers"},
    {"smart-relay", "lacks-sensors", "temperature"},
    {"smart-relay", "lacks-inputs", "inputs"},
    {"smart-relay", "lacks-voltage-sensor", "power-alerts"},
    {"smart-relay", "lacks-security-centre", "alert-numbers"},
};
INSTANTIATE_TEST_SUITE_P(Each, Defects, ::testing::ValuesIn(kPlanted), [](const auto& test) {
  return test_name(std::string{test.param.model} + "_with_" + test.param.defect);
});

}  // namespace
}  // namespace isocket::cli
