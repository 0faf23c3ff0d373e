#include "modem/ussd_text.h"

#include <vector>

#include "modem/at_lines.h"
#include "modem/at_reply.h"
#include "sms/alphabet.h"
#include "sms/octets.h"
#include "sms/septets.h"

namespace isocket::modem {
namespace {

bool is_ucs2_coding(int coding) {
  // 0x11: a language and UCS-2; 0x44 to 0x4B and the like: bits 3 and 2 are 10 (3GPP TS 23.038 §5).
  return coding == 0x11 || (coding >= 0x40 && coding < 0x80 && (coding & 0x0C) == 0x08) ||
         (coding >= 0x90 && coding < 0xA0 && (coding & 0x0C) == 0x08);
}

bool looks_like_ucs2(const sms::Octets& octets) {
  if (octets.size() % 2 != 0) return false;
  std::size_t low_pages = 0;  // Latin, Greek, Cyrillic, ...: high octet 0 to 6
  for (std::size_t i = 0; i < octets.size(); i += 2) low_pages += octets[i] <= 0x06 ? 1 : 0;
  return low_pages * 2 > octets.size() / 2;
}

std::string from_packed(const sms::Octets& octets) {
  const std::size_t count = octets.size() * 8 / 7;
  sms::Octets septets(count);
  sms::unpack_septets(octets, count, 0, septets.data());
  // Seven octets hold eight codes; where there are but seven, the eighth is padded with CR.
  if (!septets.empty() && octets.size() % 7 == 0 && septets.back() == 0x0D) septets.pop_back();
  return sms::text_of_septets(septets);
}

}  // namespace

UssdLine parse_ussd(std::string_view line) {
  const std::string_view parameters = line.substr(line.find(':') + 1);
  std::vector<std::string> fields = at_fields(parameters);
  const std::size_t first = parameters.find('"');
  if (first != std::string_view::npos) {
    const std::size_t last = parameters.rfind('"');
    const std::size_t end = last == first ? parameters.size() : last;  // cut off
    fields = {at_fields(parameters.substr(0, first)).front(),
              std::string{parameters.substr(first + 1, end - first - 1)}};
    const std::size_t comma = parameters.find(',', end);
    if (comma != std::string_view::npos) fields.push_back(at_fields(parameters.substr(comma + 1)).front());
  }
  UssdLine parsed;
  parsed.how = at_number(fields[0]);
  if (fields.size() > 1) parsed.text = std::move(fields[1]);
  if (fields.size() > 2) parsed.coding = at_number(fields[2]);
  return parsed;
}

std::string ussd_text(std::string_view text, int coding) {
  // "12345678" may be a balance: only what has a letter, or starts like UCS-2, is taken for hexadecimal.
  const bool hexadecimal = text.size() >= 4 && text.size() % 2 == 0 && is_hexadecimal(text) &&
                           (text.find_first_not_of("0123456789") != std::string_view::npos ||
                            text.starts_with("00") || is_ucs2_coding(coding));
  if (!hexadecimal) return std::string{text};
  auto octets = sms::from_hex(text);
  if (!octets) return std::string{text};
  if (is_ucs2_coding(coding) || looks_like_ucs2(*octets)) {
    // Two octets of language stand in front, if there are any (coding 0x11).
    const bool language =
        coding == 0x11 && octets->size() >= 2 && ((*octets)[0] > 0x06 || (*octets)[1] == 0x0D);
    sms::OctetView rest{*octets};
    if (language) rest = rest.subspan(2);
    for (std::size_t i = 0; i + 1 < rest.size(); i += 2)
      if (rest[i] == 0 && rest[i + 1] == 0) {  // the end, and rubbish behind it (Telit HE910)
        rest = rest.first(i);
        break;
      }
    return sms::text_of_ucs2(rest);
  }
  return from_packed(*octets);
}

std::string packed_ussd_code(std::string_view code) {
  sms::Octets septets(code.begin(), code.end());  // 0-9, * and # have the same codes in both alphabets
  if (septets.size() % 8 == 7) septets.push_back(0x0D);
  sms::Octets packed(sms::packed_size(septets.size()));
  sms::pack_septets(septets, 0, packed.data());
  return sms::to_hex(packed);
}

}  // namespace isocket::modem
