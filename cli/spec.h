#pragma once

#include <string>

#include "suite/requirements.h"

namespace isocket::cli {

/// The specification's rules: from `folder` when it is given, else from docs/spec in a folder above `near`,
/// else from where the program was built or installed. Errors: not_found, io, bad_value.
Result<suite::Requirements> read_spec(const std::string& folder, const std::string& near);

}  // namespace isocket::cli
