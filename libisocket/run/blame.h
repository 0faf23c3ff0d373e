#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/time.h"

namespace isocket::run {

/// What this run has seen of the network, as far as it can be told apart from the device: whether the status
/// report of each submission came, once and in time.
class NetworkRecord {
 public:
  void settled_cleanly() { ++messages_; }
  void settled_with_trouble() {
    ++messages_;
    ++troubled_;
  }
  /// Probability that the network spoils one message: the larger of 1 % and what was seen
  /// (k + 1/2) / (n + 1), which does not call a short record a clean one.
  [[nodiscard]] double trouble_rate() const;
  /// A message was stamped by the service centre and arrived: how long it was under way. The shortest so far
  /// is taken for the difference of the two clocks, so that only what is beyond it counts.
  Duration transit(Calendar arrived, Calendar stamped);
  [[nodiscard]] Duration least_transit() const { return least_transit_.value_or(Duration{}); }
  [[nodiscard]] std::uint64_t messages() const { return messages_; }
  [[nodiscard]] std::uint64_t troubled() const { return troubled_; }

 private:
  std::uint64_t messages_ = 0;
  std::uint64_t troubled_ = 0;
  std::optional<Duration> least_transit_;
};

/// P(X >= hits) for X binomial over `trials` with `probability`; 1 for no hits.
double binomial_tail(std::uint32_t trials, std::uint32_t hits, double probability);

/// The attempts of one case, and when repetition has become proof: a step that goes wrong again and again is
/// the device's doing once the network explains it with a probability below one in a million.
class Attempts {
 public:
  static constexpr double kBeyondDoubt = 1e-6;

  /// An attempt went wrong at `place` (step and reason), after `messages` messages on the air.
  void went_wrong(const std::string& place, std::uint32_t messages);
  /// An attempt got past every step.
  void went_well() { ++count_; }
  /// Our own modem was away: whatever happened is no evidence.
  void proved_nothing() { ++count_; }
  [[nodiscard]] std::uint32_t count() const { return count_; }
  /// Whether the network cannot explain how often `place` went wrong.
  [[nodiscard]] bool beyond_doubt(const std::string& place, const NetworkRecord& network) const;
  /// Attempts that would be needed if every one went wrong there; huge where the network explains anything.
  [[nodiscard]] static std::uint32_t needed(std::uint32_t messages, double trouble_rate);

 private:
  struct Place {
    std::uint32_t times = 0;
    std::uint32_t messages = 0;  ///< the most that any of these attempts had on the air
  };
  std::uint32_t count_ = 0;
  std::map<std::string, Place> places_;
};

}  // namespace isocket::run
