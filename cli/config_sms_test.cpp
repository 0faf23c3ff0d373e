// isocket config read, diff and write by SMS, as a user has them: the reference firmware in the lab.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "cli_testing.h"
#include "core/golden_file.h"
#include "core/test_name.h"
#include "device/model.h"

namespace isocket::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// A folder for the files of one test, which goes with it.
class ConfigBySms : public ::testing::Test {
 protected:
  ConfigBySms() : folder_{fs::path{::testing::TempDir()} / ("config-sms-" + std::to_string(::getpid()))} {
    fs::create_directories(folder_);
  }
  ~ConfigBySms() override { fs::remove_all(folder_); }
  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream{folder_ / name} << text;
    return (folder_ / name).string();
  }
  [[nodiscard]] std::string file(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] static Outcome config(std::vector<std::string> words) {
    words.insert(words.begin(), "config");
    return run_with(words);
  }
  fs::path folder_;
};

class ConfigBySmsOf : public ConfigBySms, public ::testing::WithParamInterface<device::Model> {};
INSTANTIATE_TEST_SUITE_P(Models, ConfigBySmsOf, ::testing::ValuesIn(device::kModels),
                         [](const auto& model) { return test_name(name_of(model.param)); });

TEST_P(ConfigBySmsOf, ReadsWhatFitsADeviceFromTheFactory) {
  const std::string model{name_of(GetParam())};
  const Outcome read = config({"read", "--lab", model, "-o", file("all.yaml")});
  EXPECT_EQ(read.code, ExitCode::pass) << read.err;
  EXPECT_EQ(read.out, "");
  EXPECT_THAT(read.err, HasSubstr(" SMS to the lab (" + model + ") to read it\n"));
  const Outcome diff = config({"diff", file("all.yaml"), "--lab", model});
  EXPECT_EQ(diff.code, ExitCode::pass) << diff.out << diff.err;
  EXPECT_EQ(diff.out, "");
}

TEST_P(ConfigBySmsOf, WritesWhatDiffersAndSaysSo) {
  const std::string model{name_of(GetParam())};
  const std::string some = put("some.yaml", "model: " + model +
                                                "\nSECURITY: {SECLIST: ON, SECNUMBERS: +358401000001, "
                                                "PASSWORD: 12abc}\nRELAYS: {RESTARTTIME: 45}\n");
  const Outcome diff = config({"diff", some, "--lab", model});
  EXPECT_EQ(diff.code, ExitCode::fail) << diff.err;
  EXPECT_EQ(diff.out,
            "SECURITY\n"
            "  SECLIST     OFF -> ON\n"
            "  SECNUMBERS  NO -> 358401000001\n"
            "  PASSWORD    NO -> set\n"
            "RELAYS\n"
            "  RESTARTTIME  10 -> 45\n");
  const Outcome write = config({"write", some, "--lab", model});
  EXPECT_EQ(write.code, ExitCode::pass) << write.err;
  EXPECT_EQ(write.out, diff.out);
  EXPECT_EQ(write.err, "5 SMS to the lab (" + model + ") to read what it has\n" + "7 SMS to the lab (" +
                           model + "): 4 to write, 3 to read back\nWritten and read back: SECURITY RELAYS\n");
}

TEST_P(ConfigBySmsOf, GetsThroughANetworkThatLosesMessages) {
  const std::string model{name_of(GetParam())};
  const std::string some = put("some.yaml", "model: " + model + "\nRELAYS: {RESTARTTIME: 45}\n");
  const Outcome write = config({"write", some, "--lab", model, "--fault", "loss=10%", "--seed", "7"});
  EXPECT_EQ(write.code, ExitCode::pass) << write.err;
  const Outcome dead = config({"write", some, "--lab", model, "--fault", "loss=100%"});
  EXPECT_EQ(dead.code, ExitCode::inconclusive) << dead.err;
  EXPECT_THAT(dead.err, HasSubstr("timed out: no answer, asked 5 times"));
}

TEST_F(ConfigBySms, HelpIsAsApproved) {
  for (const std::string command : {"read", "diff", "write"})
    EXPECT_EQ(
        differs_from_golden(fs::path{ISOCKET_SOURCE_DIR} / ("cli/golden/config-" + command + "-help.txt"),
                            config({command, "--help"}).out),
        "");
}

