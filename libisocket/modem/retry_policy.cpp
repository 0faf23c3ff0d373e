#include "modem/retry_policy.h"

#include <algorithm>
#include <array>

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;
using Next = RetryDecision::Kind;

constexpr std::array<Duration, 4> kBackOff{2s, 5s, 15s, 60s};
constexpr Duration kBusyPause = 1s;
constexpr Duration kBusyLimit = 30s;
constexpr int kMostRecoveries = 3;  // resynchronised, radio off and on, reset

/// The next step of the back-off, or the end of it.
/// @param most  retries
RetryDecision backed_off(Next kind, int refusals, int most, int times = 1) {
  if (refusals > most) return {};
  const auto step = std::min<std::size_t>(static_cast<std::size_t>(refusals - 1), kBackOff.size() - 1);
  return {kind, kBackOff[step] * times};
}

/// A few tries, then the modem is put right, step by step.
RetryDecision then_recover(int alike, int tries, int recoveries) {
  if (recoveries == 0 && alike <= tries) return backed_off(Next::again, alike, tries);
  return {recoveries < kMostRecoveries ? Next::when_recovered : Next::give_up, {}};
}

RetryDecision while_busy(Duration busy_for) {
  return busy_for < kBusyLimit ? RetryDecision{Next::again, kBusyPause} : RetryDecision{};
}

/// Codes that are treated otherwise than their class.
RetryDecision decide_by_code(int code, const RefusalHistory& history, bool& decided) {
  decided = true;
  const int alike = history.alike;
  switch (code) {
    case 21:  // often an empty prepaid account, or a filter against spam
    case 81:
    case 95:
    case 96:
    case 97:
    case 98:
    case 99:
    case 111: return backed_off(Next::again, alike, 1);
    case 27:
    case 127: return backed_off(Next::again, alike, 2);
    case 42: return backed_off(Next::again, history.refusals, 4, 2);
    case 145:
      if (history.has_class) return {Next::without_class, {}};
      break;
    case 197:
      if (history.resent) return {Next::count_as_sent, {}};
      break;
    case 198:
    case 199:
      if (history.has_validity) return {Next::without_validity, {}};
      break;
    case 300: return then_recover(alike, 2, history.recoveries);  // the third time
    case 302:
      if (history.since_boot < kBootTime) return while_busy(history.busy_for);
      break;
    case 500: return then_recover(alike, 2, history.recoveries);
    default: break;
  }
  decided = false;
  return {};
}

}  // namespace

std::string_view name_of(RetryDecision::Kind kind) {
  constexpr std::string_view kNames[] = {
      "give_up",          "again",         "when_registered", "when_recovered", "when_store_is_cleared",
      "without_validity", "without_class", "count_as_sent"};
  return kNames[static_cast<std::size_t>(kind)];
}

RetryDecision decide_retry(const ModemError& error, const RefusalHistory& history) {
  bool decided = false;
  if (error.result == AtResult::cms_error && error.code) {
    const RetryDecision decision = decide_by_code(*error.code, history, decided);
    if (decided) return decision;
  }
  // "Operation not allowed" under +CME is 3.
  if (error.result == AtResult::cme_error && error.code == 3 && history.since_boot < kBootTime)
    return while_busy(history.busy_for);
  switch (error.error_class) {
    case ErrorClass::transient: return backed_off(Next::again, history.refusals, 4);
    case ErrorClass::network: return backed_off(Next::when_registered, history.refusals, 4);
    case ErrorClass::busy: return while_busy(history.busy_for);
    case ErrorClass::storage:
      return history.alike == 1 ? RetryDecision{Next::when_store_is_cleared, {}} : RetryDecision{};
    case ErrorClass::unknown: return backed_off(Next::again, history.refusals, 2);
    case ErrorClass::permanent:
    case ErrorClass::configuration:
    case ErrorClass::none: break;
  }
  return {};
}

}  // namespace isocket::modem
