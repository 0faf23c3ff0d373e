#include "sms/octets.h"

namespace isocket::sms {
namespace {

constexpr std::uint8_t kNoDigit = 0xFF;

constexpr auto kDigitOf = [] {
  std::array<std::uint8_t, 256> table{};
  table.fill(kNoDigit);
  for (unsigned i = 0; i < 10; ++i) table['0' + i] = static_cast<std::uint8_t>(i);
  for (unsigned i = 0; i < 6; ++i) table['a' + i] = table['A' + i] = static_cast<std::uint8_t>(10 + i);
  return table;
}();

}  // namespace

std::string to_hex(OctetView octets) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string hex(octets.size() * 2, '0');
  for (std::size_t i = 0; i < octets.size(); ++i) {
    hex[2 * i] = kDigits[octets[i] >> 4];
    hex[2 * i + 1] = kDigits[octets[i] & 15];
  }
  return hex;
}

Result<Octets> from_hex(std::string_view digits) {
  Octets octets(digits.size() / 2);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const std::uint8_t digit = kDigitOf[static_cast<unsigned char>(digits[i])];
    if (digit == kNoDigit)
      return fail(Errc::bad_digit, "hex", i / 2, "0 to 9 and A to F, two for each octet");
    if (i + 1 == digits.size() && i % 2 == 0)
      return fail(Errc::underflow, "hex", i / 2, "half an octet at the end");
    octets[i / 2] = static_cast<std::uint8_t>(octets[i / 2] << 4 | digit);
  }
  return octets;
}

}  // namespace isocket::sms
