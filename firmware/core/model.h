#pragma once
// What a model is: the features it has, its limits, and how it words its replies. A further model is a
// further table; the chapters ask the table, never the name.

#include <cstdint>
#include <span>
#include <string_view>

#include "core/temperature.h"

namespace isocket::fw {

/// What a command needs of its model.
enum class Feature : std::uint8_t {
  basic,        ///< every model
  socket,       ///< a main socket, switched by ON, OFF, RESTART and by the hidden button
  relays,       ///< numbered relays with aliases, switched by ONRx, OFFRx, RESTARTRx, PULSERx
  all_relays,   ///< ONALL, OFFALL
  owner,        ///< MAKEMEBOSS, ALERTME
  clock,        ///< DATE, DATESMS; a clock of its own has every model
  thermometer,  ///< a temperature sensor
  sensor_jack,  ///< it is plugged in, and may be missing
  thermostat,   ///< THERMOSTATON, THERMOSTATOFF, THERMOSTAT
  switch_off,   ///< SWITCHOFFTEMP, SWITCHOFFALERT, TSENSFAILALERT
  temp_off,     ///< the first two as TEMPOFF, THERMALERT
  calibration,  ///< TEMPCAL
  sensors,      ///< sensors that are installed and tied to relays: TSENSORSCAN, THERMSENSOR
  alarm,        ///< a sensor input with alarm function
  inputs,       ///< several, each with an alias and with relays of its own: ALIASIN, INRELAYS, INPUTSTATUS
  relay_time,   ///< RELAYTIME: an alarm switches the main socket
  microrelay,   ///< a second relay, with commands of its own; an alarm switches it (MICRORELAYTIME)
  scheduler,
  renewal,              ///< RENEWINTERVALPW, RENEWINTERVAL
  ring_confirm_mode,    ///< RINGCONFIRM=SMS, CALL or OFF
  ring_confirm_switch,  ///< RINGCONFIRM=ON or OFF, and RINGCONFIRMTYPE
  power_alert_switch,   ///< POWERALERT
  backup_mode,          ///< works on its battery for long: DCALERT, BATALERT, BACKUPLIMIT, POWERSTATUS
  voltage_sensor,       ///< ACALERT, BACKUPLIMIT=AC
  security_centre,      ///< SECCENTER: numbers that only alarms go to
  sim_card,             ///< SIMCARD: a question to the operator
  credit,               ///< CREDITUMS, CREDIT
  saldo,                ///< the same as SALDOUMS, SALDO
  microphone,           ///< MICLEVEL, CALLBACK, RING=MIC; a taken call lasts
};

class Features {
 public:
  template <typename... F>
  static constexpr Features of(F... features) {
    Features set;
    ((set.bits_ |= bit(features)), ...);
    return set;
  }
  constexpr Features operator|(Features other) const {
    other.bits_ |= bits_;
    return other;
  }
  constexpr Features without(Feature f) const {
    Features fewer = *this;
    fewer.bits_ &= ~bit(f);
    return fewer;
  }
  constexpr Features operator&(Features other) const {
    other.bits_ &= bits_;
    return other;
  }
  constexpr bool has(Feature f) const { return f == Feature::basic || (bits_ & bit(f)) != 0; }

 private:
  static constexpr std::uint32_t bit(Feature f) { return std::uint32_t{1} << static_cast<unsigned>(f); }
  std::uint32_t bits_ = 0;
};

/// What the number in a word counts.
enum class Numbered : std::uint8_t { no, relay, input, sensor };

/// What the scheduler can do at its time.
enum class Planned : std::uint8_t {
  on,
  off,
  pulse,
  status,
  temperatures,
  signal,
  relay_states,
  input_states,
  thermostat_on,
  thermostat_off,
  arm,  ///< one alarm input, or all
  disarm,
};

/// A word of a scheduler rule: `AON`, or with the number of a relay or input: `ONR#`.
struct Action {
  std::string_view word;
  Planned planned;
  Numbered numbered = Numbered::no;
};

/// Those of a model with a main socket (EP-10-03, GS-11-03).
inline constexpr Action kSocketActions[] = {{"ON", Planned::on},
                                            {"OFF", Planned::off},
                                            {"INF", Planned::status},
                                            {"AON", Planned::arm},
                                            {"AOF", Planned::disarm}};

struct Model {
  std::string_view name;  ///< `environment-pro`, as in inventories
  Features features;
  const Model* without_voltage_sensor = nullptr;  ///< the table of such units, if they differ

