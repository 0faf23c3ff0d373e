#include "lab/lab_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::optional<LabFile> read(const std::string& text, std::string* said = nullptr) {
  std::vector<yaml::Diagnostic> problems;
  auto file = read_lab_file(yaml::Source{"lab.yaml", text}, problems);
  std::string all;
  for (const auto& problem : problems) all += render(problem);
  if (said != nullptr) *said = all;
  EXPECT_EQ(file.has_value(), problems.empty()) << all;
  return file;
}

/// What is said of a file that cannot be used.
std::string problems_of(const std::string& text) {
  std::string said;
  EXPECT_FALSE(read(text, &said));
  return said;
}

const std::string kModem = "modems: {m1: {number: \"+358912345601\"}}\n";

TEST(LabFile, HoldsAWholeLab) {
  const auto file = read(R"(seed: 7
timing: {submission: 3s..5s, delivery: 2s, no-answer: 40s}
uart: 115200
modems:
  m1: {number: "+358912345601", dialect: huawei-e173, pin: "1234", imei: "490154203237518", signal: -85}
  m2: {number: +358912345602}
devices:
  dut1: {model: smart-relay, number: "+358912345678", defects: [no-such]}
  dut2: {model: gsm-706, number: "+358912345679", firmware: program}
  dut3: {model: gsm-707, number: "+358912345680", firmware: ./mine}
  dut4: {model: gsm-707, number: "+358912345681", firmware: none}
faults:
  - loss=10%
  - {modem: m1, after: 20 submissions, what: reset}
  - {modem: m2, after: 1000 octets, what: garbage}
  - {modem: m1, at: 10m, what: away, for: 40s, comes back: other-port}
  - {modem: m1, at: 20m, what: silent, for: 5s}
  - {at: 1h, what: outage, for: 90s}
)");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->seed, 7u);
  EXPECT_EQ(file->timing.submission.low, 3s);
  EXPECT_EQ(file->timing.submission.high, 5s);
  EXPECT_EQ(file->timing.delivery.low, 2s);
  EXPECT_EQ(file->timing.delivery.high, 2s);
  EXPECT_EQ(file->timing.no_answer, 40s);
  EXPECT_EQ(file->timing.gap.low, Timing{}.gap.low) << "what is left out is realistic";

  ASSERT_EQ(file->modems.size(), 2u);
  const ModemSpec& m1 = file->modems[0].spec;
  EXPECT_EQ(m1.dialect->name, "huawei-e173");
  EXPECT_EQ(m1.pin, "1234");
  EXPECT_EQ(m1.imei, "490154203237518");
  EXPECT_EQ(m1.dbm, -85);
  EXPECT_EQ(m1.baud, 115200u);
  EXPECT_EQ(file->modems[1].name, "m2");
  EXPECT_EQ(file->modems[1].number.to_string(), "+358912345602");
  EXPECT_EQ(file->modems[1].spec.dialect, &Dialect::generic());

  ASSERT_EQ(file->devices.size(), 4u);
  using Firmware = DeviceEntry::Firmware;
  EXPECT_EQ(file->devices[0].model, device::Model::smart_relay);
  EXPECT_EQ(file->devices[0].firmware, Firmware::in_process);
  EXPECT_THAT(file->devices[0].defects, ElementsAre("no-such"));
  EXPECT_EQ(file->devices[1].firmware, Firmware::program);
  EXPECT_EQ(file->devices[1].program, "");
  EXPECT_EQ(file->devices[2].program, "./mine");
  EXPECT_EQ(file->devices[3].firmware, Firmware::by_hand);

  EXPECT_EQ(file->faults.loss, 0.1);
  ASSERT_EQ(file->faults.outages.size(), 1u);
  EXPECT_EQ(file->faults.outages[0].begin, Instant{1h});
  EXPECT_EQ(file->faults.outages[0].end, Instant{1h + 90s});
  ASSERT_EQ(file->modem_faults.size(), 4u);
  EXPECT_EQ(file->modem_faults[0].after_submissions, 20);
  EXPECT_EQ(file->modem_faults[0].fault.kind, PortFault::Kind::reset);
  EXPECT_EQ(file->modem_faults[1].modem, "m2");
  EXPECT_EQ(file->modem_faults[1].fault.at_octet, 1000u);
  EXPECT_EQ(file->modem_faults[2].fault.kind, PortFault::Kind::other_port);
  EXPECT_EQ(file->modem_faults[2].fault.at, Instant{10min});
  EXPECT_EQ(file->modem_faults[2].fault.lasts, 40s);
  EXPECT_EQ(file->modem_faults[3].fault.kind, PortFault::Kind::silent);
}

TEST(LabFile, TheExampleOfTheDocumentationCanBeRead) {
  std::vector<yaml::Diagnostic> problems;
  const auto source = yaml::Source::read(ISOCKET_SOURCE_DIR "/docs/examples/lab.yaml");
  ASSERT_TRUE(source);
  const auto file = read_lab_file(*source, problems);
  ASSERT_TRUE(file) << render(problems.front());
  EXPECT_EQ(file->devices.size(), 2u);
}

