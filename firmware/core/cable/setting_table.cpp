#include "core/cable/setting_table.h"

#include <array>
#include <cstddef>

#include "core/models.h"

namespace isocket::fw::cable {
namespace {

using enum Group;
using enum Per;
using enum Holds;
using F = Feature;
using C = Choice;

constexpr Row named(std::string_view name, Group group, Feature feature, Per per, Choice choice) {
  return {name, group, feature, per, Holds::choice, 0, choice};
}
constexpr std::uint16_t at(std::size_t offset) {
  return static_cast<std::uint16_t>(offset);
}

// The tables of chapters P7 and P8. Where families spell one setting differently, or give it other values,
// each has a row with a feature of its own. This table is the compiler's: the device holds the rows of its
// models.
constexpr Row kTable[] = {
    named("SECLIST", security, F::basic, device, C::sec_list),
    {"SECNUMBERS", security, F::basic, device, numbers, at(offsetof(Settings, security))},
    {"PASSWORD", security, F::basic, device, password},
    {"RENEWINTERVALPW", security, F::renewal, device, renew_password},
    {"ALERTNUMBERS", security, F::basic, device, numbers, at(offsetof(Settings, alerts))},
    {"SECCENTERS", security, F::security_centre, device, numbers, at(offsetof(Settings, centres))},

    named("SMSCONFIRM", confirm, F::basic, device, C::sms_confirm),
    named("RINGCONFIRM", confirm, F::ring_confirm_mode, device, C::ring_confirm),
    named("RINGCONFIRM", confirm, F::ring_confirm_switch, device, C::ring_confirm_on),
    named("RINGCONFIRMTYPE", confirm, F::ring_confirm_switch, device, C::ring_confirm_type),
    named("ERROR", confirm, F::basic, device, C::error),
    named("SMSCONFIRMUNAUTH", confirm, F::basic, device, C::sms_confirm_unauth),

    named("RING", ring, F::socket, device, C::ring),
    named("RING", ring, F::relays, device, C::relay_ring),
    {"MICLEVEL", ring, F::microphone, device, level, at(offsetof(Settings, microphone_level))},

    {"RESTARTTIME", relays, F::basic, device, seconds, at(offsetof(Settings, restart_seconds))},
    {"PULSETIME", relays, F::relays, device, seconds, at(offsetof(Settings, pulse_seconds))},
    {"ALIASR", relays, F::relays, relay, alias, at(offsetof(RelaySettings, alias))},

    {"TRISEALERT", temperature, F::thermometer, sensor, threshold, at(offsetof(SensorSettings, rise))},
    {"TFALLALERT", temperature, F::thermometer, sensor, threshold, at(offsetof(SensorSettings, fall))},
    {"TEMPCAL", temperature, F::calibration, sensor, calibration, at(offsetof(SensorSettings, calibration))},

    {"THERMSENSOR", thermostat, F::sensors, relay, followed, at(offsetof(RelaySettings, sensor))},
    named("THERMOSTAT", thermostat, F::thermostat, relay, C::thermostat),
    {"SWITCHOFFTEMP", thermostat, F::switch_off, relay, degrees, at(offsetof(RelaySettings, switch_off))},
    {"TEMPOFF", thermostat, F::temp_off, relay, degrees, at(offsetof(RelaySettings, switch_off))},
    {"THERMOSTATF", thermostat, F::thermostat, relay, on_off,
     at(offsetof(RelaySettings, thermostat_enabled))},
    named("SWITCHOFFALERT", thermostat, F::switch_off, relay, C::switch_off_alert),
    named("THERMALERT", thermostat, F::temp_off, relay, C::switch_off_alert),
    named("TSENSFAILALERT", thermostat, F::switch_off, device, C::sensor_fail_alert),

    {"ALIASIN", inputs, F::inputs, input, alias, at(offsetof(InputSettings, alias))},
    named("SENSORTYPE", inputs, F::alarm, input, C::sensor_type),
    {"INRELAYS", inputs, F::inputs, input, relay_set, at(offsetof(InputSettings, relays))},
    {"RELAYTIME", inputs, F::relay_time, input, relay_time, at(offsetof(InputSettings, relay_time))},
    {"MICRORELAYTIME", inputs, F::microrelay, input, microrelay_time,
     at(offsetof(InputSettings, relay_time))},
    named("ALERT", inputs, F::alarm, input, C::alert),
    {"ALARM", inputs, F::alarm, input, on_off, at(offsetof(InputSettings, armed))},

    {"RULE", scheduler, F::scheduler, rule, planned},

    named("POWERSTATE", power_resume, F::basic, relay, C::power_state),

    named("POWERALERT", backup, F::power_alert_switch, device, C::power_alert),
    named("DCALERT", backup, F::backup_mode, device, C::power_alert),
    named("ACALERT", backup, F::voltage_sensor, device, C::ac_alert),
    {"BATALERT", backup, F::backup_mode, device, battery_alert},
    named("BACKUPLIMIT", backup, F::backup_mode, device, C::backup_limit),

    {"CREDITUMS", credit, F::credit, device, ussd},
    {"SALDOUMS", credit, F::saldo, device, ussd},
};

consteval std::size_t count_rows() {
  std::size_t count = 0;
  for (const Row& row : kTable) count += built_features().has(row.feature) ? 1 : 0;
  return count;
}

constexpr std::array<Row, count_rows()> kRows = [] {
  std::array<Row, count_rows()> built{};
  std::size_t count = 0;
  for (const Row& row : kTable)
    if (built_features().has(row.feature)) built[count++] = row;
  return built;
}();

}  // namespace

std::span<const Row> rows() {
  return kRows;
}

}  // namespace isocket::fw::cable
