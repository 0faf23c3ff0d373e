// The passwords, never shown: five letters or digits in front of every command (chapter 5.2), and nine that
// renew the configuration window (chapter 5.3 of the GSM family).

#include <algorithm>

#include "core/handlers.h"
#include "core/security.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
bool is_password(std::string_view value, std::size_t length) {
  if (value.size() != length) return false;
  for (const char c : value)
    if (!is_letter(c) && !is_digit(c)) return false;
  return true;
}

bool take_password(const Unit& unit, std::string_view& text) {
  const Settings& settings = unit.settings();
  if (!settings.password_set) return true;
  const std::string_view front = text.substr(0, Settings::kPasswordLength);
  const std::string_view password = settings.password_view();
  const bool lax = unit.defects.has(Defect::password_case_insensitive);
  if (front != password && !(lax && same_word(front, password))) return false;
  text.remove_prefix(Settings::kPasswordLength);
  return true;
}

Outcome set_password(Unit& unit, const Request& request, Text& reply) {
  Settings& settings = unit.settings();
  const std::string_view value = request.value;
  if (same_word(value, "NO")) {
    settings.password_set = false;
    settings.password = {};
    settings.drop_renewal_if_open();
    if (unit.commit() != Outcome::ok) return Outcome::failed;
    return accept(reply, request, "NO");
  }
  if (!is_password(value, Settings::kPasswordLength)) return Outcome::wrong_value;
  std::copy(value.begin(), value.end(), settings.password.begin());
  settings.password_set = true;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  return accept(reply, request, secret_mask(request.command));
}

Outcome set_renew_password(Unit& unit, const Request& request, Text& reply) {
  Settings& settings = unit.settings();
  const std::string_view value = request.value;
  if (same_word(value, "NO")) {  // needs no protection (GS-5.3-18)
    settings.renew_password = {};
    settings.renew_password_set = false;
    if (unit.commit() != Outcome::ok) return Outcome::failed;
    return accept(reply, request, "NO");
  }
  if (!is_password(value, Settings::kRenewPasswordLength)) return Outcome::wrong_value;  // GS-5.3-03
  if (!settings.secure()) return Outcome::no_security;                                   // GS-5.3-04
  std::copy(value.begin(), value.end(), settings.renew_password.begin());
  settings.renew_password_set = true;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  return accept(reply, request, secret_mask(request.command));
}

Outcome renew_window(Unit& unit, const Request& request, Text& reply) {
  const Settings& settings = unit.settings();
  if (!settings.renew_password_set) return Outcome::no_renew_password;                        // GS-5.3-10
  if (request.value != settings.renew_password_view()) return Outcome::wrong_renew_password;  // GS-5.3-11
  unit.window.open(unit);
  reply.append("Configuration interval renewed");
  return Outcome::ok;
}

Outcome query_renewal(Unit& unit, const Request&, Text& reply) {
  reply.append(unit.settings().renew_password_set ? "Password presented, renew possible" : kNoRenewPassword);
  return Outcome::ok;
}

}  // namespace isocket::fw
