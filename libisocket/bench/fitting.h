#pragma once

#include <string>

#include "bench/change.h"
#include "bench/output.h"
#include "device/model.h"

namespace isocket::bench {

/// What a model lacks for such a change of its surroundings: "it has 1 alarm input". Empty: it can be made.
std::string lacks(device::Model model, const Change& change);
/// The same for something to be seen.
std::string lacks(device::Model model, Output output);
/// The same for a key of `bench:` with whatever value, or an output's name: "sensor.3", "relay.2".
std::string lacks(device::Model model, std::string_view what);

}  // namespace isocket::bench
