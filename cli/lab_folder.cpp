#include "lab_folder.h"

namespace isocket::cli {

namespace fs = std::filesystem;

Result<void> LabFolder::prepare(const std::string& wanted, bool single) {
  single_ = single;
  if (wanted.empty()) {
    auto made = ScratchFolder::make("isocket-lab");
    if (!made) return fail(made.error());
    path_ = made->path();
    ours_ = std::move(*made);
    return {};
  }
  std::error_code error;
  fs::create_directories(wanted, error);
  path_ = fs::absolute(wanted, error);
  if (!fs::is_directory(path_)) return fail(Errc::io, wanted, 0, "it cannot be made a folder");
  return {};
}

}  // namespace isocket::cli
