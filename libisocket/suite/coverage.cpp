#include "suite/coverage.h"

#include <algorithm>
#include <set>

#include "suite/reader.h"

namespace isocket::suite {
namespace {

/// The families whose rules a case can cover; empty: any.
std::set<std::string, std::less<>> families_of(const std::vector<std::string>& models) {
  std::set<std::string, std::less<>> families;
  for (const std::string& model : models)
    if (const auto family = family_of_model(model); !family.empty()) families.emplace(family);
  return families;
}

}  // namespace

std::string_view name_of(Coverage coverage) {
  constexpr std::string_view kNames[] = {"covered", "uncovered", "unobservable"};
  return kNames[static_cast<std::size_t>(coverage)];
}

Unobservable read_unobservable(const std::filesystem::path& file, const Requirements& requirements) {
  Unobservable result;
  std::error_code ec;
  if (!std::filesystem::exists(file, ec)) return result;
  const auto source = Source::read(file);
  if (!source) {
    result.diagnostics.push_back({{file.string(), 0, 0}, source.error().detail, {}});
    return result;
  }
  Problems problems;
  const Reader reader{*source, problems};
  const auto root = read_yaml(*source, problems);
  if (root && reader.list(*root, "this file", "'- {id: EP-16-02, reason: ...}'")) {
    for (const YamlNode& node : root->items) {
      if (!reader.is_table(node, "an entry")) continue;
      reader.check_keys(node, {"id", "reason"}, "an entry");
      const YamlEntry* id = find(node, "id");
      const YamlEntry* reason = find(node, "reason");
      if (id == nullptr || reason == nullptr) {
        reader.say(node.place, "an entry needs 'id:' and 'reason:'");
        continue;
      }
      const auto rule = reader.text(id->value, "'id:'");
      const auto why = reader.text(reason->value, "'reason:'");
      if (!rule || !why) continue;
      check_rule(reader, *rule, id->value.place, &requirements);
      if (why->empty()) reader.say(reason->place, "the reason is missing");
      if (!result.reasons.emplace(*rule, *why).second)
        reader.say(id->value.place, *rule + " stands here a second time");
    }
  }
  result.diagnostics = problems.take();
  return result;
}

Count CoverageReport::count(std::optional<Basis> basis) const {
  Count count;
  for (const RuleCoverage& rule : rules) {
    if (basis && rule.rule->basis != *basis) continue;
    switch (rule.state) {
      case Coverage::covered: ++count.covered; break;
      case Coverage::uncovered: ++count.uncovered; break;
      case Coverage::unobservable: ++count.unobservable; break;
    }
  }
  return count;
}

CoverageReport coverage(const Requirements& requirements, const std::vector<Suite>& suites,
                        const std::map<std::string, std::string>& unobservable) {
  std::set<std::string, std::less<>> families;
  std::map<std::string, std::vector<std::string>> by_rule;
  for (const Suite& suite : suites) {
    for (const Case& c : suite.cases) {
      const auto own = families_of(c.models);
      families.insert(own.begin(), own.end());
      for (const RuleRef& rule : c.covers) {
        const auto family = family_of(rule.id);
        if (own.empty()) families.emplace(family);
        if (own.empty() || own.count(family) != 0) by_rule[rule.id].push_back(c.id);
      }
    }
  }
  CoverageReport report;
  report.families.assign(families.begin(), families.end());
  for (const Requirement& rule : requirements.all()) {
    if (rule.withdrawn || families.count(family_of(rule.id)) == 0) continue;
    RuleCoverage one{&rule, Coverage::uncovered, {}, {}};
    if (const auto cases = by_rule.find(rule.id); cases != by_rule.end()) {
      one.state = Coverage::covered;
      one.cases = cases->second;
    }
    if (const auto reason = unobservable.find(rule.id); reason != unobservable.end()) {
      one.state = Coverage::unobservable;
      one.reason = reason->second;
    }
    report.rules.push_back(std::move(one));
  }
  return report;
}

}  // namespace isocket::suite
