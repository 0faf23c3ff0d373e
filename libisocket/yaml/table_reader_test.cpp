#include "yaml/table_reader.h"

#include <gtest/gtest.h>

namespace isocket::yaml {
namespace {

using namespace std::chrono_literals;

/// A document, and what is said of it in the end.
class TableReaderTest : public ::testing::Test {
 protected:
  const YamlNode& read(const std::string& text) {
    source = Source{"t.yaml", text};
    root = read_yaml(source, problems);
    return *root;
  }
  std::string said() {
    std::string all;
    for (const Diagnostic& problem : problems.take())
      all += std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + " " +
             problem.message + "\n";
    return all;
  }
  Source source{"", ""};
  Problems problems;
  std::optional<YamlNode> root;
  TableReader reader{source, problems};
};

TEST_F(TableReaderTest, TakesValuesOutOfATable) {
  const YamlNode& table = read("name: m1\nlong: 1h30m\nword: two\nentry: {number: \"+3581\"}\n");
  EXPECT_TRUE(reader.is_table(table, "it"));
  reader.check_keys(table, {"name", "long", "word", "entry", "left out"}, "it");
  EXPECT_EQ(reader.text_of(table, "name"), "m1");
  EXPECT_EQ(reader.needed(table, "name", "it"), "m1");
  EXPECT_EQ(reader.duration_of(table, "long"), 90min);
  EXPECT_EQ(reader.word_of(table, "word", "number", {"one", "two"}), "two");
  EXPECT_EQ(reader.number_of(table.entries[3], "it").to_string(), "+3581");
  EXPECT_EQ(reader.text_of(table, "left out"), std::nullopt);
  EXPECT_EQ(reader.duration_of(table, "left out"), std::nullopt);
  EXPECT_EQ(reader.word_of(table, "left out", "number", {"one"}), std::nullopt);
  EXPECT_EQ(said(), "");
}

TEST_F(TableReaderTest, SaysOfEachValueWhatIsWrongAndWouldBeRight) {
  const YamlNode& table =
      read("nme: m1\nname: [m1]\nlong: 90\nword: too\nentry: {number: \"0401\"}\nother: {}\n");
  reader.check_keys(table, {"name", "long", "word", "entry", "other"}, "it");
  EXPECT_EQ(reader.text_of(table, "name"), std::nullopt);
  EXPECT_EQ(reader.duration_of(table, "long"), std::nullopt);
  EXPECT_EQ(reader.word_of(table, "word", "number", {"one", "two"}), std::nullopt);
  EXPECT_EQ(reader.number_of(table.entries[4], "it").to_string(), "0");
  reader.number_of(table.entries[5], "the other");
  EXPECT_EQ(reader.needed(table, "left out", "it"), "");
  EXPECT_FALSE(reader.is_table(table.entries[1].value, "it"));
  reader.say(table, "long", "this is said here");
  EXPECT_EQ(said(),
            "1:1 it has no key 'nme'; did you mean 'name'?\n"
            "1:1 it needs 'left out'\n"
            "2:7 'name' is a text, and here stands a list\n"
            "2:7 it is a table of keys and values, and here stands a list\n"
            "3:7 '90' is no duration; it would be such as 40s or 1h30m\n"
            "3:7 this is said here\n"
            "4:7 there is no number 'too'; did you mean 'two'?\n"
            "5:17 '0401' is no number in international form; it would be such as \"+358912345601\"\n"
            "6:1 the other needs a 'number', such as \"+358912345601\"\n");
}

TEST_F(TableReaderTest, GoesThroughATableOfTables) {
  std::string seen;
  const auto note = [&](const YamlEntry& entry) { seen += entry.key; };
  const YamlNode& table = read("all: {a: 1, b: 2}\nnone: {}\nwrong: [c]\n");
  for (const char* key : {"all", "none", "left out", "wrong"}) reader.each(table, key, note);
  EXPECT_EQ(seen, "ab");
  EXPECT_EQ(said(), "3:8 'wrong' is a table of keys and values, and here stands a list\n");
}

TEST(WholeNumber, IsOneThatFits) {
  EXPECT_EQ(whole_number<int>("-85"), -85);
  EXPECT_EQ(whole_number<unsigned>("0"), 0u);
  for (const char* text : {"", "-1", "1 ", "1.5", "4294967296"})
    EXPECT_EQ(whole_number<unsigned>(text), std::nullopt) << text;
}

}  // namespace
}  // namespace isocket::yaml
