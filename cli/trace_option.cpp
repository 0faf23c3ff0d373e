#include "trace_option.h"

#include <CLI/CLI.hpp>

namespace isocket::cli {

void add_trace_option(CLI::App& command, std::string& file) {
  command
      .add_option(kTraceOption, file,
                  "Write what goes over the ports to this file; 'isocket replay' explains it")
      ->type_name("FILE");
}

Error trace_error(const Error& error) {
  return {error.code, kTraceOption, 0,
          std::string{kTraceOption} + " " + error.field + ": the file cannot be written: " + error.detail};
}

std::string trace_has_gaps(const std::string& file) {
  return "isocket: " + std::string{kTraceOption} + " " + file + ": not everything could be written\n";
}

}  // namespace isocket::cli
