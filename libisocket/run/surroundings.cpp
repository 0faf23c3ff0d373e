// The steps of an attempt that are about the bench: bench, observe.
#include <algorithm>

#include "core/duration.h"
#include "run/attempt.h"

namespace isocket::run {
namespace {

using namespace std::chrono_literals;

/// How often lights are looked at while a pattern is awaited.
constexpr Duration kLook = 250ms;
/// "Seen now" allows for the processing of what came before.
constexpr Duration kNow = 1s;
/// How long before a step a light may be looked at that shows something once.
constexpr Duration kBefore = 1s;

/// The latest change of an output to a level, not before `since`.
std::optional<Instant> change_to(const bench::History& history, bench::Output output, bool level,
                                 Instant since) {
  const auto& edges = history.edges(output);
  for (auto edge = edges.rbegin(); edge != edges.rend() && edge->at >= since; ++edge)
    if (edge->level == level) return edge->at;
  return std::nullopt;
}

std::string text_of(const std::vector<bench::Target>& targets, device::Model model) {
  std::string text;
  for (const bench::Target& target : targets)
    text += (text.empty() ? "" : ", ") + bench::to_string(target, model);
  return text;
}

Duration longest_watch(const std::vector<bench::Target>& targets) {
  Duration longest{};
  for (const bench::Target& target : targets) longest = std::max(longest, bench::watch_time(target));
  return longest;
}

}  // namespace

asio::awaitable<Attempt::Maybe> Attempt::change(const suite::BenchStep& step) {
  for (const suite::Setting& setting : step.changes) {
    Maybe wrong = co_await apply(setting);
    if (wrong) co_return wrong;
  }
  co_return std::nullopt;
}

asio::awaitable<Attempt::Maybe> Attempt::apply(const suite::Setting& setting) {
  std::vector<Result<bench::Change>> changes;
  if (const auto* entries = std::get_if<suite::Table>(&setting.value)) {
    for (const auto& [entry, value] : *entries) {
      auto filled = suite::fill(value, conversation_.values());
      changes.push_back(bench::parse_change(setting.key, filled.value_or(value), entry));
    }
  } else if (const std::string* value = setting.text()) {
    auto filled = suite::fill(*value, conversation_.values());
    changes.push_back(bench::parse_change(setting.key, filled.value_or(*value)));
  }
  for (auto& change : changes) {
    if (!change) co_return bench_error(change.error());
    const bench::Spelling spelling = bench::spell(*change);
    table_.journal.record("bench.set",
                          {{"what", setting.key}, {"entry", spelling.entry}, {"value", spelling.value}});
    conversation_.surroundings(*change);
    conversation_.anchor = table_.loop.now();
    auto applied = co_await table_.bench.apply(std::move(*change));
    if (!applied) co_return bench_error(applied.error());
  }
  co_return std::nullopt;
}

asio::awaitable<Attempt::Maybe> Attempt::observe(const suite::Step& step, const suite::Observe& observe) {
  std::vector<bench::Target> targets;
  for (const suite::Setting& setting : observe.targets) {
    const std::string* value = setting.text();
    auto target = bench::parse_target(setting.key, value != nullptr ? *value : "");
    if (!target) co_return bench_error(target.error());
    targets.push_back(*target);
  }
  Maybe wrong;
  if (table_.bench.person() != nullptr) {
    wrong = co_await observe_by_asking(step, observe, targets);
  } else if (observe.holds) {
    wrong = co_await observe_holding(targets, *observe.holds);
  } else if (observe.after) {
    for (const bench::Target& target : targets) {
      wrong = co_await observe_after(target, *observe.after);
      if (wrong) break;
    }
  } else {
    wrong = co_await observe_state(step, targets);
  }
  if (!wrong) {
    for (const bench::Target& target : targets) {
      if (bench::watch_time(target) != Duration{}) continue;
      const auto at =
          change_to(table_.bench.history(), target.output, target.pattern == bench::Pattern::on, Instant{});
      if (at && !observe.holds) conversation_.anchor = *at;
    }
    table_.journal.record("bench.seen", {{"what", text_of(targets, table_.device.model)}});
    co_return std::nullopt;
  }
  if (wrong->suspect == Suspect::harness) co_return wrong;
  wrong->suspect = conversation_.suspect_of_state();
  wrong->sent = conversation_.last_sent();
  wrong->rule = rules(step.arrival);
  co_return wrong;
}

std::string Attempt::seen_now(const std::vector<bench::Target>& targets, Instant from) const {
  std::string text;
  for (const bench::Target& target : targets)
    text += (text.empty() ? "" : ", ") + std::string{bench::name_of(target.output, table_.device.model)} +
            ": " + bench::describe(table_.bench.history(), target.output, from, table_.loop.now());
  return text;
}

asio::awaitable<Attempt::Maybe> Attempt::observe_state(const suite::Step& step,
                                                       std::vector<bench::Target> targets) {
  const bench::History& history = table_.bench.history();
  const Instant began = table_.loop.now();
  const Duration watch = longest_watch(targets);
  const Instant deadline = began + std::max(step.within.value_or(kNow), kNow) + watch;
  for (;;) {
    const Instant now = table_.loop.now();
    const bool all = std::all_of(targets.begin(), targets.end(), [&](const bench::Target& target) {
      const Duration needed = bench::watch_time(target);
      if (needed == Duration{}) return history.level(target.output) == (target.pattern == bench::Pattern::on);
      // The first of three flashes begins with the change that caused it, which is before this step.
      const Duration early = target.pattern == bench::Pattern::three_flashes ? kBefore : Duration{};
      return now - began + early >= needed && bench::shows(history, target, now - needed, now);
    });
    if (all) co_return std::nullopt;
    if (now >= deadline) break;
    co_await table_.bench.changed().wait_until(
        std::min(deadline, watch > Duration{} ? now + kLook : deadline));
  }
  Wrong wrong{Suspect::device,
              "wrong-state",
              "the device does not show what it should within " + duration_text(step.within.value_or(kNow)),
              {},
              text_of(targets, table_.device.model),
              seen_now(targets, began),
              {},
              {}};
  co_return wrong;
}

asio::awaitable<Attempt::Maybe> Attempt::observe_holding(std::vector<bench::Target> targets, Duration holds) {
  const bench::History& history = table_.bench.history();
  const Instant began = table_.loop.now();
  const Instant end = began + std::max(holds, longest_watch(targets));
  for (;;) {
    const Instant now = table_.loop.now();
    const bool broken = std::any_of(targets.begin(), targets.end(), [&](const bench::Target& target) {
      if (bench::watch_time(target) != Duration{})
        return now >= end && !bench::shows(history, target, began, now);
      return history.level(target.output) != (target.pattern == bench::Pattern::on);
    });
    if (broken) {
      Wrong wrong{Suspect::device,
                  "state-not-held",
                  "the device did not keep its state for " + duration_text(holds) + ", but for " +
                      duration_text(now - began),
                  {},
                  text_of(targets, table_.device.model),
                  seen_now(targets, began),
                  {},
                  {}};
      co_return wrong;
    }
    if (now >= end) co_return std::nullopt;
    co_await table_.bench.changed().wait_until(end);
  }
}

Duration Attempt::slack_of(Duration after) const {
  return table_.strict ? Duration{1s} : std::max<Duration>(5s, after / 100);
}

asio::awaitable<Attempt::Maybe> Attempt::observe_after(bench::Target target, Duration after) {
  const bench::History& history = table_.bench.history();
  const Duration slack = slack_of(after);
  const Instant since = conversation_.anchor;
  const Instant latest = since + after + slack;
  const bool level = target.pattern == bench::Pattern::on;
  std::optional<Instant> changed;
  for (;;) {
    changed = change_to(history, target.output, level, since);
    // An earlier change back and forth does not count: the level must still be there.
    if (changed && history.level(target.output) != level) changed.reset();
    if (changed || table_.loop.now() >= latest) break;
    co_await table_.bench.changed().wait_until(latest);
  }
  Wrong wrong{Suspect::device,
              "wrong-duration",
              "the change did not come in its time",
              {},
              bench::to_string(target, table_.device.model) + ", " + duration_text(after) +
                  " after the change before it",
              {},
              {},
              {}};
  if (!changed) {
    wrong.received = "not within " + duration_text(after + slack) + "; now " +
                     (history.level(target.output) ? "on" : "off");
    co_return wrong;
  }
  const Duration took = *changed - since;
  if (took + slack >= after && took <= after + slack) co_return std::nullopt;
  wrong.received = "it came after " + duration_text(took);
  co_return wrong;
}

}  // namespace isocket::run
