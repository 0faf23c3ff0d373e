#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/phone_number.h"
#include "sms/octets.h"

namespace isocket::sms {

/// 3GPP TS 23.040 §9.1.2.5, bits 6 to 4 of the type of address.
enum class TypeOfNumber : std::uint8_t {
  unknown,
  international,
  national,
  network_specific,
  subscriber,
  alphanumeric,
  abbreviated,
  reserved
};
/// "international", as in the table of 3GPP TS 23.040 §9.1.2.5.
std::string_view name_of(TypeOfNumber type);

/// Who a message is from or to: TP-OA, TP-DA, TP-RA, or a service centre. A number of at most 20 digits
/// (0 to 9, *, #, a, b, c), or a name of at most 11 septets (3GPP TS 23.040 §9.1.2.5).
class Address {
 public:
  static constexpr std::size_t kMaxDigits = 20;
  static constexpr std::size_t kMaxNameSeptets = 11;

  /// No number at all: what an address of length 0 holds.
  Address() = default;
  /// International in the telephone numbering plan for "+358…", else unknown type in the same plan.
  explicit Address(const PhoneNumber& number);
  /// @param type_of_address  the octet as sent, bit 7 set; not of type alphanumeric
  /// @param digits           0 to 20 of 0-9 * # a b c. Errors: bad_digit, overflow, bad_value (type)
  static Result<Address> number(std::string_view digits, std::uint8_t type_of_address);
  /// A sender's name. Errors: bad_encoding (not in the default alphabet), overflow, bad_value (type).
  /// @param type_of_address  of type alphanumeric
  static Result<Address> name(std::string_view utf8, std::uint8_t type_of_address = 0xD0);
  /// What a person types: "+358…" or digits are a number, anything else is a name.
  static Result<Address> parse(std::string_view text);

  [[nodiscard]] TypeOfNumber type() const { return static_cast<TypeOfNumber>(type_of_address_ >> 4 & 7); }
  /// Bits 3 to 0: 1 is ISDN/telephone (E.164).
  [[nodiscard]] std::uint8_t numbering_plan() const { return type_of_address_ & 0x0F; }
  [[nodiscard]] std::uint8_t type_of_address() const { return type_of_address_; }
  [[nodiscard]] bool is_name() const { return type() == TypeOfNumber::alphanumeric; }
  /// The digits without '+', or the name in UTF-8.
  [[nodiscard]] const std::string& value() const { return value_; }
  /// "+358912345678", "0912345678", "Operator".
  [[nodiscard]] std::string to_string() const;
  /// Nothing for names, for an empty number and for digits that cannot be dialled (*, #, a, b, c).
  [[nodiscard]] std::optional<PhoneNumber> phone_number() const;

  friend bool operator==(const Address&, const Address&) = default;
  friend auto operator<=>(const Address&, const Address&) = default;

 private:
  friend struct AddressCoder;
  Address(std::uint8_t type_of_address, std::string value)
      : type_of_address_{type_of_address}, value_{std::move(value)} {}
  std::uint8_t type_of_address_ = 0x81;
  std::string value_;
};

/// The octets of an address as a TPDU and an SMSC prefix hold it.
struct AddressCoder {
  /// A TP address: length in useful semi-octets, type, value. `used` becomes the number of octets taken.
  /// Errors: underflow, overflow (more than 20 semi-octets), bad_digit; offsets from the length octet.
  static Result<Address> decode(OctetView octets, std::size_t& used);
  static void encode(const Address& address, Octets& out);
  /// A service centre: length in octets, type, digits. Length 0: the modem's own setting (nothing).
  static Result<std::optional<Address>> decode_service_centre(OctetView octets, std::size_t& used);
  static void encode_service_centre(const std::optional<Address>& address, Octets& out);
};

}  // namespace isocket::sms
