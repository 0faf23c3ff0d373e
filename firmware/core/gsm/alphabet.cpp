#include "core/gsm/pdu.h"

// The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1, §6.2.1.1).
namespace isocket::fw::pdu {
namespace {

struct Pair {
  std::uint16_t code;
  std::uint8_t septet;
};

/// ASCII characters that stand elsewhere in the default table.
constexpr Pair kMoved[] = {{'@', 0x00}, {'$', 0x02}, {'_', 0x11}};

constexpr Pair kExtension[] = {{'\f', 0x0a}, {'^', 0x14}, {'{', 0x28}, {'}', 0x29}, {'\\', 0x2f},
                               {'[', 0x3c},  {'~', 0x3d}, {']', 0x3e}, {'|', 0x40}};
constexpr std::uint8_t kEuro = 0x65;  // in the extension table

constexpr Pair kBeyondAscii[] = {
    {0x00a3, 0x01}, {0x00a5, 0x03}, {0x00e8, 0x04}, {0x00e9, 0x05}, {0x00f9, 0x06}, {0x00ec, 0x07},
    {0x00f2, 0x08}, {0x00c7, 0x09}, {0x00d8, 0x0b}, {0x00f8, 0x0c}, {0x00c5, 0x0e}, {0x00e5, 0x0f},
    {0x0394, 0x10}, {0x03a6, 0x12}, {0x0393, 0x13}, {0x039b, 0x14}, {0x03a9, 0x15}, {0x03a0, 0x16},
    {0x03a8, 0x17}, {0x03a3, 0x18}, {0x0398, 0x19}, {0x039e, 0x1a}, {0x00c6, 0x1c}, {0x00e6, 0x1d},
    {0x00df, 0x1e}, {0x00c9, 0x1f}, {0x00a4, 0x24}, {0x00a1, 0x40}, {0x00c4, 0x5b}, {0x00d6, 0x5c},
    {0x00d1, 0x5d}, {0x00dc, 0x5e}, {0x00a7, 0x5f}, {0x00bf, 0x60}, {0x00e4, 0x7b}, {0x00f6, 0x7c},
    {0x00f1, 0x7d}, {0x00fc, 0x7e}, {0x00e0, 0x7f}, {0x20ac, kEuro}};

/// Whether the septet stands for the same code in ASCII.
constexpr bool same_in_ascii(std::uint8_t s) {
  return s == '\n' || s == '\r' ||
         (s >= 0x20 && s < 0x7b && s != '$' && s != '@' && !(s >= 0x5b && s <= 0x60));
}

}  // namespace

char from_septet(std::uint8_t septet, bool extension) {
  if (extension) {
    for (const auto& e : kExtension)
      if (e.septet == septet) return static_cast<char>(e.code);
    if (septet == kEuro) return static_cast<char>(0x80 + kEuro);
    if (septet == 0x1b) return ' ';  // reserved for another extension: shown as a blank (§6.2.1.1)
  }
  if (same_in_ascii(septet)) return static_cast<char>(septet);
  for (const auto& m : kMoved)
    if (m.septet == septet) return static_cast<char>(m.code);
  return static_cast<char>(0x80 + septet);
}

std::uint16_t to_septet(char c) {
  const auto code = static_cast<std::uint8_t>(c);
  if (code >= 0x80) {
    const auto septet = static_cast<std::uint8_t>(code & 0x7f);
    return septet == kEuro ? std::uint16_t{0x1b00 + kEuro} : std::uint16_t{septet};
  }
  for (const auto& m : kMoved)
    if (m.code == code) return m.septet;
  for (const auto& e : kExtension)
    if (e.code == code) return static_cast<std::uint16_t>(0x1b00 + e.septet);
  return same_in_ascii(code) ? code : std::uint16_t{'?'};
}

char from_ucs2(std::uint16_t unit) {
  if (unit < 0x80) {
    const char c = static_cast<char>(unit);
    return to_septet(c) == '?' ? '?' : c;
  }
  for (const auto& p : kBeyondAscii)
    if (p.code == unit) return static_cast<char>(0x80 + p.septet);
  return '?';
}

}  // namespace isocket::fw::pdu
