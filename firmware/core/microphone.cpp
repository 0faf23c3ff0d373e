// The microphone (chapter 10 of the GSM family): its level, and the call that a message asks for. What
// becomes of a call that is taken is in outbox_calls.cpp and ring.cpp.

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

constexpr std::uint32_t kLoudest = 15;            // GS-10-02
constexpr Millis kAskedCallRings = 30 * kSecond;  // GS-10-06

}  // namespace

Outcome set_microphone_level(Unit& unit, const Request& request, Text& reply) {
  std::uint32_t level = 0;
  if (!parse_number(request.value, kLoudest, level)) return Outcome::wrong_value;
  unit.settings().microphone_level = static_cast<std::uint8_t>(level);
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  unit.gsm.microphone(unit.settings().microphone_level);
  append_word(reply, request);
  reply.append_number(unit.settings().microphone_level).append(" - OK");
  return Outcome::ok;
}

Outcome query_microphone_level(Unit& unit, const Request&, Text& reply) {
  reply.append("MICLEVEL=").append_number(unit.settings().microphone_level);
  return Outcome::ok;
}

// The call is the answer (GS-10-08); whoever hides the number gets none (GS-10-10).
Outcome call_me_back(Unit& unit, const Request& request, Text&) {
  if (!unit.settings().secure() && !unit.defects.has(Defect::callback_unprotected)) {
    return Outcome::no_security;  // GS-10-09
  }
  if (!request.sender.dialable()) return Outcome::later;
  const Millis rings = unit.defects.has(Defect::callback_rings_20_s) ? 20 * kSecond : kAskedCallRings;
  return unit.outbox.call_back(unit, request.sender, rings) ? Outcome::later : Outcome::failed;
}

}  // namespace isocket::fw
