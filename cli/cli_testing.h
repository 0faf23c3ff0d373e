#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "command.h"
#include "core/golden_file.h"

namespace isocket::cli {

/// Of what people read, approved in cli/golden.
inline std::string differs_from_approved(const std::string& name, const std::string& text) {
  return differs_from_golden(std::filesystem::path{ISOCKET_SOURCE_DIR "/cli/golden"} / name, text);
}

/// What the program wrote and told the shell.
struct Outcome {
  ExitCode code;
  std::string out;
  std::string err;
};

/// Runs the program in this process, as the shell would with these arguments.
inline Outcome run_with(const std::vector<std::string>& arguments) {
  std::vector<const char*> argv{"isocket"};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  std::ostringstream out, err;
  Terminal terminal{out, err};
  const ExitCode code = run(static_cast<int>(argv.size()), argv.data(), terminal);
  return {code, out.str(), err.str()};
}

}  // namespace isocket::cli
