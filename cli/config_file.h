#pragma once

#include <optional>
#include <string>

#include "command.h"
#include "config/card.h"
#include "device/configuration.h"
#include "yaml/problems.h"
#include "yaml/source.h"

namespace isocket::cli {

/// The files of `isocket config`. Each of these gives nothing after a message that says what is wrong, and
/// where.
std::optional<yaml::Source> open_source(const std::string& path, Terminal& terminal);
/// A card in its JSON form.
std::optional<config::Card> read_card_file(const std::string& path, Terminal& terminal);
/// A configuration in YAML, or that of a card (MU-4-06).
std::optional<device::Configuration> read_configuration_file(const std::string& path, Terminal& terminal);

/// Whether a file of this name is a card and no YAML: FILE.json.
bool is_card_file(const std::string& path);

/// Writes a file whole. `not_recorded` after a message if that cannot be.
ExitCode write_text(const std::string& path, const std::string& text, Terminal& terminal);

void show(yaml::Problems& problems, Terminal& terminal);

}  // namespace isocket::cli
