#pragma once
// What tests and the benchmark of many devices share: a run in the lab, and how well its modems were used.

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "journal/json_lines.h"
#include "run/fleet.h"
#include "suite/load.h"
#include "target.h"

namespace isocket::cli {

/// What a run with several devices left behind.
struct ManyDevices final : journal::Sink {
  void on_event(const journal::Event& event) override {
    const std::string device = event.text("device");
    if (event.type == "run.begin") began = event.at;
    if (event.type == "run.end") ended = event.at;
    if (event.type == "sms.intent") open[event.seq] = event.at;
    if (event.type == "sms.submit") {
      const auto intent = open.find(std::stoull(event.text("intent")));
      occupied[event.text("modem")] += event.at - intent->second;
      ++submissions;
    }
    if (event.type == "case.end") {
      verdicts[device + " " + event.text("case")] = event.text("verdict");
      chain[device] = event.at - began;
    }
    if (event.type == "case.skipped") skipped += device + " " + event.text("reason") + "\n";
    if (event.type == "attempt.end" && event.text("verdict") != "pass")
      trouble += device + " " + event.text("case") + " " + event.text("reason") + "\n";
    if (event.type == "sms.foreign" || event.type == "call.foreign") ++foreign;
  }

  [[nodiscard]] Duration took() const { return ended - began; }
  /// How long the modems were busy with submissions, shared out evenly.
  [[nodiscard]] Duration share() const {
    Duration sum{};
    for (const auto& [modem, time] : occupied) sum += time;
    return sum / static_cast<long>(std::max<std::size_t>(occupied.size(), 1));
  }

  run::Totals totals;
  Instant began{};
  Instant ended{};
  std::map<std::uint64_t, Instant> open;
  std::map<std::string, Duration> occupied;  ///< of each modem, by submissions
  std::map<std::string, Duration> chain;     ///< of each device, to the end of its last case
  std::size_t submissions = 0;
  std::map<std::string, std::string> verdicts;
  std::string skipped, trouble;
  std::size_t foreign = 0;
  std::string events;
};

inline asio::awaitable<void> execute_fleet(Target& target, std::vector<run::FleetDevice> devices,
                                           const run::RunOptions& options, ManyDevices& done) {
  const auto started = co_await target.start();
  if (!started) co_return;
  for (std::size_t i = 0; i < devices.size(); ++i) devices[i].table = &target.table(i);
  done.totals =
      co_await run::run_fleet(target.loop(), target.journal(), target.pool(), std::move(devices), options);
}

/// Runs the chosen cases on every device of the target.
inline void run_devices(Target& target, const std::vector<suite::Suite>& suites, run::Selection selection,
                        ManyDevices& done) {
  std::ostringstream events;
  journal::JsonLines lines{events};
  target.journal().add_sink(lines);
  target.journal().add_sink(done);
  const run::RunOptions options;
  std::vector<run::FleetDevice> devices;
  for (std::size_t i = 0; i < target.devices(); ++i) {
    selection.model = target.model(i);
    selection.device = target.name(i);
    devices.push_back({nullptr, run::plan(suites, selection, options.seed), target.offer(i), "lab"});
  }
  target.loop().run_to_end(execute_fleet(target, std::move(devices), options, done));
  done.events = events.str();
}

/// Short cases with one party and without calls, in the order of the files.
inline std::vector<std::string> short_cases(const std::vector<suite::Suite>& suites, std::size_t count) {
  using namespace std::chrono_literals;
  std::vector<std::string> ids;
  for (const suite::Suite& s : suites)
    for (const suite::Case& c : s.cases) {
      const run::ModemNeeds needs = run::modem_needs(c);
      const bool is_short = run::estimate(c).device_time <= 40s;
      if (is_short && needs.submissions.size() == 1 && !needs.calls && ids.size() < count)
        ids.push_back(c.id);
    }
  return ids;
}

inline TargetOptions many(std::size_t devices, std::size_t modems) {
  using namespace std::chrono_literals;
  TargetOptions options;
  options.lab = "environment-pro";
  options.lab_devices = devices;
  options.lab_modems = modems;
  options.timing.submission = lab::Range{3s, 5s};  // as users of 2G networks report it
  return options;
}

}  // namespace isocket::cli
