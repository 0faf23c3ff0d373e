#pragma once

#include <optional>
#include <string>

#include "command.h"
#include "device/model.h"

namespace isocket::cli {

/// The model of this name.
/// @return  nothing after a message to `terminal.err`, with a near name if there is one
std::optional<device::Model> model_named(const std::string& name, Terminal& terminal);

/// "docs/spec/gsm-706-707.md": where a model's rules stand.
std::string specification_of(device::Model model);

}  // namespace isocket::cli
