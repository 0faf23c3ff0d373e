// suites/suite.schema.json serves editors, load.h serves everybody: this holds the one against the other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "bench/change.h"
#include "bench/output.h"
#include "suite/keys.h"
#include "suite/load.h"
#include "yaml/schema_testing.h"

namespace isocket::suite {

using yaml::json;
using yaml::Source;

namespace {

namespace fs = std::filesystem;

const json& schema() {
  static const json kSchema = json::parse(std::ifstream{ISOCKET_SOURCE_DIR "/suites/suite.schema.json"});
  return kSchema;
}

bool fits_schema(const fs::path& file) {
  return yaml::fits_schema(schema(), Source::read(file).value());
}

std::vector<std::string> keys_at(const std::string& pointer) {
  return yaml::keys_at(schema(), pointer);
}

std::vector<std::string> sorted(const std::vector<std::string_view>& words) {
  std::vector<std::string> result(words.begin(), words.end());
  std::sort(result.begin(), result.end());
  return result;
}

TEST(Schema, HasTheKeysOfTheLoader) {
  const std::string step = "/definitions/step/properties";
  const std::pair<Part, std::string> kParts[] = {
      {Part::suite, "/properties"},
      {Part::test_case, "/definitions/case/properties"},
      {Part::step, step},
      {Part::call, step + "/call/properties"},
      {Part::ringing, step + "/ringing/properties"},
      {Part::repeat, step + "/repeat/properties"},
      {Part::pattern, "/definitions/pattern/anyOf/1/properties"},
      {Part::rules, step + "/rules/anyOf/1/properties"},
  };
  for (const auto& [part, pointer] : kParts)
    EXPECT_EQ(keys_at(pointer), sorted(keys_of(part))) << name_of(part);
  EXPECT_EQ(keys_at(step + "/bench/properties"), sorted(bench::change_keys()));
  EXPECT_EQ(keys_at(step + "/observe/properties"), sorted(bench::output_names()));
  EXPECT_EQ(schema().at(json::json_pointer{"/definitions/model/enum"}),
            json(std::vector<std::string>(model_names().begin(), model_names().end())));
}

TEST(Schema, AcceptsWhatTheLoaderAccepts) {
  for (const char* folder : {"/libisocket/suite/testdata/good", "/suites"}) {
    for (const auto& entry : fs::recursive_directory_iterator{ISOCKET_SOURCE_DIR + std::string{folder}}) {
      if (entry.path().extension() != ".yaml") continue;
      EXPECT_TRUE(fits_schema(entry.path())) << entry.path();
    }
  }
}

TEST(Schema, RefusesWhatCanBeSeenWithoutKnowingNames) {
  const fs::path folder = ISOCKET_SOURCE_DIR "/libisocket/suite/testdata/broken";
  for (const char* name : {"unknown-step",
                           "unknown-key",
                           "unknown-suite-key",
                           "wrong-type-steps",
                           "wrong-type-steps-text",
                           "no-cases",
                           "empty-cases",
                           "no-name",
                           "no-id",
                           "no-steps",
                           "list-at-top",
                           "unknown-model",
                           "two-patterns",
                           "no-unit",
                           "unknown-bench",
                           "call-without-outcome",
                           "ringing-for",
                           "repeat-zero",
                           "null-text",
                           "unquoted-brace",
                           "limits"})
    EXPECT_FALSE(fits_schema(folder / (std::string{name} + ".yaml"))) << name;
}

}  // namespace
}  // namespace isocket::suite
