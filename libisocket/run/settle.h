#pragma once

#include "core/event_loop.h"
#include "run/conversation.h"
#include "run/past.h"

namespace isocket::run {

/// Says in the journal that a run goes on; before its modems are started. `past` must hear `journal` by then.
void begin_again(journal::Journal& journal, const Past& past);

/// How long settle() takes at most; zero: it need not wait.
/// @param delays  as for settle()
Duration time_to_settle(const Past& past, const Patience& patience, bool delays);

/// Waits for what can still tell which submissions of the former program went out, and says of each whose
/// outcome it did not live to see what is known now (`resume.settled`). Nothing is sent. Of all devices, and
/// before the first of them goes on.
/// @param past    hears `journal`
/// @param delays  the network may: then it also waits until nothing of the attempts that were under way can
///                still reach a device
asio::awaitable<void> settle(EventLoop& loop, journal::Journal& journal, Past& past, Patience patience,
                             bool delays);

}  // namespace isocket::run
