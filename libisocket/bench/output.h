#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace isocket::bench {

/// What can be seen on a device from outside.
enum class Output : std::uint8_t { socket, led_power, led_gsm, led_out, device };
inline constexpr std::size_t kOutputs = 5;

/// "socket", "led.power", "led.gsm", "led.out", "device".
std::string_view name_of(Output output);
Result<Output> parse_output(std::string_view name);

/// The output changed to `level` (on, lit, running) at `at`.
struct Edge {
  Output output;
  bool level;
  Instant at;
};

/// The changes of all outputs, in order, since the last clear().
class History {
 public:
  void add(const Edge& edge);
  /// Forgets the changes, keeps the levels.
  void clear();
  [[nodiscard]] bool level(Output output) const { return levels_[static_cast<std::size_t>(output)]; }
  [[nodiscard]] const std::deque<Edge>& edges(Output output) const {
    return edges_[static_cast<std::size_t>(output)];
  }
  /// The level at a moment that is not before the last clear().
  [[nodiscard]] bool level_at(Output output, Instant when) const;

 private:
  std::array<bool, kOutputs> levels_{};
  std::array<std::deque<Edge>, kOutputs> edges_;
};

/// How a light or a relay behaves over some seconds.
enum class Pattern : std::uint8_t {
  on,                ///< "on": all the time
  off,               ///< "off": all the time
  flash_1hz,         ///< "1 Hz"
  flash_4hz,         ///< "4 Hz", without pause
  flash_3s,          ///< "3 s": one flash every 3 seconds
  flash_4hz_lit_2s,  ///< "4 Hz, 2 s on": 4 Hz and then lit for 2 s, repeated
  three_flashes,     ///< "3 flashes", then steady
  flashing,          ///< "flashing": steadily at any rate from 0.5 to 10 Hz, where no rate is specified
};
std::string_view name_of(Pattern pattern);
Result<Pattern> parse_pattern(std::string_view text);

/// One line of `observe: {led.power: 1 Hz}`.
struct Target {
  Output output;
  Pattern pattern;
};
/// Errors: not_found (no such output), bad_value (no such pattern, or not one of this output).
Result<Target> parse_target(std::string_view output, std::string_view pattern);
std::string to_string(const Target& target);

/// How long an output must have been watched before a pattern can be told: zero for relays, seconds for
/// lights.
Duration watch_time(const Target& target);
/// Whether [from, to] shows the pattern; rates within 20 per cent (EP-15-13). `to - from` >= watch_time.
bool shows(const History& history, const Target& target, Instant from, Instant to);
/// What [from, to] shows, in words: "1 Hz", "on", "unsteady: 5 flashes in 4s".
std::string describe(const History& history, Output output, Instant from, Instant to);

}  // namespace isocket::bench
