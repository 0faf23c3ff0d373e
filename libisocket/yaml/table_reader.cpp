#include "yaml/table_reader.h"

#include <algorithm>

#include "core/duration.h"

namespace isocket::yaml {

void TableReader::say(const Place& place, std::string message) const {
  problems_.add(source_.diagnostic(place, std::move(message)));
}

void TableReader::say(const YamlNode& table, std::string_view key, std::string message) const {
  say(find(table, key)->value.place, std::move(message));
}

bool TableReader::is_table(const YamlNode& node, std::string_view what) const {
  if (node.kind == YamlNode::Kind::table) return true;
  say(node.place,
      std::string{what} + " is a table of keys and values, and here stands " + std::string{kind_of(node)});
  return false;
}

void TableReader::check_keys(const YamlNode& table, const Keys& known, std::string_view what) const {
  for (const YamlEntry& entry : table.entries)
    if (std::find(known.begin(), known.end(), entry.key) == known.end())
      say(entry.place, std::string{what} + " has no key '" + entry.key + "'" + suggest(entry.key, known));
}

std::optional<std::string> TableReader::text_of(const YamlNode& table, std::string_view key) const {
  const YamlEntry* const entry = find(table, key);
  if (entry == nullptr) return std::nullopt;
  if (entry->value.kind == YamlNode::Kind::scalar) return entry->value.text;
  say(entry->value.place,
      "'" + std::string{key} + "' is a text, and here stands " + std::string{kind_of(entry->value)});
  return std::nullopt;
}

std::optional<Duration> TableReader::duration_of(const YamlNode& table, std::string_view key) const {
  const auto text = text_of(table, key);
  if (!text) return std::nullopt;
  const auto parsed = parse_duration(*text);
  if (parsed) return *parsed;
  say(table, key, "'" + *text + "' is no duration; it would be such as 40s or 1h30m");
  return std::nullopt;
}

std::optional<std::string> TableReader::word_of(const YamlNode& table, std::string_view key,
                                                std::string_view what, const Keys& known) const {
  auto word = text_of(table, key);
  if (!word || std::find(known.begin(), known.end(), *word) != known.end()) return word;
  say(table, key, "there is no " + std::string{what} + " '" + *word + "'" + suggest(*word, known));
  return std::nullopt;
}

std::string TableReader::needed(const YamlNode& table, std::string_view key, std::string_view what) const {
  if (find(table, key) == nullptr) say(table.place, std::string{what} + " needs '" + std::string{key} + "'");
  return text_of(table, key).value_or("");
}

PhoneNumber TableReader::number_of(const YamlEntry& entry, std::string_view what) const {
  static const PhoneNumber kNobody = *PhoneNumber::parse("0");
  const YamlEntry* const number = find(entry.value, "number");
  if (number == nullptr) say(entry.place, std::string{what} + " needs a 'number', such as \"+358912345601\"");
  const auto digits = text_of(entry.value, "number");
  if (!digits) return kNobody;
  auto parsed = PhoneNumber::parse(*digits);
  if (parsed && parsed->international()) return *parsed;
  say(number->value.place,
      "'" + *digits + "' is no number in international form; it would be such as \"+358912345601\"");
  return kNobody;
}

}  // namespace isocket::yaml
