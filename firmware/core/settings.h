#pragma once
// What the device remembers. `Settings` is everything that commands configure, grouped by what it belongs to,
// with its factory default in one place (EP-14-01); `Memory` is what changes by itself: the relays to
// restore, the alarm log, a reset under way. Relays, alarm inputs and temperature sensors count from 0.

#include <array>
#include <cstdint>
#include <string_view>

#include "core/cable/group.h"
#include "core/calendar.h"
#include "core/models.h"
#include "core/temperature.h"
#include "core/types.h"

namespace isocket::fw {

/// Settings with named values, answered as `NAME=(FIRST),SECOND`. The stored index counts the values in the
/// order of the query, and the first is the factory default (EP-4.1-15); so a zero is always factory state.
/// Some exist once, some for each relay, some for each alarm input.
enum class Choice : std::uint8_t {
  ring,
  sec_list,
  sms_confirm,
  ring_confirm,
  ring_confirm_on,
  ring_confirm_type,
  error,
  sms_confirm_unauth,
  sensor_fail_alert,
  power_alert,
  ac_alert,
  backup_limit,
  relay_ring,
  of_relay,
  power_state = of_relay,
  thermostat,
  switch_off_alert,
  of_input,
  sensor_type = of_input,
  alert,
  none,
};
constexpr std::size_t choices_between(Choice first, Choice end) {
  return static_cast<std::size_t>(end) - static_cast<std::size_t>(first);
}

enum class Ring : std::uint8_t { no_action, restart, switch_over, microphone, pulse };
enum class RingConfirm : std::uint8_t { sms, call, off };
enum class ThermostatMode : std::uint8_t { heating, cooling };
enum class AlertMode : std::uint8_t { sms, call, sms_change, off };
enum class SensorType : std::uint8_t { normally_open, normally_closed };
enum class PowerState : std::uint8_t { remember, on, off };

/// The name that a customer gives to a relay or an input (SR-U4.3-02).
using Alias = FixedString<built_features().has(Feature::relays) ? 16 : 1>;

/// A telephone number as commands store it: 1 to 15 digits, without plus (EP-5.1-12).
struct StoredNumber {
  static constexpr std::size_t kMaxDigits = 15;

  std::array<char, kMaxDigits> digits{};
  std::uint8_t length = 0;

  constexpr std::string_view view() const { return {digits.data(), length}; }
  friend bool operator==(const StoredNumber&, const StoredNumber&) = default;
};

/// Up to ten numbers in the order of entry (EP-5.1-01, EP-5.3-11).
class NumberList {
 public:
  static constexpr std::uint8_t kCapacity = 10;

  std::uint8_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool full() const { return size_ == kCapacity; }
  const StoredNumber& operator[](std::uint8_t i) const { return entries_[i]; }

  /// Digit by digit over the whole length (EP-5.1-15).
  /// @return position, or size() if it is not listed
  std::uint8_t find(std::string_view digits) const;
  bool contains(std::string_view digits) const { return find(digits) != size_; }

  /// @param digits  1 to 15 digits, not yet listed
  /// @return        false if the list is full
  bool add(std::string_view digits);

  void remove(std::uint8_t position);
  void clear() { *this = NumberList{}; }

 private:
  std::array<StoredNumber, kCapacity> entries_{};
  std::uint8_t size_ = 0;
};

struct ScheduleRule {
  std::uint8_t hour = 0;
  std::uint8_t minute = 0;
  std::uint8_t day = 0;     ///< 0 every day, 1 Monday to 7 Sunday
  std::uint8_t action = 0;  ///< position in the model's list
  std::uint8_t number = 0;  ///< of the relay or input, where the action has one

  friend bool operator==(const ScheduleRule&, const ScheduleRule&) = default;
};

/// RELAYTIME: what a detection does to the relays of its input (EP-9.3-01 to EP-9.3-05).
struct RelayTime {
  enum class Action : std::uint8_t { none, on, off };

  Action action = Action::none;
  std::uint16_t seconds = 0;  ///< 0: permanently
};

struct TemperatureThreshold {
  bool enabled = false;
  Degrees degrees = 0;

