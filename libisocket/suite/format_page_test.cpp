// Every YAML block of docs/reference/suite-format.md loads: whole files as they are, steps inside a case.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "bench/change.h"
#include "bench/output.h"
#include "suite/keys.h"
#include "suite/load.h"

namespace isocket::suite {
namespace {

std::string page() {
  std::stringstream text;
  text << std::ifstream{ISOCKET_SOURCE_DIR "/docs/reference/suite-format.md"}.rdbuf();
  return text.str();
}

std::vector<std::string> blocks() {
  std::vector<std::string> found;
  const std::string text = page();
  const std::string fence = "```yaml\n";
  for (auto at = text.find(fence); at != std::string::npos; at = text.find(fence, at)) {
    at += fence.size();
    found.push_back(text.substr(at, text.find("```", at) - at));
  }
  return found;
}

/// Steps as a suite of one case that knows the fragment the page tells of.
std::string as_suite(const std::string& steps) {
  std::string suite =
      "suite: S\nfragments: {switch-on: [{send: 'ON', expect: Power socket ON}]}\ncases:\n  - id: a\n    "
      "purpose: P\n"
      "    steps:\n      - bench: {mains: on}\n        expect: A\n";
  std::istringstream lines{steps};
  for (std::string line; std::getline(lines, line);) suite += "      " + line + "\n";
  return suite;
}

TEST(FormatPage, HasExamplesThatLoad) {
  const auto rules = Requirements::read(ISOCKET_SOURCE_DIR "/docs/spec");
  ASSERT_TRUE(rules);
  const auto examples = blocks();
  EXPECT_GE(examples.size(), 10u);
  for (const std::string& example : examples) {
    const std::string text = example.starts_with("- ") ? as_suite(example) : example;
    const Loaded loaded = load_text("suite-format.md", text, LoadOptions{&*rules});
    for (const Diagnostic& d : loaded.diagnostics) ADD_FAILURE() << render(d) << "in\n" << example;
    EXPECT_EQ(loaded.suites.size(), 1u);
  }
}

/// "sensor.1` to `sensor.6`" for sensor.4, "mains`" for mains.
std::string unnumbered(std::string_view name) {
  const std::string word{name.substr(0, name.find('.') + 1)};
  const bool numbered = !word.empty() && name.back() >= '1' && name.back() <= '9';
  return numbered ? word + "1` to `" + word : std::string{name} + "`";
}

TEST(FormatPage, TellsOfEveryKey) {
  const std::string text = page();
  for (const Part part : {Part::suite, Part::test_case})
    for (const std::string_view key : keys_of(part))
      EXPECT_NE(text.find("| `" + std::string{key} + "` |"), std::string::npos) << key;
  for (const std::string_view key : bench::change_keys())
    EXPECT_NE(text.find("| `" + unnumbered(key)), std::string::npos) << key;
  for (const Part part : {Part::step, Part::call, Part::ringing, Part::repeat, Part::pattern, Part::rules})
    for (const std::string_view key : keys_of(part))
      EXPECT_NE(text.find(std::string{key} + ":"), std::string::npos) << key;
  for (const std::string_view output : bench::output_names())
    EXPECT_NE(text.find("`" + unnumbered(output)), std::string::npos) << output;
}

}  // namespace
}  // namespace isocket::suite
