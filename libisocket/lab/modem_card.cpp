#include "lab/virtual_modem.h"
#include "sms/octets.h"

namespace isocket::lab {
namespace {

// Commands and status words of a card (3GPP TS 51.011 §9.2, §9.4), in decimal as +CRSM has them.
constexpr int kReadBinary = 176;
constexpr const char* kNotFound = "+CRSM: 148,4";
constexpr const char* kWrongParameters = "+CRSM: 107,0";
constexpr const char* kUnknownInstruction = "+CRSM: 109,0";

/// Digits as cards keep them: two to an octet, the first in the low half, the rest filled with F.
sms::Octets swapped(std::string digits) {
  if (digits.size() % 2 != 0) digits += 'F';
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) std::swap(digits[i], digits[i + 1]);
  return *sms::from_hex(digits);
}

/// One elementary file by its number (3GPP TS 51.011 §10). Empty: the card has none such.
sms::Octets file_of(const SimCard& card, int number) {
  switch (number) {
    case 0x2FE2: return swapped(card.iccid);  // EF-ICCID
    case 0x6F07: {                            // EF-IMSI: its length, and a 9 where an odd one begins
      sms::Octets octets = swapped("9" + card.imsi);
      octets.insert(octets.begin(), static_cast<std::uint8_t>(octets.size()));
      return octets;
    }
    case 0x6FAD: return {0, 0, 0, 2};  // EF-AD: normal operation; the network's code has two digits
    case 0x6F46: {                     // EF-SPN: to be shown, 16 octets
      sms::Octets octets{0};
      for (const char c : std::string_view{"isocket lab"}) octets.push_back(static_cast<std::uint8_t>(c));
      octets.resize(17, 0xFF);
      return octets;
    }
    default: return {};
  }
}

}  // namespace

void VirtualModem::add_card() {
  // +CRSM=<command>,<file>,<P1>,<P2>,<P3> (3GPP TS 27.007 §8.18)
  on("+CRSM", [this](const AtCommand& command) {
    if (command.form == AtCommand::Form::test) return Final::ok();
    if (!card_ready()) return card_error();
    if (command.form != AtCommand::Form::set || !command.number(0)) return Final::cme(50);
    const sms::Octets file = file_of(card, command.number(1).value_or(0));
    const auto from =
        static_cast<std::size_t>(command.number(2).value_or(0) * 256 + command.number(3).value_or(0));
    auto length = static_cast<std::size_t>(command.number(4).value_or(0));
    if (length == 0 && from <= file.size()) length = file.size() - from;
    if (*command.number(0) != kReadBinary) {
      info(kUnknownInstruction);
    } else if (file.empty()) {
      info(kNotFound);
    } else if (from + length > file.size()) {
      info(kWrongParameters);
    } else {
      const sms::OctetView part{file.data() + from, length};
      info("+CRSM: 144,0,\"" + sms::to_hex(part) + "\"");
    }
    return Final::ok();
  });
}

}  // namespace isocket::lab
