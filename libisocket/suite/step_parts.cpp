#include "suite/step_parts.h"

#include <algorithm>

#include "bench/change.h"
#include "bench/output.h"
#include "suite/match.h"

namespace isocket::suite {
namespace {

std::optional<Pattern> pattern(const Reader& reader, const YamlNode& node, Pattern::Kind kind) {
  auto text = reader.message(node, "'expect:'");
  if (!text) return std::nullopt;
  Pattern pattern{kind, std::move(*text)};
  if (const auto checked = check(pattern); !checked) {
    reader.say(node.place, checked.error().detail);
    return std::nullopt;
  }
  return pattern;
}

void patterns(const Reader& reader, const YamlNode& node, bool nested, std::vector<Pattern>& result) {
  if (node.kind != YamlNode::Kind::table) {
    if (auto one = pattern(reader, node, Pattern::Kind::exact)) result.push_back(std::move(*one));
    return;
  }
  if (!reader.table(node, Part::pattern)) return;
  if (node.entries.size() != 1) {
    reader.say(node.place, "'expect:' has one of 'contains:', 'matches:' and 'one_of:'");
    return;
  }
  const YamlEntry& entry = node.entries.front();
  if (entry.key == "contains" || entry.key == "matches") {
    const auto kind = entry.key == "contains" ? Pattern::Kind::contains : Pattern::Kind::matches;
    if (auto one = pattern(reader, entry.value, kind)) result.push_back(std::move(*one));
  } else if (entry.key == "one_of" && nested) {
    reader.say(entry.place, "'one_of:' cannot stand inside 'one_of:'");
  } else if (entry.key == "one_of" && reader.list(entry.value, "'one_of:'", "[A, B]")) {
    for (const YamlNode& one : entry.value.items) patterns(reader, one, true, result);
  }
}

bool change_is_possible(const Reader& reader, const Setting& change) {
  const auto& keys = bench::change_keys();
  if (std::find(keys.begin(), keys.end(), change.key) == keys.end()) {
    reader.say(change.place, "the bench has no '" + change.key + "'" + suggest(change.key, keys));
    return false;
  }
  const auto try_one = [&](std::string_view value, std::string_view entry) {
    const auto parsed = bench::parse_change(change.key, value, entry);
    if (!parsed) reader.say(change.place, change.key + ": " + parsed.error().detail);
    return parsed.has_value();
  };
  if (bench::takes_entries(change.key)) {
    const auto* table = std::get_if<Table>(&change.value);
    if (table == nullptr || table->empty()) return try_one(change.list().empty() ? "" : change.list()[0], "");
    return std::all_of(table->begin(), table->end(),
                       [&](const auto& row) { return try_one(row.second, row.first); });
  }
  if (const std::string* value = change.text()) return try_one(*value, "");
  reader.say(change.place, "'" + change.key + ":' has one value");
  return false;
}

}  // namespace

void read_patterns(const Reader& reader, const YamlNode& node, std::vector<Pattern>& result) {
  patterns(reader, node, false, result);
}

std::vector<Setting> read_changes(const Reader& reader, const YamlNode& node) {
  std::vector<Setting> result;
  for (Setting& change : reader.settings(node, "'bench:'"))
    if (change_is_possible(reader, change)) result.push_back(std::move(change));
  return result;
}

std::vector<Setting> read_targets(const Reader& reader, const YamlNode& node) {
  std::vector<Setting> result;
  for (Setting& target : reader.settings(node, "'observe:'")) {
    const std::string* state = target.text();
    if (state == nullptr) {
      reader.say(target.place, "'" + target.key + ":' has one state, such as on or off");
      continue;
    }
    const auto& outputs = bench::output_names();
    if (std::find(outputs.begin(), outputs.end(), target.key) == outputs.end())
      reader.say(target.place,
                 "a device has no '" + target.key + "' to observe" + suggest(target.key, outputs));
    else if (const auto parsed = bench::parse_target(target.key, *state); !parsed)
      reader.say(target.place, target.key + ": " + parsed.error().detail);
    else
      result.push_back(std::move(target));
  }
  return result;
}

}  // namespace isocket::suite
