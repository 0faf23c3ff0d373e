// suites/lab.schema.json serves editors, lab_file.h serves everybody: this holds the one against the other.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <fstream>

#include "lab/lab_file.h"
#include "yaml/schema_testing.h"

namespace isocket::lab {
namespace {

using yaml::Source;

const yaml::json& schema() {
  static const yaml::json kSchema =
      yaml::json::parse(std::ifstream{ISOCKET_SOURCE_DIR "/suites/lab.schema.json"});
  return kSchema;
}

/// What an editor says, which must be what the reader says.
bool is_good(const std::string& text) {
  const Source source{"lab.yaml", text};
  std::vector<yaml::Diagnostic> problems;
  const bool is_read = read_lab_file(source, problems).has_value();
  EXPECT_EQ(yaml::fits_schema(schema(), source), is_read)
      << text << (problems.empty() ? "" : yaml::render(problems.front()));
  return is_read;
}

std::string modem(const std::string& more) {
  return "modems: {m1: {number: \"+358912345601\"" + more + "}}\n";
}

/// The keys that the reader names when it meets one that is like none of them.
std::vector<std::string> keys_of_the_reader(const std::string& text) {
  std::vector<yaml::Diagnostic> problems;
  read_lab_file(Source{"lab.yaml", text}, problems);
  std::vector<std::string> keys;
  if (problems.empty()) return keys;
  const std::string& said = problems.front().message;
  const std::string list = said.substr(std::min(said.find("; known are"), said.size()));
  re2::StringPiece rest{list};
  for (std::string key; RE2::FindAndConsume(&rest, "'([^']+)'", &key);) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

TEST(LabSchema, HasTheKeysOfTheReader) {
  const std::string one = "/additionalProperties/properties";
  EXPECT_EQ(yaml::keys_at(schema(), "/properties"), keys_of_the_reader("qqqqqqqqqq: 1\n" + modem("")));
  EXPECT_EQ(yaml::keys_at(schema(), "/properties/modems" + one),
            keys_of_the_reader(modem(", qqqqqqqqqq: 1")));
  EXPECT_EQ(
      yaml::keys_at(schema(), "/properties/devices" + one),
      keys_of_the_reader(modem("") + "devices: {d: {model: gsm-706, number: \"+3589\", qqqqqqqqqq: 1}}\n"));
  EXPECT_EQ(yaml::keys_at(schema(), "/properties/timing/anyOf/1/properties"),
            keys_of_the_reader(modem("") + "timing: {qqqqqqqqqq: 1s}\n"));
  const auto& dialects = schema().at(yaml::json::json_pointer{"/properties/modems" + one + "/dialect/enum"});
  EXPECT_EQ(dialects, yaml::json(Dialect::names()));
  yaml::json models;
  for (const device::Model model : device::kModels) models.push_back(name_of(model));
  EXPECT_EQ(schema().at(yaml::json::json_pointer{"/properties/devices" + one + "/model/enum"}), models);
}

TEST(LabSchema, AcceptsTheExamplesOfTheDocumentation) {
  std::ifstream in{ISOCKET_SOURCE_DIR "/docs/examples/lab.yaml"};
  EXPECT_TRUE(is_good({std::istreambuf_iterator<char>{in}, {}}));
  std::ifstream page{ISOCKET_SOURCE_DIR "/docs/reference/lab.md"};
  const std::string text{std::istreambuf_iterator<char>{page}, {}};
  re2::StringPiece rest{text};
  int examples = 0;
  for (std::string example; RE2::FindAndConsume(&rest, "(?s)```yaml\n(.*?)```", &example); ++examples)
    EXPECT_TRUE(is_good(example));
  EXPECT_GT(examples, 0);
}

TEST(LabSchema, AgreesWithTheReader) {
  for (const char* more :
       {"", ", dialect: sim900", ", pin: \"0123\"", ", imei: \"490154203237518\"", ", signal: -51"})
    EXPECT_TRUE(is_good(modem(more)));
  for (const char* more :
       {", dialect: huawei", ", pin: \"12\"", ", imei: \"1\"", ", signal: 0", ", signal: weak"})
    EXPECT_FALSE(is_good(modem(more)));
  for (const char* good :
       {"timing: brisk\n", "timing: {submission: 3s..5s, boot: 1s}\n", "uart: 0\n", "seed: 7\n",
        "devices: {d: {model: gsm-706, number: +3589, firmware: ./x, defects: [a]}}\n",
        "faults: [loss=10%, outage=10m+90s, {what: outage, at: 1h, for: 1m}]\n",
        "faults: [{what: reset, modem: m1, at: 1m}]\n",
        "faults: [{what: garbage, modem: m1, after: 100 octets}]\n",
        "faults: [{what: silent, modem: m1, after: 1 submission, for: 5s}]\n",
        "faults: [{what: away, modem: m1, at: 1m, for: 1s, comes back: other-port}]\n"})
    EXPECT_TRUE(is_good(modem("") + good));
  for (const char* wrong : {"timing: brusk\n",
                            "timing: {submission: 3s-5s}\n",
                            "timing: {boot: 1s..2s}\n",
                            "uart: -1\n",
                            "seed: x\n",
                            "device: {}\n",
                            "modem: {}\n",
                            "devices: {d: {model: toaster, number: \"+3589\"}}\n",
                            "devices: {d: {model: gsm-706}}\n",
                            "devices: {d/e: {model: gsm-706, number: \"+3589\"}}\n",
                            "devices: {d: {model: gsm-706, number: \"+3589\", firmware: mine}}\n",
                            "faults: {}\n",
                            "faults: [lost=10%]\n",
                            "faults: [{what: outage, at: 1h}]\n",
                            "faults: [{what: reset, modem: m1}]\n",
                            "faults: [{what: reset, at: 1m}]\n",
                            "faults: [{what: reset, modem: m1, at: 1m, for: 1s}]\n",
                            "faults: [{what: silent, modem: m1, at: 1m}]\n",
                            "faults: [{what: away, modem: m1, at: 1m, for: 1s, comes back: never}]\n",
                            "faults: [{what: silent, modem: m1, after: 20 messages, for: 1s}]\n"})
    EXPECT_FALSE(is_good(modem("") + wrong));
  EXPECT_FALSE(is_good("seed: 1\n"));
  EXPECT_FALSE(is_good("modems: {m1: {number: \"0401\"}}\n"));
}

}  // namespace
}  // namespace isocket::lab
