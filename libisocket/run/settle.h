#pragma once

#include "run/conversation.h"
#include "run/past.h"

namespace isocket::run {

/// Says in the journal that a run goes on; before its modems are started. `past` must hear `journal` by then.
void begin_again(journal::Journal& journal, const Past& past);

/// Waits for what can still tell which submissions of the former program went out, and says of each whose
/// outcome it did not live to see what is known now (`resume.settled`). Nothing is sent. On a network that
/// may delay, it also waits until nothing of the attempt that was under way can still reach the device.
asio::awaitable<void> settle(Table& table, const Past& past);

}  // namespace isocket::run
