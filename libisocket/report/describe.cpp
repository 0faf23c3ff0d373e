#include "report/describe.h"

#include <algorithm>
#include <charconv>

#include "report/text.h"

namespace isocket::report {
namespace {

/// Runs of blanks count as one when texts are compared, so they must not draw the mark.
std::string squeezed(const std::string& line) {
  std::string text;
  for (const char c : line)
    if (c != ' ' || (!text.empty() && text.back() != ' ')) text += c;
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

/// The line that the comparison itself names: "line 2: expected ...", counted from one.
std::optional<std::size_t> named_line(std::string_view diff) {
  const std::size_t at = diff.find("line ");
  if (at == std::string_view::npos || (at > 0 && !diff.substr(0, at).ends_with(": "))) return std::nullopt;
  std::size_t number = 0;
  const std::string_view rest = diff.substr(at + 5);
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (error != std::errc{} || end == rest.data() + rest.size() || *end != ':' || number == 0)
    return std::nullopt;
  return number - 1;
}

/// Where nothing names it: the first line that differs. A line with a placeholder may agree with another
/// text, so that only what stands before the placeholder counts.
std::optional<std::size_t> first_difference(const Row& expected, const Row& received) {
  const std::size_t most = std::max(expected.lines.size(), received.lines.size());
  for (std::size_t i = 0; i < most; ++i) {
    if (i >= expected.lines.size() || i >= received.lines.size()) return i;
    const std::string want = squeezed(expected.lines[i]);
    const std::string got = squeezed(received.lines[i]);
    const std::size_t placeholder = want.find('<');
    if (want == "<...>") return std::nullopt;  // any further lines: what follows is not side by side
    if (placeholder == std::string::npos ? want != got
                                         : want.substr(0, placeholder) != got.substr(0, placeholder))
      return i;
  }
  return std::nullopt;
}

/// True when the marks say all that `diff` says.
bool mark(Row& expected, Row& received, const std::string& diff) {
  if (diff.find("\nor ") != std::string::npos) return false;  // several texts would have done
  const auto line = diff.empty() ? first_difference(expected, received) : named_line(diff);
  if (!line) return false;
  const bool in_both = *line < expected.lines.size() && *line < received.lines.size();
  if (*line < expected.lines.size()) expected.marked = line;
  if (*line < received.lines.size()) received.marked = line;
  if (!in_both) return expected.marked || received.marked;
  const std::string& want = expected.lines[*line];
  const std::string& got = received.lines[*line];
  auto octet = static_cast<std::size_t>(
      std::mismatch(want.begin(), want.end(), got.begin(), got.end()).first - want.begin());
  while (octet > 0 && octet < got.size() && (static_cast<unsigned char>(got[octet]) & 0xC0) == 0x80) --octet;
  // At the beginning there is nothing to point at; behind a placeholder nothing can be told by looking.
  if (octet > 0 && want.substr(0, octet + 1).find('<') == std::string::npos)
    received.caret = length_of(std::string_view{got}.substr(0, octet));
  return true;
}

std::string basis_words(const std::string& basis) {
  if (basis == "documented") return "the device's manual says so";
  if (basis == "external") return "another manual of the maker says so";
  if (basis == "decision") return "decided here: the manual is silent or contradicts itself";
  return basis;
}

std::string when(const Case& c, const Judgement& j) {
  // The judgement itself may wait for a fence; what it is about was over when the step ended.
  const Step* step = c.step_of(j);
  const Instant at = step != nullptr && step->verdict != Verdict::none ? step->end : j.at;
  std::string text = run_time(at) + " of the run";
  if (const Attempt* attempt = c.attempt_of(j); attempt != nullptr && attempt->begin <= at) {
    const std::chrono::duration<double> into = at - attempt->begin;
    text += ", " + duration_words(into.count()) + " into ";
    text += c.attempts.size() > 1 ? "attempt " + std::to_string(j.attempt) : "the case";
  }
  return text;
}

void add(std::vector<Row>& rows, std::string_view label, const std::string& text) {
  if (!text.empty()) rows.push_back({std::string{label}, lines_of(visible(text))});
}

}  // namespace

std::string place_of(const Case& c, const Judgement& j) {
  const Step* step = c.step_of(j);
  const std::string& file = j.file.empty() ? c.file : j.file;
  const int line = j.line != 0 ? j.line : step != nullptr && step->line != 0 ? step->line : c.line;
  std::string place = file;
  if (line != 0) place += ':' + std::to_string(line);
  const bool numbered = j.step.find_first_of("0123456789") == 0;
  if (!j.step.empty()) place += (place.empty() ? "" : ", ") + (numbered ? "step " + j.step : j.step);
  if (step != nullptr && !step->text.empty()) place += ": " + cut(step->text, 60);
  return place;
}

std::string headline(const Judgement& j) {
  if (j.what.empty()) return j.reason;
  return j.reason.empty() ? j.what : j.reason + ": " + j.what;
}

std::string headline(const Case& c) {
  if (const Judgement* j = c.decisive(); j != nullptr) return headline(*j);
  if (c.skipped) return c.reason;
  if (!c.ended) return "the case did not come to its end";
  if (!c.reason.empty()) return c.reason;
  return c.verdict == Verdict::none ? "the case judged nothing" : "";
}

std::string history(const Case& c) {
  std::string text;
  for (const Attempt& attempt : c.attempts) {
    if (!text.empty()) text += ", ";
    text += std::to_string(attempt.number) + ' ';
    text += isocket::name_of(attempt.verdict);
    if (!attempt.reason.empty() && attempt.verdict != Verdict::pass) text += " (" + attempt.reason + ')';
  }
  return text;
}

std::string again(const Case& c, std::string_view target) {
  std::string command = "isocket test " + shell_word(c.file) + " --case " + shell_word(c.id);
  if (!target.empty()) command += ' ' + std::string{target};
  return command;
}

std::vector<Row> describe(const Case& c, const Judgement& j) {
  std::vector<Row> rows;
  add(rows, "at", place_of(c, j));
  add(rows, "what", headline(j));
  add(rows, "sent", j.sent);
  Row expected{"expected", lines_of(visible(j.expected))};
  Row received{"received", lines_of(visible(j.received))};
  const bool marked = !j.expected.empty() && !j.received.empty() && mark(expected, received, j.diff);
  if (!j.expected.empty()) rows.push_back(std::move(expected));
  // What was asked for and did not come is shown as such; a blank would look like a gap in the report.
  if (j.received.empty()) received.lines = {"(nothing)"};
  if (!j.received.empty() || !(j.sent.empty() || j.expected.empty())) rows.push_back(std::move(received));
  if (!marked) add(rows, "differs", j.diff);
  add(rows, "when", when(c, j));
  if (!j.requirement.empty())
    add(rows, "rule", j.requirement + (j.basis.empty() ? "" : " (" + basis_words(j.basis) + ')'));
  if (c.attempts.size() > 1) add(rows, "attempts", history(c));
  if (j.evidence.last != 0)
    add(rows, "journal",
        "events " + std::to_string(j.evidence.first) + " to " + std::to_string(j.evidence.last));
  if (!j.finding)
    for (const Judgement* other : c.others())
      add(rows, "also",
          (other->step.empty() ? "" : other->step + ": ") + std::string{isocket::name_of(other->verdict)} +
              ' ' + headline(*other));
  return rows;
}

std::string plain_text(const std::vector<Row>& rows) {
  std::string text;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.lines.size(); ++i) {
      std::string head = i == 0 ? row.label : "";
      head.resize(kLabelWidth, ' ');
      if (row.marked == i && row.lines.size() > 1) head[kLabelWidth - 2] = '>';
      std::string line = head + row.lines[i];
      line.erase(line.find_last_not_of(' ') + 1);
      text += line + '\n';
      if (row.marked == i && row.caret) text += std::string(kLabelWidth + *row.caret, ' ') + "^\n";
    }
  }
  return text;
}

}  // namespace isocket::report
