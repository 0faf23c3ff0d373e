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
  // Whoever has nothing to expect hears it ring; neither answered nor rejected (EP-4.2-24, EP-4.2-27).
  if (settings.ring() == Ring::no_action || unit.power.limits().switching) return;
  if (!settings.sec_list_on()) return;
  if (!is_listed(unit, caller) && !unit.defects.has(Defect::ring_serves_strangers)) return;

  if (settings.ring() == Ring::microphone) return unit.gsm.answer();  // and nothing is reported (GS-6.2-09)
  unit.gsm.reject();
  Relay& socket = unit.relays[0];
  if (settings.ring() == Ring::restart) {
    socket.restart(unit.now, settings.restart_seconds);
    unit.apply_relays();
    confirm(unit, caller, "Power socket restarted");
  } else {
    socket.set(!socket.on());
    unit.apply_relays();
    confirm(unit, caller, socket.on() ? "Power socket ON" : "Power socket OFF");
  }
}

Outcome set_ring(Unit& unit, const Request& request, Text& reply) {
  ParsedChoice parsed;
  if (!parse_choice(unit.model, request.command.choice, request.value, parsed)) return Outcome::wrong_value;
  const bool acts = static_cast<Ring>(parsed.position) != Ring::no_action;
  if (acts && !unit.settings().sec_list_on()) return Outcome::list_inactive;  // EP-4.2-07
  return store_choice(unit, request, parsed, reply);
}

}  // namespace isocket::fw
