#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "suite/model.h"
#include "suite/requirements.h"
#include "yaml/diagnostic.h"

namespace isocket::suite {

/// Rules that cannot be seen through SMS, calls, bench or USB, each with the reason. Nothing else leaves the
/// denominator of a coverage.
struct Unobservable {
  std::map<std::string, std::string> reasons;  ///< by id
  std::vector<Diagnostic> diagnostics;         ///< of the file
};

/// A list of {id, reason}. A file that is not there is an empty list.
Unobservable read_unobservable(const std::filesystem::path& file, const Requirements& requirements);

enum class Coverage : std::uint8_t { covered, uncovered, unobservable };
std::string_view name_of(Coverage coverage);

struct RuleCoverage {
  const Requirement* rule = nullptr;
  Coverage state = Coverage::uncovered;
  std::vector<std::string>
      cases;           ///< their ids; also of a rule that is unobservable, which is a contradiction
  std::string reason;  ///< why it is unobservable
};

struct Count {
  std::size_t covered = 0;
  std::size_t uncovered = 0;
  std::size_t unobservable = 0;
  [[nodiscard]] std::size_t observable() const { return covered + uncovered; }
  [[nodiscard]] std::size_t rules() const { return observable() + unobservable; }
  /// Of the observable ones; 100 when there are none.
  [[nodiscard]] double percent() const {
    return observable() == 0 ? 100.0
                             : 100.0 * static_cast<double>(covered) / static_cast<double>(observable());
  }
};

struct CoverageReport {
  std::vector<std::string> families;  ///< those of the suites' models: "EP"
  std::vector<RuleCoverage>
      rules;  ///< of these families, without the withdrawn, in the specification's order
  /// @param basis  unset: all
  [[nodiscard]] Count count(std::optional<Basis> basis = {}) const;
};

/// Which rules the suites cover. A rule counts for a case when it is of the family of one of its models;
/// suites without models count for the families that they name.
/// @param requirements  outlives the report
CoverageReport coverage(const Requirements& requirements, const std::vector<Suite>& suites,
                        const std::map<std::string, std::string>& unobservable);

}  // namespace isocket::suite
