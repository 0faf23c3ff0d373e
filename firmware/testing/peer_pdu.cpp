#include "testing/peer_pdu.h"

#include <algorithm>

namespace isocket::fw::testing {
namespace {

/// 3GPP TS 23.038 §6.2.1, one UTF-8 string per septet.
constexpr std::string_view kDefault[128] = {
    "@", "£", "$", "¥", "è", "é", "ù", "ì", "ò", "Ç", "\n", "Ø", "ø", "\r", "Å", "å",  "Δ", "_", "Φ",
    "Γ", "Λ", "Ω", "Π", "Ψ", "Σ", "Θ", "Ξ", "",  "Æ", "æ",  "ß", "É", " ",  "!", "\"", "#", "¤", "%",
    "&", "'", "(", ")", "*", "+", ",", "-", ".", "/", "0",  "1", "2", "3",  "4", "5",  "6", "7", "8",
    "9", ":", ";", "<", "=", ">", "?", "¡", "A", "B", "C",  "D", "E", "F",  "G", "H",  "I", "J", "K",
    "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V",  "W", "X", "Y",  "Z", "Ä",  "Ö", "Ñ", "Ü",
    "§", "¿", "a", "b", "c", "d", "e", "f", "g", "h", "i",  "j", "k", "l",  "m", "n",  "o", "p", "q",
    "r", "s", "t", "u", "v", "w", "x", "y", "z", "ä", "ö",  "ñ", "ü", "à"};

struct Extended {
  std::uint8_t septet;
  std::string_view text;
};
constexpr Extended kExtended[] = {{0x0a, "\f"}, {0x14, "^"}, {0x28, "{"}, {0x29, "}"}, {0x2f, "\\"},
                                  {0x3c, "["},  {0x3d, "~"}, {0x3e, "]"}, {0x40, "|"}, {0x65, "€"}};

std::string_view next_character(std::string_view& utf8) {
  const auto first = static_cast<unsigned char>(utf8.front());
  const std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const auto c = utf8.substr(0, size);
  utf8.remove_prefix(c.size());
  return c;
}

std::vector<std::uint8_t> octets_of(std::string_view hex) {
  std::vector<std::uint8_t> octets;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    octets.push_back(static_cast<std::uint8_t>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16)));
  return octets;
}

std::string hex_of(const std::vector<std::uint8_t>& octets) {
  std::string hex;
  for (const auto o : octets) {
    hex += "0123456789ABCDEF"[o >> 4];
    hex += "0123456789ABCDEF"[o & 15];
  }
  return hex;
}

std::vector<std::uint8_t> packed(const std::vector<std::uint8_t>& septets, std::size_t fill_bits = 0) {
  std::vector<std::uint8_t> octets((septets.size() * 7 + fill_bits + 7) / 8);
  std::size_t bit = fill_bits;
  for (const auto s : septets)
    for (int i = 0; i < 7; ++i, ++bit)
      if (s >> i & 1) octets[bit / 8] = static_cast<std::uint8_t>(octets[bit / 8] | 1 << bit % 8);
  return octets;
}

std::vector<std::uint8_t> unpacked(const std::vector<std::uint8_t>& octets, std::size_t first_bit,
                                   std::size_t count) {
  std::vector<std::uint8_t> septets(count);
  for (std::size_t i = 0; i < count * 7; ++i) {
    const std::size_t bit = first_bit + i;
    if (octets.at(bit / 8) >> bit % 8 & 1)
      septets[i / 7] = static_cast<std::uint8_t>(septets[i / 7] | 1 << i % 7);
  }
  return septets;
}

std::uint8_t swapped(std::string_view two) {
  return static_cast<std::uint8_t>((two[1] - '0') << 4 | (two[0] - '0'));
}

void put_address(std::vector<std::uint8_t>& out, std::string_view number) {
  if (!number.empty() && number.find_first_not_of("+0123456789*#") != std::string_view::npos) {
    const auto octets = packed(septets_of(number));
    out.push_back(static_cast<std::uint8_t>((septets_of(number).size() * 7 + 3) / 4));
    out.push_back(0xd0);
    out.insert(out.end(), octets.begin(), octets.end());
    return;
  }
  const bool international = number.starts_with('+');
  std::string digits{number.substr(international ? 1 : 0)};
  out.push_back(static_cast<std::uint8_t>(digits.size()));
  out.push_back(international ? 0x91 : 0x81);
  if (digits.size() % 2) digits += '?';  // '0' + 15
  constexpr std::string_view kSemi = "0123456789*#abc?";
  for (std::size_t i = 0; i < digits.size(); i += 2)
    out.push_back(static_cast<std::uint8_t>(kSemi.find(digits[i + 1]) << 4 | kSemi.find(digits[i])));
}

}  // namespace

