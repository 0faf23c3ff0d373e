#include "lab/modem_core.h"

#include "sms/alphabet.h"

namespace isocket::lab {

void ModemCore::setting(std::string name, int* value, int low, int high, std::string range,
                        std::string provision) {
  auto handler = [this, name, value, low, high, range = std::move(range),
                  provision = std::move(provision)](const AtCommand& command) {
    switch (command.form) {
      case AtCommand::Form::read: info(name + ": " + std::to_string(*value) + provision); return Final::ok();
      case AtCommand::Form::test: info(name + ": " + range); return Final::ok();
      case AtCommand::Form::execute: return Final::error();
      case AtCommand::Form::set: break;
    }
    const auto wanted = command.number(0);
    if (!wanted || *wanted < low || *wanted > high) return Final::cme(50);  // incorrect parameters
    *value = *wanted;
    return Final::ok();
  };
  on(std::move(name), std::move(handler));
}

Final ModemCore::card_error() const {
  if (!card.inserted) return Final::cme(10);                 // SIM not inserted
  return card.tries == 0 ? Final::cme(12) : Final::cme(11);  // SIM PUK, SIM PIN required
}

std::string ModemCore::to_line(std::string_view utf8) const {
  if (charset == "UCS2") return sms::to_hex(*sms::ucs2_of_text(utf8));
  if (charset == "HEX") {
    if (const auto septets = sms::septets_of_text(utf8)) return sms::to_hex(*septets);
    return sms::to_hex(*sms::ucs2_of_text(utf8));
  }
  if (charset == "GSM") {
    if (const auto septets = sms::septets_of_text(utf8)) return {septets->begin(), septets->end()};
    return sms::to_hex(*sms::ucs2_of_text(utf8));
  }
  return std::string{utf8};
}

std::optional<std::string> ModemCore::from_line(std::string_view text) const {
  if (charset == "UCS2" || charset == "HEX") {
    const auto octets = sms::from_hex(text);
    if (!octets) return std::nullopt;
    return charset == "UCS2" ? sms::text_of_ucs2(*octets) : sms::text_of_septets(*octets);
  }
  if (charset == "GSM")
    return sms::text_of_septets({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return std::string{text};
}

}  // namespace isocket::lab
