#include "run/blame.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace isocket::run {
namespace {

constexpr double kLeastTrouble = 0.01;

/// Probability that at least one of `messages` was spoiled.
double any_spoiled(std::uint32_t messages, double rate) {
  return 1.0 - std::pow(1.0 - rate, static_cast<double>(messages));
}

}  // namespace

double NetworkRecord::trouble_rate() const {
  const double seen = (static_cast<double>(troubled_) + 0.5) / (static_cast<double>(messages_) + 1.0);
  return std::max(kLeastTrouble, seen);
}

Duration NetworkRecord::transit(Calendar arrived, Calendar stamped) {
  const Duration seen = arrived - stamped;
  least_transit_ = least_transit_ ? std::min(*least_transit_, seen) : seen;
  return seen - *least_transit_;
}

double binomial_tail(std::uint32_t trials, std::uint32_t hits, double probability) {
  if (hits == 0) return 1.0;
  if (hits > trials || probability <= 0.0) return 0.0;
  if (probability >= 1.0) return 1.0;
  double sum = 0.0;
  for (std::uint32_t k = hits; k <= trials; ++k) {
    const double n = trials;
    const double log_term = std::lgamma(n + 1) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1) +
                            k * std::log(probability) + (n - k) * std::log1p(-probability);
    sum += std::exp(log_term);
  }
  return std::min(sum, 1.0);
}

void Attempts::went_wrong(const std::string& place, std::uint32_t messages) {
  ++count_;
  Place& p = places_[place];
  ++p.times;
  p.messages = std::max(p.messages, messages);
}

bool Attempts::beyond_doubt(const std::string& place, const NetworkRecord& network) const {
  const auto found = places_.find(place);
  if (found == places_.end()) return false;
  const double explained = any_spoiled(found->second.messages, network.trouble_rate());
  return binomial_tail(count_, found->second.times, explained) < kBeyondDoubt;
}

std::uint32_t Attempts::needed(std::uint32_t messages, double trouble_rate) {
  const double explained = any_spoiled(messages, trouble_rate);
  if (explained >= 1.0) return std::numeric_limits<std::uint32_t>::max();
  const double n = std::ceil(std::log(kBeyondDoubt) / std::log(explained));
  return n > 1e6 ? std::numeric_limits<std::uint32_t>::max() : static_cast<std::uint32_t>(n);
}

}  // namespace isocket::run
