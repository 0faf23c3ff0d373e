#pragma once

#include <cstddef>
#include <vector>

#include "yaml/diagnostic.h"

namespace isocket::yaml {

/// All that is wrong, each thing once: what several parts of a file share may be read for each of its uses.
class Problems {
 public:
  void add(Diagnostic diagnostic);
  [[nodiscard]] std::size_t size() const { return all_.size(); }
  /// By file in the order of their first problem, then by line; at most 50 of one file.
  std::vector<Diagnostic> take();

 private:
  std::vector<Diagnostic> all_;
};

}  // namespace isocket::yaml
