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

TEST_F(AbsentModem, LeavesAJournalAloneThatCanGoOn) {
  auto words = commands(inventory("port: m9")).front();
  const std::string header = "{\"format\":\"isocket-events\",\"version\":1}\n";
  const std::string begun =
      header +
      "{\"seq\":1,\"t\":0.000000,\"type\":\"run.begin\",\"model\":\"environment-pro\",\"seed\":1,"
      "\"cases\":1,\"order\":\"a\",\"bench\":\"none\",\"version\":\"1\"}\n";
  const std::string end = "{\"seq\":2,\"t\":0.000000,\"type\":\"run.end\",\"stopped\":";
  const std::string file = path("run.jsonl");
  words.insert(words.end(), {"--events", file});
  for (const std::string& journal : {begun, begun + end + "true}\n"}) {
    write("run.jsonl", journal);
    const Outcome refused = isocket(words);
    EXPECT_EQ(refused.code, ExitCode::usage);
    EXPECT_THAT(refused.err,
                HasSubstr(file + " holds a run that can go on: add --resume, or name another file, "
                                 "or remove it\n"));
    EXPECT_EQ(read(file), journal);
  }
  write("run.jsonl", "my notes\n");
  const Outcome notes = isocket(words);
  EXPECT_EQ(notes.code, ExitCode::usage);
  EXPECT_THAT(notes.err, HasSubstr(file + " is there already, and is no journal"));
  EXPECT_EQ(read(file), "my notes\n");
  for (const std::string& journal : {std::string{}, header, begun + end + "false}\n"}) {
    write("run.jsonl", journal);
    EXPECT_EQ(isocket(words).code, ExitCode::equipment) << "the modem is not there; the journal is a new one";
    EXPECT_THAT(read(file), Not(HasSubstr("run.begin")));
  }
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