TEST_F(ConfigBySms, NeedsOneWayToOneDevice) {
  for (const auto& ways : std::vector<std::vector<std::string>>{
           {}, {"--port", "/dev/null", "--lab", "gsm-706"}, {"--device", "dut1", "--lab", "gsm-706"}}) {
    std::vector<std::string> words{"read"};
    words.insert(words.end(), ways.begin(), ways.end());
    const Outcome outcome = config(words);
    EXPECT_EQ(outcome.code, ExitCode::usage);
    EXPECT_THAT(outcome.err, HasSubstr("exactly one of --port PORT, --device NAME and --lab MODEL"));
  }
  const Outcome cable = config({"read", "--port", "/dev/null", "--dry-run"});
  EXPECT_EQ(cable.code, ExitCode::usage);
  EXPECT_THAT(cable.err, HasSubstr("--dry-run goes with --device and --lab"));
  EXPECT_EQ(config({"read", "--lab", "toaster"}).code, ExitCode::usage);
  EXPECT_EQ(config({"read", "--lab", "gsm-706", "--from", "nobody"}).code, ExitCode::usage);
}

TEST_F(ConfigBySms, DryRunSaysWhatItWouldTake) {
  const std::string some = put("some.yaml", "model: gsm-706\nRELAYS: {RESTARTTIME: 45}\n");
  const Outcome read = config({"read", "--lab", "gsm-706", "--dry-run"});
  EXPECT_EQ(read.code, ExitCode::pass);
  EXPECT_THAT(read.out, HasSubstr(" SMS to the lab (gsm-706) would read it\n"));
  EXPECT_EQ(config({"diff", some, "--lab", "gsm-706", "--dry-run"}).out,
            "1 SMS to the lab (gsm-706) would read what the file names\n");
  const Outcome write = config({"write", some, "--lab", "gsm-706", "--dry-run"});
  EXPECT_EQ(write.code, ExitCode::pass);
  EXPECT_EQ(
      write.out,
      "5 SMS to the lab (gsm-706) would read it, and then at most 2 more would write what differs and read "
      "it back\n");
  EXPECT_EQ(write.err, "");
}

TEST_F(ConfigBySms, IsRefusedBeyondTheMessagesAllowed) {
  const std::string some = put("some.yaml", "model: gsm-706\nRELAYS: {RESTARTTIME: 45}\n");
  const Outcome reading = config({"write", some, "--lab", "gsm-706", "--max-sms", "4"});
  EXPECT_EQ(reading.code, ExitCode::usage);
  EXPECT_EQ(
      reading.err,
      "isocket: 5 SMS to the lab (gsm-706) would read it before anything is written, and --max-sms allows "
      "4\n");
  const Outcome writing = config({"write", some, "--lab", "gsm-706", "--max-sms", "6"});
  EXPECT_EQ(writing.code, ExitCode::usage);
  EXPECT_THAT(writing.err,
              HasSubstr("7 SMS to the lab (gsm-706) in all would read, write and read back; nothing "
                        "has been written, and --max-sms allows 6"));
  EXPECT_EQ(config({"write", some, "--lab", "gsm-706", "--max-sms", "7"}).code, ExitCode::pass);
}

TEST_F(ConfigBySms, IsRefusedWhereItWouldLockTheSenderOut) {
  const std::string lock =
      put("lock.yaml", "model: gsm-706\nSECURITY: {SECLIST: ON, SECNUMBERS: 358407654321}\n");
  const Outcome outcome = config({"write", lock, "--lab", "gsm-706"});
  EXPECT_EQ(outcome.code, ExitCode::usage);
  EXPECT_THAT(outcome.err, HasSubstr("358401000001, from which the messages come, must be among them"));
  EXPECT_THAT(outcome.err, Not(HasSubstr("SMS to")));
}

TEST_F(ConfigBySms, TellsTheDevicesWordsWhenItRefuses) {
  const std::string ring = put("ring.yaml", "model: gsm-706\nRING: {RING: SWITCH}\n");
  const Outcome outcome = config({"write", ring, "--lab", "gsm-706"});
  EXPECT_EQ(outcome.code, ExitCode::fail);
  EXPECT_THAT(outcome.err,
              HasSubstr("RING: unchanged; RING=SWITCH: refused: the device answers 'SECLIST is not "
                        "active!'"));
  const std::string other = put("other.yaml", "model: gsm-707\nRING: {RING: SWITCH}\n");
  EXPECT_EQ(config({"diff", other, "--lab", "gsm-706"}).code, ExitCode::usage);
}

}  // namespace
}  // namespace isocket::cli
