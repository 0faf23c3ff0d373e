#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/types.h"

namespace isocket::fw {

/// Cuts the module's bytes into lines, and finds the prompt for a PDU, which has no line end.
class LineReader {
 public:
  enum class Got : std::uint8_t { nothing, line, prompt };

  /// The longest line that has a meaning: the PDU of a DELIVER with service centre, in hexadecimal, with
  /// room for what some modules put behind it. The rest of a longer line is dropped.
  static constexpr std::size_t kLongest = 400;

  /// @param prompt_due  whether ">" at the beginning of a line is a prompt now
  Got feed(char c, bool prompt_due);
  /// The line that feed() announced, until the next feed(); never empty, without line ends and trailing
  /// blanks.
  [[nodiscard]] std::string_view line() const { return {text_, size_}; }
  /// Whether the line was longer than kLongest.
  [[nodiscard]] bool cut() const { return cut_; }
  /// Turns the line, when it is hexadecimal, into octets, in its own place. Empty: it is not.
  std::span<const std::uint8_t> octets();
  void reset();

 private:
  [[nodiscard]] bool inside_text() const;

  char text_[kLongest] = {};
  std::uint16_t size_ = 0;
  bool cut_ = false;
  bool done_ = false;
  bool after_prompt_ = false;
};

}  // namespace isocket::fw
