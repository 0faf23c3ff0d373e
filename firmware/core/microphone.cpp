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

bool parse_microphone_level(std::string_view value, std::uint8_t& level) {
  std::uint32_t number = 0;
  if (!parse_number(value, kLoudest, number)) return false;
  level = static_cast<std::uint8_t>(number);
  return true;
}

Outcome set_microphone_level(Unit& unit, const Request& request, Text& reply) {
  if (!parse_microphone_level(request.value, unit.settings().microphone_level)) return Outcome::wrong_value;
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
