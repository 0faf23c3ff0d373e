// --lab FILE: suites on the devices of a lab's file, in virtual time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "in_the_lab.h"

namespace isocket::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kCases = R"(suite: Cases
models: [environment-pro]
cases:
  - id: on
    purpose: The socket can be switched on
    covers: [EP-4.1-18]
    steps: [{send: "ON", expect: Power socket ON}]
  - id: off
    purpose: The socket can be switched off
    covers: [EP-4.1-18]
    steps: [{send: "OFF", expect: Power socket OFF}]
  - id: rules
    purpose: A rule can be stored
    covers: [EP-10-02]
    steps: [{send: "SCHEDULER+06:30,*,ON", expect: {contains: " - OK"}}]
)";

constexpr const char* kLab = R"(modems:
  m1: {number: "+358912345601", dialect: huawei-e173, pin: "73914268"}
  m2: {number: "+358912345602", dialect: sim900}
devices:
  dut1: {model: environment-pro, number: "+358912345678"}
  dut2: {model: environment-pro, number: "+358912345679", defects: [lacks-scheduler]}
)";

class LabFileRuns : public InTheLab {
 protected:
  Outcome test(const std::string& lab, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"test", write("cases.yaml", kCases), "--lab", write("lab.yaml", lab)};
    words.insert(words.end(), more.begin(), more.end());
    return isocket(words);
  }
  /// "dut1 on", and its verdict.
  std::map<std::string, std::string> of_devices(const std::string& file) const {
    std::map<std::string, std::string> result;
    std::istringstream lines{read(path(file))};
    for (std::string line; std::getline(lines, line);) {
      const auto event = nlohmann::json::parse(line);
      if (event.value("type", "") != "case.end") continue;
      result[event.value("device", "") + " " + event.value("case", "")] = event.value("verdict", "");
    }
    return result;
  }
};

TEST_F(LabFileRuns, TestAllItsDevicesThroughAllItsModems) {
  const Outcome run = test(kLab, {"--events", path("run.jsonl")});
  EXPECT_EQ(run.code, ExitCode::fail) << run.err;
  EXPECT_EQ(of_devices("run.jsonl"), (std::map<std::string, std::string>{{"dut1 off", "pass"},
                                                                         {"dut1 on", "pass"},
                                                                         {"dut1 rules", "pass"},
                                                                         {"dut2 off", "pass"},
                                                                         {"dut2 on", "pass"},
                                                                         {"dut2 rules", "fail"}}));
  const std::string events = read(path("run.jsonl"));
  EXPECT_THAT(events, AllOf(HasSubstr("\"dialect\":\"huawei\""), Not(HasSubstr("73914268"))));
  EXPECT_THAT(run.out, HasSubstr("--lab " + path("lab.yaml") + " --device dut2"));
}

TEST_F(LabFileRuns, TestTheDeviceThatIsNamed) {
  const Outcome run = test(kLab, {"--device", "dut1", "--events", path("run.jsonl")});
  EXPECT_EQ(run.code, ExitCode::pass) << run.out << run.err;
  EXPECT_EQ(verdicts(read(path("run.jsonl"))).size(), 3u);
  const Outcome again = test(kLab, {"--device", "dut2", "--case", "rules"});
  EXPECT_EQ(again.code, ExitCode::fail);
  EXPECT_THAT(again.out, HasSubstr("--lab " + path("lab.yaml") + " --device dut2"));
  EXPECT_THAT(test(kLab, {"--device", "dut3"}).err,
              HasSubstr("there is no device 'dut3' in " + path("lab.yaml") + "; did you mean 'dut1'?"));
}

TEST_F(LabFileRuns, AreTheSameWithTheSameSeedWhichMayStandInTheFile) {
  test(kLab, {"--events", path("one.jsonl")});
  test(kLab, {"--events", path("same.jsonl")});
  EXPECT_EQ(read(path("one.jsonl")), read(path("same.jsonl")));
  test("seed: 7\n" + std::string{kLab}, {"--events", path("seven.jsonl")});
  EXPECT_NE(read(path("one.jsonl")), read(path("seven.jsonl")));
  test("seed: 7\n" + std::string{kLab}, {"--events", path("own.jsonl"), "--seed", "1"});
  EXPECT_EQ(read(path("one.jsonl")), read(path("own.jsonl")));
}

TEST_F(LabFileRuns, GoOnWhenAPortGoesAwayAndComesBackUnderAnotherName) {
  const std::string alone =
      "modems: {m1: {number: \"+358912345601\"}}\n"
      "devices: {dut1: {model: environment-pro, number: \"+358912345678\"}}\n";
  const Outcome run = test(
      alone + "faults: [{modem: m1, after: 1 submission, what: away, for: 40s, comes back: other-port}]\n",
      {"--events", path("run.jsonl")});
  EXPECT_EQ(run.code, ExitCode::pass) << run.out << run.err;
  const std::string events = read(path("run.jsonl"));
  EXPECT_EQ(verdicts(events).size(), 3u);
  EXPECT_THAT(events, AllOf(HasSubstr("\"modem.recovery\""), HasSubstr("under another name")));
}

