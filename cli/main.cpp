#include <iostream>

#include "command.h"

int main(int argc, char** argv) {
  isocket::cli::Terminal terminal{std::cout, std::cerr};
  return static_cast<int>(isocket::cli::run(argc, argv, terminal));
}
