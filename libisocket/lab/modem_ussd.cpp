#include "lab/modem_ussd.h"

#include "sms/alphabet.h"

namespace isocket::lab {
namespace {

// <dcs>, a cell broadcast coding (3GPP TS 23.038 §5).
constexpr int kGsm7 = 15;
constexpr int kUcs2 = 72;

}  // namespace

ModemUssd::ModemUssd(ModemCore& core) : core_{core} {
  core.on("+CUSD", [this](const AtCommand& c) { return command(c); });
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
    const auto code = core_.from_line(text);
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
        narrow ? core_.to_line(answer.text) : sms::to_hex(*sms::ucs2_of_text(answer.text));
    line += ",\"" + text + "\"," + std::to_string(narrow ? kGsm7 : kUcs2);
  }
  core_.unsolicited(line);
}

}  // namespace isocket::lab
