#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/notifier.h"
#include "run/party.h"
#include "run/pool.h"

namespace isocket::run {

/// The parties who talk with one device, and the modems they talk through for the moment.
class Seats {
 public:
  /// @param device  nobody but this one and each other is heard by the parties; nothing: everybody is
  Seats(Pool& pool, EventLoop& loop, journal::Journal& journal, Notifier& heard,
        std::optional<PhoneNumber> device);
  Seats(const Seats&) = delete;
  Seats& operator=(const Seats&) = delete;
  ~Seats();

  /// Waits for modems and takes them; leave() gives them back.
  /// @param alone   beside nobody else's conversation
  /// Errors: as Pool::choose
  asio::awaitable<Result<void>> take(ModemNeeds needs, bool alone);
  /// Seats every party that can be, for a table at which nobody takes turns.
  void take_all();
  void leave();

  /// Those who sit there, in the order in which they are bound.
  std::vector<Party*>& parties() { return sitting_; }
  [[nodiscard]] const std::vector<Party*>& parties() const { return sitting_; }
  [[nodiscard]] const Pool& pool() const { return pool_; }

 private:
  Party& party(const std::string& name, Switchboard& modem);
  void sit_down(std::vector<Pool::Seat> seats);

  Pool& pool_;
  EventLoop& loop_;
  journal::Journal& journal_;
  Notifier& heard_;
  std::optional<PhoneNumber> device_;
  std::vector<std::unique_ptr<Party>> known_;  ///< everybody who has ever sat here
  std::vector<Party*> sitting_;
  std::vector<std::pair<Switchboard*, Sharing>> turns_;  ///< that leave() gives back
};

}  // namespace isocket::run
