#include "sms/septets.h"

namespace isocket::sms {

void pack_septets(OctetView septets, unsigned fill_bits, std::uint8_t* into) {
  std::uint64_t bits = 0;  // those not yet written, the next one lowest
  unsigned held = fill_bits;
  std::size_t i = 0;
  // Eight codes are seven octets: whole groups go out without a look at the bit count.
  for (; i + 8 <= septets.size(); i += 8) {
    std::uint64_t group = 0;
    for (unsigned k = 0; k < 8; ++k) group |= std::uint64_t{septets[i + k] & 0x7Fu} << (7 * k);
    bits |= group << held;  // at most 56 + 7 bits
    for (unsigned k = 0; k < 7; ++k, bits >>= 8) *into++ = static_cast<std::uint8_t>(bits);
  }
  for (; i < septets.size(); ++i) {
    bits |= std::uint64_t{septets[i] & 0x7Fu} << held;
    for (held += 7; held >= 8; held -= 8, bits >>= 8) *into++ = static_cast<std::uint8_t>(bits);
  }
  if (held > 0) *into = static_cast<std::uint8_t>(bits);
}

void unpack_septets(OctetView packed, std::size_t count, unsigned fill_bits, std::uint8_t* into) {
  const std::uint8_t* from = packed.data();
  const std::uint8_t* const end = from + packed_size(count, fill_bits);
  std::uint64_t bits = 0;
  unsigned held = 0;
  if (fill_bits > 0 && from < end) {
    bits = static_cast<std::uint64_t>(*from++) >> fill_bits;
    held = 8 - fill_bits;
  }
  for (; count >= 8; count -= 8) {
    for (unsigned k = 0; k < 7; ++k) bits |= std::uint64_t{*from++} << (held + 8 * k);
    for (unsigned k = 0; k < 8; ++k, bits >>= 7) *into++ = static_cast<std::uint8_t>(bits & 0x7F);
  }
  for (; count > 0; --count) {
    if (held < 7) {
      bits |= std::uint64_t{*from++} << held;
      held += 8;
    }
    *into++ = static_cast<std::uint8_t>(bits & 0x7F);
    bits >>= 7;
    held -= 7;
  }
}

}  // namespace isocket::sms
