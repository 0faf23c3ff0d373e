// The security list (chapter 5.1), the alert numbers (5.3) and those of the security centre (5.4 of the Smart
// Relay), and the two commands that enter the sender.

#include "core/handlers.h"
#include "core/security.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

Outcome add(Unit& unit, NumberList& list, const Request& request, Text& reply) {
  if (!is_number(request.value)) return Outcome::wrong_value;
  if (!list.contains(request.value)) {
    if (list.full() && unit.defects.has(Defect::eleventh_number_answers_ok)) {
      return accept(reply, request, request.value);
    }
    if (!list.add(request.value)) return Outcome::failed;
    if (unit.commit() != Outcome::ok) return Outcome::failed;
  }
  return accept(reply, request, request.value);
}

/// From a list that alerts go to.
Outcome remove(Unit& unit, NumberList& list, const Request& request, Text& reply) {
  const std::uint8_t position = list.find(request.value);
  if (position == list.size()) return Outcome::wrong_value;
  list.remove(position);
  end_alerts_if_empty(unit);
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  unit.outbox.number_removed(unit, list, position);
  return accept(reply, request, request.value);
}

void query(const NumberList& list, std::string_view title, std::string_view when_empty, Text& reply) {
  if (list.empty()) {
    reply.append(when_empty);
    return;
  }
  reply.append(title);
  for (std::uint8_t i = 0; i < list.size(); ++i) reply.append(i == 0 ? " " : ", ").append(list[i].view());
}

/// Whether a sender can be entered into a list: identified, and of a length that a list holds.
bool can_be_stored(const Address& sender) {
  return sender.dialable() && is_number(sender.digits.view());
}

}  // namespace

bool is_number(std::string_view text) {
  if (text.empty() || text.size() > StoredNumber::kMaxDigits) return false;
  for (const char c : text)
    if (!is_digit(c)) return false;
  return true;
}

// Whenever the list is deactivated, calls have no action any more (EP-4.2-09, GS-4.2-09).
void deactivate_list(Unit& unit) {
  unit.settings().choice(Choice::sec_list) = 0;
  if (!unit.defects.has(Defect::ring_survives_list_off)) unit.settings().drop_ring();
  unit.settings().drop_renewal_if_open();
}

bool is_listed(const Unit& unit, const Address& who) {
  if (!who.dialable()) return false;
  const NumberList& list = unit.settings().security;
  if (unit.defects.has(Defect::seclist_prefix_match)) {
    for (std::uint8_t i = 0; i < list.size(); ++i)
      if (who.digits.view().starts_with(list[i].view())) return true;
  }
  return list.contains(who.digits.view());
}

// What is told to nobody any more (GS-7.3-18); the other families keep the setting.
void end_alerts_if_empty(Unit& unit) {
  Settings& settings = unit.settings();
  if (!settings.alerts.empty() || !has(unit.model, Feature::temp_off)) return;
  if (!unit.defects.has(Defect::thermalert_survives_list)) settings.choice(Choice::switch_off_alert) = 0;
}

Outcome make_me_boss(Unit& unit, const Request& request, Text& reply) {
  if (!can_be_stored(request.sender)) return Outcome::failed;  // EP-3-06, EP-3-10
  Settings& settings = unit.settings();
  const std::string_view number = request.sender.digits.view();
  const bool in_security = settings.security.contains(number);
  const bool in_alerts = settings.alerts.contains(number);
  // All or nothing (EP-5.1-26).
  if ((!in_security && settings.security.full()) || (!in_alerts && settings.alerts.full())) {
    return Outcome::failed;
  }
  if (!in_security) settings.security.add(number);
  if (!in_alerts && !unit.defects.has(Defect::makemeboss_forgets_alerts)) settings.alerts.add(number);
  settings.choice(Choice::sec_list) = 1;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  reply.append(
      "Your phone number has been assigned for all types of alerts and was added to security list which has "
      "been activated");
  return Outcome::ok;
}

Outcome add_security(Unit& unit, const Request& request, Text& reply) {
  return add(unit, unit.settings().security, request, reply);
}

Outcome remove_security(Unit& unit, const Request& request, Text& reply) {
  NumberList& list = unit.settings().security;
  const std::uint8_t position = list.find(request.value);
  if (position == list.size()) return Outcome::wrong_value;  // EP-5.1-21
  list.remove(position);
  if (list.empty()) deactivate_list(unit);  // EP-5.1-22
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  return accept(reply, request, request.value);
}

Outcome clear_security(Unit& unit, const Request& request, Text& reply) {
  unit.settings().security.clear();
  deactivate_list(unit);
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  return accept(reply, request);
}

Outcome query_security(Unit& unit, const Request&, Text& reply) {
  query(unit.settings().security, unit.model.security_title, "No SECNUMBERs!", reply);
  return Outcome::ok;
}

Outcome set_security(Unit& unit, const Request& request, Text& reply) {
  ParsedChoice parsed;
  if (!parse_choice(unit.model, request.command.choice, request.value, parsed)) return Outcome::wrong_value;
  if (parsed.position == 1 && unit.settings().security.empty()) return Outcome::no_numbers;  // EP-5.1-23
  if (parsed.position == 0) {
    deactivate_list(unit);
    if (unit.defects.has(Defect::seclist_off_empties_list)) unit.settings().security.clear();
  }
  return store_choice(unit, request, parsed, reply);
}

Outcome alert_me(Unit& unit, const Request& request, Text& reply) {
  if (!can_be_stored(request.sender)) return Outcome::failed;  // EP-5.3-05
  NumberList& list = unit.settings().alerts;
  const std::string_view number = request.sender.digits.view();
  if (!list.contains(number)) {
    if (!list.add(number) || unit.commit() != Outcome::ok) return Outcome::failed;
  }
  reply.append("Your phone number has been assigned for all types of alerts!");
  return Outcome::ok;
}

Outcome add_alert(Unit& unit, const Request& request, Text& reply) {
  return add(unit, unit.settings().alerts, request, reply);
}

Outcome remove_alert(Unit& unit, const Request& request, Text& reply) {
  return remove(unit, unit.settings().alerts, request, reply);
}

Outcome clear_alerts(Unit& unit, const Request& request, Text& reply) {
  unit.settings().alerts.clear();
  end_alerts_if_empty(unit);
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  return accept(reply, request);
}

Outcome query_alerts(Unit& unit, const Request&, Text& reply) {
  query(unit.settings().alerts, "ALERTNUMBERs:", "No ALERTNUMBERs!", reply);
  return Outcome::ok;
}

Outcome add_centre(Unit& unit, const Request& request, Text& reply) {
  return add(unit, unit.settings().centre(), request, reply);
}

Outcome remove_centre(Unit& unit, const Request& request, Text& reply) {
  return remove(unit, unit.settings().centre(), request, reply);
}

Outcome clear_centre(Unit& unit, const Request& request, Text& reply) {
  unit.settings().centre().clear();
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  return accept(reply, request);
}

Outcome query_centre(Unit& unit, const Request&, Text& reply) {
  query(unit.settings().centre(), "SECCENTERs:", "No SECCENTERs!", reply);
  return Outcome::ok;
}

}  // namespace isocket::fw
