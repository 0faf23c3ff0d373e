#include "spec.h"

#include <filesystem>

namespace isocket::cli {

Result<suite::Requirements> read_spec(const std::string& folder, const std::string& near) {
  namespace fs = std::filesystem;
  if (!folder.empty()) return suite::Requirements::read(folder);
  std::error_code ec;
  for (fs::path at = fs::absolute(near, ec); !at.empty(); at = at.parent_path()) {
    const fs::path candidate = at / "docs" / "spec";
    if (fs::is_directory(candidate, ec)) return suite::Requirements::read(candidate);
    if (at == at.parent_path()) break;
  }
  return suite::Requirements::read(ISOCKET_SPEC_FOLDER);
}

}  // namespace isocket::cli
