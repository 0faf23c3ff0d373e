#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "run/blame.h"
#include "run/conversation.h"
#include "run/past.h"
#include "run/plan.h"
#include "run/totals.h"
#include "suite/requirements.h"

namespace isocket::run {

struct RunOptions {
  std::uint64_t seed = 1;
  std::string bench = "lab";   ///< its name in the journal; "lab" for a virtual one
  std::string version;         ///< of this program
  std::uint32_t attempts = 5;  ///< at a case that stays inconclusive; more only where they can prove a fail
  std::uint32_t most_attempts = 12;  ///< ... and never more than this
  bool retry_fails = false;          ///< one more attempt after a fail: a pass then is flaky
  bool flaky_passes = false;         ///< a flaky case counts as a pass
  std::function<bool()> stop_asked;  ///< looked at between cases
  /// The rules, for the basis of a judgement; may be null.
  const suite::Requirements* requirements = nullptr;
};

/// Executes the planned cases one after the other at one table, and says everything in the journal. It stops
/// when the journal cannot be written.
class Runner {
 public:
  Runner(Table& table, RunOptions options);
  /// @param past  the run goes on where this one broke off, unless nothing of it was begun on this device;
  ///              null: it is begun. It must outlive this
  asio::awaitable<Totals> run(std::vector<Planned> order, Offer offer, const Past* past = nullptr);

 private:
  /// One case, from attempt to attempt.
  struct Course {
    Attempts attempts;
    Verdict verdict = Verdict::none;
    std::string reason;
    bool failed_before = false;
    bool flaky = false;
    bool alone = false;  ///< others at the same modems have disturbed an attempt
    std::uint64_t messages = 0;
    std::uint32_t number = 0;       ///< of the latest attempt
    std::uint32_t interrupted = 0;  ///< attempts that were not finished, which prove nothing
  };
  void begin(const std::vector<Planned>& order);
  void finish(Instant began);
  [[nodiscard]] bool must_stop() const;
  void skip(const Planned& planned, const std::string& why);
  void begin_case(const Planned& planned);
  void end_case(const Planned& planned, const Course& course, Instant began);
  asio::awaitable<void> run_case(Planned planned);
  /// Why the case cannot be run now; empty: it can.
  std::string hindrance(const suite::Case& test_case, const Offer& offer);
  /// The case that was under way, `so_far` long. It is tried again only where the device can be brought to
  /// its start state.
  asio::awaitable<void> resume_case(Planned planned, FormerCase former, Duration so_far, bool repeats);
  asio::awaitable<void> run_attempts(Planned planned, Course& course);
  /// @param alone  beside nobody else's conversation at the same modems
  asio::awaitable<AttemptResult> attempt(const suite::Case& test_case, std::uint32_t number, bool alone);
  /// What a former attempt came to. @return whether another one follows
  bool take_up(const Planned& planned, const FormerAttempt& former, Course& course);
  /// Takes an ended attempt into account. @return whether another one follows
  bool goes_on(Course& course, Verdict verdict, bool finding, std::uint32_t messages);
  void end_attempt(const Planned& planned, const Course& course, Verdict verdict);
  void record_verdict(const Planned& planned, const AttemptResult& result, std::uint32_t number,
                      bool finding);
  /// A difference from rules none of which is documented, on a real device.
  [[nodiscard]] bool is_finding(const AttemptResult& result) const;
  [[nodiscard]] std::string basis_of(const std::string& rules) const;

  Table& table_;
  RunOptions options_;
  NetworkRecord network_;
  Totals totals_;
  Duration excess_{};
};

}  // namespace isocket::run
