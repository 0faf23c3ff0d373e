#pragma once
// Who may command the device (chapter 5).

#include <string_view>

#include "core/gsm/module.h"

namespace isocket::fw {

struct Unit;

/// Whether a number is in the security list; a hidden or alphanumeric one never is (EP-5.1-14).
bool is_listed(const Unit& unit, const Address& who);

/// Ends the security by list with what depends on it; the numbers stay. Not yet stored.
void deactivate_list(Unit& unit);

/// What cannot be without alert numbers ends with the last of them. Not yet stored.
void end_alerts_if_empty(Unit& unit);

/// Takes a set password off the front of a command.
/// @return  false: one is set and the text does not begin with it (EP-5.2-06)
bool take_password(const Unit& unit, std::string_view& text);

}  // namespace isocket::fw