TEST(LabFile, SaysWhereWhatIsWrongStands) {
  EXPECT_EQ(problems_of("modems:\n  m1: {number: \"+358912345601\", dialect: huawey-e173}\n"),
            "lab.yaml:2:42: there is no dialect 'huawey-e173'; did you mean 'huawei-e173'?\n"
            "    m1: {number: \"+358912345601\", dialect: huawey-e173}\n"
            "                                           ^\n");
}

struct Wrong {
  const char* name;
  std::string text;
  const char* said;
};

class LabFileProblems : public ::testing::TestWithParam<Wrong> {};

TEST_P(LabFileProblems, AreSaid) {
  EXPECT_THAT(problems_of(GetParam().text), HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    All, LabFileProblems,
    ::testing::Values(
        Wrong{"UnknownKey", kModem + "device: {}\n",
              "2:1: a lab has no key 'device'; did you mean 'devices'?"},
        Wrong{"NoModems", "seed: 1\n", "a lab needs 'modems'"},
        Wrong{"NoTable", "- m1\n", "a lab is a table"},
        Wrong{"ModemWithoutNumber", "modems: {m1: {pin: \"1234\"}}\n", "a modem needs a 'number'"},
        Wrong{"LocalNumber", "modems: {m1: {number: \"0401234567\"}}\n", "no number in international form"},
        Wrong{"NumberTwice", "modems: {m1: {number: \"+3581\"}, m2: {number: \"+3581\"}}\n",
              "is there twice"},
        Wrong{"NameWithASlash", "modems: {m/1: {number: \"+3581\"}}\n", "letters, digits"},
        Wrong{"ShortImei", "modems: {m1: {number: \"+3581\", imei: \"4901\"}}\n", "an IMEI has 15 digits"},
        Wrong{"Signal", "modems: {m1: {number: \"+3581\", signal: -30}}\n", "from -113 to -51"},
        Wrong{"Timing", kModem + "timing: brusk\n", "there is no timing 'brusk'; did you mean 'brisk'?"},
        Wrong{"TimingKey", kModem + "timing: {submision: 3s}\n", "did you mean 'submission'?"},
        Wrong{"TimingBackwards", kModem + "timing: {submission: 5s..3s}\n", "is no span of time"},
        Wrong{"Uart", kModem + "uart: fast\n", "in bits per second, such as 115200"},
        Wrong{"Seed", kModem + "seed: -1\n", "'-1' is no seed"},
        Wrong{"Model", kModem + "devices: {d: {model: smart-rely, number: \"+3589\"}}\n",
              "did you mean 'smart-relay'?"},
        Wrong{"NoModel", kModem + "devices: {d: {number: \"+3589\"}}\n", "a device needs a 'model'"},
        Wrong{"Firmware", kModem + "devices: {d: {model: gsm-706, number: \"+3589\", firmware: programm}}\n",
              "in-process, program, none, or the path"},
        Wrong{"FaultText", kModem + "faults: [lost=10%]\n",
              "'lost=10%' is no fault; it would be loss, delay"},
        Wrong{"FaultWhat", kModem + "faults: [{modem: m1, at: 1m, what: rest}]\n", "did you mean 'reset'?"},
        Wrong{"FaultNothing", kModem + "faults: [{modem: m1, at: 1m}]\n", "a fault says 'what'"},
        Wrong{"FaultModem", kModem + "faults: [{modem: m2, at: 1m, what: reset}]\n",
              "there is no modem 'm2'"},
        Wrong{"FaultWhen", kModem + "faults: [{modem: m1, what: reset}]\n", "either 'at' a time"},
        Wrong{"FaultCount", kModem + "faults: [{modem: m1, after: 20 messages, what: reset}]\n",
              "20 submissions"},
        Wrong{"FaultLength", kModem + "faults: [{modem: m1, at: 1m, what: away}]\n", "says how long"},
        Wrong{"FaultReturn",
              kModem + "faults: [{modem: m1, at: 1m, what: away, for: 1s, comes back: never}]\n",
              "same-port or other-port"},
        Wrong{"ResetHasNoLength", kModem + "faults: [{modem: m1, at: 1m, what: reset, for: 1s}]\n",
              "the fault 'reset' has no key 'for'"},
        Wrong{"Outage", kModem + "faults: [{at: 1h, what: outage}]\n", "when and how long"}),
    [](const auto& one) { return std::string{one.param.name}; });

TEST(LabFile, ShowsNoPin) {
  const std::string said = problems_of("modems: {m1: {number: \"+3581\", pin: \"12x4\"}}\n");
  EXPECT_THAT(said, HasSubstr("a PIN has 4 to 8 digits"));
  EXPECT_THAT(said, Not(HasSubstr("12x4")));
}

}  // namespace
}  // namespace isocket::lab
