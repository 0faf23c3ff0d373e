#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/result.h"

namespace isocket::suite {

/// What <placeholders> stand for at this point of a case: `vars:`, captures so far, and what the runner knows
/// of the inventory: "boss.number" (international, digits without '+'), "boss.local" (as the network shows it
/// in local form), "password", "nobody.1" to "nobody.10".
using Values = std::map<std::string, std::string, std::less<>>;

/// Replaces every <name> by its value and every << by one <. `<nobody.1:15>` is that number, lengthened by
/// zeros to 15 digits: networks ignore what follows a complete number, so that it still is nobody's.
/// @return  or not_found with the offset of a placeholder without value; bad_value for one that is malformed
Result<std::string> fill(std::string_view text, const Values& values);

}  // namespace isocket::suite
