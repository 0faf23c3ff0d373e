#include "suite/match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suite/placeholder.h"

namespace isocket::suite {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

MatchResult compare(const std::string& expected, const std::string& received, const Values& values = {}) {
  const Pattern pattern{Pattern::Kind::exact, expected};
  EXPECT_TRUE(check(pattern)) << expected;
  auto result = match(pattern, received, values);
  EXPECT_TRUE(result) << (result ? "" : describe(result.error()));
  return result.value_or(MatchResult{});
}

struct Row {
  const char* name;
  const char* expected;
  const char* received;
  Match outcome;
};
void PrintTo(const Row& row, std::ostream* out) {
  *out << row.name;
}
class MatchTable : public ::testing::TestWithParam<Row> {};
TEST_P(MatchTable, Says) {
  const auto result = compare(GetParam().expected, GetParam().received);
  EXPECT_EQ(result.outcome, GetParam().outcome) << name_of(result.outcome) << ": " << result.difference;
  EXPECT_EQ(result.difference.empty(), result.outcome == Match::match);
}
INSTANTIATE_TEST_SUITE_P(
    Each, MatchTable,
    ::testing::Values(Row{"same", "Power socket ON", "Power socket ON", Match::match},
                      Row{"final_line_feed", "Power socket ON\n", "Power socket ON\r\n", Match::match},
                      Row{"en_dash", "RESTARTTIME=5 - OK", "RESTARTTIME=5 \u2013 OK", Match::match},
                      Row{"minus", "TEMP: -5C", "TEMP: \u22125C", Match::match},
                      Row{"runs_of_blanks", "Power  socket ON", "Power socket   ON", Match::match},
                      Row{"no_break_space", "Power socket ON", "Power\u00A0socket ON", Match::match},
                      Row{"carriage_returns", "a\nb", "a\r\nb", Match::match},
                      Row{"lower_case", "Power socket ON", "power socket on", Match::variant},
                      Row{"missing_blank", "RESTARTTIME=5 - OK", "RESTARTTIME=5-OK", Match::variant},
                      Row{"surplus_blank", "RESTARTTIME=5 - OK", "RESTARTTIME = 5 - OK", Match::variant},
                      Row{"trailing_blank", "Power socket ON", "Power socket ON ", Match::variant},
                      Row{"broken_line", "Power socket ON", "Power socket\nON", Match::variant},
                      Row{"joined_lines", "a\nb", "a b", Match::variant},
                      Row{"other_word", "Power socket ON", "Power socket OFF", Match::mismatch},
                      Row{"longer", "Power socket ON", "Power socket ON\nTEMP: 1C", Match::mismatch},
                      Row{"shorter", "a\nb", "a", Match::mismatch},
                      Row{"part_of_it", "socket", "Power socket ON", Match::mismatch},
                      Row{"last_line_of_it", "b", "a\nb", Match::mismatch},
                      Row{"first_line_of_it", "a", "a\nb", Match::mismatch},
                      Row{"dot_is_a_dot", "v1.0", "v1x0", Match::mismatch},
                      Row{"stars_are_stars", "PASSWORD=***** - OK", "PASSWORD=***** - OK", Match::match},
                      Row{"brackets", "SECLIST=(OFF),ON", "SECLIST=OFF,(ON)", Match::mismatch},
                      Row{"literal_less_than", "a << b", "a < b", Match::match},
                      Row{"rest_of_none", "a\n<...>", "a", Match::match},
                      Row{"rest_of_two", "a\n<...>", "a\nb\nc", Match::match},
                      Row{"rest_first", "<...>\nc", "a\nb\nc", Match::match},
                      Row{"rest_first_of_none", "<...>\nc", "c", Match::match},
                      Row{"rest_between", "a\n<...>\nd", "a\nb\nc\nd", Match::match},
                      Row{"rest_is_not_part_of_a_line", "a\n<...>", "ab", Match::mismatch},
                      Row{"rest_then_other_end", "a\n<...>\nd", "a\nb\nc", Match::mismatch},
                      Row{"int", "TEMP: <c:int>C", "TEMP: -12C", Match::match},
                      Row{"int_is_no_word", "TEMP: <c:int>C", "TEMP: hotC", Match::mismatch},
                      Row{"word_is_one", "Signal: <l:word>", "Signal: No signal", Match::mismatch},
                      Row{"text_is_a_line", "Signal: <l:text>", "Signal: No signal", Match::match},
                      Row{"text_ends_with_its_line", "Signal: <l:text>", "Signal: No\nsignal",
                          Match::mismatch},
                      Row{"date", "Time: <t:date>", "Time: 26/03/02,12:00:00", Match::match},
                      Row{"no_date", "Time: <t:date>", "Time: 2026-03-02", Match::mismatch},
                      Row{"umlauts", "Gr\u00FC\u00DFe <<3", "Gr\u00FC\u00DFe <3", Match::match},
                      Row{"umlaut_variant", "\u00C4B C", "\u00E4bc", Match::variant}),
    [](const auto& param) { return std::string{param.param.name}; });

TEST(Match, CapturesByName) {
  const auto result =
      compare("Power socket OFF\nSignal: <level:word> (<dbm:int>dBm)\nTEMP: <c:int>C(<f:int>F)\n<...>",
              "Power socket OFF\nSignal: Good (-67dBm)\nTEMP: 25C(77F)\nALARMF: Disabled");
  EXPECT_EQ(result.outcome, Match::match);
  EXPECT_THAT(result.captures, UnorderedElementsAre(Pair("level", "Good"), Pair("dbm", "-67"),
                                                    Pair("c", "25"), Pair("f", "77")));
}

TEST(Match, CapturesFromAVariantToo) {
  const auto result = compare("TEMP: <c:int>C(<f:int>F)", "Temp:25C (77F)");
  EXPECT_EQ(result.outcome, Match::variant);
  EXPECT_THAT(result.captures, UnorderedElementsAre(Pair("c", "25"), Pair("f", "77")));
}

TEST(Match, FillsInWhatIsKnown) {
  const Values values{{"boss.number", "358912345601"}, {"c", "25"}, {"odd", "a <b> (x)\n<...>"}};
  EXPECT_EQ(compare("SECNUMBERs: <boss.number>", "SECNUMBERs: 358912345601", values).outcome, Match::match);
  EXPECT_EQ(compare("TEMP: <c>C(<f:int>F)", "TEMP: 25C(77F)", values).outcome, Match::match);
  EXPECT_EQ(compare("TEMP: <c>C(<f:int>F)", "TEMP: 26C(77F)", values).outcome, Match::mismatch);
  EXPECT_EQ(compare("<odd>", "a <b> (x)\n<...>", values).outcome, Match::match);
  EXPECT_EQ(compare("<odd>", "a <b> (x)\nmore", values).outcome, Match::mismatch);
  EXPECT_EQ(match(Pattern{Pattern::Kind::exact, "x <y>"}, "x", values).error().code, Errc::not_found);
}

TEST(Match, NamesTheFirstLineThatDiffers) {
  EXPECT_EQ(compare("a\nTEMP: <c:int>C\nb", "a\nTEMP: hot\nb").difference,
            "line 2: expected 'TEMP: <c:int>C', received 'TEMP: hot'");
  EXPECT_EQ(compare("a\nb", "a").difference, "line 2: expected 'b', but the message ends before it");
  EXPECT_EQ(compare("a", "a\nb").difference, "line 2: expected the message to end, received 'b'");
  EXPECT_EQ(compare("a\n<...>\nd", "a\nb\nc").difference,
            "after line 1: expected the message to end with 'd', received 'c'");
  EXPECT_EQ(compare("Power socket ON", "power socket ON").difference,
            "only blanks, line breaks or capitals differ: line 1: expected 'Power socket ON', received "
            "'power socket ON'");
}

TEST(Match, ContainsLooksAnywhere) {
  const Pattern pattern{Pattern::Kind::contains, "TEMP: <c:int>C"};
  const auto result = match(pattern, "Power socket ON\nTEMP:  25C(77F)");
  EXPECT_EQ(result->outcome, Match::match);
  EXPECT_EQ(result->captures.at("c"), "25");
  EXPECT_EQ(match(pattern, "temp:25c")->outcome, Match::variant);
  const auto nothing = match(pattern, "No sensor");
  EXPECT_EQ(nothing->outcome, Match::mismatch);
  EXPECT_EQ(nothing->difference, "expected the message to contain 'TEMP: <c:int>C', received 'No sensor'");
}

TEST(Match, MatchesIsARegularExpressionForTheWholeMessage) {
  const Pattern pattern{Pattern::Kind::matches, "S/N: (?P<serial>[0-9]{17})"};
  ASSERT_TRUE(check(pattern));
  EXPECT_EQ(match(pattern, "S/N: 12345678901234567")->captures.at("serial"), "12345678901234567");
  EXPECT_EQ(match(pattern, "S/N: 123456789012345678")->outcome, Match::mismatch);
  EXPECT_EQ(match(pattern, "x S/N: 12345678901234567")->outcome, Match::mismatch);
  EXPECT_FALSE(check(Pattern{Pattern::Kind::matches, "(a"}));
  EXPECT_FALSE(match(Pattern{Pattern::Kind::matches, "(a"}, "a"));
  EXPECT_EQ(match(Pattern{Pattern::Kind::matches, "a|b"}, "ab")->outcome, Match::mismatch);
}

TEST(Match, TakesTheBestOfSeveral) {
  Expect expect;
  expect.one_of = {{Pattern::Kind::exact, "power socket on"}, {Pattern::Kind::exact, "Power socket ON"}};
  EXPECT_EQ(match(expect, "Power socket ON")->outcome, Match::match);
  EXPECT_EQ(match(expect, "POWER SOCKET ON")->outcome, Match::variant);
  const auto neither = match(expect, "Invalid");
  EXPECT_EQ(neither->outcome, Match::mismatch);
  EXPECT_THAT(neither->difference, HasSubstr("'power socket on'"));
  EXPECT_THAT(neither->difference, HasSubstr("\nor line 1: expected 'Power socket ON'"));
}

TEST(Match, IsNotSlowedByHostileTexts) {
  const std::string message(20'000, 'a');
  const auto result = match(Pattern{Pattern::Kind::contains, "aaaaaaaaaaaaaaaaaaaaaaaab"}, message);
  EXPECT_EQ(result->outcome, Match::mismatch);
}

TEST(Check, RefusesPatternsThatCannotBeUsed) {
  const std::pair<const char*, const char*> kRows[] = {
      {"", "an empty text fits nothing"},
      {"a <b", "this '<' has no '>'"},
      {"<a:int> <a:int>", "captured twice"},
      {"<a:int>\n<a:int>", "captured twice"},
      {"<a:integer>", "'integer' is no type"},
      {"<A>", "is no placeholder"},
      {"x <...>", "stands alone on its line"},
      {"<...> x", "stands alone on its line"},
      {"<a.b:int>", "the name of a capture has no '.'"},
      {"<nobody.1:21>", "1 to 20 digits"},
  };
  for (const auto& [text, says] : kRows) {
    const auto result = check(Pattern{Pattern::Kind::exact, text});
    ASSERT_FALSE(result) << text;
    EXPECT_THAT(result.error().detail, HasSubstr(says)) << text;
  }
}

TEST(Fill, ReplacesPlaceholders) {
  const Values values{{"boss.number", "358912345601"}, {"password", "12abc"}, {"nobody.1", "9990000001"}};
  EXPECT_EQ(fill("<password>SECNUMBER+<boss.number>", values), "12abcSECNUMBER+358912345601");
  EXPECT_EQ(fill("a << b", values), "a < b");
  EXPECT_EQ(fill("SECNUMBER+<nobody.1:15>", values), "SECNUMBER+999000000100000");
  EXPECT_EQ(fill("<nobody.1:9>", values).error().code, Errc::bad_value);
  EXPECT_EQ(fill("ON <x>", values).error(),
            (Error{Errc::not_found, "placeholder", 3, "'<x>' has no value here"}));
  EXPECT_EQ(fill("<c:int>", values).error().code, Errc::bad_value);
}

TEST(KnownValues, AreThoseOfPartiesAndNobody) {
  const std::vector<std::string> parties{"boss"};
  for (const char* name : {"boss.number", "boss.local", "password", "nobody.1", "nobody.10"})
    EXPECT_TRUE(is_known_value(name, parties)) << name;
  for (const char* name :
       {"second.number", "boss", "nobody.0", "nobody.11", "nobody.01", "nobody.", "boss.name"})
    EXPECT_FALSE(is_known_value(name, parties)) << name;
}

}  // namespace
}  // namespace isocket::suite