std::vector<std::uint8_t> septets_of(std::string_view utf8) {
  std::vector<std::uint8_t> septets;
  while (!utf8.empty()) {
    const auto c = next_character(utf8);
    const auto at = std::find(std::begin(kDefault), std::end(kDefault), c);
    const auto ext =
        std::find_if(std::begin(kExtended), std::end(kExtended), [&](auto& e) { return e.text == c; });
    if (at != std::end(kDefault)) {
      septets.push_back(static_cast<std::uint8_t>(at - std::begin(kDefault)));
    } else if (ext != std::end(kExtended)) {
      septets.push_back(0x1b);
      septets.push_back(ext->septet);
    } else {
      septets.push_back('?');
    }
  }
  return septets;
}

std::string utf8_of(const std::vector<std::uint8_t>& septets) {
  std::string text;
  for (std::size_t i = 0; i < septets.size(); ++i) {
    if (septets[i] != 0x1b || i + 1 == septets.size()) {
      text += kDefault[septets[i]];
      continue;
    }
    ++i;
    for (const auto& e : kExtended)
      if (e.septet == septets[i]) text += e.text;
  }
  return text;
}

std::optional<Submit> parse_submit(std::string_view hex, std::size_t length) {
  const auto o = octets_of(hex);
  if (o.size() < 2 || o.size() != 1u + o[0] + length) return std::nullopt;
  std::size_t i = 1u + o[0];
  Submit submit;
  const int first = o.at(i);
  if ((first & 3) != 1) return std::nullopt;
  submit.status_report = first & 0x20;
  i += 2;  // TP-MR
  std::size_t digits = o.at(i);
  const int type = o.at(i + 1);
  i += 2;
  if ((type & 0x70) == 0x10) submit.to = "+";
  for (std::size_t d = 0; d < digits; ++d)
    submit.to += "0123456789*#abc?"[o.at(i + d / 2) >> (d % 2 * 4) & 15];
  i += (digits + 1) / 2 + 1;  // and TP-PID
  submit.dcs = o.at(i++);
  const int period = first >> 3 & 3;
  i += period == 0 ? 0 : period == 2 ? 1 : 7;
  const std::size_t septets = o.at(i++);
  const std::vector<std::uint8_t> data{o.begin() + static_cast<std::ptrdiff_t>(i), o.end()};
  if (data.size() != (septets * 7 + 7) / 8) return std::nullopt;
  std::size_t header = 0;
  if (first & 0x40) {
    header = 1u + data.at(0);
    if (data.at(1) == 0 && data.at(2) == 3) {
      submit.reference = data.at(3);
      submit.parts = data.at(4);
      submit.part = data.at(5);
    }
  }
  const std::size_t skip = (header * 8 + 6) / 7;
  submit.text = utf8_of(unpacked(data, skip * 7, septets - skip));
  return submit;
}

std::string deliver_hex(const ModulePeer::Message& m) {
  std::vector<std::uint8_t> o{0x07, 0x91, 0x53, 0x48, 0x50, 0x20, 0x20, 0x10};  // some service centre
  o.push_back(m.part_of_several ? 0x44 : 0x04);
  put_address(o, m.from);
  using Coding = ModulePeer::Message::Coding;
  o.push_back(0);
  o.push_back(m.coding == Coding::gsm7 ? 0x00 : m.coding == Coding::ucs2 ? 0x08 : 0x04);
  for (std::size_t i = 0; i < 18; i += 3) o.push_back(swapped(std::string_view{m.scts}.substr(i, 2)));
  const auto zone = swapped(std::string_view{m.scts}.substr(18, 2));
  o.push_back(static_cast<std::uint8_t>(zone | (m.scts[17] == '-' ? 0x08 : 0)));

  std::vector<std::uint8_t> data;
  if (m.part_of_several) data = {5, 0, 3, 77, 2, 1};
  if (m.coding == Coding::gsm7) {
    const auto septets = septets_of(m.text);
    const auto body = packed(septets, m.part_of_several ? 1 : 0);
    o.push_back(static_cast<std::uint8_t>(septets.size() + (m.part_of_several ? 7 : 0)));
    data.insert(data.end(), body.begin(), body.end());
  } else {
    for (const char c : m.text) {
      if (m.coding == Coding::ucs2) data.push_back(0);
      data.push_back(static_cast<std::uint8_t>(c));
    }
    o.push_back(static_cast<std::uint8_t>(data.size()));
  }
  o.insert(o.end(), data.begin(), data.end());
  return hex_of(o);
}

}  // namespace isocket::fw::testing
