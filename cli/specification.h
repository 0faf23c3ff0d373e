#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "suite/requirements.h"

namespace isocket::cli {

struct Specification {
  std::filesystem::path folder;
  suite::Requirements requirements;
};

/// Reads the specification that belongs to the suites: the folder that `--spec` names, or docs/spec in a
/// folder above the first suite, or the one that this program was built or installed with.
/// @param named  what `--spec` says; empty: not given
/// @return       nothing after a message to `err`
std::optional<Specification> read_specification(const std::string& named,
                                                const std::vector<std::string>& suites, std::ostream& err);

}  // namespace isocket::cli
