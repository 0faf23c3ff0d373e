#include "core/scratch_folder.h"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace isocket {

namespace fs = std::filesystem;

Result<ScratchFolder> ScratchFolder::make(std::string_view name) {
  std::error_code error;
  const fs::path parent = fs::temp_directory_path(error);
  if (error) return fail(Errc::io, "TMPDIR", 0, "there is no place for temporary files: " + error.message());
  std::string pattern = (parent / (std::string{name} + "-XXXXXX")).string();
  if (::mkdtemp(pattern.data()) == nullptr)
    return fail(Errc::io, parent.string(), 0,
                std::string{"no folder can be made there: "} + std::strerror(errno));
  return ScratchFolder{fs::path{pattern}};
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept : path_{std::exchange(other.path_, {})} {}

ScratchFolder& ScratchFolder::operator=(ScratchFolder&& other) noexcept {
  std::swap(path_, other.path_);  // what was here goes with the other
  return *this;
}

}  // namespace isocket
