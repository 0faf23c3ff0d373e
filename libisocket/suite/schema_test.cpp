// suites/suite.schema.json serves editors, load.h serves everybody: this holds the one against the other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "bench/change.h"
#include "bench/output.h"
#include "suite/keys.h"
#include "suite/load.h"
#include "yaml/yaml_reader.h"

namespace isocket::suite {

using yaml::Source;
using yaml::YamlEntry;
using yaml::YamlNode;

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const json& schema() {
  static const json kSchema = json::parse(std::ifstream{ISOCKET_SOURCE_DIR "/suites/suite.schema.json"});
  return kSchema;
}

/// What an editor sees: YAML 1.2 gives plain scalars types (core schema, §10.3.2).
json as_editor(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::empty: return nullptr;
    case YamlNode::Kind::list: {
      json list = json::array();
      for (const YamlNode& item : node.items) list.push_back(as_editor(item));
      return list;
    }
    case YamlNode::Kind::table: {
      json table = json::object();
      for (const YamlEntry& entry : node.entries) table[entry.key] = as_editor(entry.value);
      return table;
    }
    case YamlNode::Kind::scalar: break;
  }
  if (!node.plain) return node.text;
  if (node.text == "true" || node.text == "false") return node.text == "true";
  static const RE2 kInteger{"[-+]?[0-9]{1,15}"};
  static const RE2 kNumber{"[-+]?[0-9]{1,15}\\.[0-9]+"};
  const bool plus = node.text.starts_with('+');
  if (RE2::FullMatch(node.text, kInteger)) return std::stoll(node.text.substr(plus ? 1 : 0));
  if (RE2::FullMatch(node.text, kNumber)) return std::stod(node.text.substr(plus ? 1 : 0));
  return node.text;
}

bool is_type(const json& value, const std::string& type) {
  if (type == "string") return value.is_string();
  if (type == "number") return value.is_number();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  ADD_FAILURE() << "unknown type " << type;
  return false;
}

/// The part of JSON Schema draft-07 that the schema uses; a keyword that is not known here fails the test.
class Validator {
 public:
  bool valid(const json& rule, const json& value) {
    if (const auto ref = rule.find("$ref"); ref != rule.end())
      return valid(schema().at(json::json_pointer{ref->get<std::string>().substr(1)}), value);
    for (const auto& [keyword, wanted] : rule.items())
      if (!holds(rule, keyword, wanted, value)) return false;
    return true;
  }

 private:
  bool holds(const json& rule, const std::string& keyword, const json& wanted, const json& value) {
    if (keyword == "description" || keyword == "title" || keyword == "$schema" || keyword == "definitions")
      return true;
    if (keyword == "type") {
      if (wanted.is_string()) return is_type(value, wanted);
      return std::any_of(wanted.begin(), wanted.end(),
                         [&](const json& type) { return is_type(value, type); });
    }
    if (keyword == "enum") return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
    if (keyword == "const") return value == wanted;
    if (keyword == "anyOf")
      return std::any_of(wanted.begin(), wanted.end(), [&](const json& one) { return valid(one, value); });
    if (keyword == "pattern")
      return !value.is_string() ||
             RE2::PartialMatch(value.get<std::string>(), RE2{wanted.get<std::string>()});
    if (keyword == "minimum") return !value.is_number() || value.get<double>() >= wanted.get<double>();
    if (keyword == "maximum") return !value.is_number() || value.get<double>() <= wanted.get<double>();
    if (keyword == "minItems") return !value.is_array() || value.size() >= wanted.get<std::size_t>();
    if (keyword == "maxItems") return !value.is_array() || value.size() <= wanted.get<std::size_t>();
    if (keyword == "minProperties") return !value.is_object() || value.size() >= wanted.get<std::size_t>();
    if (keyword == "maxProperties") return !value.is_object() || value.size() <= wanted.get<std::size_t>();
    if (keyword == "required")
      return !value.is_object() ||
             std::all_of(wanted.begin(), wanted.end(), [&](const json& key) { return value.contains(key); });
    if (keyword == "items")
      return !value.is_array() ||
             std::all_of(value.begin(), value.end(), [&](const json& item) { return valid(wanted, item); });
    if (keyword == "properties") {
      if (value.is_object())
        for (const auto& [key, one] : wanted.items())
          if (value.contains(key) && !valid(one, value.at(key))) return false;
      return true;
    }
    if (keyword == "additionalProperties") {
      if (!value.is_object()) return true;
      for (const auto& [key, one] : value.items()) {
        const bool named = rule.contains("properties") && rule.at("properties").contains(key);
        if (!named && (wanted.is_boolean() ? !wanted.get<bool>() : !valid(wanted, one))) return false;
      }
      return true;
    }
    ADD_FAILURE() << "the validator of this test does not know '" << keyword << "'";
    return false;
  }
};

bool fits_schema(const fs::path& file) {
  const auto source = Source::read(file);
  std::vector<Diagnostic> problems;
  const auto root = read_yaml(source.value(), problems);
  EXPECT_TRUE(root) << file;
  return root && problems.empty() && Validator{}.valid(schema(), as_editor(*root));
}

std::vector<std::string> keys_at(const std::string& pointer) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : schema().at(json::json_pointer{pointer}).items()) keys.push_back(key);
  return keys;
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