  friend bool operator==(const TemperatureThreshold&, const TemperatureThreshold&) = default;
};

struct RelaySettings {
  std::array<std::uint8_t, choices_between(Choice::of_relay, Choice::of_input)> choices{};
  bool thermostat_enabled = false;
  std::uint8_t sensor = 0;  ///< that its thermostat follows, from 1; 0: none
  Degrees switch_off = 10;  ///< of a unit that speaks Fahrenheit 50 (GS-7-03): Unit::factory_settings()
  Alias alias;

  /// Without a sensor there is nothing left to read (SR-U7-02, SR-U7.3-10).
  constexpr void follow_none() {
    sensor = 0;
    thermostat_enabled = false;
  }
  friend bool operator==(const RelaySettings&, const RelaySettings&) = default;
};

struct InputSettings {
  std::array<std::uint8_t, choices_between(Choice::of_input, Choice::none)> choices{};
  bool armed = false;  ///< the alarm function is enabled
  RelayTime relay_time;
  Alias alias;
  SmallSet relays;  ///< that it controls (SR-U9-02)
};

struct SensorSettings {
  bool installed = false;        ///< has been found (SR-U7-01)
  std::uint8_t calibration = 5;  ///< degrees Celsius that the sensor shows too much (GS-7.4-02)
  TemperatureThreshold rise;
  TemperatureThreshold fall;
};

struct Settings {
  /// Counts up with each change of this layout; a stored record of another version is not read.
  static constexpr std::uint16_t kVersion = 7;
  static constexpr std::size_t kMaxRules = built_most(&Model::rules);
  static constexpr std::size_t kMaxUssd = 21;             // what 30 characters leave behind SALDOUMS=
  static constexpr std::size_t kPasswordLength = 5;       // EP-5.2-01, GS-5.2-02
  static constexpr std::size_t kRenewPasswordLength = 9;  // GS-5.3-02

  std::uint16_t version = kVersion;
  std::array<std::uint8_t, choices_between(Choice::ring, Choice::of_relay)> choices{};
  std::uint8_t ring_relay = 0;  ///< that a call acts on; beside its choice, the last one

  std::uint16_t restart_seconds = 10;
  std::uint16_t pulse_seconds = 2;                   // SR-U4.4-10
  std::array<std::uint8_t, 3> battery_thresholds{};  ///< BATALERT: per cent, rising; 0: none
  std::uint8_t microphone_level = 15;                // GS-10-02
  NumberList security;
  NumberList alerts;
  /// SECCENTER: one list, where a model of this build has it.
  std::array<NumberList, built_features().has(Feature::security_centre) ? 1 : 0> centres{};
  std::array<char, kPasswordLength> password{};
  bool password_set = false;
  std::array<char, kRenewPasswordLength> renew_password{};
  bool renew_password_set = false;
  std::array<RelaySettings, kRelays> relays{};
  std::array<InputSettings, kInputNumbers> inputs{};
  std::array<SensorSettings, kSensors> sensors{};
  std::array<ScheduleRule, kMaxRules> rules{};
  std::uint8_t rule_count = 0;
  std::array<char, kMaxUssd> ussd{};
  std::uint8_t ussd_length = 0;

  /// How often each group has changed, from 1 in the factory state; 65535 is followed by 1 (MU-P4-07).
  std::array<std::uint16_t, kGroups> revisions = [] {
    std::array<std::uint16_t, kGroups> first{};
    for (std::uint16_t& revision : first) revision = 1;
    return first;
  }();

  /// @param number  of the relay or input that the setting belongs to
  constexpr std::uint8_t& choice(Choice c, std::uint8_t number = 0) {
    if (c >= Choice::of_input) return inputs[number].choices[choices_between(Choice::of_input, c)];
    if (c >= Choice::of_relay) return relays[number].choices[choices_between(Choice::of_relay, c)];
    return choices[static_cast<std::size_t>(c)];
  }
  constexpr std::uint8_t choice(Choice c, std::uint8_t number = 0) const {
    return const_cast<Settings*>(this)->choice(c, number);
  }

  /// Only of a model that has it.
  NumberList& centre() { return *centres.data(); }
  const NumberList& centre() const { return *centres.data(); }

