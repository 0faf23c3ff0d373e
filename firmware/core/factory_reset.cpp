#include "core/factory_reset.h"

#include "core/unit.h"

namespace isocket::fw {

void FactoryReset::begin(Unit& unit) {
  unit.memory().resetting = true;
  (void)unit.memory_store.commit();
  // While it lasts no message and no call is processed; the network keeps the messages (EP-14-10).
  unit.gsm.shut_down();
  unit.gate.clear();
  unit.outbox.clear();
  unit.credit.clear();
  for (Relay& relay : unit.relays) relay.set(false);
  unit.apply_relays();
  erase(unit);
  time_.start(unit.now, unit.model.reset_seconds * kSecond);
}

void FactoryReset::resume(Unit& unit) {
  if (unit.memory().resetting) erase(unit);
}

/// The flag goes last: a cut in between begins again.
void FactoryReset::erase(Unit& unit) {
  const NumberList alerts = unit.settings().alerts;
  unit.factory_settings(unit.settings());
  if (unit.defects.has(Defect::reset_keeps_alert_numbers)) unit.settings().alerts = alerts;
  if (!unit.settings_store.commit()) return;
  unit.memory() = Memory{};
  (void)unit.memory_store.commit();
}

void FactoryReset::tick(Unit& unit) {
  if (time_.over(unit.now)) unit.start();
}

}  // namespace isocket::fw
