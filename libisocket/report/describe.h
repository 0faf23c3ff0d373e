#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/results.h"

/// What reports say of a judgement, in one order and in the same words everywhere.
namespace isocket::report {

/// One labelled part of a description; its lines are visible text (text.h).
struct Row {
  std::string label;
  std::vector<std::string> lines;
  std::optional<std::size_t> marked{};  ///< the line that differs
  std::optional<std::size_t> caret{};   ///< and from which character on
};

/// "suites/security.yaml:14, step 2: send STATUS"
std::string place_of(const Case& c, const Judgement& judgement);

/// "wrong-text: the reply differs in line 2"; just the reason, or the sentence, where there is only one.
std::string headline(const Judgement& judgement);
/// The same for a case that has no judgement to show.
std::string headline(const Case& c);

/// "1 inconc (missing-reply), 2 pass"
std::string history(const Case& c);

/// The command that runs just this case again. @param target  how the run chose its device; may be empty
std::string again(const Case& c, std::string_view target);

/// Everything about a judgement but the name of its case: where, what, sent, expected, received, when, rule,
/// the attempts, the journal.
std::vector<Row> describe(const Case& c, const Judgement& judgement);

/// The rows as plain text, for reports that carry a block of it. Ends with a line feed.
std::string plain_text(const std::vector<Row>& rows);

/// Labels are padded to this many columns.
inline constexpr std::size_t kLabelWidth = 10;

}  // namespace isocket::report
