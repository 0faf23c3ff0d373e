// Settings with named values: chapters 4.2, 6, 7, 9, 11. Which values there are, and in which order, says
// named_values().

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {

bool parse_choice(const Model& model, Choice choice, std::string_view value, ParsedChoice& parsed) {
  std::string_view rest = named_values(model, choice);
  for (std::uint8_t i = 0; !rest.empty(); ++i) {
    const std::string_view name = take_until(rest, ',');
    if (!same_word(name, value)) continue;
    parsed = {i, name};
    return true;
  }
  return false;
}

Outcome store_choice(Unit& unit, const Request& request, const ParsedChoice& parsed, Text& reply) {
  unit.settings().choice(request.command.choice, request.number) = parsed.position;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  return accept(reply, request, unit.defects.has(Defect::command_keeps_case) ? request.value : parsed.name);
}

Outcome set_choice(Unit& unit, const Request& request, Text& reply) {
  ParsedChoice parsed;
  if (!parse_choice(unit.model, request.command.choice, request.value, parsed)) return Outcome::wrong_value;
  return store_choice(unit, request, parsed, reply);
}

// The first value is the factory default, the brackets stand on the current one (EP-4.1-14, EP-4.1-15).
Outcome query_choice(Unit& unit, const Request& request, Text& reply) {
  append_setting(reply, request);
  reply.append('=');
  std::string_view rest = named_values(unit.model, request.command.choice);
  const int current = unit.settings().choice(request.command.choice, request.number);
  for (int i = 0; !rest.empty(); ++i) {
    const std::string_view value = take_until(rest, ',');
    if (i > 0) reply.append(',');
    if (i == current) reply.append('(');
    reply.append(value);
    if (i == current) reply.append(')');
  }
  return Outcome::ok;
}

// Two of the three values are confirmed under another name (EP-6.2-11).
Outcome set_ring_confirm(Unit& unit, const Request& request, Text& reply) {
  const Outcome outcome = set_choice(unit, request, reply);
  if (outcome != Outcome::ok) return outcome;
  const RingConfirm value = unit.settings().ring_confirm();
  if (value == RingConfirm::off) return outcome;
  reply.clear();
  reply.append(value == RingConfirm::sms ? "RINGCONFIRMTYPE=SMS - OK" : "RINGCONFIRMTYPE=CALL - OK");
  return outcome;
}

}  // namespace isocket::fw
