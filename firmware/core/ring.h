#pragma once
// Calls to the device (chapters 4.2, 6.2, section 5.4): a listed caller switches or restarts the socket, for
// nothing, or hears the room.

#include "core/gsm/module.h"

namespace isocket::fw {

struct Unit;

void answer_call(Unit& unit, const Address& caller);

}  // namespace isocket::fw
