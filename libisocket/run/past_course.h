#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/verdict.h"
#include "journal/journal.h"
#include "run/blame.h"
#include "run/totals.h"

namespace isocket::run {

/// An attempt of the case that was under way.
struct FormerAttempt {
  std::uint32_t number = 0;
  std::optional<Verdict> verdict;  ///< nothing: it was neither judged nor ended
  std::string step;
  std::string reason;
  bool finding = false;
  bool ended = false;
  std::uint32_t messages = 0;
  journal::Range evidence;
};

struct FormerCase {
  std::string id;
  Instant began{};
  std::vector<FormerAttempt> attempts;
};

/// What the cases of one device were begun with.
struct RunHead {
  std::string model;
  std::string bench;
  std::uint64_t seed = 1;
  std::vector<std::string> cases;  ///< ids, in their order
};

/// What a run had come to on one device, case by case.
class PastCourse {
 public:
  void begin(const journal::Event& event);
  void end(const journal::Event& event);
  void on_event(const journal::Event& event);
  /// A message to the device or from it belongs to the attempt under way.
  void count_messages(std::uint32_t messages);
  /// What a report said of a message to it.
  void settled(bool delivered) {
    if (delivered)
      network_.settled_cleanly();
    else
      network_.settled_with_trouble();
  }

  [[nodiscard]] const RunHead& head() const { return head_; }
  [[nodiscard]] Instant began() const { return began_; }
  /// Its last case has ended, and nobody stopped it before: there is nothing to go on with.
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] std::size_t cases_done() const { return done_; }
  [[nodiscard]] const std::optional<FormerCase>& open_case() const { return open_; }
  [[nodiscard]] const Totals& totals() const { return totals_; }
  [[nodiscard]] const NetworkRecord& network() const { return network_; }
  [[nodiscard]] Duration excess() const { return excess_; }
  /// Attempts so far: the number of the latest one, counted over all cases.
  [[nodiscard]] std::uint32_t attempts() const { return attempts_; }

 private:
  void on_case(const journal::Event& event);
  void on_judgement(const journal::Event& event);
  FormerAttempt* attempt();

  RunHead head_;
  Instant began_{}, step_began_{};
  bool complete_ = false;
  std::size_t done_ = 0;
  std::optional<FormerCase> open_;
  Totals totals_;
  NetworkRecord network_;
  Duration excess_{};
  std::uint32_t attempts_ = 0;
};

/// A number of an event; 0: there is none.
std::uint64_t count_in(const journal::Event& event, std::string_view name);
/// A flag of an event; false: there is none.
bool flag_in(const journal::Event& event, std::string_view name);

}  // namespace isocket::run
