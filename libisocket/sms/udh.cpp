#include "sms/udh.h"

namespace isocket::sms {
namespace {

// 3GPP TS 23.040 §9.2.3.24
constexpr std::uint8_t kConcatenated8 = 0x00;
constexpr std::uint8_t kConcatenated16 = 0x08;
constexpr std::uint8_t kSingleShift = 0x24;
constexpr std::uint8_t kLockingShift = 0x25;

Language language_of(const std::optional<OctetView>& data) {
  if (!data || data->size() != 1 || data->front() > static_cast<std::uint8_t>(Language::urdu))
    return Language::none;
  return static_cast<Language>(data->front());
}

}  // namespace

Result<UserDataHeader> UserDataHeader::from_octets(OctetView octets) {
  if (octets.size() > kMaxSize) return fail(Errc::overflow, "", kMaxSize, "at most 139 octets");
  for (std::size_t at = 0; at < octets.size();) {
    if (at + 1 == octets.size()) return fail(Errc::underflow, "", at, "the length of an information element");
    if (at + 2 + octets[at + 1] > octets.size())
      return fail(Errc::underflow, "", at + 1, "an information element that ends within the header");
    at += 2u + octets[at + 1];
  }
  UserDataHeader header;
  header.octets_ = BoundedOctets<kMaxSize>{octets};
  return header;
}

Result<void> UserDataHeader::add(std::uint8_t id, OctetView data) {
  if (octets_.size() + 2 + data.size() > kMaxSize)
    return fail(Errc::overflow, "UDH", octets_.size(), "at most 139 octets in all");
  octets_.push_back(id);
  octets_.push_back(static_cast<std::uint8_t>(data.size()));
  for (const std::uint8_t octet : data) octets_.push_back(octet);
  return {};
}

UserDataHeader UserDataHeader::with(const Concatenation& part) {
  UserDataHeader header;
  header.octets_.push_back(part.wide ? kConcatenated16 : kConcatenated8);
  header.octets_.push_back(part.wide ? 4 : 3);
  if (part.wide) header.octets_.push_back(static_cast<std::uint8_t>(part.reference >> 8));
  header.octets_.push_back(static_cast<std::uint8_t>(part.reference));
  header.octets_.push_back(part.total);
  header.octets_.push_back(part.number);
  return header;
}

std::optional<OctetView> UserDataHeader::find(std::uint8_t id) const {
  std::optional<OctetView> found;
  for (const InformationElement element : *this)
    if (element.id == id) found = element.data;
  return found;
}

std::optional<Concatenation> UserDataHeader::concatenation() const {
  std::optional<Concatenation> found;
  for (const auto [id, data] : *this) {
    Concatenation part;
    if (id == kConcatenated8 && data.size() == 3) {
      part = {data[0], data[1], data[2], false};
    } else if (id == kConcatenated16 && data.size() == 4) {
      part = {static_cast<std::uint16_t>(data[0] << 8 | data[1]), data[2], data[3], true};
    } else {
      continue;
    }
    if (part.number >= 1 && part.number <= part.total) found = part;
  }
  return found;
}

Shifts UserDataHeader::shifts() const {
  return {language_of(find(kLockingShift)), language_of(find(kSingleShift))};
}

std::string_view name_of_element(std::uint8_t id) {
  switch (id) {
    case 0x00: return "concatenated short messages, 8-bit reference number";
    case 0x01: return "special SMS message indication";
    case 0x04: return "application port addressing scheme, 8 bit address";
    case 0x05: return "application port addressing scheme, 16 bit address";
    case 0x06: return "SMSC control parameters";
    case 0x07: return "UDH source indicator";
    case 0x08: return "concatenated short message, 16-bit reference number";
    case 0x09: return "wireless control message protocol";
    case 0x0A: return "text formatting";
    case 0x0B: return "predefined sound";
    case 0x0C: return "user defined sound";
    case 0x0D: return "predefined animation";
    case 0x0E: return "large animation";
    case 0x0F: return "small animation";
    case 0x10: return "large picture";
    case 0x11: return "small picture";
    case 0x12: return "variable picture";
    case 0x20: return "RFC 822 e-mail header";
    case 0x22: return "reply address element";
    case 0x24: return "national language single shift";
    case 0x25: return "national language locking shift";
    default: return "";
  }
}

}  // namespace isocket::sms
