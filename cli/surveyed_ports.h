#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command.h"
#include "modem/discovery.h"
#include "modem/trace_file.h"
#include "run/inventory.h"

namespace isocket::cli {

/// What `modems` and `doctor` are told about where to look.
struct SurveyOptions {
  std::vector<std::string> ports;  ///< only these; empty: all of this machine and of the inventory
  std::string inventory;           ///< its file; empty: found as git finds its repository
  std::string limit = "5s";        ///< for each port
  std::string trace;
};
void add_survey_options(CLI::App& command, SurveyOptions& options);

/// The ports, and what is known about which of them is which.
struct SurveyedPorts {
  std::optional<run::Inventory> inventory;  ///< nothing: there is none, or it cannot be used
  std::vector<yaml::Diagnostic> problems;   ///< of the inventory
  bool named = false;                       ///< the user has named the ports: only these were asked
  std::vector<modem::FoundPort> ports;
  std::vector<modem::UsbDevice> usb_devices;  ///< all there are, with or without ports
};

/// Asks them all. Nothing after a message; `code` then says what the program returns.
std::optional<SurveyedPorts> survey_ports(const SurveyOptions& options, Terminal& terminal, ExitCode& code);

/// The modem of the inventory that this is, by its IMEI, place or path; null: none.
const run::ModemEntry* entry_of(const SurveyedPorts& all, const modem::FoundPort& found);

}  // namespace isocket::cli
