#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "run/blame.h"
#include "run/conversation.h"
#include "run/plan.h"
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

/// How many cases came to what.
struct Totals {
  std::uint32_t pass = 0, fail = 0, inconc = 0, error = 0, skipped = 0, flaky = 0, findings = 0;
  std::uint32_t unaffordable = 0;  ///< of the skipped ones: a quota is used up
  std::uint64_t messages = 0, calls = 0;
  Duration device_time{};   ///< as long as the run took the device
  Duration counted_time{};  ///< the same, with no single wait counted for more than an hour
  bool stopped = false;

  /// Those of several devices.
  Totals& operator+=(const Totals& other);
};

/// The totals as fields of run.end or device.end.
std::vector<journal::Field> fields_of(const Totals& totals);

/// Executes the planned cases one after the other at one table, and says everything in the journal.
class Runner {
 public:
  Runner(Table& table, RunOptions options);
  asio::awaitable<Totals> run(std::vector<Planned> order, Offer offer);

 private:
  asio::awaitable<void> run_case(Planned planned);
  /// @param alone  beside nobody else's conversation at the same modems
  asio::awaitable<AttemptResult> attempt(const suite::Case& test_case, std::uint32_t number, bool alone);
  /// Why the case cannot be run now; empty: it can.
  std::string hindrance(const suite::Case& test_case, const Offer& offer);
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
