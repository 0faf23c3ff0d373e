#include "suite/reader.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/duration.h"

namespace isocket::suite {
namespace {

std::string joined(std::string_view what, std::string_view rest) {
  return std::string{what} + std::string{rest};
}

}  // namespace

bool Reader::table(const YamlNode& node, Part part) const {
  if (!is_table(node, name_of(part))) return false;
  check_keys(node, keys_of(part), name_of(part));
  return true;
}

bool Reader::list(const YamlNode& node, std::string_view what, std::string_view example) const {
  if (node.kind == YamlNode::Kind::list) {
    if (!node.items.empty()) return true;
    say(node.place, joined(what, " is an empty list; it needs at least one entry"));
    return false;
  }
  say(node.place, joined(what, " is a list, and here stands ") + std::string{kind_of(node)} +
                      "; it would be such as " + std::string{example});
  return false;
}

std::optional<std::string> Reader::text(const YamlNode& node, std::string_view what) const {
  if (node.kind == YamlNode::Kind::scalar) {
    std::string text = node.text;
    if (node.block)
      while (text.ends_with('\n')) text.pop_back();
    return text;
  }
  std::string message = joined(what, " is a text, and here stands ") + std::string{kind_of(node)};
  if (node.kind == YamlNode::Kind::empty)
    message += "; a text such as null, ~ or # is quoted";
  else
    message += "; a text that begins with '[' or '{' or '-', or has ': ' in it, is quoted";
  say(node.place, std::move(message));
  return std::nullopt;
}

std::optional<std::string> Reader::message(const YamlNode& node, std::string_view what) const {
  if (node.kind == YamlNode::Kind::scalar && node.folded) {
    say(node.place,
        joined(what,
               " goes over several lines, which YAML joins by blanks; write '|' and the lines below "
               "it, or quote it"));
    return std::nullopt;
  }
  return text(node, what);
}

std::vector<std::pair<std::string, Place>> Reader::texts(const YamlNode& node, std::string_view what) const {
  std::vector<std::pair<std::string, Place>> result;
  std::set<std::string> seen;
  const auto add = [&](const YamlNode& item) {
    auto one = text(item, what);
    if (!one) return;
    if (!seen.insert(*one).second) {
      say(item.place, "'" + *one + "' is named twice");
      return;
    }
    result.emplace_back(std::move(*one), item.place);
  };
  if (node.kind == YamlNode::Kind::scalar)
    add(node);
  else if (list(node, what, "[a, b]"))
    for (const YamlNode& item : node.items) add(item);
  return result;
}

std::vector<std::string> Reader::words(const YamlNode& node, std::string_view what,
                                       const std::vector<std::string_view>& allowed) const {
  std::vector<std::string> result;
  for (auto& [word, place] : texts(node, what)) {
    if (std::find(allowed.begin(), allowed.end(), word) == allowed.end())
      say(place, joined(what, " '") + word + "' is unknown" + suggest(word, allowed));
    else
      result.push_back(std::move(word));
  }
  return result;
}

std::optional<std::size_t> Reader::choice(const YamlNode& node, std::string_view what,
                                          const std::vector<std::string_view>& allowed) const {
  const auto word = text(node, what);
  if (!word) return std::nullopt;
  const auto found = std::find(allowed.begin(), allowed.end(), *word);
  if (found != allowed.end()) return static_cast<std::size_t>(found - allowed.begin());
  say(node.place, joined(what, " cannot be '") + *word + "'" + suggest(*word, allowed));
  return std::nullopt;
}

std::optional<bool> Reader::flag(const YamlNode& node, std::string_view what) const {
  const auto index = choice(node, what, {"true", "false"});
  if (!index) return std::nullopt;
  return *index == 0;
}

std::optional<Duration> Reader::duration(const YamlNode& node, std::string_view what,
                                         bool zero_allowed) const {
  const auto written = text(node, what);
  if (!written) return std::nullopt;
  const auto parsed = parse_duration(*written);
  if (!parsed) {
    const bool number = !written->empty() && std::all_of(written->begin(), written->end(),
                                                         [](char c) { return c >= '0' && c <= '9'; });
    say(node.place, "'" + *written + "' is no duration: " + parsed.error().detail +
                        (number ? "; did you mean '" + *written + "s'?" : ""));
    return std::nullopt;
  }
  if (!zero_allowed && *parsed == Duration{}) {
    say(node.place, joined(what, " must be longer than 0s"));
    return std::nullopt;
  }
  return *parsed;
}

std::optional<double> Reader::number(const YamlNode& node, std::string_view what) const {
  const auto written = text(node, what);
  if (!written) return std::nullopt;
  double value = 0;
  const char* end = written->data() + written->size();
  const auto [stop, error] = std::from_chars(written->data(), end, value, std::chars_format::fixed);
  if (error == std::errc{} && stop == end) return value;
  say(node.place, joined(what, " is a number, and '") + *written + "' is none");
  return std::nullopt;
}

std::vector<Setting> Reader::settings(const YamlNode& node, std::string_view what) const {
  std::vector<Setting> result;
  if (!is_table(node, what)) return result;
  if (node.entries.empty()) say(node.place, joined(what, " is empty"));
  for (const YamlEntry& entry : node.entries) {
    Setting setting;
    setting.key = entry.key;
    setting.place = entry.place;
    const std::string name = "'" + entry.key + ":'";
    if (entry.value.kind == YamlNode::Kind::list) {
      std::vector<std::string> values;
      for (const YamlNode& item : entry.value.items)
        if (auto value = text(item, name)) values.push_back(std::move(*value));
      setting.value = std::move(values);
    } else if (entry.value.kind == YamlNode::Kind::table) {
      Table values;
      for (const YamlEntry& inner : entry.value.entries)
        if (auto value = text(inner.value, "'" + inner.key + ":'"))
          values.emplace_back(inner.key, std::move(*value));
      setting.value = std::move(values);
    } else if (auto value = text(entry.value, name)) {
      setting.value = std::move(*value);
    } else {
      continue;
    }
    result.push_back(std::move(setting));
  }
  return result;
}

void check_rule(const Reader& reader, const std::string& id, const Place& place,
                const Requirements* requirements) {
  if (!is_rule_id(id)) {
    reader.say(place, "'" + id + "' is no rule; an id is such as EP-5.2-03");
    return;
  }
  if (requirements == nullptr) return;
  const Requirement* rule = requirements->find(id);
  if (rule == nullptr) {
    // Every id is a small mistake away from a dozen others: only the chapter can be helped with.
    const std::string chapter = id.substr(0, id.rfind('-') + 1);
    std::string first, last;
    for (const Requirement& other : requirements->all()) {
      if (!other.id.starts_with(chapter)) continue;
      first = first.empty() ? other.id : std::min(first, other.id);
      last = std::max(last, other.id);
    }
    reader.say(place, "the specification has no rule " + id +
                          (first.empty() ? ", and no chapter of that name"
                                         : "; its chapter has " + first + " to " + last));
  } else if (rule->withdrawn) {
    reader.say(place, id + " is withdrawn: " + rule->rule);
  }
}

}  // namespace isocket::suite
