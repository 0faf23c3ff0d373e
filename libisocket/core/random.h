#pragma once

#include <cstdint>
#include <string_view>

#include "core/time.h"

namespace isocket {

/// SplitMix64 (Steele, Lea, Flood 2014): small, seedable, the same on every platform.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_{seed} {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  /// 0 to bound-1; bound must not be 0.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  /// 0 up to, but not including, 1.
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  bool chance(double probability) { return unit() < probability; }
  /// Between the two, both included.
  Duration between(Duration low, Duration high) {
    return low +
           Duration{static_cast<Duration::rep>(below(static_cast<std::uint64_t>((high - low).count()) + 1))};
  }
  /// A stream of its own for `subject`: what one subject draws never shifts what another one gets.
  [[nodiscard]] Random fork(std::string_view subject) const {
    std::uint64_t hash = state_ ^ 0xCBF29CE484222325u;
    for (const char c : subject) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    return Random{Random{hash}.next()};
  }

 private:
  std::uint64_t state_;
};

}  // namespace isocket
