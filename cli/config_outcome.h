#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "command.h"
#include "device/configuration.h"

namespace isocket::cli {

/// What became of one group that was begun.
struct GroupEnd {
  device::Group group = device::Group::info;
  bool written = false;              ///< and read back
  std::vector<std::string> differs;  ///< what it reads back as instead of what was wanted
  std::string fate;                  ///< otherwise: "unchanged", "unknown"
  std::string why;                   ///< the trouble at which it ended; empty: none of its own
  ExitCode code = ExitCode::pass;
};

/// What talking to a device came to, whichever way it went.
struct ConfigOutcome {
  std::optional<Error> trouble;   ///< before anything was written
  std::optional<ExitCode> asked;  ///< to stop, and by what
  device::Configuration actual;
  std::vector<device::GroupChange> changes;
  std::vector<std::string> unknown;  ///< passwords that are to be set, and that nobody knows
  std::vector<GroupEnd> ends;        ///< at most one for each of `changes`
  std::string trace_gaps;            ///< what is said of a trace that is not whole; empty: it is
  std::string when_in_doubt;         ///< what is said when a group ended in `equipment` or `inconclusive`
};

/// Writes what was read to the file, or to the output if `path` is empty.
/// @param untold  settings that the device did not tell
ExitCode write_out(const device::Configuration& actual, const std::string& path, Terminal& terminal,
                   const std::vector<std::string>& untold = {});
/// The file is for a device of this model. @return whether it is
bool fits(device::Model model, const device::Configuration& desired, Terminal& terminal);
/// The clock is needed by scheduler and alarm log (MU-2-01, MU-P3-02).
void mind_the_clock(const device::Configuration& actual, Terminal& terminal);
/// A value for people: a password is "set".
std::string shown(device::Model model, const device::SettingChange& change, const std::string& value);
/// The passwords in a configuration that are there to be read: what no trace may show.
std::vector<std::string> secrets_of(const device::Configuration& configuration);
/// Takes out of `changes` each password that both the device and the file have, and says of it that they
/// cannot be compared: no device tells which it is (MU-P4-06).
/// @param told  passwords of which it is known all the same
void leave_out_passwords(device::Model model, std::vector<device::GroupChange>& changes,
                         const std::vector<std::string>& told, std::ostream& err);
/// One group's difference: "RESTARTTIME  10 -> 45"; a password that is replaced is "set anew".
void print_change(device::Model model, const device::GroupChange& change, std::ostream& out);
/// Says what became of each group that was to be changed.
ExitCode conclude(const ConfigOutcome& outcome, Terminal& terminal);

}  // namespace isocket::cli
