#pragma once
// CRC-16/CCITT-FALSE, the check of a group's values on the cable (MU-P4-08).

#include <cstdint>
#include <string_view>

namespace isocket::fw::cable {

class Crc16 {
 public:
  constexpr void add(char c) {
    value_ =
        static_cast<std::uint16_t>(value_ ^ static_cast<std::uint16_t>(static_cast<unsigned char>(c) << 8));
    for (int bit = 0; bit < 8; ++bit)
      value_ = static_cast<std::uint16_t>((value_ & 0x8000U) != 0 ? (value_ << 1U) ^ 0x1021U : value_ << 1U);
  }
  constexpr void add(std::string_view text) {
    for (const char c : text) add(c);
  }
  /// The text of one data line.
  constexpr void add_line(std::string_view text) {
    add(text);
    add('\n');
  }
  [[nodiscard]] constexpr std::uint16_t value() const { return value_; }

 private:
  std::uint16_t value_ = 0xffff;
};

consteval std::uint16_t crc16_of(std::string_view text) {
  Crc16 crc;
  crc.add(text);
  return crc.value();
}
static_assert(crc16_of("123456789") == 0x29b1);

}  // namespace isocket::fw::cable
