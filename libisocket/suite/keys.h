#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace isocket::suite {

/// The tables of a suite file that have fixed keys.
enum class Part : std::uint8_t { suite, test_case, step, call, ringing, repeat, pattern, rules };

/// The keys that a table may have; suites/suite.schema.json lists the same.
const std::vector<std::string_view>& keys_of(Part part);

/// "a step", for messages.
std::string_view name_of(Part part);

/// The parties that every suite has without naming them.
const std::vector<std::string_view>& usual_parties();

/// All device models.
const std::vector<std::string_view>& model_names();

}  // namespace isocket::suite
