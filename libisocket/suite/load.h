#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "suite/model.h"
#include "suite/requirements.h"
#include "yaml/diagnostic.h"

namespace isocket::suite {

struct LoadOptions {
  /// The rules that `covers:` and `rules:` may name; null: any well-formed id.
  const Requirements* requirements = nullptr;
};

struct Loaded {
  std::vector<Suite> suites;  ///< those without an error; complete only when `ok()`
  std::vector<Diagnostic> diagnostics;
  [[nodiscard]] bool ok() const { return diagnostics.empty(); }
};

/// Loads suites. A folder stands for all `*.yaml` and `*.yml` in it and below, by name; a file in it that has
/// `fragments:` and no `cases:` is a shared file, checked and not a suite. Case ids are unique in the whole.
Loaded load(const std::vector<std::filesystem::path>& paths, const LoadOptions& options = {});

/// One suite from memory, for tests and fuzzing; `include:` is looked for next to `name`.
Loaded load_text(const std::string& name, const std::string& text, const LoadOptions& options = {});

}  // namespace isocket::suite
