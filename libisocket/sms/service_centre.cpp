#include "sms/service_centre.h"

#include "sms/encode.h"

namespace isocket::sms {

Result<Pdu> decode_pdu(OctetView octets, Direction direction, Trailing trailing) {
  std::size_t used = 0;
  auto service_centre = AddressCoder::decode_service_centre(octets, used);
  if (!service_centre) return fail(within("SCA", 0, std::move(service_centre.error())));
  auto tpdu = decode(octets.subspan(used), direction, trailing);
  if (!tpdu) {
    tpdu.error().offset += used;
    return fail(std::move(tpdu.error()));
  }
  return Pdu{*std::move(service_centre), *std::move(tpdu)};
}

Result<Pdu> decode_pdu(std::string_view hex, Direction direction, Trailing trailing) {
  const auto octets = from_hex(hex);
  if (!octets) return fail(octets.error());
  return decode_pdu(OctetView{*octets}, direction, trailing);
}

Result<PduText> encode_pdu(const Tpdu& tpdu, const std::optional<Address>& service_centre) {
  const auto octets = encode(tpdu);
  if (!octets) return fail(octets.error());
  Octets prefix;
  AddressCoder::encode_service_centre(service_centre, prefix);
  return PduText{to_hex(prefix) + to_hex(*octets), octets->size()};
}

}  // namespace isocket::sms
