#include "report/golden_file.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace isocket::report {

std::string differs_from_golden(const std::string& name, const std::string& text) {
  const std::filesystem::path path =
      std::filesystem::path{ISOCKET_SOURCE_DIR} / "libisocket/report/golden" / name;
  if (std::getenv("ISOCKET_APPROVE") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
    return {};
  }
  std::ifstream in{path, std::ios::binary};
  const std::string golden{std::istreambuf_iterator<char>{in}, {}};
  if (golden == text) return {};
  return name + " is\n" + golden + "--- but this came:\n" + text;
}

}  // namespace isocket::report
