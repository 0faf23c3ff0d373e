#include <unistd.h>

#include <iostream>

#include "command.h"
#include "standard_output.h"

int main(int argc, char** argv) {
  isocket::cli::OutputBuffer output{STDOUT_FILENO, "the standard output"};
  std::streambuf* const before = std::cout.rdbuf(&output);
  isocket::cli::Terminal terminal{std::cout, std::cerr};
  const isocket::cli::ExitCode code = isocket::cli::run(argc, argv, terminal);
  std::cout.rdbuf(before);
  return static_cast<int>(code);
}
