#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/gsm/address.h"
#include "core/types.h"

// The device's own TPDU coder (3GPP TS 23.040), as small as it needs: DELIVER in, SUBMIT out.
//
// Text here ("device text") is one char for each character of the GSM 7-bit default alphabet and its
// extension table: ASCII where the character is in ASCII, otherwise 0x80 + its septet (0x80 + its second
// septet for the euro sign). So text passes through the device unchanged, and size() counts characters.
namespace isocket::fw {

/// The service centre time stamp, as it came (3GPP TS 23.040 §9.2.3.11).
struct Timestamp {
  std::uint8_t year, month, day, hour, minute, second;  ///< year 0 to 99: 20yy
  std::int8_t zone;                                     ///< quarter hours from GMT
  bool valid;                                           ///< digits only and an existing date and time
};

enum class Alphabet : std::uint8_t { gsm7, data, ucs2 };

struct IncomingSms {
  Address sender;
  Alphabet alphabet = Alphabet::gsm7;
  bool part = false;  ///< one of several concatenated messages
  Timestamp stamp{};
  std::string_view text;  ///< device text, at most 160 characters; empty but for gsm7; gone after the call
};

namespace pdu {

inline constexpr std::size_t kMaxText = 182;  ///< characters: what a USSD answer can have; a DELIVER has 160
inline constexpr std::size_t kMaxSubmit = 165;  ///< octets: service centre, header, address, 140 octets

/// Decodes a TPDU with its service centre address in front, as +CMGR and +CMT give it.
/// @param octets  may have padding behind the TPDU
/// @param text    where IncomingSms::text will stand
/// @return false: not a DELIVER, or cut off; `sms` is unspecified then
bool decode_deliver(std::span<const std::uint8_t> octets, IncomingSms& sms, std::span<char, kMaxText> text);

/// How many messages a text takes: 1 up to 160 septets, then one for each 153 (an escaped character is not
/// split). 0: more than 255.
std::uint8_t parts_of(std::string_view text);

/// Encodes one part of a text, with an empty service centre address in front: 7-bit default alphabet, no
/// validity period, no status report, no class (EP-4.1-68).
/// @param part  from 0; the concatenation header appears when `parts` > 1
/// @return octets written, the one of the service centre included
std::size_t encode_submit(const Address& to, std::string_view text, std::uint8_t part, std::uint8_t parts,
                          std::uint8_t reference, std::span<std::uint8_t, kMaxSubmit> into);

/// @return false: odd number of digits, another character, or too many for `into`
bool from_hex(std::string_view hex, std::span<std::uint8_t> into, std::size_t& size);

/// The device text of one septet of the default table, or of the extension table.
char from_septet(std::uint8_t septet, bool extension);
/// The septet of a character, 0x1b00 + septet in the extension table; '?' for what is not in the alphabet.
std::uint16_t to_septet(char c);
/// The device text of a UCS-2 code unit; '?' when the GSM alphabet lacks it.
char from_ucs2(std::uint16_t unit);

}  // namespace pdu
}  // namespace isocket::fw
