#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "yaml/diagnostic.h"

namespace isocket::yaml {

/// The text of one file with its lines, so that a diagnostic can show where it points. A byte order mark in
/// front is dropped.
class Source {
 public:
  static constexpr std::size_t kMostOctets = 1 << 20;

  Source(std::string name, std::string text);
  /// At most kMostOctets are read. Errors: not_found, no_permission, overflow (too large), bad_value (no
  /// file), io.
  static Result<Source> read(const std::filesystem::path& path);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  /// @param number  from one; a line that is not there is empty
  [[nodiscard]] std::string_view line(std::size_t number) const;
  /// The place of the octet at `offset`.
  [[nodiscard]] Place at(std::size_t offset) const;
  /// The place of an octet of a line; both count from zero.
  [[nodiscard]] Place at(std::size_t line, std::size_t octet) const;
  [[nodiscard]] Diagnostic diagnostic(const Place& place, std::string message) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> starts_;  // offset of each line
};

}  // namespace isocket::yaml
