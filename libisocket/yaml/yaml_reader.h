#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/problems.h"
#include "yaml/source.h"

namespace isocket::yaml {

struct YamlEntry;

/// A YAML document as it is written: every plain scalar is the text that stands there (ON, +358..., 0123).
struct YamlNode {
  enum class Kind : std::uint8_t { empty, scalar, list, table };
  Kind kind = Kind::empty;
  Place place;
  std::string text;                ///< of a scalar
  bool plain = false;              ///< a scalar without quotes
  bool block = false;              ///< a scalar after '|' or '>'
  bool folded = false;             ///< a plain scalar that goes over several lines, which YAML joins
  std::vector<YamlNode> items;     ///< of a list
  std::vector<YamlEntry> entries;  ///< of a table, in the order of the file; no key twice
};

struct YamlEntry {
  std::string key;
  Place place;  ///< of the key
  YamlNode value;
};

/// Null when the table has no such key.
const YamlEntry* find(const YamlNode& table, std::string_view key);

/// "a text", "a list", "a table", "nothing".
std::string_view kind_of(const YamlNode& node);

/// Reads one document. Refused, because YAML would otherwise hide what is meant: several documents, repeated
/// keys, anchors and aliases, tags, directives, keys that are no text, quotes that do not end, more than 64
/// levels, more than 50,000 values, text that is not UTF-8.
/// @return  the document, or nothing when it cannot be read at all; `problems` grows in either case
std::optional<YamlNode> read_yaml(const Source& source, std::vector<Diagnostic>& problems);
std::optional<YamlNode> read_yaml(const Source& source, Problems& problems);

}  // namespace isocket::yaml
