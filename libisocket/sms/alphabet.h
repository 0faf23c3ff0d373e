#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sms/octets.h"

namespace isocket::sms {

/// How user data is coded (3GPP TS 23.038 §4).
enum class Alphabet : std::uint8_t {
  gsm7,    ///< the GSM 7 bit default alphabet, with its extension table
  octets,  ///< 8 bit data: no text
  ucs2,    ///< 16 bit, high octet first; surrogate pairs are read and written as UTF-16 has them
};

/// "GSM 7 bit", "8 bit", "UCS2".
std::string_view name_of(Alphabet alphabet);

/// National language identifiers (3GPP TS 23.038 §6.2.1.2.4). `none` is the default alphabet.
enum class Language : std::uint8_t {
  none = 0,
  turkish,
  spanish,
  portuguese,
  bengali,
  gujarati,
  hindi,
  kannada,
  malayalam,
  oriya,
  punjabi,
  tamil,
  telugu,
  urdu,
};

/// Which tables a text's user data header chose (3GPP TS 23.040 §9.2.3.24.15 and .16).
struct Shifts {
  Language locking = Language::none;  ///< takes the place of the default alphabet
  Language single = Language::none;   ///< takes the place of the default extension table
  friend bool operator==(const Shifts&, const Shifts&) = default;
};

/// Text of 7-bit codes, one per octet. Every input is a text: an escape to a code that the extension table
/// lacks shows the main table's character, an escape to nothing a blank (3GPP TS 23.038 §6.2.1).
std::string text_of_septets(OctetView septets, Shifts shifts = {});

/// UTF-8 to 7-bit codes of the default alphabet, one per octet, extension characters as two.
/// Errors: bad_encoding, field "text", with the offset of the first character that is not in the alphabet or
/// is no UTF-8.
Result<Octets> septets_of_text(std::string_view utf8);

/// True when every character has a place in the default alphabet or its extension table.
bool fits_gsm7(std::string_view utf8);

/// Text of UCS-2 octets. What is no character (half a surrogate pair, a last odd octet) becomes U+FFFD.
std::string text_of_ucs2(OctetView octets);

/// UTF-8 to UCS-2 octets. Errors: bad_encoding, field "text", with the offset of what is no UTF-8.
Result<Octets> ucs2_of_text(std::string_view utf8);

}  // namespace isocket::sms
