#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace isocket::suite {

/// What a difference on a real device means (docs/spec/README.md, "Basis and real devices").
enum class Basis : std::uint8_t { documented, external, decision };
std::string_view name_of(Basis basis);

/// One row of the specification.
struct Requirement {
  std::string id;    ///< "EP-5.2-03"
  std::string rule;  ///< the text, as it stands in the table
  Basis basis = Basis::documented;
  std::string source;
  bool withdrawn = false;  ///< kept so that its id is not used again
};

/// Is `id` written like the id of a rule: PREFIX-CHAPTER-NN?
bool is_rule_id(std::string_view id);

/// "EP" of "EP-5.2-03".
std::string_view family_of(std::string_view id);

/// "EP" for "environment-pro"; empty for a model that has no specification.
std::string_view family_of_model(std::string_view model);

/// The folder docs/spec that belongs to a file or folder: looked for in its folder and all above.
std::optional<std::filesystem::path> find_specification(const std::filesystem::path& from);

/// The rules of the specification, by id.
class Requirements {
 public:
  /// Reads all four-cell rows of all Markdown files in `folder`.
  /// @return  or not_found, io; bad_value for a repeated id or an unknown basis, with the file and line
  static Result<Requirements> read(const std::filesystem::path& folder);
  /// The rows of one Markdown text are added; `name` is for errors.
  Result<void> add(std::string_view name, std::string_view markdown);

  /// Null when there is no such rule.
  [[nodiscard]] const Requirement* find(std::string_view id) const;
  /// In the order of the specification: by file, then by row.
  [[nodiscard]] const std::vector<Requirement>& all() const { return rules_; }

 private:
  std::vector<Requirement> rules_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
};

}  // namespace isocket::suite
