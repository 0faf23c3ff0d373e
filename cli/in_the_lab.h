#pragma once
// What tests of whole runs share: the program in this process, its files in a folder of the test's own.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "cli_testing.h"
#include "core/scratch_folder.h"

namespace isocket::cli {

inline const std::string kSuite = ISOCKET_SOURCE_DIR "/suites/environment-pro";

inline Outcome isocket(const std::vector<std::string>& words) {
  return run_with(words);
}

/// A folder of this test's own, gone with it.
class InTheLab : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder.file(name); }
  static std::string read(const std::string& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream{path(name), std::ios::binary} << text;
    return path(name);
  }
  /// The verdict of every case of a journal.
  static std::map<std::string, std::string> verdicts(const std::string& events) {
    std::map<std::string, std::string> result;
    std::istringstream lines{events};
    for (std::string line; std::getline(lines, line);) {
      const auto event = nlohmann::json::parse(line);
      if (event.value("type", "") == "case.end") result[event["case"]] = event["verdict"];
    }
    return result;
  }
  ScratchFolder folder = ScratchFolder::make("isocket-conformance").value();
};

}  // namespace isocket::cli
