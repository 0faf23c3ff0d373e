#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "suite/reader.h"

namespace isocket::suite {

/// A named list of steps, where it is written.
struct Fragment {
  const Source* source = nullptr;
  const YamlNode* steps = nullptr;
  Place place;
};
using Fragments = std::map<std::string, Fragment, std::less<>>;

/// What steps may refer to.
struct Surroundings {
  const Fragments* fragments = nullptr;
  std::vector<std::string> parties;
  const Requirements* requirements = nullptr;
};

/// Reads a list of steps, with `use:` resolved. A case is left with at most 10,000 of them.
std::vector<Step> read_steps(const Source& source, Problems& problems, const YamlNode& list,
                             const Surroundings& around);

}  // namespace isocket::suite
