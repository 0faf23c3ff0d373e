#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace isocket::sms {

constexpr char32_t kNoCharacter = 0xFFFFFFFF;
constexpr char32_t kReplacement = 0xFFFD;

/// The character at `at`, which moves behind it; kNoCharacter, and `at` stays, for what is no UTF-8 (overlong
/// forms, surrogates and what is above U+10FFFF included).
constexpr char32_t next_character(std::string_view text, std::size_t& at) {
  const auto octet = [&](std::size_t i) -> char32_t {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
  };
  const auto follows = [&](std::size_t i) { return (octet(i) & 0xC0) == 0x80; };
  const char32_t first = octet(0);
  if (first < 0x80) {
    ++at;
    return first;
  }
  char32_t character = kNoCharacter;
  std::size_t length = 1;
  if ((first & 0xE0) == 0xC0 && follows(1)) {
    length = 2;
    character = (first & 0x1F) << 6 | (octet(1) & 0x3F);
    if (character < 0x80) return kNoCharacter;
  } else if ((first & 0xF0) == 0xE0 && follows(1) && follows(2)) {
    length = 3;
    character = (first & 0x0F) << 12 | (octet(1) & 0x3F) << 6 | (octet(2) & 0x3F);
    if (character < 0x800 || (character >= 0xD800 && character <= 0xDFFF)) return kNoCharacter;
  } else if ((first & 0xF8) == 0xF0 && follows(1) && follows(2) && follows(3)) {
    length = 4;
    character = (first & 0x07) << 18 | (octet(1) & 0x3F) << 12 | (octet(2) & 0x3F) << 6 | (octet(3) & 0x3F);
    if (character < 0x10000 || character > 0x10FFFF) return kNoCharacter;
  } else {
    return kNoCharacter;
  }
  at += length;
  return character;
}

/// Room for one character is four octets; gives the number written.
constexpr std::size_t put_character(char32_t character, char* into) {
  const auto octet = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (character < 0x80) {
    into[0] = octet(character);
    return 1;
  }
  if (character < 0x800) {
    into[0] = octet(0xC0 | character >> 6);
    into[1] = octet(0x80 | (character & 0x3F));
    return 2;
  }
  if (character < 0x10000) {
    into[0] = octet(0xE0 | character >> 12);
    into[1] = octet(0x80 | (character >> 6 & 0x3F));
    into[2] = octet(0x80 | (character & 0x3F));
    return 3;
  }
  into[0] = octet(0xF0 | character >> 18);
  into[1] = octet(0x80 | (character >> 12 & 0x3F));
  into[2] = octet(0x80 | (character >> 6 & 0x3F));
  into[3] = octet(0x80 | (character & 0x3F));
  return 4;
}

}  // namespace isocket::sms
