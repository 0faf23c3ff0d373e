#include "core/gsm/pdu.h"

namespace isocket::fw::pdu {
namespace {

using Octets = std::span<const std::uint8_t>;

constexpr std::size_t kSingle = 160;  // septets of a message that stands alone
constexpr std::size_t kPart = 153;    // septets beside a concatenation header of 6 octets
constexpr std::uint8_t kUserDataHeader = 0x40;
constexpr std::uint8_t kEscape = 0x1b;

/// Walks over octets; past the end it gives zeros and remembers it.
class Reader {
 public:
  explicit Reader(Octets octets) : rest_{octets} {}
  std::uint8_t next() {
    const Octets one = take(1);
    return one.empty() ? std::uint8_t{0} : one[0];
  }
  Octets take(std::size_t n) {
    if (n > rest_.size()) {
      short_ = true;
      rest_ = {};
      return {};
    }
    const Octets head = rest_.first(n);
    rest_ = rest_.subspan(n);
    return head;
  }
  [[nodiscard]] bool ran_short() const { return short_; }

 private:
  Octets rest_;
  bool short_ = false;
};

std::uint8_t septet_at(Octets octets, std::size_t bit) {
  const std::size_t at = bit / 8;
  const unsigned low = octets[at];
  const unsigned high = at + 1 < octets.size() ? octets[at + 1] : 0u;
  return static_cast<std::uint8_t>(((low | high << 8) >> bit % 8) & 0x7f);
}

/// Unpacks septets into device text; @return characters written.
std::size_t unpack(Octets octets, std::size_t first_bit, std::size_t septets, std::span<char> into) {
  std::size_t n = 0;
  bool escaped = false;
  for (std::size_t i = 0; i < septets && n < into.size(); ++i) {
    const std::uint8_t septet = septet_at(octets, first_bit + 7 * i);
    if (septet == kEscape && !escaped) {
      escaped = true;
      continue;
    }
    into[n++] = from_septet(septet, escaped);
    escaped = false;
  }
  return n;
}

bool read_address(Reader& in, Address& address) {
  const std::size_t digits = in.next();
  address = {};
  address.type = in.next();
  if (digits > 20) return false;
  const Octets octets = in.take((digits + 1) / 2);
  if (in.ran_short()) return false;
  if (address.alphanumeric()) {
    char text[11];
    const std::size_t n = unpack(octets, 0, digits * 4 / 7, text);
    address.digits = FixedString<20>{std::string_view{text, n}};
    return true;
  }
  for (std::size_t i = 0; i < digits; ++i) {
    const unsigned semi = (octets[i / 2] >> (i % 2 * 4)) & 0x0f;
    if (semi < 15) address.digits.append("0123456789*#abc"[semi]);
  }
  return true;
}

/// Two decimal digits in swapped semi-octets; more than 99 when they are none.
std::uint8_t swapped(std::uint8_t octet) {
  const unsigned tens = octet & 0x0f, ones = octet >> 4;
  return tens > 9 || ones > 9 ? std::uint8_t{255} : static_cast<std::uint8_t>(tens * 10 + ones);
}

Timestamp read_timestamp(Reader& in) {
  Timestamp t{};
  t.year = swapped(in.next());
  t.month = swapped(in.next());
  t.day = swapped(in.next());
  t.hour = swapped(in.next());
  t.minute = swapped(in.next());
  t.second = swapped(in.next());
  const std::uint8_t zone = in.next();
  const std::uint8_t quarters = swapped(zone & 0xf7);  // bit 3 of the tens is the sign
  t.zone = static_cast<std::int8_t>(zone & 0x08 ? -quarters : quarters);
  constexpr std::uint8_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool date = t.year <= 99 && t.month >= 1 && t.month <= 12;
  const int days = !date ? 0 : kDays[t.month - 1] + (t.month == 2 && t.year % 4 == 0);
  t.valid =
      date && t.day >= 1 && t.day <= days && t.hour < 24 && t.minute < 60 && t.second < 60 && quarters <= 79;
  return t;
}

/// 3GPP TS 23.038 §4.
Alphabet alphabet_of(std::uint8_t dcs) {
  const unsigned group = dcs >> 4;
  if (group < 8) {
    if (dcs & 0x20) return Alphabet::data;  // compressed
    if ((dcs & 0x0c) == 0x04) return Alphabet::data;
    return (dcs & 0x0c) == 0x08 ? Alphabet::ucs2 : Alphabet::gsm7;
  }
  if (group == 14) return Alphabet::ucs2;
  if (group == 15 && (dcs & 0x04)) return Alphabet::data;
  return Alphabet::gsm7;
}

/// Whether a user data header says "one of several"; concatenation with 8- or 16-bit reference
/// (3GPP TS 23.040 §9.2.3.24.1 and .8).
bool is_part(Octets header) {
  while (header.size() >= 2) {
    const std::size_t size = header[1];
    if (header.size() < 2 + size) return false;
    if (header[0] == 0x00 && size == 3) return header[3] > 1;
    if (header[0] == 0x08 && size == 4) return header[4] > 1;
    header = header.subspan(2 + size);
  }
  return false;
}

/// Finds the next part's characters. @return how many characters of `text` fit into `room` septets
std::size_t fitting(std::string_view text, std::size_t room) {
  std::size_t used = 0, n = 0;
  for (; n < text.size(); ++n) {
    used += to_septet(text[n]) >= 0x100 ? 2 : 1;
    if (used > room) break;
  }
  return n;
}

class Writer {
 public:
  explicit Writer(std::span<std::uint8_t> into) : into_{into} {}
  void octet(unsigned value) {
    if (size_ < into_.size()) into_[size_++] = static_cast<std::uint8_t>(value);
  }
  void septet(unsigned value) {
    if (bit_ == 0) octet(0);
    into_[size_ - 1] = static_cast<std::uint8_t>(into_[size_ - 1] | value << bit_);
    if (bit_ > 1) octet(value >> (8 - bit_));
    bit_ = (bit_ + 7) % 8;
  }
  void fill_bit() {
    octet(0);
    bit_ = 1;
  }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::span<std::uint8_t> into_;
  std::size_t size_ = 0;
  unsigned bit_ = 0;  // bits used of the last octet, 0 when it is full
};

unsigned semi_octet(char digit) {
  constexpr std::string_view kDigits = "0123456789*#abc";
  const auto at = kDigits.find(digit);
  return at == std::string_view::npos ? 0 : static_cast<unsigned>(at);
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  const char upper = to_upper(c);
  return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : -1;
}

}  // namespace

bool decode_deliver(std::span<const std::uint8_t> octets, IncomingSms& sms, std::span<char, kMaxText> text) {
  Reader in{octets};
  in.take(in.next());  // service centre
  const std::uint8_t first = in.next();
  if ((first & 0x03) != 0) return false;  // TP-MTI: not a DELIVER
  sms = {};
  if (!read_address(in, sms.sender)) return false;
  in.next();  // TP-PID: a device has no use for any of its meanings
  sms.alphabet = alphabet_of(in.next());
  sms.stamp = read_timestamp(in);
  const std::size_t length = in.next();
  if (sms.alphabet == Alphabet::gsm7 ? length > kSingle : length > 140) return false;
  const Octets data = in.take(sms.alphabet == Alphabet::gsm7 ? (length * 7 + 7) / 8 : length);
  if (in.ran_short()) return false;
  std::size_t header = 0;
  if (first & kUserDataHeader) {
    if (data.empty() || data.size() < 1u + data[0]) return false;
    header = 1u + data[0];
    sms.part = is_part(data.subspan(1, data[0]));
  }
  if (sms.alphabet == Alphabet::gsm7) {
    const std::size_t skipped = (header * 8 + 6) / 7;  // the text begins at the next septet boundary
    if (skipped > length) return false;
    sms.text = {text.data(), unpack(data, skipped * 7, length - skipped, text)};
  }
  return true;
}

std::uint8_t parts_of(std::string_view text) {
  if (fitting(text, kSingle) == text.size()) return 1;
  std::size_t parts = 0;
  for (; !text.empty(); ++parts) text.remove_prefix(fitting(text, kPart));
  return parts > 255 ? std::uint8_t{0} : static_cast<std::uint8_t>(parts);
}

std::size_t encode_submit(const Address& to, std::string_view text, std::uint8_t part, std::uint8_t parts,
                          std::uint8_t reference, std::span<std::uint8_t, kMaxSubmit> into) {
  const std::size_t room = parts > 1 ? kPart : kSingle;
  for (std::uint8_t i = 0; i < part; ++i) text.remove_prefix(fitting(text, room));
  text = text.substr(0, fitting(text, room));

  Writer out{into};
  out.octet(0);                                         // the SIM's service centre
  out.octet(0x01 | (parts > 1 ? kUserDataHeader : 0));  // SUBMIT, no validity period, no status report
  out.octet(0);                                         // TP-MR: the module counts
  const std::string_view digits = to.digits;
  out.octet(static_cast<unsigned>(digits.size()));
  out.octet(to.type);
  for (std::size_t i = 0; i < digits.size(); i += 2)
    out.octet(semi_octet(digits[i]) | (i + 1 < digits.size() ? semi_octet(digits[i + 1]) : 15u) << 4);
  out.octet(0);  // TP-PID
  out.octet(0);  // TP-DCS: default alphabet, no class
  std::size_t septets = parts > 1 ? 7 : 0;
  for (const char c : text) septets += to_septet(c) >= 0x100 ? 2 : 1;
  out.octet(static_cast<unsigned>(septets));
  if (parts > 1) {
    for (const unsigned octet : {0x05u, 0x00u, 0x03u, unsigned{reference}, unsigned{parts}, part + 1u})
      out.octet(octet);
    out.fill_bit();  // 6 octets are 48 bits; the next septet begins at bit 49
  }
  for (const char c : text) {
    const std::uint16_t septet = to_septet(c);
    if (septet >= 0x100) out.septet(kEscape);
    out.septet(septet & 0x7f);
  }
  return out.size();
}

bool from_hex(std::string_view hex, std::span<std::uint8_t> into, std::size_t& size) {
  if (hex.size() % 2 != 0 || hex.size() / 2 > into.size()) return false;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = hex_digit(hex[i]), low = hex_digit(hex[i + 1]);
    if (high < 0 || low < 0) return false;
    into[i / 2] = static_cast<std::uint8_t>(high * 16 + low);
  }
  size = hex.size() / 2;
  return true;
}

}  // namespace isocket::fw::pdu
