#pragma once
// The parts of one device, as its chapters see each other. Owned by Device; nobody else needs this.

#include <array>
#include <type_traits>

#include "core/alarm.h"
#include "core/backup.h"
#include "core/button.h"
#include "core/cable/console.h"
#include "core/clock.h"
#include "core/command.h"
#include "core/credit.h"
#include "core/defect.h"
#include "core/factory_reset.h"
#include "core/gsm/module.h"
#include "core/leds.h"
#include "core/message_gate.h"
#include "core/model.h"
#include "core/outbox.h"
#include "core/power.h"
#include "core/relay.h"
#include "core/scheduler.h"
#include "core/settings.h"
#include "core/store/settings_store.h"
#include "core/thermometer.h"
#include "hal/hal.h"

namespace isocket::fw {

struct Unit {
  Unit(const Model& model_, const Hal& hal_, Defects defects_, GsmEvents& events);

  const Model& model;
  const Hal& hal;
  const Defects defects;
  Instant now{};  ///< of the call under way

  SettingsStore<Settings> settings_store;
  SettingsStore<Memory> memory_store;
  GsmModule gsm;
  std::array<Relay, kRelays> relays;
  Clock clock;
  ConfigWindow window;
  MessageGate gate;
  Outbox outbox;
  Thermometer thermometer;
  std::array<Thermostat, kRelays> thermostats;
  std::array<TemperatureAlerts, kSensors> temperature_alerts;
  std::array<Alarm, kInputNumbers> alarms;
  Scheduler scheduler;
  Power power;
  std::conditional_t<built_features().has(Feature::backup_mode), Backup, NoBackup> backup;
  Credit credit;
  Button button;
  FactoryReset reset;
  cable::Console cable;
  Leds leds;
  std::array<ClockSeconds, kRelays> on_since{};  ///< the RUNTIME moments (EP-4.1-83)

  Settings& settings() { return settings_store.value(); }
  const Settings& settings() const { return settings_store.value(); }
  Memory& memory() { return memory_store.value(); }

  /// Reads the settings; a device that has none stored takes the factory's, and stores them.
  void load_settings();
  /// The factory defaults, in the unit's own degrees.
  void factory_settings(Settings& settings) const;
  /// Whether the unit's own degrees are Fahrenheit (GS-7-02).
  bool fahrenheit() const { return has<&Model::one_temperature_unit>(model) && hal.variant == Variant::us; }

  /// Everything begins anew, as at power-up and after a factory reset; settings have been read.
  void start();

  /// Makes changed settings permanent; takes them back if that fails. The revisions of their groups go up.
  /// @param written  a group whose revision goes up though nothing of it may differ; info: none
  /// @return ok, or failed
  Outcome commit(Group written = Group::info);

  /// Switches the coils to what the relays' states have become, and remembers these (EP-4.1-83, EP-11-24).
  void apply_relays();
  bool relay_on(std::uint8_t number) const { return power.on_mains() && relays[number].on(); }
  Limits limits() const;
  /// Whether a relay can be switched by command now.
  /// @return ok, or why not
  Outcome may_switch() const;
  /// Whether POWERSTATE says what a relay is after a loss of supply; the microrelay is off (GS-12-29).
  bool has_power_state(std::uint8_t number) const {
    return number != kMicrorelay || !has(model, Feature::microrelay) ||
           defects.has(Defect::microrelay_survives_power);
  }
  /// What a command is answered that the supply does not allow, where backup mode is told (SR-3.4-21).
  Outcome backup_refusal(bool limited) const {
    return limited && has(model, Feature::backup_mode) ? Outcome::limited : Outcome::ok;
  }
  /// Whether the alarm function of any input is enabled, and whether one of those is active.
  bool armed() const;
  bool alarm_active() const;

  void set_clock(RtcTime time);

  /// Enters this moment into the alarm log (EP-9.5-04).
  void log_detection(std::uint8_t input);

 private:
  SmallSet closed_;
};

StatusSnapshot take_status(Unit& unit);
// Texts of a moment: STATUS of a model with a main socket (EP-4.1-27, GS-4.1-59), and of the reports that a
// scheduler sends (SR-U11-04).
void append_status(Text& text, const Unit& unit, const StatusSnapshot& status);
void append_signal(Text& text, const StatusSnapshot& status);
void append_temperatures(Text& text, const Unit& unit, const StatusSnapshot& status);
void append_relay_states(Text& text, const Unit& unit, const StatusSnapshot& status);
void append_input_states(Text& text, const Unit& unit, const StatusSnapshot& status);
/// The STATUS text of a model with numbered relays (SR-U4.4-31).
void append_summary(Text& text, const Unit& unit, const StatusSnapshot& status);
/// Its line of the supplies.
void append_power(Text& text, const Unit& unit);

}  // namespace isocket::fw
