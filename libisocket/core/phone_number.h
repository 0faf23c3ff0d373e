#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "core/result.h"

namespace isocket {

/// A dialable number; 20 digits is all a TP address holds (3GPP TS 23.040 §9.1.2.5).
/// A leading '+' makes it international; without it the network decides ("local form").
class PhoneNumber {
 public:
  /// @param text  1 to 20 digits, with or without a leading '+'
  /// @return      or bad_digit with the offset of the first wrong character, underflow, overflow
  static Result<PhoneNumber> parse(std::string_view text);
  [[nodiscard]] const std::string& digits() const { return digits_; }
  [[nodiscard]] bool international() const { return international_; }
  /// "+358912345678", or "0912345678" in local form.
  [[nodiscard]] std::string to_string() const { return (international_ ? "+" : "") + digits_; }
  friend auto operator<=>(const PhoneNumber&, const PhoneNumber&) = default;

 private:
  PhoneNumber(std::string digits, bool international)
      : digits_{std::move(digits)}, international_{international} {}
  std::string digits_;
  bool international_;
};

}  // namespace isocket
