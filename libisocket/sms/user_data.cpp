#include "sms/user_data.h"

#include "sms/septets.h"

namespace isocket::sms {
namespace {

/// Text of 7-bit codes is counted in septets; what is compressed is counted in octets (3GPP TS 23.040
/// §9.2.3.16).
bool in_septets(DataCoding coding) {
  return coding.alphabet() == Alphabet::gsm7 && !coding.compressed();
}

/// UDHL and the header, in octets.
std::size_t header_size(const std::optional<UserDataHeader>& header) {
  return header ? 1 + header->octets().size() : 0;
}

/// Zero bits that bring the text behind a header to a septet boundary.
unsigned fill_bits(std::size_t header_octets) {
  return static_cast<unsigned>((7 - header_octets * 8 % 7) % 7);
}

std::size_t header_septets(std::size_t header_octets) {
  return (header_octets * 8 + 6) / 7;
}

}  // namespace

std::size_t capacity(DataCoding coding, const std::optional<UserDataHeader>& header) {
  const std::size_t size = header_size(header);
  return in_septets(coding) ? UserData::kMaxSeptets - header_septets(size) : UserData::kMaxOctets - size;
}

std::optional<std::string> UserData::text(DataCoding coding) const {
  if (coding.compressed() || coding.alphabet() == Alphabet::octets) return std::nullopt;
  if (coding.alphabet() == Alphabet::ucs2) return text_of_ucs2(payload);
  return text_of_septets(payload, header ? header->shifts() : Shifts{});
}

Result<UserData> UserData::of(std::string_view utf8, DataCoding coding,
                              std::optional<UserDataHeader> header) {
  if (coding.compressed()) return fail(Errc::unsupported, "TP-DCS", 0, "a coding without compression");
  if (coding.alphabet() == Alphabet::octets)
    return fail(Errc::unsupported, "TP-DCS", 0, "an alphabet; 8 bit data is no text");
  auto codes = coding.alphabet() == Alphabet::ucs2 ? ucs2_of_text(utf8) : septets_of_text(utf8);
  if (!codes) return fail(within("TP-UD", 0, std::move(codes.error())));
  const std::size_t room = capacity(coding, header);
  if (codes->size() > room)
    return fail(Errc::overflow, "TP-UD", room, "at most " + std::to_string(room) + " in one message");
  return UserData{std::move(header), BoundedOctets<kMaxSeptets>{*codes}};
}

Result<UserData> UserDataCoder::decode(OctetView octets, DataCoding coding, bool has_header,
                                       std::size_t& used) {
  if (octets.empty()) return fail(Errc::underflow, "TP-UDL", 0, "the length of the user data");
  const std::size_t length = octets[0];
  const bool septets = in_septets(coding);
  if (length > (septets ? UserData::kMaxSeptets : UserData::kMaxOctets))
    return fail(Errc::overflow, "TP-UDL", 0, septets ? "at most 160 septets" : "at most 140 octets");
  const std::size_t size = septets ? packed_size(length) : length;
  if (octets.size() < 1 + size)
    return fail(Errc::underflow, "TP-UD", octets.size(),
                std::to_string(size) + " octets, as TP-UDL announces");
  used = 1 + size;
  const OctetView field = octets.subspan(1, size);

  UserData data;
  std::size_t header_octets = 0;
  if (has_header) {
    if (field.empty()) return fail(Errc::underflow, "TP-UD.UDH", 1, "the length of the header (UDHL)");
    header_octets = 1u + field[0];
    if (septets ? header_septets(header_octets) > length : header_octets > length)
      return fail(Errc::overflow, "TP-UD.UDH", 1, "a header that ends within the user data");
    auto header = UserDataHeader::from_octets(field.subspan(1, header_octets - 1));
    if (!header) return fail(within("TP-UD.UDH", 2, std::move(header.error())));
    data.header = *std::move(header);
  }
  const OctetView body = field.subspan(header_octets);
  if (!septets) {
    data.payload = BoundedOctets<UserData::kMaxSeptets>{body};
    return data;
  }
  const std::size_t count = length - header_septets(header_octets);
  unpack_septets(body, count, fill_bits(header_octets), data.payload.resize(count));
  return data;
}

Result<void> UserDataCoder::encode(const UserData& data, DataCoding coding, Octets& out) {
  const std::size_t room = capacity(coding, data.header);
  if (data.payload.size() > room)
    return fail(Errc::overflow, "TP-UD", room, "at most " + std::to_string(room) + " in one message");
  const std::size_t header_octets = header_size(data.header);
  const bool septets = in_septets(coding);
  out.push_back(static_cast<std::uint8_t>(data.payload.size() +
                                          (septets ? header_septets(header_octets) : header_octets)));
  if (data.header) {
    out.push_back(static_cast<std::uint8_t>(header_octets - 1));
    out.insert(out.end(), data.header->octets().begin(), data.header->octets().end());
  }
  if (!septets) {
    out.insert(out.end(), data.payload.begin(), data.payload.end());
    return {};
  }
  const std::size_t start = out.size();
  const unsigned fill = fill_bits(header_octets);
  out.resize(start + packed_size(data.payload.size(), fill));
  pack_septets(data.payload, fill, out.data() + start);
  return {};
}

}  // namespace isocket::sms
