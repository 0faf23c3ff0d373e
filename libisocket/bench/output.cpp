#include "bench/output.h"
#include "core/duration.h"

#include <algorithm>
#include <span>

#include "bench/change.h"

namespace isocket::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kRelayNames[] = {"relay.1", "relay.2", "relay.3", "relay.4",
                                            "relay.5", "relay.6", "relay.7"};
constexpr std::string_view kSocketNames[] = {"socket", "microrelay"};
constexpr std::string_view kOtherNames[] = {"led.power", "led.gsm", "led.out", "led.mic", "device"};
static_assert(std::size(kRelayNames) == kRelays && kRelays + std::size(kOtherNames) == kOutputs);

constexpr std::string_view kPatternNames[] = {"on",  "off",          "1 Hz",      "4 Hz",
                                              "3 s", "4 Hz, 2 s on", "3 flashes", "flashing"};

/// The stretches of [from, to] at one level, in order.
struct Stretch {
  bool level;
  Duration length;
};

std::vector<Stretch> stretches(const History& history, Output output, Instant from, Instant to) {
  std::vector<Stretch> result;
  Instant since = from;
  bool level = history.level_at(output, from);
  for (const Edge& edge : history.edges(output)) {
    if (edge.at <= from || edge.at > to || edge.level == level) continue;
    result.push_back({level, edge.at - since});
    since = edge.at;
    level = edge.level;
  }
  result.push_back({level, to - since});
  return result;
}

bool is_about(Duration value, Duration nominal) {
  return value * 12 >= nominal * 10 && value * 8 <= nominal * 10;
}

/// Flashes at `period`, all through: the inner stretches pair up to the period, the cut ones are no longer.
bool flashes(const std::vector<Stretch>& s, Duration period, Duration longest_lit) {
  if (s.size() < 5) return false;
  for (std::size_t i = 1; i + 2 < s.size(); ++i)
    if (!is_about(s[i].length + s[i + 1].length, period)) return false;
  for (const Stretch& stretch : s)
    if (stretch.length * 8 > period * 10 || (stretch.level && stretch.length > longest_lit)) return false;
  return true;
}

/// Flashing at 4 Hz and lit for 2 s in turn, at least one whole turn of it.
bool flashes_and_rests(const std::vector<Stretch>& s) {
  int rests = 0;
  int quick = 0;
  for (std::size_t i = 1; i + 1 < s.size(); ++i) {
    if (s[i].level && s[i].length >= 1500ms && s[i].length <= 2700ms) {
      if (quick < 3 && rests > 0) return false;
      ++rests;
      quick = 0;
    } else if (s[i].length <= 320ms) {
      quick += s[i].level ? 1 : 0;
    } else {
      return false;
    }
  }
  return rests >= 2;
}

/// At a rate of its own, which it keeps.
bool flashes_somehow(const std::vector<Stretch>& s) {
  if (s.size() < 5) return false;
  const Duration period = s[1].length + s[2].length;
  return period >= 100ms && period <= 2s && flashes(s, period, period);
}

bool flashed_three_times(const std::vector<Stretch>& s) {
  int pulses = 0;
  for (std::size_t i = 1; i + 1 < s.size(); ++i) {
    if (s[i].level && s[i].length >= 100ms && s[i].length <= 1s)
      ++pulses;
    else if (s[i].level || s[i].length > 1200ms)
      pulses = s[i].level ? 99 : pulses;
  }
  return pulses == 3 && s.back().length >= 1s;
}

}  // namespace

std::string_view name_of(Output output, device::Model model) {
  const auto index = static_cast<std::size_t>(output);
  if (index >= kRelays) return kOtherNames[index - kRelays];
  const bool sockets = family_of(model) != device::Family::smart_relay;
  return sockets && index < std::size(kSocketNames) ? kSocketNames[index] : kRelayNames[index];
}
std::string_view name_of(Pattern pattern) {
  return kPatternNames[static_cast<std::size_t>(pattern)];
}

const std::vector<std::string_view>& output_names() {
  static const std::vector<std::string_view> kNames = [] {
    std::vector<std::string_view> names{std::begin(kSocketNames), std::end(kSocketNames)};
    names.insert(names.end(), std::begin(kRelayNames), std::end(kRelayNames));
    names.insert(names.end(), std::begin(kOtherNames), std::end(kOtherNames));
    return names;
  }();
  return kNames;
}

