#pragma once

#include <string>

#include "command.h"
#include "lab/lab_file.h"
#include "lab_folder.h"

namespace isocket::cli {

/// Where a lab is put.
struct LabPlaces {
  std::string folder;     ///< of ports and sockets; empty: one below /tmp
  std::string inventory;  ///< to be written; empty: none
  std::string messages;   ///< a line for each message that the network takes; empty: none
};

/// Runs a lab in real time until a signal. What it has made goes with it.
ExitCode run_lab(const lab::LabFile& file, const LabPlaces& places, Terminal& terminal);

/// Whether a lab may write its inventory there: over nothing, or over that of another lab. Errors: busy.
Result<void> may_write_inventory(const std::string& path);
/// The inventory of a lab: its modems, a party for each of the first six, its devices with their benches,
/// numbers that nobody has.
std::string inventory_of(const lab::LabFile& file, const LabFolder& folder);

}  // namespace isocket::cli
