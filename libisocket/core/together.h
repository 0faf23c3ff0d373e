#pragma once

#include <boost/asio/awaitable.hpp>
#include <vector>

#include "core/event_loop.h"

namespace isocket {

/// Lets coroutines run beside each other, begun in their order, and ends when the last one has ended.
asio::awaitable<void> together(EventLoop& loop, std::vector<asio::awaitable<void>> works);

}  // namespace isocket
