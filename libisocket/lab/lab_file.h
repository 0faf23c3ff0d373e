#pragma once

#include <optional>
#include <string>
#include <vector>

#include "device/model.h"
#include "lab/faulty_port.h"
#include "yaml/source.h"

namespace isocket::lab {

/// A modem of a lab's file.
struct ModemEntry {
  std::string name;
  PhoneNumber number;
  ModemSpec spec;
};

struct DeviceEntry {
  enum class Firmware : std::uint8_t {
    in_process,
    program,  ///< of its own, which the lab starts
    by_hand,  ///< of its own, which somebody starts
  };
  std::string name;
  device::Model model = device::Model::environment_pro;
  PhoneNumber number;
  Firmware firmware = Firmware::in_process;
  std::string program;  ///< of Firmware::program; empty: the one that comes with isocket
  std::vector<std::string> defects;
  yaml::Place firmware_place{};  ///< in the file
};

/// Something that goes wrong at the port of a modem.
struct ModemFault {
  std::string modem;
  PortFault fault;                       ///< `at_octet` and `at` are empty where `after_submissions` is not
  std::optional<int> after_submissions;  ///< when the modem begins with the one after so many
};

/// What a lab consists of.
struct LabFile {
  std::uint64_t seed = 1;
  Timing timing;
  std::vector<ModemEntry> modems;
  std::vector<DeviceEntry> devices;
  Faults faults;
  std::vector<ModemFault> modem_faults;
};

/// The text of a lab's file; nothing when it cannot be had, and `problems` says why.
std::optional<yaml::Source> read_lab_source(const std::string& path, std::vector<yaml::Diagnostic>& problems);
/// Reads a lab's file (docs/reference/lab.md); nothing when it cannot be used, and `problems` says why.
std::optional<LabFile> read_lab_file(const yaml::Source& source, std::vector<yaml::Diagnostic>& problems);

/// "realistic", "brisk" or "none". Error: not_found.
Result<Timing> timing_of(std::string_view name);

}  // namespace isocket::lab
