#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "surveyed_ports.h"

namespace isocket::cli {

/// One thing that was looked at, and what to do about it.
struct Check {
  enum class Level : std::uint8_t { ok, warn, fail };
  Level level = Level::ok;
  std::string subject;  ///< "m1", "/dev/ttyUSB2", "inventory", "ModemManager"
  std::string what;     ///< a stable name: "sim", "signal"
  std::string finding;  ///< what it is like, without a full stop
  std::string advice;   ///< how to mend it, a whole sentence; empty for `ok`
};
std::string_view name_of(Check::Level level);

/// SIM, network, service centre and stores of a modem that answers.
/// @param pin_known  the inventory has a PIN for it
std::vector<Check> check_modem(const std::string& subject, const modem::Survey& survey, bool pin_known);

/// What keeps a port from being used; nothing where there is no trouble, or no modem to be had.
std::vector<Check> check_port(const std::string& subject, const modem::FoundPort& found);

/// The inventory, and each of its modems: whether it was found, and what check_port() and check_modem() say.
/// Then modems that no inventory names, and those without a port.
std::vector<Check> check_all(const SurveyedPorts& all);

/// Whether ModemManager runs and may take the ports of these modems.
/// @param root  of the file system: its /proc and its folders of udev rules are read
std::vector<Check> check_modem_manager(const std::vector<modem::FoundPort>& ports,
                                       const std::filesystem::path& root = "/");

}  // namespace isocket::cli
