#pragma once

#include <string>

#include "core/result.h"

namespace CLI {
class App;
}

namespace isocket::cli {

inline constexpr const char* kTraceOption = "--trace";

/// `--trace FILE`, of every command that opens a port.
void add_trace_option(CLI::App& command, std::string& file);
/// Why there can be no trace: a whole sentence in `detail`, and the option as the field.
Error trace_error(const Error& error);
/// What is said at the end where not everything could be written, with a line feed.
std::string trace_has_gaps(const std::string& file);

}  // namespace isocket::cli
