#include "run/seats.h"

#include <algorithm>

namespace isocket::run {

Seats::Seats(Pool& pool, EventLoop& loop, journal::Journal& journal, Notifier& heard,
             std::optional<PhoneNumber> device)
    : pool_{pool}, loop_{loop}, journal_{journal}, heard_{heard}, device_{std::move(device)} {}

Seats::~Seats() {
  leave();
}

Party& Seats::party(const std::string& name, Switchboard& modem) {
  for (const auto& each : known_)
    if (each->name() == name && &each->board() == &modem) return *each;
  known_.push_back(std::make_unique<Party>(name, modem, loop_, journal_, heard_));
  return *known_.back();
}

void Seats::sit_down(std::vector<Pool::Seat> seats) {
  for (const Pool::Binding& binding : pool_.bindings()) {
    const auto seat = std::find_if(seats.begin(), seats.end(),
                                   [&](const Pool::Seat& s) { return s.party == binding.party; });
    if (seat == seats.end()) continue;
    Party& one = party(seat->party, *seat->modem);
    one.sit_down(seat->promised);
    sitting_.push_back(&one);
  }
  if (!device_) return;
  for (Party* one : sitting_) {
    std::vector<PhoneNumber> peers{*device_};
    for (const Party* other : sitting_)
      if (other != one) peers.push_back(other->number());
    one->hear_only(std::move(peers));
  }
}

asio::awaitable<Result<void>> Seats::take(ModemNeeds needs, bool alone) {
  const Sharing how = alone ? Sharing::alone : needs.calls ? Sharing::one_of_kind : Sharing::with_all;
  for (;;) {
    leave();
    auto seats = pool_.choose(needs);
    if (!seats) co_return fail(std::move(seats.error()));
    // Always in the same order, so that two who want the same modems never wait for each other.
    std::vector<Switchboard*> modems;
    for (const auto& modem : pool_.modems())
      for (const Pool::Seat& seat : *seats)
        if (seat.modem == modem.get()) modems.push_back(modem.get());
    for (const Pool::Seat& seat : *seats) seat.modem->promise(seat.promised);
    for (Switchboard* modem : modems) {
      co_await modem->seats().take(how);
      turns_.emplace_back(modem, how);
    }
    for (const Pool::Seat& seat : *seats)
      if (seat.promised > 0) co_await seat.modem->breathe(seat.promised);
    const bool lost = std::any_of(modems.begin(), modems.end(),
                                  [](const Switchboard* modem) { return !modem->lost().empty(); });
    if (lost && pool_.can_go_on(needs)) {  // while it was waited for
      for (const Pool::Seat& seat : *seats) seat.modem->take_back(seat.promised);
      continue;
    }
    sit_down(std::move(*seats));
    co_return Result<void>{};
  }
}

void Seats::take_all() {
  leave();
  std::vector<Pool::Seat> seats;
  ModemNeeds nothing;
  for (const Pool::Binding& binding : pool_.bindings()) nothing.submissions[binding.party] = 0;
  if (auto all = pool_.choose(nothing)) sit_down(std::move(*all));
}

void Seats::leave() {
  for (Party* one : sitting_) one->stand_up();
  sitting_.clear();
  for (const auto& [modem, how] : turns_) modem->seats().give_back(how);
  turns_.clear();
}

}  // namespace isocket::run
