#include "lab/cells.h"

#include <algorithm>

namespace isocket::lab {

Cells::Cells(Directory& directory) : directory_{directory} {
  for (const auto& outage : directory.faults().outages) {
    for (const bool up : {false, true}) {
      outages_.push_back(std::make_unique<Timer>(directory.clock()));
      outages_.back()->at(up ? outage.end : outage.begin, [this, up] { set_service(up); });
    }
  }
}

void Cells::become(Subscriber& who, Registration state) {
  if (who.registration == state) return;
  who.registration = state;
  if (who.handset) who.handset->registration_changed(state);
  for (const auto& listener : listeners_) listener(who);
}

void Cells::look_for_cell(Subscriber& who) {
  if (!up_ || !who.service) {
    who.search.cancel();
    return become(who, Registration::searching);
  }
  if (who.registration == Registration::home || who.search.armed()) return;
  become(who, Registration::searching);
  who.search.after(directory_.timing().registration.draw(who.random),
                   [this, &who] { become(who, Registration::home); });
}

void Cells::attach(Subscriber& who, Handset& handset) {
  who.handset = &handset;
  look_for_cell(who);
}

void Cells::detach(Subscriber& who) {
  who.search.cancel();
  who.handset = nullptr;
  become(who, Registration::idle);
}

void Cells::set_service(Subscriber& who, bool up) {
  who.service = up;
  if (who.handset) look_for_cell(who);
}

void Cells::set_service(bool up) {
  up_ = up;
  for (auto& [number, who] : directory_.all())
    if (who->handset) look_for_cell(*who);
}

int Cells::csq(const Subscriber& who) const {
  if (!up_ || !who.service || !who.dbm) return 99;
  return std::clamp((*who.dbm + 113) / 2, 0, 31);
}

}  // namespace isocket::lab
