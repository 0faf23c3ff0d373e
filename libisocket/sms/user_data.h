#pragma once

#include <optional>
#include <string>

#include "sms/dcs.h"
#include "sms/udh.h"

namespace isocket::sms {

/// TP-UD, unpacked: the header, and the text or data behind it.
struct UserData {
  static constexpr std::size_t kMaxOctets = 140;
  static constexpr std::size_t kMaxSeptets = 160;

  /// Present when TP-UDHI is set, even if empty.
  std::optional<UserDataHeader> header;
  /// One 7-bit code per octet for GSM 7 bit text; the octets as they are for the rest.
  BoundedOctets<kMaxSeptets> payload;

  /// The text in UTF-8; nothing for 8 bit data and for compressed text.
  [[nodiscard]] std::optional<std::string> text(DataCoding coding) const;
  /// Errors: bad_encoding (not in the alphabet of `coding`), overflow (beyond one message, with this header),
  /// unsupported (compressed).
  static Result<UserData> of(std::string_view utf8, DataCoding coding,
                             std::optional<UserDataHeader> header = {});
  [[nodiscard]] std::optional<Concatenation> concatenation() const {
    return header ? header->concatenation() : std::nullopt;
  }

  friend bool operator==(const UserData&, const UserData&) = default;
};

/// Codes or octets that one message holds behind `header`.
std::size_t capacity(DataCoding coding, const std::optional<UserDataHeader>& header);

/// TP-UDL and TP-UD.
struct UserDataCoder {
  /// From TP-UDL on. `used` becomes the number of octets taken. Errors: underflow, overflow; offsets from
  /// TP-UDL; field "TP-UDL", "TP-UD" or "TP-UD.UDH".
  static Result<UserData> decode(OctetView octets, DataCoding coding, bool has_header, std::size_t& used);
  /// Errors: overflow, field "TP-UD".
  static Result<void> encode(const UserData& data, DataCoding coding, Octets& out);
};

}  // namespace isocket::sms
