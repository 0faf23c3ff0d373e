#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/verdict.h"
#include "journal/journal.h"
#include "modem/modem.h"
#include "run/blame.h"
#include "run/plan.h"
#include "run/totals.h"
#include "sms/timestamp.h"

namespace isocket::run {

/// A submission of a run that broke off.
struct FormerSubmission {
  std::uint64_t intent = 0;  ///< its place in the journal
  std::string modem;
  std::string to;
  std::string text;
  std::optional<modem::Submission::Outcome> outcome;  ///< nothing: the program ended before it was known
  std::uint8_t reference = 0;                         ///< TP-MR, once it is sent
  bool handed_over = false;   ///< its octets have left for the modem since it was last refused
  bool reported = false;      ///< its final status report has come
  bool answered = false;      ///< a message came that can only answer it
  bool settled = false;       ///< `resume.settled` has been said of it
  std::uint32_t attempt = 0;  ///< counts attempts of the run; 0: before the first
};

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
  Duration so_far{};  ///< that it had taken
  std::vector<FormerAttempt> attempts;
};

/// What a run was begun with.
struct RunHead {
  std::string model;
  std::string bench;
  std::uint64_t seed = 1;
  std::vector<std::string> cases;  ///< ids, in their order
};

/// What the journal of a run tells whoever goes on with it: another reader of its events. It hears the former
/// ones first and those of the run that goes on after them.
class Past final : public journal::Sink {
 public:
  void on_event(const journal::Event& event) override;

  /// Nothing: the run had not begun.
  [[nodiscard]] const std::optional<RunHead>& head() const { return head_; }
  /// It came to its end: there is nothing to go on with.
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] std::size_t cases_done() const { return done_; }
  [[nodiscard]] const std::optional<FormerCase>& open_case() const { return open_; }
  [[nodiscard]] const Totals& totals() const { return totals_; }
  [[nodiscard]] const NetworkRecord& network() const { return network_; }
  /// Time of the latest event, and how long the run had taken until then.
  [[nodiscard]] Instant last() const { return last_; }
  [[nodiscard]] Duration so_far() const { return head_ ? last_ - began_ : Duration{}; }
  [[nodiscard]] Duration excess() const { return excess_; }
  [[nodiscard]] const std::deque<FormerSubmission>& submissions() const { return submissions_; }

  /// Of a modem, for Modem::recall(), in order.
  [[nodiscard]] std::vector<modem::FormerSubmission> memory_of(const std::string& modem) const;
  /// Whether something that is still to come can tell of a submission.
  /// @param all  also what is known to be sent, and may still reach the device
  [[nodiscard]] bool awaits(bool all) const;

 private:
  struct Memory {
    std::string modem;
    modem::FormerSubmission what;
  };
  void on_case(const journal::Event& event);
  void on_message(const journal::Event& event);
  void on_judgement(const journal::Event& event);
  void on_delivered(const journal::Event& event);
  FormerSubmission* submission(const journal::Event& event);
  FormerAttempt* attempt();

  std::optional<RunHead> head_;
  bool complete_ = false;
  std::size_t done_ = 0;
  std::optional<FormerCase> open_;
  Totals totals_;
  NetworkRecord network_;
  Instant began_{}, last_{}, step_began_{};
  Duration excess_{};
  std::uint32_t attempts_ = 0;
  Calendar latest_stamp_{};
  std::deque<FormerSubmission> submissions_;
  std::vector<Memory> memory_;
};

/// Whether `past` is of the run that is asked for. Errors: bad_value; `detail` says what differs.
Result<void> same_run(const Past& past, const RunHead& asked);
/// The ids of planned cases, in order.
std::vector<std::string> ids_of(const std::vector<Planned>& order);

}  // namespace isocket::run
