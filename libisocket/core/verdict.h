#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace isocket {

/// ETSI ES 201 873-1 §24. In rising order; `error` is the harness's, never the device's.
enum class Verdict : std::uint8_t { none, pass, inconc, fail, error };

/// A verdict only ever gets worse.
constexpr Verdict worst(Verdict a, Verdict b) {
  return std::max(a, b);
}
static_assert(worst(Verdict::pass, Verdict::inconc) == Verdict::inconc);

constexpr std::string_view name_of(Verdict verdict) {
  constexpr std::string_view kNames[] = {"none", "pass", "inconc", "fail", "error"};
  return kNames[static_cast<std::size_t>(verdict)];
}

}  // namespace isocket
