#include "yaml/yaml_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace isocket::yaml {
namespace {

using ::testing::HasSubstr;

std::optional<YamlNode> read(const std::string& text, std::vector<Diagnostic>& problems) {
  return read_yaml(Source{"t.yaml", text}, problems);
}

YamlNode tree_of(const std::string& text) {
  std::vector<Diagnostic> problems;
  auto node = read(text, problems);
  for (const auto& p : problems) ADD_FAILURE() << render(p);
  return node.value_or(YamlNode{});
}

TEST(YamlReader, KeepsPlainScalarsAsTheTextThatStandsThere) {
  const YamlNode root =
      tree_of("a: ON\nb: +358912345678\nc: 0123\nd: yes\ne: 1e3\nf: 'NO'\ng: \"0x1F\"\nh: 1:30\n");
  const char* expected[] = {"ON", "+358912345678", "0123", "yes", "1e3", "NO", "0x1F", "1:30"};
  ASSERT_EQ(root.entries.size(), std::size(expected));
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    EXPECT_EQ(root.entries[i].value.text, expected[i]);
    EXPECT_EQ(root.entries[i].value.plain, i != 5 && i != 6);
  }
}

TEST(YamlReader, TellsPlacesInCharactersFromOne) {
  const YamlNode root = tree_of("\xEF\xBB\xBFname: \xC3\xA4\xC3\xB6\nlist:\n  - {k\xC3\xA4y: v}\n");
  EXPECT_EQ(root.entries[0].place, (Place{"t.yaml", 1, 1}));
  EXPECT_EQ(root.entries[0].value.place, (Place{"t.yaml", 1, 7}));
  const YamlNode& item = root.entries[1].value.items.at(0);
  EXPECT_EQ(item.entries[0].place, (Place{"t.yaml", 3, 6}));
  EXPECT_EQ(item.entries[0].value.place, (Place{"t.yaml", 3, 11}));
}

TEST(YamlReader, KnowsBlockAndFoldedTexts) {
  const YamlNode root = tree_of("a: |\n  one\n  two\nb: one\n  two\nc: one\n");
  EXPECT_EQ(root.entries[0].value.text, "one\ntwo\n");
  EXPECT_TRUE(root.entries[0].value.block);
  EXPECT_EQ(root.entries[1].value.text, "one two");
  EXPECT_TRUE(root.entries[1].value.folded);
  EXPECT_FALSE(root.entries[2].value.folded);
}

TEST(YamlReader, NamesEveryRepeatedKeyAndReadsOn) {
  std::vector<Diagnostic> problems;
  const auto root = read("a: 1\nb: 2\na: 3\nc: {x: 1, x: 2}\n", problems);
  ASSERT_TRUE(root);
  EXPECT_EQ(root->entries.size(), 3u);
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].place, (Place{"t.yaml", 3, 1}));
  EXPECT_THAT(problems[0].message, HasSubstr("'a' stands here a second time (first in line 1)"));
  EXPECT_EQ(problems[1].place, (Place{"t.yaml", 4, 11}));
}

struct Broken {
  const char* name;
  std::string text;
  std::uint32_t line, column;
  const char* says;
};
void PrintTo(const Broken& broken, std::ostream* out) {
  *out << broken.name;
}
class BrokenYaml : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenYaml, GivesOneMessageWithItsPlace) {
  std::vector<Diagnostic> problems;
  EXPECT_FALSE(read(GetParam().text, problems));
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_THAT(problems[0].message, HasSubstr(GetParam().says));
  EXPECT_EQ(problems[0].place.line, GetParam().line) << render(problems[0]);
  EXPECT_EQ(problems[0].place.column, GetParam().column) << render(problems[0]);
}

std::string bomb() {
  std::string text = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string before = std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + before + ", *a" + before + "]\n";
  }
  return text;
}
std::string many(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}
std::string deep_blocks(int levels) {
  std::string text;
  for (int i = 0; i < levels; ++i) text += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  return text;
}

INSTANTIATE_TEST_SUITE_P(
    Each, BrokenYaml,
    ::testing::Values(Broken{"empty", "", 0, 0, "the file is empty"},
                      Broken{"comment", "# nothing\n", 0, 0, "the file is empty"},
                      Broken{"colon", "a: TEMP: 25C\n", 1, 8, "must be quoted, such as \"TEMP: 25C\""},
                      Broken{"star", "a: *100#\n", 1, 4, "such as \"*100#\""},
                      Broken{"at", "a: @b\n", 1, 4, "begins with '@'"},
                      Broken{"backtick", "a: `b`\n", 1, 4, "begins with '`'"},
                      Broken{"anchor", "a: &x 1\n", 1, 4, "anchors are not used"},
                      Broken{"bomb", bomb(), 1, 5, "anchors"},
                      Broken{"tag", "a: !!int 5\n", 1, 4, "tags are not used"},
                      Broken{"directive", "%a: 1\n", 1, 1, "directive"},
                      Broken{"second_document", "a: 1\n---\nb: 2\n", 2, 1, "a second document"},
                      Broken{"endless_documents", "'a',", 1, 4, "a second document"},
                      Broken{"double_quote", "a: \"never ends\nb: 1\n", 1, 4, "no closing \""},
                      Broken{"single_quote", "a: 'it''s\n", 1, 4, "no closing '"},
                      Broken{"open_bracket", "a: [1, 2\n", 2, 1, "'[' is not closed"},
                      Broken{"open_brace", "a: {b: 1\n", 2, 1, "'{' is not closed"},
                      Broken{"surplus_bracket", "a: 1]\nb: ]\n", 2, 4, "closes nothing"},
                      Broken{"tab", "a:\n\tb: 1\n", 2, 3, "tab"},
                      Broken{"escape", "a: \"\\q\"\n", 1, 7, "unknown escape"},
                      Broken{"list_key", "[a]: 1\n", 1, 1, "a key must be a text"},
                      Broken{"no_key", ": 1\n", 1, 1, "a key is missing"},
                      Broken{"indentation", "a:\n    b: 1\n  c: 2\n", 3, 3, "check the indentation"},
                      Broken{"latin1", "a: \xE4\n", 1, 4, "not UTF-8 text (octet 0xE4)"},
                      Broken{"overlong", "a: \xC0\xAF\n", 1, 4, "not UTF-8"},
                      Broken{"surrogate", "a: \xED\xA0\x80\n", 1, 4, "not UTF-8"},
                      Broken{"binary",
                             std::string{"\x7F"
                                         "ELF\x01\0\0",
                                         7},
                             1, 1, "control character (octet 0x7F)"},
                      Broken{"nul", std::string{"a: b\0c\n", 7}, 1, 5, "octet 0x00"},
                      Broken{"deep_flow", many("[", 10'000), 1, 33, "64 levels"},
                      Broken{"deep_maps", many("{a: ", 10'000), 1, 253, "64 levels"},
                      Broken{"deep_blocks", deep_blocks(1000), 65, 65, "64 levels"},
                      Broken{"deep_lists", many("- ", 10'000), 1, 129, "64 levels"},
                      Broken{"many", "[" + many("a,", 100'000) + "]", 0, 0, "50,000 values"}),
    [](const auto& param) { return std::string{param.param.name}; });

}  // namespace
}  // namespace isocket::yaml
