#include "specification.h"

#include <ostream>

namespace isocket::cli {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> find(const std::string& named, const std::vector<std::string>& suites) {
  if (!named.empty()) return fs::path{named};
  if (!suites.empty())
    if (auto found = suite::find_specification(suites.front())) return found;
  std::error_code ec;
  for (const char* folder : {ISOCKET_INSTALLED_SPEC, ISOCKET_SOURCE_SPEC})
    if (fs::is_directory(folder, ec)) return fs::path{folder};
  return std::nullopt;
}

}  // namespace

std::optional<Specification> read_specification(const std::string& named,
                                                const std::vector<std::string>& suites, std::ostream& err) {
  const auto folder = find(named, suites);
  if (!folder) {
    err << "isocket: there is no specification (docs/spec) in a folder above the suites; name it with --spec "
           "DIR\n";
    return std::nullopt;
  }
  auto requirements = suite::Requirements::read(*folder);
  if (!requirements) {
    err << requirements.error().field << ": " << requirements.error().detail << "\n";
    return std::nullopt;
  }
  return Specification{*folder, std::move(*requirements)};
}

}  // namespace isocket::cli
