#include "core/ring.h"

#include "core/handlers.h"
#include "core/security.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

constexpr Millis kReportRings = 10 * kSecond;  // EP-6.2-07, GS-6.2-06

// A call-back to a caller or a message, as RINGCONFIRM says (EP-4.2-26); the text is that of the command.
void confirm(Unit& unit, const Address& caller, std::string_view text) {
  switch (unit.settings().ring_confirm()) {
    case RingConfirm::sms: unit.outbox.reply(unit, caller, text); break;
    case RingConfirm::call: (void)unit.outbox.call_back(unit, caller, kReportRings); break;
    case RingConfirm::off: break;
  }
}

}  // namespace

void answer_call(Unit& unit, const Address& caller) {
  const Settings& settings = unit.settings();
  const bool limited = unit.limits().switching;
  // Whoever has nothing to expect hears it ring; neither answered nor rejected (EP-4.2-24, EP-4.2-27).
  if (settings.ring() == Ring::no_action || !settings.sec_list_on()) return;
  if (limited && !has(unit.model, Feature::backup_mode)) return;
  if (!is_listed(unit, caller) && !unit.defects.has(Defect::ring_serves_strangers)) return;

  if (settings.ring() == Ring::microphone) return unit.gsm.answer();  // and nothing is reported (GS-6.2-09)
  unit.gsm.reject();
  if (limited) {  // nothing is switched, and a call-back would say it was (SR-U4.2-16)
    if (settings.ring_confirm() == RingConfirm::sms) refuse(unit, caller, refusal(Outcome::limited));
    return;
  }
  Relay& relay = unit.relays[settings.ring_relay];
  Text text;
  append_relay(text, unit, settings.ring_relay);
  if (settings.ring() == Ring::restart) {
    relay.restart(unit.now, settings.restart_seconds);
    text.append(" restarted");
  } else if (settings.ring() == Ring::pulse) {
    relay.restart(unit.now, settings.pulse_seconds);
    text.append(" pulse sent");
  } else {
    relay.set(!relay.on());
    text.append(relay.on() ? " ON" : " OFF");
  }
  unit.apply_relays();
  confirm(unit, caller, text);
}

Outcome set_ring(Unit& unit, const Request& request, Text& reply) {
  ParsedChoice parsed;
  if (!parse_choice(unit.model, request.command.choice, request.value, parsed)) return Outcome::wrong_value;
  if (parsed.position != 0 && !unit.settings().sec_list_on()) return Outcome::list_inactive;  // EP-4.2-07
  unit.settings().ring_relay = parsed.relay;
  return store_choice(unit, request, parsed, reply);
}

}  // namespace isocket::fw
