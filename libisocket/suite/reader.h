#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "suite/keys.h"
#include "suite/load.h"
#include "yaml/table_reader.h"

namespace isocket::suite {

using yaml::find;
using yaml::list_of;
using yaml::Problems;
using yaml::Source;
using yaml::suggest;
using yaml::YamlEntry;
using yaml::YamlNode;

/// Takes values of the wanted kind out of a document. What is not of that kind becomes a problem with its
/// place, and nothing.
class Reader : public yaml::TableReader {
 public:
  using TableReader::TableReader;

  /// A table whose keys are those of `part`; other keys are problems.
  bool table(const YamlNode& node, Part part) const;
  bool list(const YamlNode& node, std::string_view what, std::string_view example) const;

  /// A text on one line or in a block; without the line feeds at the end of a block.
  std::optional<std::string> text(const YamlNode& node, std::string_view what) const;
  /// What the device or a person reads: also refuses several plain lines, which YAML joins.
  std::optional<std::string> message(const YamlNode& node, std::string_view what) const;
  /// One text or a list of texts; no text twice.
  std::vector<std::pair<std::string, Place>> texts(const YamlNode& node, std::string_view what) const;
  /// Each text of `texts` is one of `words`.
  std::vector<std::string> words(const YamlNode& node, std::string_view what,
                                 const std::vector<std::string_view>& allowed) const;
  /// The index in `allowed`.
  std::optional<std::size_t> choice(const YamlNode& node, std::string_view what,
                                    const std::vector<std::string_view>& allowed) const;
  std::optional<bool> flag(const YamlNode& node, std::string_view what) const;
  std::optional<Duration> duration(const YamlNode& node, std::string_view what,
                                   bool zero_allowed = false) const;
  std::optional<double> number(const YamlNode& node, std::string_view what) const;
  /// A table of texts, lists of texts or tables of texts.
  std::vector<Setting> settings(const YamlNode& node, std::string_view what) const;
};

/// Checks that `id` is a rule that can be referred to.
void check_rule(const Reader& reader, const std::string& id, const Place& place,
                const Requirements* requirements);

}  // namespace isocket::suite
