#pragma once
// The two ways to a device's settings: its configuration cable, and SMS.

#include <memory>
#include <optional>
#include <string>

#include "command.h"
#include "target.h"

namespace isocket::cli {

/// What `config read`, `diff` and `write` were asked for.
struct ConfigOptions {
  std::string port;           ///< of the cable; empty: by SMS
  TargetOptions target;       ///< by SMS
  std::string from = "boss";  ///< who writes the SMS
  std::optional<std::size_t> max_sms;
  bool dry_run = false;  ///< sends no SMS
  std::string file;      ///< the wanted configuration
  std::string output;    ///< of read; empty: standard output
};

ExitCode read_by_cable(const ConfigOptions& options, Terminal& terminal);
ExitCode diff_by_cable(const ConfigOptions& options, Terminal& terminal);
ExitCode write_by_cable(const ConfigOptions& options, Terminal& terminal);

ExitCode read_by_sms(const ConfigOptions& options, Terminal& terminal);
ExitCode diff_by_sms(const ConfigOptions& options, Terminal& terminal);
ExitCode write_by_sms(const ConfigOptions& options, Terminal& terminal);

}  // namespace isocket::cli
