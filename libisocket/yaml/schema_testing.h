#pragma once
// For tests: a JSON Schema serves editors, a reader serves everybody; this holds the one against the other.

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "yaml/yaml_reader.h"

namespace isocket::yaml {

using nlohmann::json;

/// What an editor sees: YAML 1.2 gives plain scalars types (core schema, §10.3.2).
inline json as_editor(const YamlNode& node) {
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

inline bool is_type(const json& value, const std::string& type) {
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
  explicit Validator(const json& schema) : schema_{schema} {}
  bool valid(const json& value) { return valid(schema_, value); }

 private:
  bool valid(const json& rule, const json& value) {
    if (const auto ref = rule.find("$ref"); ref != rule.end())
      return valid(schema_.at(json::json_pointer{ref->get<std::string>().substr(1)}), value);
    for (const auto& [keyword, wanted] : rule.items())
      if (!holds(rule, keyword, wanted, value)) return false;
    return true;
  }

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
    if (keyword == "propertyNames") {
      if (value.is_object())
        for (const auto& [key, one] : value.items())
          if (!valid(wanted, json(key))) return false;
      return true;
    }
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

  const json& schema_;
};

/// Whether the source is YAML that an editor with this schema accepts.
inline bool fits_schema(const json& schema, const Source& source) {
  Problems problems;
  const auto root = read_yaml(source, problems);
  EXPECT_TRUE(root) << source.name();
  return root && problems.size() == 0 && Validator{schema}.valid(as_editor(*root));
}

/// The keys of the object at a place of the schema, in the order of the alphabet.
inline std::vector<std::string> keys_at(const json& schema, const std::string& pointer) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : schema.at(json::json_pointer{pointer}).items()) keys.push_back(key);
  return keys;
}

}  // namespace isocket::yaml
