#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"

namespace isocket {

/// A new folder of one's own where temporary files go (TMPDIR, else /tmp). It goes with this object, and all
/// that is in it.
class ScratchFolder {
 public:
  /// @param name  what its name begins with: "isocket-pdf". Errors: io.
  static Result<ScratchFolder> make(std::string_view name);
  ~ScratchFolder();
  ScratchFolder(ScratchFolder&& other) noexcept;
  ScratchFolder& operator=(ScratchFolder&& other) noexcept;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// A file in it, whether it is there or not.
  [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }

 private:
  explicit ScratchFolder(std::filesystem::path path) : path_{std::move(path)} {}
  std::filesystem::path path_;  ///< empty: moved from
};

}  // namespace isocket
