#pragma once

#include <filesystem>
#include <string>

#include "core/result.h"

namespace isocket::cli {

/// Prints an HTML page to a PDF file, through the headless mode of a Chromium that is looked for in PATH.
/// Errors: not_found (there is none; `detail` says what to install), timed_out, io (it made no file).
Result<void> print_pdf(const std::string& html, const std::filesystem::path& file);

}  // namespace isocket::cli
