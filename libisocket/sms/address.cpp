#include "sms/address.h"

#include "sms/alphabet.h"
#include "sms/septets.h"

namespace isocket::sms {
namespace {

constexpr char kDigits[] = "0123456789*#abc";  // 3GPP TS 23.040 §9.1.2.3; 0xF fills the last octet
constexpr std::uint8_t kInternational = 0x91;
constexpr std::uint8_t kUnknown = 0x81;

constexpr int code_of(char digit) {
  for (int i = 0; i < 15; ++i)
    if (kDigits[i] == digit) return i;
  return -1;
}

/// The digits of `count` semi-octets, the low half of each octet first.
Result<std::string> digits_of(OctetView octets, std::size_t count) {
  std::string digits(count, '0');
  for (std::size_t i = 0; i < count; ++i) {
    const unsigned code = octets[i / 2] >> (i % 2 * 4) & 0x0F;
    if (code == 0x0F)
      return fail(Errc::bad_digit, "", i / 2, "0xF fills the end of an address, it is no digit");
    digits[i] = kDigits[code];
  }
  return digits;
}

void put_digits(std::string_view digits, Octets& out) {
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const int low = code_of(digits[i]);
    const int high = i + 1 < digits.size() ? code_of(digits[i + 1]) : 0x0F;
    out.push_back(static_cast<std::uint8_t>(high << 4 | low));
  }
}

std::string name_of_octets(OctetView octets, std::size_t semi_octets) {
  std::uint8_t septets[Address::kMaxNameSeptets];
  const std::size_t count = semi_octets * 4 / 7;
  unpack_septets(octets, count, 0, septets);
  return text_of_septets({septets, count});
}

}  // namespace

std::string_view name_of(TypeOfNumber type) {
  constexpr std::string_view kNames[] = {"unknown",          "international",     "national",
                                         "network specific", "subscriber number", "alphanumeric",
                                         "abbreviated",      "reserved"};
  return kNames[static_cast<std::size_t>(type)];
}

Address::Address(const PhoneNumber& number)
    : Address{number.international() ? kInternational : kUnknown, number.digits()} {}

Result<Address> Address::number(std::string_view digits, std::uint8_t type_of_address) {
  if (digits.size() > kMaxDigits) return fail(Errc::overflow, "address", kMaxDigits, "at most 20 digits");
  for (std::size_t i = 0; i < digits.size(); ++i)
    if (code_of(digits[i]) < 0) return fail(Errc::bad_digit, "address", i, "0 to 9, *, #, a, b or c");
  Address address{type_of_address, std::string{digits}};
  if (address.is_name())
    return fail(Errc::bad_value, "address", 0, "a number's type; a name is not made of digits");
  return address;
}

Result<Address> Address::name(std::string_view utf8, std::uint8_t type_of_address) {
  const auto septets = septets_of_text(utf8);
  if (!septets) return fail(within("address", 0, septets.error()));
  if (septets->size() > kMaxNameSeptets)
    return fail(Errc::overflow, "address", 0, "at most 11 characters of the GSM 7 bit default alphabet");
  Address address{type_of_address, std::string{utf8}};
  if (!address.is_name()) return fail(Errc::bad_value, "address", 0, "the type of a name");
  return address;
}

Result<Address> Address::parse(std::string_view text) {
  const bool international = text.starts_with('+');
  const std::string_view digits = text.substr(international ? 1 : 0);
  bool number = true;
  for (const char c : digits) number = number && code_of(c) >= 0 && code_of(c) < 12;
  if (number || international) return Address::number(digits, international ? kInternational : kUnknown);
  return name(text);
}

std::string Address::to_string() const {
  return type() == TypeOfNumber::international ? "+" + value_ : value_;
}

std::optional<PhoneNumber> Address::phone_number() const {
  if (is_name()) return std::nullopt;
  auto number = PhoneNumber::parse(to_string());
  if (!number) return std::nullopt;
  return *std::move(number);
}

Result<Address> AddressCoder::decode(OctetView octets, std::size_t& used) {
  if (octets.empty()) return fail(Errc::underflow, "", 0, "the length of the address");
  const std::size_t length = octets[0];
  if (length > Address::kMaxDigits) return fail(Errc::overflow, "", 0, "at most 20 semi-octets");
  if (octets.size() < 2) return fail(Errc::underflow, "", 1, "the type of the address");
  const std::size_t size = (length + 1) / 2;
  if (octets.size() < 2 + size)
    return fail(Errc::underflow, "", octets.size(), "further digits of the address");
  used = 2 + size;
  Address address{octets[1], {}};
  const OctetView value = octets.subspan(2, size);
  if (address.is_name()) {
    address.value_ = name_of_octets(value, length);
    return address;
  }
  auto digits = digits_of(value, length);
  if (!digits) {
    digits.error().offset += 2;
    return fail(std::move(digits.error()));
  }
  address.value_ = *std::move(digits);
  return address;
}

void AddressCoder::encode(const Address& address, Octets& out) {
  if (!address.is_name()) {
    out.push_back(static_cast<std::uint8_t>(address.value_.size()));
    out.push_back(address.type_of_address_);
    put_digits(address.value_, out);
    return;
  }
  const Octets septets = septets_of_text(address.value_).value_or(Octets{});  // a name is of the alphabet
  out.push_back(static_cast<std::uint8_t>((septets.size() * 7 + 3) / 4));
  out.push_back(address.type_of_address_);
  const std::size_t start = out.size();
  out.resize(start + packed_size(septets.size()));
  pack_septets(septets, 0, out.data() + start);
}

Result<std::optional<Address>> AddressCoder::decode_service_centre(OctetView octets, std::size_t& used) {
  if (octets.empty()) return fail(Errc::underflow, "", 0, "the length of the service centre's address");
  const std::size_t length = octets[0];
  used = 1 + length;
  if (length == 0) return std::optional<Address>{};
  if (length > 1 + Address::kMaxDigits / 2)
    return fail(Errc::overflow, "", 0, "at most 11 octets: a type and 20 digits");
  if (octets.size() < used)
    return fail(Errc::underflow, "", octets.size(), "further digits of the service centre's address");
  Address address{octets[1], {}};
  const OctetView value = octets.subspan(2, length - 1);
  if (address.is_name()) {
    address.value_ = name_of_octets(value, value.size() * 2);
    return std::optional{address};
  }
  const bool odd = !value.empty() && value.back() >> 4 == 0x0F;
  auto digits = digits_of(value, value.size() * 2 - (odd ? 1 : 0));
  if (!digits) {
    digits.error().offset += 2;
    return fail(std::move(digits.error()));
  }
  address.value_ = *std::move(digits);
  return std::optional{address};
}

void AddressCoder::encode_service_centre(const std::optional<Address>& address, Octets& out) {
  if (!address) {
    out.push_back(0);
    return;
  }
  const std::size_t start = out.size();
  encode(*address, out);
  out[start] = static_cast<std::uint8_t>(out.size() - start - 1);  // octets here, semi-octets in a TPDU
}

}  // namespace isocket::sms
