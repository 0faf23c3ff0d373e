#include "core/unit.h"

namespace isocket::fw {
namespace {

using SettingsRecord = SettingsStore<Settings>;
using MemoryRecord = SettingsStore<Memory>;

// Settings change rarely, memory with every switching: it gets the rest of the flash, to spread the wear.
constexpr StoreArea kSettingsArea{0, SettingsRecord::pages(), 2};
constexpr StoreArea kMemoryArea{kSettingsArea.end_page(), MemoryRecord::pages(), 8};
static_assert(kMemoryArea.end_page() <= kFlashPages);

}  // namespace

Unit::Unit(const Model& model_, const Hal& hal_, Defects defects_, GsmEvents& events)
    : model{model_},
      hal{hal_},
      defects{defects_},
      settings_store{hal_, kSettingsArea, Settings::kVersion},
      memory_store{hal_, kMemoryArea, Memory::kVersion},
      gsm{hal_, events},
      socket{defects_},
      clock{hal_, defects_} {}

void Unit::start() {
  gate.clear();
  outbox.clear();
  credit.clear();
  button.power_up();
  clock.power_up(now);
  window.open(*this);
  leds.power_up(now);
  power.power_up(*this);
  thermostat.power_up();
  temperature_alerts = {};
  scheduler.power_up(*this);
  alarm.power_up(*this);
  thermometer.power_up(*this);
  if (model.features.has(Feature::microphone)) gsm.microphone(settings().microphone_level);
  gsm.power_up();
}

Outcome Unit::commit() {
  if (defects.has(Defect::settings_lost_without_power)) return Outcome::ok;
  if (settings_store.commit()) return Outcome::ok;
  settings_store.revert();
  return Outcome::failed;
}

void Unit::apply_socket() {
  const bool closed = socket_on();
  if (closed && !relay_closed_) on_since = clock.seconds(now);
  if (closed != relay_closed_) {
    relay_closed_ = closed;
    hal.relay(hal.self, 0, closed);
  }
  if (power.on_mains() && memory().socket_on != socket.to_remember()) {
    memory().socket_on = socket.to_remember();
    // A worn flash costs the memory of the state, not the switching.
    (void)memory_store.commit();
  }
}

void Unit::set_clock(RtcTime time) {
  clock.set(time);
  scheduler.clock_was_set(*this);
}

}  // namespace isocket::fw
