#include "report/text.h"

#include <gtest/gtest.h>

namespace isocket::report {
namespace {

using namespace std::chrono_literals;

TEST(Visible, ShowsWhatATerminalWouldObey) {
  const std::pair<const char*, const char*> rows[] = {
      {"Gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80",
       "Gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80"},
      {"a\nb", "a\nb"},
      {"a\tb\r\x1b[31m\x7f", "a\\x09b\\x0D\\x1B[31m\\x7F"},
      {"\xC2\x9B"
       "31m",
       "\\u{9B}31m"},  // CSI as one character
      {"a\xE2\x80\xAE"
       "b",
       "a\\u{202E}b"},  // turns the direction of writing
      {"\xEF\xBF\xBE", "\\u{FFFE}"},
      {"\xC0\xAF", "\\xC0\\xAF"},                    // overlong
      {"\xE0\x80\x80", "\\xE0\\x80\\x80"},           // overlong
      {"\xED\xA0\x80", "\\xED\\xA0\\x80"},           // surrogate
      {"\xF4\x90\x80\x80", "\\xF4\\x90\\x80\\x80"},  // beyond the last plane
      {"\xE2\x82", "\\xE2\\x82"},                    // cut off
      {"\xE2(", "\\xE2("},
  };
  for (const auto& [text, shown] : rows) EXPECT_EQ(visible(text), shown);
  EXPECT_EQ(visible(std::string_view{"\0", 1}), "\\x00");
}

TEST(Lines, EndWithoutAnEmptyOne) {
  EXPECT_EQ(lines_of(""), (std::vector<std::string>{""}));
  EXPECT_EQ(lines_of("a"), (std::vector<std::string>{"a"}));
  EXPECT_EQ(lines_of("a\n"), (std::vector<std::string>{"a"}));
  EXPECT_EQ(lines_of("a\n\nb\n\n"), (std::vector<std::string>{"a", "", "b", ""}));
}

TEST(Wrap, BreaksAtBlanksAndNeverInAWord) {
  EXPECT_EQ(wrap("one two  three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("unbreakable a", 5), (std::vector<std::string>{"unbreakable", "a"}));
  EXPECT_EQ(wrap("", 5), (std::vector<std::string>{""}));
  EXPECT_EQ(wrap("\xC3\xBC\xC3\xBC \xC3\xBC", 4), (std::vector<std::string>{"\xC3\xBC\xC3\xBC \xC3\xBC"}));
}

TEST(Cut, CountsCharactersAndKeepsThemWhole) {
  EXPECT_EQ(cut("abcdef", 6), "abcdef");
  EXPECT_EQ(cut("abcdefg", 6), "abc...");
  EXPECT_EQ(cut("\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC", 4), "\xC3\xBC...");
  EXPECT_EQ(cut("abcdefg", 2), "..");
}

TEST(Durations, AreInTheUnitsThatMatter) {
  const std::pair<double, const char*> rows[] = {{0, "0 ms"},
                                                 {0.0094, "9 ms"},
                                                 {0.0994, "99 ms"},
                                                 {0.0996, "0.1 s"},
                                                 {4.24, "4.2 s"},
                                                 {59.9, "59.9 s"},
                                                 {59.96, "1 min"},
                                                 {61, "1 min 1 s"},
                                                 {3599.6, "1 h"},
                                                 {7380, "2 h 3 min"},
                                                 {86399, "23 h 59 min"},
                                                 {86400 * 3, "3 d"},
                                                 {86400 + 4 * 3600, "1 d 4 h"}};
  for (const auto& [seconds, words] : rows) EXPECT_EQ(duration_words(seconds), words) << seconds;
}

TEST(Times, AreWrittenInOneWay) {
  EXPECT_EQ(run_time(Instant{26h + 3min + 4s + 56789us}), "26:03:04.056");
  EXPECT_EQ(iso_time(std::chrono::sys_days{std::chrono::year{2026} / 2 / 3} + 4h + 5ms),
            "2026-02-03T04:00:00.005Z");
  EXPECT_EQ(decimal_seconds(72.4), "72.400");
  EXPECT_EQ(decimal_seconds(0.0005), "0.001");
}

TEST(Numbers, AreGroupedByThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(-1234567), "-1,234,567");
  EXPECT_EQ(grouped(-123), "-123");
  EXPECT_EQ(counted(1, "call", "calls"), "1 call");
  EXPECT_EQ(counted(0, "call", "calls"), "0 calls");
}

}  // namespace
}  // namespace isocket::report
