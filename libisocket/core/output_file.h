#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string_view>

#include "core/result.h"

namespace isocket {

/// A file that is written whole. It is written beside its place and then moved there, so that a reader finds
/// the former file or the new one. What is no regular file (a device, a pipe, a link) stays what it is and is
/// written in place.
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path path);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) = delete;
  /// Without write(), nothing is left behind.
  ~OutputFile();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Whether it can be written. Errors: not_found, no_permission, io, with the path as field.
  [[nodiscard]] Result<void> probe();
  /// Once. Errors: as of probe().
  [[nodiscard]] Result<void> write(const std::function<void(std::ostream&)>& contents);

 private:
  [[nodiscard]] const std::filesystem::path& place() const { return beside_.empty() ? path_ : beside_; }

  std::filesystem::path path_;
  std::filesystem::path beside_;  ///< empty: written in place
};

/// Writes a text at once. Errors: those of OutputFile.
Result<void> write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace isocket
