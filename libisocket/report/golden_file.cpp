#include "report/golden_file.h"

#include "core/golden_file.h"

namespace isocket::report {

std::string differs_from_golden(const std::string& name, const std::string& text) {
  return isocket::differs_from_golden(
      std::filesystem::path{ISOCKET_SOURCE_DIR} / "libisocket/report/golden" / name, text);
}

}  // namespace isocket::report