TEST_F(LabFileRuns, AddTheFaultsAndDefectsOfTheCommandLine) {
  const Outcome lost = test(kLab, {"--device", "dut1", "--fault", "loss=100%", "--attempts", "1"});
  EXPECT_EQ(lost.code, ExitCode::inconclusive) << lost.out;
  const Outcome defect = test(kLab, {"--device", "dut1", "--defect", "lacks-scheduler"});
  EXPECT_EQ(defect.code, ExitCode::fail) << defect.out;
}

TEST_F(LabFileRuns, ACaseWithMorePartiesThanModemsIsSkipped) {
  const Outcome run = isocket({"test", kSuite, "--lab", write("lab.yaml", kLab), "--device", "dut1", "--case",
                               "anybody-may-switch-in-factory-state"});
  EXPECT_EQ(run.code, ExitCode::nothing) << run.out;
}

TEST_F(LabFileRuns, RefuseWhatVirtualTimeHasNoPlaceFor) {
  const Outcome run =
      test(std::string{kLab} + "  dut3: {model: gsm-706, number: \"+358912345680\", firmware: ./mine}\n");
  EXPECT_EQ(run.code, ExitCode::usage);
  EXPECT_THAT(run.err,
              StartsWith(path("lab.yaml") +
                         ":7:61: the firmware of 'dut3' is a program of its own, which cannot run in "
                         "virtual time; leave out 'firmware', or use 'isocket lab' and --device\n"));
  EXPECT_EQ(run.out, "");
}

TEST_F(LabFileRuns, SayWhatIsWrongWithTheFileOrTheOptions) {
  struct Row {
    std::vector<std::string> words;
    std::string message;
  };
  const std::string good = write("good.yaml", kLab);
  const std::string wrong = write("wrong.yaml", "modems: {m1: {nmber: \"+358\"}}\n");
  const std::string defect = write("defect.yaml",
                                   "modems: {m1: {number: \"+3581\"}}\n"
                                   "devices: {d: {model: gsm-706, number: \"+3582\", defects: [no-such]}}\n");
  const std::string empty = write("empty.yaml", "modems: {m1: {number: \"+3581\"}}\n");
  for (const Row& row :
       {Row{{"--lab", path("nothing.yaml")}, "nothing.yaml: the lab's file cannot be read: "},
        Row{{"--lab", wrong}, "wrong.yaml:1:15: a modem has no key 'nmber'; did you mean 'number'?"},
        Row{{"--lab", defect}, "no-such"}, Row{{"--lab", empty}, "there is no device"},
        Row{{"--lab", good, "--lab-devices", "3"}, "a lab's file says what there is"},
        Row{{"--lab", good, "--lab-modems", "3"}, "a lab's file says what there is"},
        Row{{"--lab", good, "--fault", "lost=1%"}, "--fault lost=1%: "},
        Row{{"--lab", "environment-pro", "--device", "dut1"}, "--lab environment-pro is a model"},
        Row{{"--lab", "enviroment-pro"}, "did you mean 'environment-pro'?; a lab's file ends in .yaml"}}) {
    std::vector<std::string> words{"test", kSuite};
    words.insert(words.end(), row.words.begin(), row.words.end());
    const Outcome outcome = isocket(words);
    EXPECT_EQ(outcome.code, ExitCode::usage) << row.message;
    EXPECT_THAT(outcome.err, HasSubstr(row.message));
  }
}

TEST_F(LabFileRuns, OtherCommandsTakeAFileWithOneDevice) {
  const std::string one = write("one.yaml",
                                "modems: {m1: {number: \"+358912345601\"}}\n"
                                "devices: {dut1: {model: gsm-706, number: \"+358912345678\"}}\n");
  const Outcome sent = isocket({"send", "--lab", one, "STATUS"});
  EXPECT_EQ(sent.code, ExitCode::pass) << sent.err;
  EXPECT_THAT(sent.out, HasSubstr("Signal"));
  const Outcome settings = isocket({"config", "read", "--lab", one});
  EXPECT_EQ(settings.code, ExitCode::pass) << settings.err;
  EXPECT_THAT(settings.out, HasSubstr("\nmodel: gsm-706\n"));
  const std::string two = write("two.yaml", kLab);
  for (const Outcome& refused :
       {isocket({"send", "--lab", two, "STATUS"}), isocket({"config", "read", "--lab", two})}) {
    EXPECT_EQ(refused.code, ExitCode::usage);
    EXPECT_THAT(refused.err, HasSubstr("has several devices, and this command talks to one"));
  }
}

}  // namespace
}  // namespace isocket::cli
