// Each testdata/broken/NAME.yaml has its messages in NAME.txt. ISOCKET_APPROVE=1 writes them anew: the
// difference is then reviewed like code.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "core/golden_file.h"
#include "suite/load.h"

namespace isocket::suite {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const fs::path kFolder = ISOCKET_SOURCE_DIR "/libisocket/suite/testdata/broken";

const Requirements& rules() {
  static const auto kRules = Requirements::read(ISOCKET_SOURCE_DIR "/docs/spec");
  return kRules.value();
}

std::string messages_of(const Loaded& loaded) {
  std::string text;
  for (const Diagnostic& d : loaded.diagnostics) text += render(d);
  const std::string folder = kFolder.string() + "/";
  for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder))
    text.erase(at, folder.size());
  return text;
}

std::vector<fs::path> files() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator{kFolder})
    if (entry.path().extension() == ".yaml") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

class BrokenSuite : public ::testing::TestWithParam<fs::path> {};

TEST_P(BrokenSuite, SaysWhatIsWrongAndWhere) {
  const Loaded loaded = load({GetParam()}, LoadOptions{&rules()});
  EXPECT_FALSE(loaded.ok());
  EXPECT_TRUE(loaded.suites.empty());
  const std::string messages = messages_of(loaded);
  fs::path golden = GetParam();
  golden.replace_extension(".txt");
  EXPECT_EQ(differs_from_golden(golden, messages), "");
}

INSTANTIATE_TEST_SUITE_P(Each, BrokenSuite, ::testing::ValuesIn(files()), [](const auto& param) {
  std::string name = param.param.stem().string();
  for (char& c : name)
    if (c == '-') c = '_';
  return name;
});

class ManyUses : public ::testing::TestWithParam<const char*> {};
TEST_P(ManyUses, OfEachOtherEnd) {
  std::string text = "suite: S\nfragments:\n  f0: [{" + std::string{GetParam()} + ": A}]\n";
  for (int i = 1; i < 15; ++i) {
    text += "  f" + std::to_string(i) + ": [";
    for (int k = 0; k < 20; ++k) text += "{use: f" + std::to_string(i - 1) + "},";
    text += "]\n";
  }
  text += "cases: [{id: a, purpose: P, steps: [{use: f14}]}]\n";
  const Loaded loaded = load_text("t.yaml", text);
  ASSERT_FALSE(loaded.ok());
  std::string messages;
  for (const Diagnostic& d : loaded.diagnostics) messages += d.message;
  EXPECT_THAT(messages, HasSubstr("more than 10,000 steps"));
}
INSTANTIATE_TEST_SUITE_P(OfAStepThatIs, ManyUses, ::testing::Values("send", "sned"),
                         [](const auto& param) { return std::string{param.param}; });

TEST(BrokenInput, FilesThatAreNone) {
  const fs::path folder = fs::path{::testing::TempDir()} / ("broken_input-" + std::to_string(::getpid()));
  fs::remove_all(folder);
  fs::create_directories(folder / "empty");
  {
    std::ofstream large{folder / "large.yaml"};
    const std::string line(1023, '#');
    for (int i = 0; i < 2048; ++i) large << line << "\n";
  }
  const std::pair<fs::path, const char*> kRows[] = {{folder / "missing.yaml", "there is no such file"},
                                                    {folder / "empty", "there are no suites (*.yaml)"},
                                                    {folder / "large.yaml", "larger than 1 MiB"},
                                                    {"/dev/null", "this is not a file"}};
  for (const auto& [path, says] : kRows) {
    const Loaded loaded = load({path});
    ASSERT_EQ(loaded.diagnostics.size(), 1u) << path;
    EXPECT_THAT(render(loaded.diagnostics[0]), HasSubstr(path.string() + ": "));
    EXPECT_THAT(loaded.diagnostics[0].message, HasSubstr(says));
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace isocket::suite
