#include "lab/modem_ussd.h"

#include "sms/alphabet.h"
#include "sms/septets.h"

namespace isocket::lab {
namespace {

// <dcs>, a cell broadcast coding (3GPP TS 23.038 §5).
constexpr int kGsm7 = 15;
constexpr int kUcs2 = 72;

/// 3GPP TS 23.038 §6.1.2.3: packed like a short message; where seven bits are left they are a carriage
/// return, which the receiver takes away.
std::string packed(sms::Octets septets) {
  if (septets.size() % 8 == 7) septets.push_back('\r');
  sms::Octets octets(sms::packed_size(septets.size()));
  sms::pack_septets(septets, 0, octets.data());
  return sms::to_hex(octets);
}

std::optional<std::string> unpacked(std::string_view hex) {
  const auto octets = sms::from_hex(hex);
  if (!octets) return std::nullopt;
  sms::Octets septets(octets->size() * 8 / 7);
  sms::unpack_septets(*octets, septets.size(), 0, septets.data());
  if (septets.size() % 8 == 0 && !septets.empty() && (septets.back() == '\r' || septets.back() == 0))
    septets.pop_back();
  return sms::text_of_septets(septets);
}

}  // namespace

ModemUssd::ModemUssd(ModemCore& core) : core_{core} {
  core.on("+CUSD", [this](const AtCommand& c) { return command(c); });
  if (core.dialect.packed_ussd)
    core.on("^USSDMODE", [this](const AtCommand& c) {
      packed_ = c.number(0) == 1;
      return Final::ok();
    });
}

Final ModemUssd::command(const AtCommand& command) {
  if (command.form == AtCommand::Form::read) {
    core_.info("+CUSD: " + std::to_string(show_));
    return Final::ok();
  }
  if (command.form == AtCommand::Form::test) {
    core_.info("+CUSD: (0-2)");
    return Final::ok();
  }
  const int n = command.number(0).value_or(0);
  if (n < 0 || n > 2) return Final::cme(50);
  if (n == 2) {
    core_.network.ussd().cancel(core_.account);
    return Final::ok();
  }
  const std::string text = command.parameter(1);
  if (!text.empty()) {
    if (!core_.card_ready()) return core_.card_error();
    if (!core_.account.reachable()) return Final::cme(30);
    const auto code = packed_ ? unpacked(text) : core_.from_line(text);
    if (!code) return Final::cme(50);
    show_ = n;
    core_.network.ussd().request(core_.account, *code);
  }
  show_ = n;
  return Final::ok();
}

void ModemUssd::answered(const UssdAnswer& answer) {
  if (show_ != 1) return;
  std::string line = "+CUSD: " + std::to_string(static_cast<int>(answer.kind));
  if (!answer.text.empty()) {
    const bool narrow = sms::fits_gsm7(answer.text);
    const std::string text =
        narrow ? packed_ ? packed(*sms::septets_of_text(answer.text)) : core_.to_line(answer.text)
               : sms::to_hex(*sms::ucs2_of_text(answer.text));
    line += ",\"" + text + "\"," + std::to_string(narrow ? kGsm7 : kUcs2);
  }
  core_.unsolicited(line);
}

}  // namespace isocket::lab
