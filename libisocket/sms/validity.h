#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "sms/timestamp.h"

namespace isocket::sms {

/// TP-VP, relative form (3GPP TS 23.040 §9.2.3.12.1): one octet for 5 minutes to 63 weeks.
class RelativeValidity {
 public:
  constexpr RelativeValidity() = default;
  constexpr explicit RelativeValidity(std::uint8_t octet) : octet_{octet} {}
  /// The shortest period that lasts at least `duration`; 63 weeks for all that is longer.
  static RelativeValidity at_least(std::chrono::minutes duration);
  [[nodiscard]] constexpr std::uint8_t octet() const { return octet_; }
  [[nodiscard]] std::chrono::minutes duration() const;
  friend bool operator==(const RelativeValidity&, const RelativeValidity&) = default;

 private:
  std::uint8_t octet_ = 0;
};

/// TP-VP, enhanced form (3GPP TS 23.040 §9.2.3.12.3): seven octets, kept as sent.
class EnhancedValidity {
 public:
  enum class Form : std::uint8_t { none, relative, seconds, hours_minutes_seconds, reserved };
  constexpr EnhancedValidity() = default;
  constexpr explicit EnhancedValidity(const std::array<std::uint8_t, 7>& octets) : octets_{octets} {}
  [[nodiscard]] const std::array<std::uint8_t, 7>& octets() const { return octets_; }
  [[nodiscard]] bool single_shot() const { return (octets_[0] & 0x40) != 0; }
  [[nodiscard]] Form form() const;
  /// Nothing for the forms none and reserved.
  [[nodiscard]] std::optional<std::chrono::seconds> duration() const;
  friend bool operator==(const EnhancedValidity&, const EnhancedValidity&) = default;

 private:
  std::array<std::uint8_t, 7> octets_{};
};

/// How long a service centre keeps trying. Without one the centre decides. A Timestamp is the absolute form.
using Validity = std::variant<std::monostate, RelativeValidity, Timestamp, EnhancedValidity>;

/// "none", "1 day", "until 2026-01-31T12:00:00Z".
std::string describe(const Validity& validity);

}  // namespace isocket::sms
