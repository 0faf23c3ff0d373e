#include "sms/alphabet.h"

#include "sms/language_tables.h"
#include "sms/utf8.h"

namespace isocket::sms {
namespace {

constexpr std::uint16_t kNoCode = 0xFFFF;
constexpr std::uint16_t kExtended = 0x100;

/// The code of a character in the default alphabet, kExtended added when it stands in the extension table.
struct ReverseTable {
  std::array<std::uint16_t, 256> latin{};   ///< U+0000 to U+00FF
  std::array<std::uint16_t, 0x40> greek{};  ///< U+0380 to U+03BF
  std::uint16_t euro = kNoCode;

  std::uint16_t* place(char32_t character) {
    if (character < 0x100) return &latin[character];
    if (character >= 0x380 && character < 0x3C0) return &greek[character - 0x380];
    return character == 0x20AC ? &euro : nullptr;
  }
  [[nodiscard]] std::uint16_t code(char32_t character) const {
    if (character < 0x100) return latin[character];
    if (character >= 0x380 && character < 0x3C0) return greek[character - 0x380];
    return character == 0x20AC ? euro : kNoCode;
  }
};

const ReverseTable kReverse = [] {
  ReverseTable reverse;
  reverse.latin.fill(kNoCode);
  reverse.greek.fill(kNoCode);
  const auto enter = [&](const CharacterTable& table, std::uint16_t mark) {
    for (std::uint16_t code = 0; code < table.size(); ++code)
      if (table[code] != 0) *reverse.place(table[code]) = static_cast<std::uint16_t>(code | mark);
  };
  enter(single_table(Language::none), kExtended);
  enter(locking_table(Language::none), 0);
  return reverse;
}();

tl::unexpected<Error> bad_text(std::size_t offset, std::string detail) {
  return fail(Errc::bad_encoding, "text", offset, std::move(detail));
}

}  // namespace

std::string_view name_of(Alphabet alphabet) {
  switch (alphabet) {
    case Alphabet::gsm7: return "GSM 7 bit";
    case Alphabet::octets: return "8 bit";
    case Alphabet::ucs2: return "UCS2";
  }
  return "";
}

std::string text_of_septets(OctetView septets, Shifts shifts) {
  const CharacterTable& main = locking_table(shifts.locking);
  const CharacterTable& extension = single_table(shifts.single);
  std::string text(septets.size() * 3, '\0');  // what lies in the first plane takes three octets at most
  char* out = text.data();
  for (std::size_t i = 0; i < septets.size(); ++i) {
    unsigned code = septets[i] & 0x7Fu;
    char16_t character = main[code];
    if (code == kEscape && i + 1 < septets.size()) {
      code = septets[++i] & 0x7Fu;
      character = extension[code] != 0 ? extension[code] : main[code];
    }
    out += put_character(character != 0 ? character : U' ', out);
  }
  text.resize(static_cast<std::size_t>(out - text.data()));
  return text;
}

Result<Octets> septets_of_text(std::string_view utf8) {
  Octets septets;
  septets.reserve(utf8.size() + utf8.size() / 8);
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t start = at;
    const char32_t character = next_character(utf8, at);
    if (character == kNoCharacter) return bad_text(start, "UTF-8");
    const std::uint16_t code = kReverse.code(character);
    if (code == kNoCode) return bad_text(start, "characters of the GSM 7 bit default alphabet");
    if ((code & kExtended) != 0) septets.push_back(kEscape);
    septets.push_back(static_cast<std::uint8_t>(code & 0x7F));
  }
  return septets;
}

bool fits_gsm7(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t character = next_character(utf8, at);
    if (character == kNoCharacter || kReverse.code(character) == kNoCode) return false;
  }
  return true;
}

std::string text_of_ucs2(OctetView octets) {
  std::string text(octets.size() * 2 + 4, '\0');
  char* out = text.data();
  const auto unit = [&](std::size_t i) -> char32_t {
    return static_cast<char32_t>(octets[i] << 8 | octets[i + 1]);
  };
  std::size_t i = 0;
  for (; i + 1 < octets.size(); i += 2) {
    char32_t character = unit(i);
    if (character >= 0xD800 && character <= 0xDFFF) {
      const char32_t second = character < 0xDC00 && i + 3 < octets.size() ? unit(i + 2) : 0;
      if (second >= 0xDC00 && second <= 0xDFFF) {
        character = 0x10000 + ((character - 0xD800) << 10 | (second - 0xDC00));
        i += 2;
      } else {
        character = kReplacement;
      }
    }
    out += put_character(character, out);
  }
  if (i < octets.size()) out += put_character(kReplacement, out);
  text.resize(static_cast<std::size_t>(out - text.data()));
  return text;
}

Result<Octets> ucs2_of_text(std::string_view utf8) {
  Octets octets;
  octets.reserve(utf8.size() * 2);
  const auto put = [&](char32_t unit) {
    octets.push_back(static_cast<std::uint8_t>(unit >> 8));
    octets.push_back(static_cast<std::uint8_t>(unit));
  };
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t start = at;
    const char32_t character = next_character(utf8, at);
    if (character == kNoCharacter) return bad_text(start, "UTF-8");
    if (character < 0x10000) {
      put(character);
    } else {
      put(0xD800 + ((character - 0x10000) >> 10));
      put(0xDC00 + ((character - 0x10000) & 0x3FF));
    }
  }
  return octets;
}

}  // namespace isocket::sms
