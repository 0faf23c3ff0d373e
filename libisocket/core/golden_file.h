#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace isocket {

/// For tests of what people read: empty when `text` is what stands in the file, otherwise both texts in
/// words. With ISOCKET_APPROVE=1 in the environment the file is written instead; its change is then reviewed
/// like code.
inline std::string differs_from_golden(const std::filesystem::path& file, const std::string& text) {
  if (std::getenv("ISOCKET_APPROVE") != nullptr) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << text;
    return {};
  }
  std::ifstream in{file, std::ios::binary};
  const std::string golden{std::istreambuf_iterator<char>{in}, {}};
  if (golden == text) return {};
  return file.filename().string() + " is\n" + golden + "--- but this came:\n" + text;
}

}  // namespace isocket
