#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "core/time.h"
#include "sms/octets.h"

namespace isocket::sms {

/// TP-SCTS, TP-DT and an absolute TP-VP (3GPP TS 23.040 §9.2.3.11): local time to the second, and how far it
/// is from UTC in quarters of an hour. The seven octets are kept exactly as received.
///
/// The year has two digits: 90 to 99 are 1990 to 1999, the others 2000 to 2089.
class Timestamp {
 public:
  static constexpr std::size_t kSize = 7;

  /// All digits zero: no time was given.
  constexpr Timestamp() = default;
  /// @param zone  local time minus UTC; cut to quarters of an hour, at most 19:45 either way
  static Timestamp of(Calendar utc, std::chrono::minutes zone = std::chrono::minutes{0});
  /// @param octets  7 of them
  /// @return        or bad_value, with the offset of the octet that is no month, day, hour, minute or second.
  ///                A digit above 9 reads as 0 and is no error; neither is a stamp of zeros.
  static Result<Timestamp> from_octets(OctetView octets);
  /// "2026-01-31T12:00:00+05:30", or with Z; what to_string() gives. Errors: bad_digit, bad_value.
  static Result<Timestamp> parse(std::string_view text);

  [[nodiscard]] const std::array<std::uint8_t, kSize>& octets() const { return octets_; }
  /// Nothing where the octets are no date.
  [[nodiscard]] std::optional<Calendar> utc() const;
  [[nodiscard]] std::chrono::minutes zone() const;
  /// "2026-01-31T12:00:00+05:30" in local time; the octets in hexadecimal where they are no date.
  [[nodiscard]] std::string to_string() const;

  /// Two stamps are equal when they hold the same octets.
  friend bool operator==(const Timestamp&, const Timestamp&) = default;
  /// The order of the instants they name, whatever their zones; stamps that are no date come first, and
  /// what names the same instant is ordered by its octets.
  friend std::strong_ordering operator<=>(const Timestamp& a, const Timestamp& b);

 private:
  std::array<std::uint8_t, kSize> octets_{};
};

}  // namespace isocket::sms
