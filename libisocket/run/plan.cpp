#include "run/plan.h"

#include <algorithm>

#include "core/random.h"

namespace isocket::run {
namespace {

using namespace std::chrono_literals;

bool chosen(const suite::Case& c, const Selection& selection) {
  if (!selection.model.empty() && !c.is_for(selection.model)) return false;
  const auto tagged = [&](const std::string& tag) {
    return std::find(c.tags.begin(), c.tags.end(), tag) != c.tags.end();
  };
  const auto named = [&](const std::string& pattern) { return fits(pattern, c.id); };
  return (selection.tags.empty() || std::any_of(selection.tags.begin(), selection.tags.end(), tagged)) &&
         (selection.cases.empty() || std::any_of(selection.cases.begin(), selection.cases.end(), named));
}

// What a message or a call takes on a GSM network, end to end.
constexpr Duration kMessage = 5s;
constexpr Duration kCall = 10s;
// ... and until the network has taken a message, which is as long as its modem is not free for others.
constexpr Duration kSubmission = 4s;

Cost cost_of(const std::vector<suite::Step>& steps);

struct StepCost {
  Cost operator()(const suite::Send& s) const { return {s.texts.size(), 0, 0, kMessage * s.texts.size()}; }
  Cost operator()(const suite::Expect&) const { return {0, 1, 0, kMessage}; }
  Cost operator()(const suite::Silence& s) const {
    const bool now = s.proof == suite::Silence::Proof::now;
    return {now ? 1u : 0u, now ? 1u : 0u, 0, s.duration + (now ? 2 * kMessage : Duration{})};
  }
  Cost operator()(const suite::Call& s) const { return {0, 0, 1, s.ring + s.lasts.value_or(Duration{})}; }
  Cost operator()(const suite::Ringing& s) const { return {0, 0, 1, s.lasts.value_or(kCall)}; }
  Cost operator()(const suite::HangUp&) const { return {}; }
  Cost operator()(const suite::Wait& s) const { return {0, 0, 0, s.duration}; }
  Cost operator()(const suite::BenchStep&) const { return {}; }
  Cost operator()(const suite::Observe& s) const {
    return {0, 0, 0, s.holds.value_or(s.after.value_or(Duration{}))};
  }
  Cost operator()(const suite::Repeat& s) const {
    const Cost once = cost_of(s.steps);
    return {once.commands * s.times, once.replies * s.times, once.calls * s.times,
            once.device_time * s.times};
  }
  Cost operator()(const suite::Ask&) const { return {}; }
};

Cost cost_of(const std::vector<suite::Step>& steps) {
  Cost sum;
  for (const suite::Step& step : steps) sum += std::visit(StepCost{}, step.action);
  return sum;
}

}  // namespace

bool fits(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() != '*')
    return !text.empty() && pattern.front() == text.front() && fits(pattern.substr(1), text.substr(1));
  for (std::size_t skip = 0; skip <= text.size(); ++skip)
    if (fits(pattern.substr(1), text.substr(skip))) return true;
  return false;
}

Cost& Cost::operator+=(const Cost& other) {
  commands += other.commands;
  replies += other.replies;
  calls += other.calls;
  device_time += other.device_time;
  return *this;
}

std::vector<Planned> plan(const std::vector<suite::Suite>& suites, const Selection& selection,
                          std::uint64_t seed) {
  std::vector<Planned> order;
  for (const suite::Suite& s : suites)
    for (const suite::Case& c : s.cases)
      if (chosen(c, selection)) order.push_back({&s, &c});
  Random random = Random{seed}.fork("order of cases");
  if (!selection.device.empty()) random = random.fork(selection.device);
  for (std::size_t left = order.size(); left > 1; --left)  // Fisher and Yates
    std::swap(order[left - 1], order[random.below(left)]);
  return order;
}

std::string obstacle(const suite::Case& test_case, const Offer& offer) {
  const suite::Needs needs = suite::needs_of(test_case);
  if (const std::string why = offer.operator_missing(); offer.by_operator && !why.empty())
    return "it needs the operator of the bench, and " + why;
  if (!offer.bench_can("reset")) return "this bench cannot bring the device to its factory state";
  for (const std::string& party : needs.parties)
    if (!offer.party_bound(party)) return "no modem is bound to the party '" + party + "'";
  for (const std::string& what : needs.bench)
    if (!offer.bench_can(what)) return "this bench cannot set '" + what + "'";
  for (const std::string& what : needs.observe)
    if (!offer.bench_can(what)) return "this bench cannot observe '" + what + "'";
  if (needs.operator_present && !offer.by_operator)
    return "it asks an operator, and this bench has none ({operator: true} in the inventory)";
  return {};
}

Cost estimate(const suite::Case& test_case) {
  Cost cost = cost_of(test_case.steps);
  for (const suite::Setting& setting : test_case.given) {
    const auto count = std::max<std::size_t>(1, setting.list().size());
    cost += Cost{count, count, 0, 2 * kMessage * count};
  }
  cost += Cost{1, 1, 0, 2 * kMessage};  // the fence that closes it
  return cost;
}

Duration estimated_time(const std::vector<std::vector<Planned>>& orders, std::size_t modems) {
  Duration longest{};
  std::uint64_t submissions = 0;
  for (const auto& order : orders) {
    Cost of_device;
    for (const Planned& planned : order) of_device += estimate(*planned.test_case);
    longest = std::max(longest, of_device.device_time);
    submissions += of_device.commands;
  }
  return std::max<Duration>(longest, submissions * kSubmission / std::max<std::size_t>(modems, 1));
}

}  // namespace isocket::run
