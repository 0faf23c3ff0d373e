#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>

#include "core/event_loop.h"
#include "core/notifier.h"

namespace isocket {

/// Beside whom somebody uses what others use too.
enum class Sharing : std::uint8_t {
  with_all,     ///< any number of these at once
  one_of_kind,  ///< one of these at a time, beside those `with_all`
  alone,
};

/// Turns at something that is shared, in the order of asking: who comes later never overtakes one whom it
/// would keep waiting, unless it has been let ahead.
class Turns {
 public:
  explicit Turns(EventLoop& loop) : loop_{loop} {}
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;

  /// Waits for a turn, which lasts until it is given back. Does not suspend where there is nothing to wait
  /// for.
  /// @param ahead  of all who wait and are not themselves let ahead
  asio::awaitable<void> take(Sharing how, bool ahead = false);
  void give_back(Sharing how);

  /// Those who have a turn and those who wait for one.
  [[nodiscard]] std::size_t crowd() const;
  [[nodiscard]] std::size_t crowd(Sharing how) const;

 private:
  struct Waiting {
    Sharing how;
    bool ahead;
    Notifier* granted;  ///< of the coroutine that waits
  };
  [[nodiscard]] bool free_for(Sharing how) const;
  [[nodiscard]] std::size_t held(Sharing how) const { return held_[static_cast<std::size_t>(how)]; }

  EventLoop& loop_;
  std::array<std::size_t, 3> held_{};
  std::deque<Waiting> waiting_;
};

}  // namespace isocket
