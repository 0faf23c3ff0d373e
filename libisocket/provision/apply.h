#pragma once

#include <optional>
#include <vector>

#include "provision/dialogue.h"
#include "provision/plan.h"

namespace isocket::provision {

/// Asks the queries one after the other, and takes what they tell into `configuration`; with the answers also
/// whether the device has a password. Errors: those of Dialogue::ask().
asio::awaitable<Result<void>> read(Dialogue& dialogue, std::vector<device::SettingQuery> queries,
                                   device::Configuration& configuration);

/// What became of one group.
enum class Fate : unsigned char {
  written,    ///< every command was carried out, and the group reads back as it should
  unchanged,  ///< nothing of it was sent
  partly,     ///< some of it was carried out; nothing is left in doubt
  unknown,    ///< a command was sent, and nothing tells what came of it
};
std::string_view name_of(Fate fate);

struct GroupOutcome {
  device::Group group = device::Group::info;
  Fate fate = Fate::unchanged;
  std::optional<Error> error;  ///< of the group at which it ended
};

/// Sends the commands of a plan one after the other, and reads each group back as soon as its last command is
/// through. What is in doubt is read back at once; only what the device then turns out not to have, and what
/// can no longer be on its way, is sent again. Ends at the first group that fails.
/// @param actual  what the device has, as far as it has been read; kept up to date
/// @return  one outcome for each group of the plan's changes. Errors: refused (in the device's words, or it
///          reads back as something else), timed_out (no answer), and those of Dialogue::tell()
asio::awaitable<std::vector<GroupOutcome>> apply(Dialogue& dialogue, Plan plan,
                                                 device::Configuration& actual);

}  // namespace isocket::provision
