#pragma once

#include <string>

#include "core/result.h"

namespace isocket {

/// What the system says of a file, a folder or a port, in its own words.
/// @param error  of errno; 0, where a library has lost it: io
/// @return  not_found, no_permission, busy (another program has locked it), or io; about `path`
Error system_error(int error, std::string path);

}  // namespace isocket
