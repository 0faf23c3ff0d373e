#pragma once

#include <array>

#include "sms/alphabet.h"

namespace isocket::sms {

/// The characters of 128 codes; 0 where a table has none. All of them are in Unicode's first plane.
using CharacterTable = std::array<char16_t, 128>;

constexpr std::uint8_t kEscape = 0x1B;

/// 3GPP TS 23.038 §6.2.1 and Annex A.3. A language without a locking shift table has the default alphabet.
const CharacterTable& locking_table(Language language);

/// 3GPP TS 23.038 §6.2.1.1 and Annex A.2: what follows an escape.
const CharacterTable& single_table(Language language);

}  // namespace isocket::sms