  constexpr bool sec_list_on() const { return choice(Choice::sec_list) == 1; }
  constexpr bool sms_confirm_on() const { return choice(Choice::sms_confirm) == 0; }
  constexpr bool error_on() const { return choice(Choice::error) == 0; }
  constexpr bool sms_confirm_unauth_on() const { return choice(Choice::sms_confirm_unauth) == 1; }
  constexpr bool switch_off_alert_on(std::uint8_t relay) const {
    return choice(Choice::switch_off_alert, relay) == 1;
  }
  constexpr bool sensor_fail_alert_on() const { return choice(Choice::sensor_fail_alert) == 1; }
  constexpr bool power_alert_on() const { return choice(Choice::power_alert) == 0; }
  constexpr bool ac_alert_on() const { return choice(Choice::ac_alert) == 1; }
  /// A model has one of two settings for it; the values of RING with a relay stand in an order of their own.
  constexpr Ring ring() const {
    constexpr Ring kWithRelay[] = {Ring::no_action, Ring::restart, Ring::switch_over, Ring::pulse,
                                   Ring::microphone};
    if (choice(Choice::relay_ring) != 0) return kWithRelay[choice(Choice::relay_ring)];
    return static_cast<Ring>(choice(Choice::ring));
  }
  constexpr void drop_ring() { choice(Choice::ring) = choice(Choice::relay_ring) = 0; }
  /// A model has one setting for it or two; what it lacks keeps its default.
  constexpr RingConfirm ring_confirm() const {
    if (choice(Choice::ring_confirm_on) == 1) return RingConfirm::off;
    if (choice(Choice::ring_confirm_type) == 1) return RingConfirm::call;
    return static_cast<RingConfirm>(choice(Choice::ring_confirm));
  }
  constexpr ThermostatMode thermostat(std::uint8_t relay) const {
    return static_cast<ThermostatMode>(choice(Choice::thermostat, relay));
  }
  constexpr SensorType sensor_type(std::uint8_t input) const {
    return static_cast<SensorType>(choice(Choice::sensor_type, input));
  }
  constexpr AlertMode alert(std::uint8_t input) const {
    return static_cast<AlertMode>(choice(Choice::alert, input));
  }
  constexpr PowerState power_state(std::uint8_t relay) const {
    return static_cast<PowerState>(choice(Choice::power_state, relay));
  }

  /// Whether there is a protection; it may lift the configuration window (EP-4.1-46), and the renewal of the
  /// window needs one (GS-5.3-17).
  constexpr bool secure() const { return sec_list_on() || password_set; }
  /// The renew password goes with the last protection (GS-5.3-07).
  constexpr void drop_renewal_if_open() {
    if (secure()) return;
    renew_password = {};
    renew_password_set = false;
  }
  constexpr std::string_view password_view() const { return {password.data(), password.size()}; }
  constexpr std::string_view renew_password_view() const {
    return {renew_password.data(), renew_password.size()};
  }
  constexpr std::string_view ussd_view() const { return {ussd.data(), ussd_length}; }
  /// @param code  at most kMaxUssd characters
  constexpr void set_ussd(std::string_view code) {
    ussd = {};
    for (std::size_t i = 0; i < code.size(); ++i) ussd[i] = code[i];
    ussd_length = static_cast<std::uint8_t>(code.size());
  }
};

/// The one place of the factory defaults, in flash.
inline constexpr Settings kFactorySettings{};

/// One entry of the alarm log.
struct Detection {
  ClockSeconds when = 0;
  std::uint8_t input = 0;
};

struct Memory {
  static constexpr std::uint16_t kVersion = 2;
  static constexpr std::size_t kLogEntries = 10;  // EP-9.5-01

  std::uint16_t version = kVersion;
  SmallSet relays_on;      ///< what POWERSTATE=REMEMBER restores (EP-11-24)
  bool resetting = false;  ///< a factory reset was begun and not finished (EP-14-16)
  std::uint8_t log_size = 0;
  std::uint8_t log_newest = 0;  ///< position of the newest entry
  std::array<Detection, kLogEntries> log{};
};

}  // namespace isocket::fw