Result<Output> parse_output(std::string_view name) {
  const auto place = [name](std::span<const std::string_view> names) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  if (const auto i = place(kSocketNames); i < std::size(kSocketNames)) return static_cast<Output>(i);
  if (const auto i = place(kRelayNames); i < kRelays) return static_cast<Output>(i);
  if (const auto i = place(kOtherNames); i < std::size(kOtherNames)) return static_cast<Output>(kRelays + i);
  return fail(Errc::not_found, std::string{name}, 0,
              "what can be observed is socket, microrelay, relay.1 to relay.7, led.power, led.gsm, led.out, "
              "led.mic and device");
}

Result<Pattern> parse_pattern(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kPatternNames); ++i)
    if (kPatternNames[i] == text) return static_cast<Pattern>(i);
  return fail(
      Errc::bad_value, "pattern", 0,
      "'" + std::string{text} +
          "' is no state of an output; it would be on, off, 1 Hz, 4 Hz, 3 s, \"4 Hz, 2 s on\", 3 flashes or "
          "flashing");
}

Result<Target> parse_target(std::string_view output, std::string_view pattern) {
  auto o = parse_output(output);
  if (!o) return fail(std::move(o.error()));
  auto p = parse_pattern(pattern);
  if (!p) return fail(within(output, 0, std::move(p.error())));
  if (!is_light(*o) && *p != Pattern::on && *p != Pattern::off)
    return fail(Errc::bad_value, std::string{output}, 0, "it is on or off; only lights flash");
  return Target{*o, *p};
}

std::string to_string(const Target& target, device::Model model) {
  return std::string{name_of(target.output, model)} + ": " + std::string{name_of(target.pattern)};
}

void History::add(const Edge& edge) {
  auto& level = levels_[static_cast<std::size_t>(edge.output)];
  if (level == edge.level) return;
  level = edge.level;
  auto& edges = edges_[static_cast<std::size_t>(edge.output)];
  edges.push_back(edge);
  // A light flashes for days; a relay is looked at over minutes. Older changes have no reader.
  constexpr std::size_t kKept = 4096;
  if (edges.size() > kKept) edges.pop_front();
}

void History::clear() {
  for (auto& edges : edges_) edges.clear();
}

bool History::level_at(Output output, Instant when) const {
  const auto& all = edges(output);
  const auto after = std::find_if(all.begin(), all.end(), [&](const Edge& e) { return e.at > when; });
  return after == all.end() ? level(output) : !after->level;
}

Duration watch_time(const Target& target) {
  if (!is_light(target.output)) return 0s;
  switch (target.pattern) {
    case Pattern::on:
    case Pattern::off: return 4s;
    case Pattern::flash_1hz: return 4s;
    case Pattern::flash_4hz: return 3s;
    case Pattern::flash_3s: return 10s;
    case Pattern::flash_4hz_lit_2s: return 10s;
    case Pattern::three_flashes: return 6s;
    case Pattern::flashing: return 5s;
  }
  return 0s;
}

bool shows(const History& history, const Target& target, Instant from, Instant to) {
  const auto s = stretches(history, target.output, from, to);
  switch (target.pattern) {
    case Pattern::on: return s.size() == 1 && s[0].level;
    case Pattern::off: return s.size() == 1 && !s[0].level;
    case Pattern::flash_1hz: return flashes(s, 1s, 900ms);
    case Pattern::flash_4hz: return flashes(s, 250ms, 250ms);
    case Pattern::flash_3s: return flashes(s, 3s, 500ms);
    case Pattern::flash_4hz_lit_2s: return flashes_and_rests(s);
    case Pattern::three_flashes: return flashed_three_times(s);
    case Pattern::flashing: return flashes_somehow(s);
  }
  return false;
}

std::string describe(const History& history, Output output, Instant from, Instant to) {
  for (std::size_t i = 0; i < std::size(kPatternNames); ++i) {
    const Target target{output, static_cast<Pattern>(i)};
    if (to - from >= watch_time(target) && shows(history, target, from, to))
      return std::string{name_of(target.pattern)};
  }
  const auto s = stretches(history, output, from, to);
  const auto lit = std::count_if(s.begin() + 1, s.end(), [](const Stretch& x) { return x.level; });
  return "unsteady: turned on " + std::to_string(lit) + (lit == 1 ? " time in " : " times in ") +
         duration_text(to - from) + ", now " + (history.level(output) ? "on" : "off");
}

}  // namespace isocket::bench