  bool numbered;                    ///< relays, inputs and sensors have their numbers in commands and texts
  std::uint8_t relays;              ///< outputs: the main socket is the first, or R1
  std::uint8_t inputs;              ///< alarm inputs
  std::uint8_t sensors;             ///< temperature sensors
  std::uint8_t rules;               ///< of the scheduler
  std::span<const Action> actions;  ///< of its rules
  std::uint16_t longest_text;       ///< in characters: the longest reply that it can have to make

  std::string_view hardware;         ///< answer to HARDWARE (EP-13-01, GS-14-01)
  std::string_view firmware_prefix;  ///< before and behind the version (EP-13-03, GS-14-04)
  std::string_view firmware_suffix;
  std::string_view unknown_command;  ///< behind `{command} - ` (EP-4.1-40, GS-6.3-01)
  std::string_view window_closed;    ///< behind `{command} - ` (EP-4.1-41, GS-6.3-06)
  std::string_view security_title;   ///< before the numbers of SECNUMBER? (EP-5.1-16, GS-5.1-29)

  std::uint16_t most_restart_seconds;
  std::uint16_t most_timed;  ///< ON{n}, OFF{n}, in units of `timed_unit_seconds`
  std::uint16_t timed_unit_seconds;
  std::string_view timed_unit;  ///< ` seconds` in the reply
  std::uint8_t window_minutes;
  bool security_lifts_window;      ///< EP-4.1-10; the sibling families keep the window (GS-5.3-20)
  bool supply_opens_window;        ///< back after a time on battery (EP-4.1-49, GS-4.1-16, not SR-U5.3-03)
  bool ring_confirm_renamed;       ///< confirmed as RINGCONFIRMTYPE (EP-6.2-11)
  bool one_temperature_unit;       ///< shown and set in the unit's own degrees alone (GS-7-02)
  bool even_threshold_fahrenheit;  ///< EP-7.2-15
  DegreeRange switch_off_range;    ///< of the thermostat's threshold (EP-7.2-18, GS-7.2-11)
  DegreeRange alert_range;         ///< of the rise and fall alert (EP-7.2-18, GS-7.3-22)
  std::string_view unreadable;     ///< in place of a temperature (EP-7.1-07, GS-7.1-04, SR-U7-05)
  bool failure_ends_thermostat;    ///< SR-3.2-10; otherwise it waits for the sensor (EP-7.3-06, GS-7.2-16)
  std::uint8_t first_reading_minutes;  ///< after the start (GS-7.1-05); 0: at once (EP-7.1-03)
  std::string_view switch_off_title;   ///< before the threshold in replies (EP-7.2-05, GS-7.2-02)
  std::string_view attention;          ///< before `Thermostat is working now!`
  std::string_view sensor_active;      ///< behind `ALARM status: ` in STATUS (EP-4.1-27, GS-4.1-63)
  std::string_view sensor_at_rest;

  bool rejection_ends_cycle;  ///< of alert calls (GS-9.2-11); otherwise the next number follows (EP-9.2-08)

  bool cable_needs_mains;  ///< otherwise a battery will do for it (MU-1-03, MU-P8-07)

  std::uint8_t battery_minutes;        ///< without mains; 0: no battery (EP-11-31, GS-12-21, GS-0-14)
  std::uint8_t reset_hold_seconds;     ///< of the hidden button (EP-14-09, GS-15-04)
  std::uint8_t reset_confirm_seconds;  ///< in which a second press begins it; 0: the release does (GS-15-05)
  std::uint8_t reset_seconds;          ///< until the device starts anew (EP-14-04)
};

/// The version that FIRMWARE reports (EP-13-03).
inline constexpr std::string_view kFirmwareVersion = "1.0.0";

/// Every model of this build: those of ISOCKET_FW_MODELS, or all of models.h.
std::span<const Model* const> models();

/// @return null if there is none of this name
const Model* find_model(std::string_view name);

}  // namespace isocket::fw
