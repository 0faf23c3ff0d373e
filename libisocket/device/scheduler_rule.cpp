#include "device/scheduler_rule.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "device/capitals.h"
#include "device/parameter.h"

namespace isocket::device {
namespace {

/// What a rule can do: the word alone, or with the number of a relay or an input behind it.
struct Action {
  std::string_view word;
  Range number{};
};

constexpr Range kRelays{1, 7, {}};
constexpr Range kInputs{1, 6, {}};

constexpr Action kSocketActions[] = {
    {"ON"}, {"OFF"}, {"INF"}, {"AON"}, {"AOF"}};  // EP-10-05 to -07, GS-11-03
constexpr Action kBoardActions[] = {
    // SR-3.4-07, SR-U11-03
    {"TEMP"},          {"SIGN"},          {"RSTAT"},         {"ISTAT"},         {"ONR", kRelays},
    {"OFFR", kRelays}, {"PULR", kRelays}, {"TON", kRelays},  {"TOFF", kRelays}, {"AON"},
    {"AOFF"},          {"AON", kInputs},  {"AOFF", kInputs}, {"AONALL"},        {"AOFFALL"},
};

std::span<const Action> actions_of(Model model) {
  if (family_of(model) == Family::smart_relay) return kBoardActions;
  return kSocketActions;
}

bool names(const Action& action, std::string_view text) {
  if (!action.number.exists()) return text == action.word;
  if (text.size() != action.word.size() + 1 || !text.starts_with(action.word)) return false;
  const int number = text.back() - '0';
  return number >= action.number.least && number <= action.number.most;
}

bool is_time(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return false;
  for (const std::size_t i : {0U, 1U, 3U, 4U})
    if (text[i] < '0' || text[i] > '9') return false;
  return text.substr(0, 2) < "24" && text[3] < '6';
}

}  // namespace

std::optional<SchedulerRule> SchedulerRule::parse(Model model, std::string_view text) {
  const auto first = text.find(',');
  const auto second = text.find(',', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
  SchedulerRule rule{std::string{text.substr(0, first)},
                     std::string{text.substr(first + 1, second - first - 1)},
                     capitals(text.substr(second + 1))};
  const bool day = rule.day == "*" || (rule.day.size() == 1 && rule.day[0] >= '1' && rule.day[0] <= '7');
  const auto actions = actions_of(model);
  const bool action =
      std::any_of(actions.begin(), actions.end(), [&](const Action& a) { return names(a, rule.action); });
  if (!is_time(rule.time) || !day || !action) return std::nullopt;
  return rule;
}

}  // namespace isocket::device
