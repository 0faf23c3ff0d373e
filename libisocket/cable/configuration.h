#pragma once

#include <functional>
#include <optional>

#include "cable/client.h"
#include "device/configuration.h"

namespace isocket::cable {

/// Connects and reads every group.
/// @param stop_asked  looked at before each group
/// @return  Errors: those of the client; unsupported (a device of no known model, or with a group or setting
///          that is not known); stopped
asio::awaitable<Result<device::Configuration>> read_configuration(Client& client,
                                                                  std::function<bool()> stop_asked);

/// What became of one group.
struct GroupOutcome {
  device::Group group = device::Group::info;
  Fate fate = Fate::unchanged;
  std::optional<Error> error;
};

/// Writes one group's changes, and takes what was read back into `actual`.
asio::awaitable<GroupOutcome> write_group(Client& client, device::GroupChange change,
                                          device::Configuration& actual);

}  // namespace isocket::cable
