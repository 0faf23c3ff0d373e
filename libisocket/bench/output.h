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
#include "device/model.h"

namespace isocket::bench {

/// What can be seen on a device from outside.
enum class Output : std::uint8_t {
  relay_1,
  relay_2,
  relay_3,
  relay_4,
  relay_5,
  relay_6,
  relay_7,
  led_power,
  led_gsm,
  led_out,
  led_mic,
  device,
  socket = relay_1,
  microrelay = relay_2,
};
inline constexpr std::size_t kOutputs = 12;
inline constexpr unsigned kRelays = 7;

/// 1 to 7; 0: it is no relay.
constexpr unsigned relay_number(Output output) {
  const auto index = static_cast<unsigned>(output);
  return index < kRelays ? index + 1 : 0;
}

constexpr bool is_light(Output output) {
  return relay_number(output) == 0 && output != Output::device;
}

/// As this model's people call it: "socket" and "microrelay" of the sockets, "relay.1" to "relay.7" of a
/// Smart Relay, "led.power", "led.gsm", "led.out", "led.mic", "device".
std::string_view name_of(Output output, device::Model model);
/// By any of its names. Errors: not_found.
Result<Output> parse_output(std::string_view name);
/// All names, for messages and "did you mean".
const std::vector<std::string_view>& output_names();

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
std::string to_string(const Target& target, device::Model model);

/// How long an output must have been watched before a pattern can be told: zero for relays, seconds for
/// lights.
Duration watch_time(const Target& target);
/// Whether [from, to] shows the pattern; rates within 20 per cent (EP-15-13). `to - from` >= watch_time.
bool shows(const History& history, const Target& target, Instant from, Instant to);
/// What [from, to] shows, in words: "1 Hz", "on", "unsteady: 5 flashes in 4s".
std::string describe(const History& history, Output output, Instant from, Instant to);

}  // namespace isocket::bench
