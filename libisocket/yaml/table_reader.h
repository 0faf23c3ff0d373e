#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/phone_number.h"
#include "core/time.h"
#include "yaml/problems.h"
#include "yaml/source.h"
#include "yaml/yaml_reader.h"

namespace isocket::yaml {

using Keys = std::vector<std::string_view>;

/// Nothing where it is none, or too large.
template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// What the readers of files have in common: it takes values out of tables. What is not as it should be
/// becomes a problem with its place, and reading goes on.
class TableReader {
 public:
  TableReader(const Source& source, Problems& problems) : source_{source}, problems_{problems} {}

  void say(const Place& place, std::string message) const;
  /// At the value of a key that is there.
  void say(const YamlNode& table, std::string_view key, std::string message) const;
  [[nodiscard]] const Source& source() const { return source_; }

  /// @param what  begins a sentence: "a modem", "'modems'"
  bool is_table(const YamlNode& node, std::string_view what) const;
  /// Other keys than these are problems.
  void check_keys(const YamlNode& table, const Keys& known, std::string_view what) const;

  // Of a table's keys, which may be left out. A value of another kind is a problem, and nothing.
  std::optional<std::string> text_of(const YamlNode& table, std::string_view key) const;
  std::optional<Duration> duration_of(const YamlNode& table, std::string_view key) const;
  /// One of a few; what is none of them is a problem, and nothing.
  /// @param what  "dialect": "there is no dialect 'huwei'; did you mean 'huawei'?"
  std::optional<std::string> word_of(const YamlNode& table, std::string_view key, std::string_view what,
                                     const Keys& known) const;

  /// The text of a key that must be there; empty after a problem.
  std::string needed(const YamlNode& table, std::string_view key, std::string_view what) const;
  /// `number` of a modem or a device, in international form; "0" after a problem.
  PhoneNumber number_of(const YamlEntry& entry, std::string_view what) const;

  /// Lets `read` have each entry of the table that stands below a key, where there is one.
  template <class Read>
  void each(const YamlNode& root, std::string_view key, Read read) const {
    const YamlEntry* const table = find(root, key);
    if (table == nullptr || !is_table(table->value, "'" + std::string{key} + "'")) return;
    for (const YamlEntry& entry : table->value.entries) read(entry);
  }

 private:
  const Source& source_;
  Problems& problems_;
};

}  // namespace isocket::yaml
