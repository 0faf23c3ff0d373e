#pragma once

#include <optional>
#include <string>

#include "sms/decode.h"

namespace isocket::sms {

/// A PDU as AT commands carry it (3GPP TS 27.005 §3.1, <pdu>): the service centre's address, then the TPDU.
struct Pdu {
  std::optional<Address> service_centre;  ///< nothing: the one that the modem has set
  Tpdu tpdu;
  friend bool operator==(const Pdu&, const Pdu&) = default;
};

/// A PDU in hexadecimal, and the length that AT+CMGS=, +CMT: and +CDS: announce.
struct PduText {
  std::string hex;
  std::size_t length = 0;  ///< octets of the TPDU, without the service centre
};

/// Errors: those of decode(); offsets from the first octet of the service centre address, field "SCA" for it.
Result<Pdu> decode_pdu(OctetView octets, Direction direction, Trailing trailing = Trailing::refuse);
/// As above, from hexadecimal digits without blanks.
Result<Pdu> decode_pdu(std::string_view hex, Direction direction, Trailing trailing = Trailing::refuse);
/// Errors: those of encode().
Result<PduText> encode_pdu(const Tpdu& tpdu, const std::optional<Address>& service_centre = {});

}  // namespace isocket::sms
