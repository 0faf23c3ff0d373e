#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "cli_testing.h"

namespace isocket::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

const fs::path kData = ISOCKET_SOURCE_DIR "/libisocket/suite/testdata";

fs::path scratch(const std::string& name) {
  return fs::path{::testing::TempDir()} / ("lint-" + std::to_string(::getpid()) + "-" + name);
}

TEST(Lint, SaysThatGoodSuitesAre) {
  const auto result = run_with({"lint", (kData / "good").string()});
  EXPECT_EQ(result.code, ExitCode::pass);
  EXPECT_EQ(result.out, "1 suite, 3 cases, no problem\n");
  EXPECT_EQ(result.err, "");
}

TEST(Lint, GivesFileLineAndColumnOfEachBrokenSuite) {
  int suites = 0;
  for (const auto& entry : fs::directory_iterator{kData / "broken"}) {
    if (entry.path().extension() != ".yaml") continue;
    ++suites;
    const auto result = run_with({"lint", entry.path().string()});
    EXPECT_EQ(result.code, ExitCode::usage) << entry.path();
    EXPECT_EQ(result.out.rfind(entry.path().string() + ":", 0), 0u) << result.out;
    EXPECT_THAT(result.out, ContainsRegex(":[0-9]+:[0-9]+: [^\n]+\n  [^\n]*\n *\\^\n")) << entry.path();
    EXPECT_THAT(result.err, ContainsRegex("[0-9]+ problems? in 1 file\n"));
  }
  EXPECT_GE(suites, 30);
}

TEST(Lint, DoesNotReadAHundredMegabytes) {
  const fs::path file = scratch("large.yaml");
  {
    std::ofstream out{file};
    out << "suite: S\n";
  }
  fs::resize_file(file, 100 << 20);
  const auto start = std::chrono::steady_clock::now();
  const auto result = run_with({"lint", file.string()});
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{5});
  EXPECT_EQ(result.code, ExitCode::usage);
  EXPECT_EQ(result.out, file.string() + ": the file is larger than 1 MiB, the most that is read; split it\n");
  fs::remove(file);
}

TEST(Lint, IsNotHeldUpByAnythingRepeated) {
  const std::string kPatterns[] = {
      "[", "{", "- ",   "? ",  "a: ", "'",  "\"", "\"\\", "&a ",   "*a ", "!a ",   ": ",    ", ", "[a,",
      "#", "%", "|\n ", ">\n", "\n",  "\r", "\t", "-",    "{a: [", "a\n", "---\n", "...\n", "<",  "\\x41"};
  const fs::path file = scratch("repeated.yaml");
  for (const std::string& pattern : kPatterns) {
    std::string text;
    while (text.size() + pattern.size() <= 1 << 18) text += pattern;
    std::ofstream{file, std::ios::binary} << text;
    const auto start = std::chrono::steady_clock::now();
    const auto result = run_with({"lint", file.string()});
    EXPECT_EQ(result.code, ExitCode::usage) << pattern;
    EXPECT_FALSE(result.out.empty()) << pattern;
    EXPECT_LT(result.out.size(), 20'000u) << pattern;
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{10}) << pattern;
  }
  fs::remove(file);
}

TEST(Lint, NamesWhatIsMissing) {
  EXPECT_THAT(run_with({"lint", "/nowhere.yaml"}).out, HasSubstr("/nowhere.yaml: there is no such file"));
  EXPECT_EQ(run_with({"lint", "/nowhere.yaml"}).code, ExitCode::usage);
  EXPECT_EQ(run_with({"lint"}).code, ExitCode::usage);
  const auto spec = run_with({"lint", (kData / "good").string(), "--spec", "/nowhere"});
  EXPECT_EQ(spec.code, ExitCode::usage);
  EXPECT_THAT(spec.err, HasSubstr("/nowhere: the folder of the specification"));
}

TEST(Lint, ExplainsItself) {
  const auto help = run_with({"lint", "--help"});
  EXPECT_EQ(help.code, ExitCode::pass);
  EXPECT_EQ(
      help.out,
      "Checks suites without running them.\n"
      "Usage: isocket lint [OPTIONS] SUITE...\n\n"
      "Positionals:\n"
      "  SUITE TEXT ... REQUIRED     Suite files, or folders of them\n\n"
      "Options:\n"
      "  -h,--help                   Print this help message and exit\n"
      "  --spec TEXT                 Folder of the specification; otherwise docs/spec above the suites\n\n"
      "Examples:\n  isocket lint suites/environment-pro\n  isocket lint my.yaml --spec docs/spec\n");
}

}  // namespace
}  // namespace isocket::cli
