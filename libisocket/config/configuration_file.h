#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "device/configuration.h"
#include "yaml/problems.h"
#include "yaml/source.h"

namespace isocket::config {

/// A configuration as a YAML file that people read and write: every setting on a line of its own, with what
/// it can be and its factory value beside it. A password that the device keeps to itself is `set`.
/// docs/reference/configuration-file.md describes the form.
/// @param untold  settings that are not in it because the device did not tell them; a comment says so
std::string to_yaml(const device::Configuration& configuration, const std::vector<std::string>& untold = {});

/// The configuration that a file describes; it may name only some groups, and of a group only some settings.
/// Values are in their plain form, a password `set` is its asterisks.
/// @return  nothing when anything in it is wrong; `problems` then says what, and where
std::optional<device::Configuration> read_configuration(const yaml::Source& source, yaml::Problems& problems);

}  // namespace isocket::config
