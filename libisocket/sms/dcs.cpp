#include "sms/dcs.h"

namespace isocket::sms {
namespace {

// Bits 7 to 4 choose the coding group, 3GPP TS 23.038 §4:
//   00cm  general data coding           c compressed, m bits 1 and 0 are a class
//   01cm  the same, deleted once read
//   1100  message waiting, discard      GSM 7 bit
//   1101  message waiting, store        GSM 7 bit
//   1110  message waiting, store        UCS2
//   1111  data coding and class         bit 2: 8 bit
constexpr bool general(std::uint8_t octet) {
  return (octet & 0x80) == 0;
}
constexpr unsigned group(std::uint8_t octet) {
  return octet >> 4;
}

}  // namespace

DataCoding DataCoding::of(Alphabet alphabet, std::optional<unsigned> message_class) {
  unsigned octet = static_cast<unsigned>(alphabet) << 2;
  if (message_class) octet |= 0x10u | (*message_class & 3u);
  return DataCoding{static_cast<std::uint8_t>(octet)};
}

Alphabet DataCoding::alphabet() const {
  if (general(octet_)) {
    const unsigned bits = octet_ >> 2 & 3;
    return bits == 3 ? Alphabet::gsm7 : static_cast<Alphabet>(bits);
  }
  if (group(octet_) == 0xE) return Alphabet::ucs2;
  if (group(octet_) == 0xF && (octet_ & 0x04) != 0) return Alphabet::octets;
  return Alphabet::gsm7;
}

bool DataCoding::compressed() const {
  return general(octet_) && (octet_ & 0x20) != 0;
}

std::optional<unsigned> DataCoding::message_class() const {
  if (general(octet_) ? (octet_ & 0x10) != 0 : group(octet_) == 0xF) return octet_ & 3u;
  return std::nullopt;
}

std::optional<DataCoding::MessageWaiting> DataCoding::message_waiting() const {
  const unsigned bits = group(octet_);
  if (bits < 0xC || bits > 0xE) return std::nullopt;
  return MessageWaiting{static_cast<Indication>(octet_ & 3), (octet_ & 8) != 0, bits != 0xC};
}

std::string DataCoding::to_string() const {
  std::string text{name_of(alphabet())};
  if (compressed()) text += ", compressed";
  constexpr std::string_view kClasses[] = {"class 0 (immediate display)", "class 1 (ME specific)",
                                           "class 2 (SIM specific)", "class 3 (TE specific)"};
  if (const auto number = message_class()) text += ", " + std::string{kClasses[*number]};
  if (automatic_deletion()) text += ", automatic deletion";
  constexpr std::string_view kWaiting[] = {"voicemail", "fax", "e-mail", "other"};
  if (const auto waiting = message_waiting()) {
    text += ", message waiting: " + std::string{kWaiting[static_cast<unsigned>(waiting->indication)]};
    text += waiting->active ? " active" : " inactive";
    if (!waiting->store) text += ", discard";
  }
  if ((octet_ & 0xC0) == 0x80 || (general(octet_) && (octet_ & 0x0C) == 0x0C)) text += ", reserved coding";
  return text;
}

}  // namespace isocket::sms
