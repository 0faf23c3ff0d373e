// A modem of the inventory that is not there: the equipment's trouble, whichever command wants it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab_at_ports.h"

namespace isocket::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class AbsentModem : public LabAtPorts {
 protected:
  /// @param place  of the modem m1
  std::string inventory(const std::string& place) const {
    return write("isocket.yaml",
                 "modems: {m1: {" + place +
                     ", number: \"+358401000001\"}}\nparties: {boss: m1}\n"
                     "devices: {dut1: {model: environment-pro, number: \"+358401009999\"}}\n");
  }
  /// Each command that talks to a device.
  static std::vector<std::vector<std::string>> commands(const std::string& file) {
    return {{"test", kSuite, "--device", "dut1", "--inventory", file},
            {"send", "dut1", "--inventory", file, "STATUS"},
            {"config", "read", "--device", "dut1", "--inventory", file}};
  }
};

TEST_F(AbsentModem, IsNamedWithWhereItWasLookedForAndWhatWouldBeRight) {
  const std::string port = path("m9");
  for (const auto& words : commands(inventory("port: m9"))) {
    const Outcome outcome = isocket(words);
    EXPECT_EQ(outcome.code, ExitCode::equipment) << words.front();
    EXPECT_THAT(outcome.err,
                HasSubstr("modem m1: " + port + ": not found: no such port; is the modem plugged in? " +
                          "'isocket modems' lists what there is\n"));
    EXPECT_EQ(outcome.out, "");
  }
  for (const auto& words : commands(inventory("usb: \"99-9.9:9\""))) {
    const Outcome outcome = isocket(words);
    EXPECT_EQ(outcome.code, ExitCode::equipment) << words.front();
    EXPECT_THAT(outcome.err,
                HasSubstr("modem m1: 99-9.9:9: not found: no serial port at this place of the USB; "
                          "'isocket modems' lists what there is\n"));
  }
}

TEST_F(AbsentModem, IsInTheJournal) {
  auto words = commands(inventory("port: m9")).front();
  words.insert(words.end(), {"--events", path("run.jsonl")});
  isocket(words);
  EXPECT_THAT(read(path("run.jsonl")), AllOf(HasSubstr("\"modem.failed\""), HasSubstr("no such port")));
}

TEST_F(AbsentModem, DoesNotKeepSeveralDevicesFromTheOtherModems) {
  start_lab();
  const std::string file = write("isocket.yaml",
                                 "modems:\n  m1: {port: m1, number: \"+358401000001\"}\n"
                                 "  m9: {port: m9, number: \"+358401000009\"}\n"
                                 "parties: {boss: [m9, m1]}\n"
                                 "devices:\n  dut1: {model: environment-pro, number: \"+358401009998\"}\n"
                                 "  dut2: {model: environment-pro, number: \"+358401009999\"}\n");
  const Outcome outcome =
      isocket({"test", kSuite, "--device", "dut*", "--inventory", file, "--tag", "smoke"});
  EXPECT_EQ(outcome.code, ExitCode::nothing) << outcome.err;  // they have no bench: all is skipped
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("modem m9: " + path("m9") + ": not found: "),
                                 HasSubstr("; the run goes on without it\n"), Not(HasSubstr("modem m1"))));
}

TEST_F(AbsentModem, OfAllThatThereAreEndsTheRun) {
  const std::string file = write("isocket.yaml",
                                 "modems:\n  m8: {port: m8, number: \"+358401000001\"}\n"
                                 "  m9: {port: m9, number: \"+358401000009\"}\n"
                                 "parties: {boss: [m9, m8]}\n"
                                 "devices:\n  dut1: {model: environment-pro, number: \"+358401009998\"}\n"
                                 "  dut2: {model: environment-pro, number: \"+358401009999\"}\n");
  const Outcome outcome =
      isocket({"test", kSuite, "--device", "dut*", "--inventory", file, "--tag", "smoke"});
  EXPECT_EQ(outcome.code, ExitCode::equipment);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("none of the modems could be started"), HasSubstr(path("m8")),
                                 HasSubstr(path("m9"))));
}

}  // namespace
}  // namespace isocket::cli
