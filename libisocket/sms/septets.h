#pragma once

#include <cstddef>

#include "sms/octets.h"

namespace isocket::sms {

/// Octets that `count` septets take after `fill_bits` (0 to 6) unused bits.
constexpr std::size_t packed_size(std::size_t count, unsigned fill_bits = 0) {
  return (count * 7 + fill_bits + 7) / 8;
}

/// Packs 7-bit codes, the first one in the lowest bits (3GPP TS 23.038 §6.1.2.1).
/// @param septets    one code per octet; the eighth bit is not looked at
/// @param fill_bits  0 to 6 zero bits ahead of the first septet: what brings text behind a user data header
///                   to a septet boundary (3GPP TS 23.040 §9.2.3.24)
/// @param into       room for packed_size() octets; unused bits of the last one become zero
void pack_septets(OctetView septets, unsigned fill_bits, std::uint8_t* into);

/// The reverse: `count` codes, one per octet, 0 to 127.
/// @param packed  at least packed_size(count, fill_bits) octets
/// @param into    room for `count` octets
void unpack_septets(OctetView packed, std::size_t count, unsigned fill_bits, std::uint8_t* into);

}  // namespace isocket::sms
