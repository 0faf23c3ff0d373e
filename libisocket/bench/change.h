#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace isocket::bench {

/// What can be done to a device's surroundings. Parsed once, at the edge (`parse_change`).
struct Mains {
  bool on = true;  ///< the device's supply: 12 V DC of a Smart Relay
};
/// AC at the Voltage Sensor of a Smart Relay.
struct Ac {
  bool on = true;
};
struct Battery {
  bool good = true;              ///< false: worn out, the device dies with the mains
  std::optional<int> percent{};  ///< charge, 0 to 100; nothing: full
};
struct Sensor {
  bool closed = false;      ///< the contact at the alarm input
  std::uint8_t number = 1;  ///< of the alarm input, 1 to 6
};
struct SensorPlug {
  bool in = true;
};
struct Temperature {
  enum class State { value, failed, absent };
  State state = State::value;
  double celsius = 23.0;    ///< -60 to 130, only with State::value
  std::uint8_t number = 1;  ///< of the sensor, 1 to 5
};
struct Button {
  Duration held{};  ///< pressed now, released after this time; 10 ms to 60 s
};
struct NetworkService {
  bool up = true;  ///< false: no cell answers, for the device alone
};
struct Usb {
  bool connected = false;
};
struct SignalLevel {
  std::optional<int> dbm = -67;  ///< -113 to -51; nothing: the module does not know (CSQ 99)
};
struct DeviceClock {
  std::optional<std::string>
      value;  ///< "yy/mm/dd,hh:mm:ss+zz"; nothing: never set, as after a long loss of power
};
struct Sim {
  enum class State { present, absent, pin_locked };
  State state = State::present;
  int stored_messages = 0;  ///< texts `ON`, on the card before power-up
};
/// How the operator answers one USSD code.
struct Ussd {
  enum class Kind { text, menu, reject, no_answer };
  std::string code;
  Kind kind = Kind::text;
  std::string text;  ///< of Kind::text and Kind::menu
};
/// The network refuses the device's next submissions.
struct RefuseSubmissions {
  int count = 0;  ///< 0 to 1000
};
/// How the network shows the numbers of callers to the device: "+358401234567", or in local form
/// "0401234567".
struct CallerId {
  bool local = false;
};
/// A plain SMS text from the outside world that no party sends: kept for the rare case about such a sender.
struct ForeignMessage {
  std::string sender;  ///< alphanumeric, up to 11 characters
  std::string text;
};

/// The device is replaced by a factory-new one, built in another way, and started.
struct Variant {
  enum class Kind {
    standard,
    us,                 ///< Fahrenheit (GS-7-02)
    no_voltage_sensor,  ///< of the Smart Relay (SR-3.4-01)
  };
  Kind kind = Kind::standard;
};

using Change =
    std::variant<Mains, Ac, Battery, Sensor, SensorPlug, Temperature, Button, NetworkService, Usb,
                 SignalLevel, DeviceClock, Sim, Ussd, RefuseSubmissions, CallerId, ForeignMessage, Variant>;

/// The spelling of suites: key and value of `bench: {mains: off}`. For maps (`ussd: {"*100#": text}`,
/// `sms: {BANK: ON}`) it is called for each entry, with the entry's key in `entry`.
/// Errors: not_found (no such key; field is the key), bad_value (detail says what would be right).
Result<Change> parse_change(std::string_view key, std::string_view value, std::string_view entry = {});

/// Key and value (and entry) as parse_change takes them.
struct Spelling {
  std::string key;
  std::string value;
  std::string entry;
};
/// What is numbered and has no number is the first: "sensor" for sensor.1.
Spelling spell(const Change& change);

/// A word for each of several things of one kind: "sensor", or "sensor.1" to "sensor.6".
struct NumberedKey {
  std::string_view word;
  unsigned most = 1;
};
inline constexpr NumberedKey kSensorKey{"sensor", 6};
inline constexpr NumberedKey kTemperatureKey{"temperature", 5};
/// Which one `key` names, from 1; 0: none of that kind. The word alone is the first.
unsigned numbered(std::string_view key, const NumberedKey& kind);
/// The key as spell() writes it: "sensor" for "sensor.1".
std::string_view usual_key(std::string_view key);

/// All keys, for messages and "did you mean".
const std::vector<std::string_view>& change_keys();
/// True for keys whose value is a map of entries.
bool takes_entries(std::string_view key);

}  // namespace isocket::bench
