#include "suite/requirements.h"

#include <algorithm>

#include "yaml/characters.h"
#include "yaml/source.h"

namespace isocket::suite {

using yaml::is_digit;
using yaml::Source;
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The cells of "| a | b |"; a pipe inside a cell is written "\|".
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  line = trimmed(line);
  if (!line.starts_with('|') || !line.ends_with('|') || line.size() < 2) return cells;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cell += '|';
      ++i;
    } else if (line[i] == '|') {
      cells.emplace_back(trimmed(cell));
      cell.clear();
    } else {
      cell += line[i];
    }
  }
  return cells;
}

constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

std::optional<Basis> parse_basis(std::string_view cell) {
  const std::string_view word = cell.substr(0, cell.find_first_of(" :;,("));
  for (const Basis basis : {Basis::documented, Basis::external, Basis::decision})
    if (word == name_of(basis)) return basis;
  return std::nullopt;
}

constexpr std::pair<std::string_view, std::string_view> kFamilies[] = {
    {"environment-pro", "EP"}, {"gsm-706", "GS"},       {"gsm-707", "GS"},
    {"gsm-706-light", "GS"},   {"gsm-707-light", "GS"}, {"smart-relay", "SR"}};

}  // namespace

std::string_view name_of(Basis basis) {
  constexpr std::string_view kNames[] = {"documented", "external", "decision"};
  return kNames[static_cast<std::size_t>(basis)];
}

bool is_rule_id(std::string_view id) {
  const auto first = id.find('-');
  const auto last = id.rfind('-');
  if (first == std::string_view::npos || first == last || first == 0 || first > 4) return false;
  const std::string_view prefix = id.substr(0, first);
  const std::string_view chapter = id.substr(first + 1, last - first - 1);
  const std::string_view number = id.substr(last + 1);
  return std::all_of(prefix.begin(), prefix.end(), is_upper) && !chapter.empty() &&
         std::all_of(chapter.begin(), chapter.end(),
                     [](char c) { return is_upper(c) || is_digit(c) || c == '.'; }) &&
         number.size() >= 2 && number.size() <= 3 && std::all_of(number.begin(), number.end(), is_digit);
}

std::string_view family_of(std::string_view id) {
  return id.substr(0, id.find('-'));
}

std::string_view family_of_model(std::string_view model) {
  for (const auto& [name, family] : kFamilies)
    if (name == model) return family;
  return {};
}

std::optional<std::filesystem::path> find_specification(const std::filesystem::path& from) {
  std::error_code ec;
  std::filesystem::path folder = std::filesystem::weakly_canonical(from, ec);
  while (!ec && !folder.empty()) {
    const auto specification = folder / "docs" / "spec";
    if (std::filesystem::is_directory(specification, ec)) return specification;
    const auto above = folder.parent_path();
    if (above == folder) break;
    folder = above;
    ec.clear();
  }
  return std::nullopt;
}

Result<Requirements> Requirements::read(const std::filesystem::path& folder) {
  std::error_code ec;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator it{folder, ec}, end; !ec && it != end; it.increment(ec))
    if (it->path().extension() == ".md") files.push_back(it->path());
  if (ec)
    return fail(Errc::not_found, folder.string(), 0, "the folder of the specification: " + ec.message());
  std::sort(files.begin(), files.end());
  Requirements requirements;
  for (const auto& file : files) {
    auto source = Source::read(file);
    if (!source) return fail(std::move(source.error()));
    if (auto added = requirements.add(source->name(), source->text()); !added)
      return fail(std::move(added.error()));
  }
  if (requirements.rules_.empty())
    return fail(Errc::not_found, folder.string(), 0, "there are no rules in this folder");
  return requirements;
}

Result<void> Requirements::add(std::string_view name, std::string_view markdown) {
  std::size_t number = 0;
  for (std::size_t start = 0; start < markdown.size();) {
    const auto end = std::min(markdown.find('\n', start), markdown.size());
    const std::string_view line = markdown.substr(start, end - start);
    start = end + 1;
    ++number;
    if (!line.starts_with('|')) continue;
    auto cells = cells_of(line);
    if (cells.size() != 4 || !is_rule_id(cells[0])) continue;
    const std::string where = std::string{name} + ":" + std::to_string(number);
    Requirement rule;
    rule.id = cells[0];
    rule.rule = cells[1];
    rule.source = cells[3];
    const auto basis = parse_basis(cells[2]);
    rule.withdrawn = cells[1].starts_with("*withdrawn*");
    if (!basis && !rule.withdrawn)
      return fail(
          Errc::bad_value, where, 0,
          rule.id + " has the basis '" + cells[2] + "'; it would be documented, external or decision");
    rule.basis = basis.value_or(Basis::decision);
    if (!by_id_.emplace(rule.id, rules_.size()).second)
      return fail(Errc::bad_value, where, 0, rule.id + " stands here a second time");
    rules_.push_back(std::move(rule));
  }
  return {};
}

const Requirement* Requirements::find(std::string_view id) const {
  const auto it = by_id_.find(id);
  return it == by_id_.end() ? nullptr : &rules_[it->second];
}

}  // namespace isocket::suite
