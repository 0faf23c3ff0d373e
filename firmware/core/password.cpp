// The password (chapter 5.2): five letters or digits in front of every command, never shown.

#include <algorithm>

#include "core/handlers.h"
#include "core/security.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {

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
    if (unit.commit() != Outcome::ok) return Outcome::failed;
    return accept(reply, request, "NO");
  }
  if (value.size() != Settings::kPasswordLength) return Outcome::wrong_value;
  for (const char c : value)
    if (!is_letter(c) && !is_digit(c)) return Outcome::wrong_value;
  std::copy(value.begin(), value.end(), settings.password.begin());
  settings.password_set = true;
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  return accept(reply, request, "*****");
}

}  // namespace isocket::fw
