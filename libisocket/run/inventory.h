#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/phone_number.h"
#include "device/model.h"
#include "modem/modem.h"
#include "modem/port_sources.h"
#include "run/switchboard.h"
#include "yaml/diagnostic.h"

namespace isocket::run {

/// A USB modem with its SIM, as `isocket.yaml` names it.
struct ModemEntry {
  std::string name;
  // Exactly one of these three says which it is.
  std::string imei;
  std::optional<modem::UsbPlace> usb;
  std::string port;  ///< device path: "/dev/ttyUSB2", or a pseudo-terminal of the lab
  PhoneNumber number;
  std::string pin;  ///< already read from the environment where the file says env:NAME
  yaml::Place place;
  std::string dialect{};       ///< a name of modem::dialect_names(); empty: by what the modem says of itself
  bool reset_profile = false;  ///< AT&F before anything else
  Allowance allowance{};       ///< `quota` and `rate`
  modem::FlowControl flow = modem::FlowControl::none;
};

struct BenchEntry {
  enum class Kind : unsigned char { lab, program, by_operator };
  Kind kind = Kind::lab;
  std::string socket;                ///< of Kind::lab
  std::vector<std::string> program;  ///< of Kind::program
  yaml::Place place;
};

struct DeviceEntry {
  std::string name;
  device::Model model = device::Model::environment_pro;
  PhoneNumber number;
  std::string password;
  std::string bench;  ///< a key of Inventory::benches
  yaml::Place place;
};

/// Which modems, devices and benches there are. Suites name none of them.
struct Inventory {
  std::string file;
  std::vector<ModemEntry> modems;
  std::vector<std::string> ports;  ///< where a modem may be besides the machine's serial ports
  /// Each party's modems, in the order of preference; never none.
  std::map<std::string, std::vector<std::string>> parties;
  std::vector<DeviceEntry> devices;
  std::map<std::string, BenchEntry> benches;
  std::vector<PhoneNumber> nobody;  ///< reserved numbers that nobody answers, at most 10

  [[nodiscard]] const ModemEntry* modem(std::string_view name) const;
  [[nodiscard]] const DeviceEntry* device(std::string_view name) const;
  /// Devices that fit one of the patterns, as those_like() and with its errors.
  [[nodiscard]] Result<std::vector<DeviceEntry>> devices_like(const std::vector<std::string>& patterns) const;
};

/// Those names that fit one of the patterns, in which * stands for any characters; in their order.
/// @param file  where they stand
/// Errors: not_found: none fits one of the patterns; `detail` says which, and what there is.
Result<std::vector<std::string>> those_like(const std::vector<std::string>& patterns,
                                            const std::vector<std::string>& names, const std::string& file);

/// Where the modem's port is found.
std::unique_ptr<modem::PortSource> port_of(const ModemEntry& modem, EventLoop& loop, modem::PortWorld world);
/// What the driver is told of it.
modem::ModemOptions options_of(const ModemEntry& modem);
/// How the inventory names it, for people: "/dev/ttyUSB2", "USB 1-1.4:2", "IMEI 490154203237518".
std::string place_of(const ModemEntry& modem);

/// `isocket.yaml` in `from` or the nearest folder above it, as git finds its repository.
std::optional<std::filesystem::path> find_inventory(const std::filesystem::path& from);

/// Reads an inventory; nothing when it cannot be used, and `problems` says why. Relative sockets and programs
/// are taken from the file's own folder.
std::optional<Inventory> read_inventory(const std::filesystem::path& file,
                                        std::vector<yaml::Diagnostic>& problems);

}  // namespace isocket::run
