#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/types.h"

namespace isocket::fw::cable {

/// Cuts what comes over the cable into requests (MU-P2-01, MU-P2-02, MU-P2-08).
class RequestReader {
 public:
  static constexpr std::size_t kLongest = 200;

  enum class Result : std::uint8_t { none, request, too_long, bad_character };

  /// @return none until a line that is not empty has ended
  Result feed(char c);
  /// The request that has just ended, without blanks at its ends; until the next feed().
  [[nodiscard]] std::string_view request() const;
  void reset() { *this = RequestReader{}; }

 private:
  Result end_line();

  FixedString<kLongest> line_;
  bool ended_ = false;
  bool bad_ = false;  // another byte than 20h to 7Eh
};

}  // namespace isocket::fw::cable
