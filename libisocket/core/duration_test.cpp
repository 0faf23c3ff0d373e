#include "core/duration.h"

#include <gtest/gtest.h>

namespace isocket {
namespace {

using namespace std::chrono_literals;

TEST(SuiteDuration, ReadsEachUnitAndTheirSums) {
  const std::pair<const char*, Duration> kRows[] = {
      {"60s", 60s},
      {"31m", 31min},
      {"1h30m", 90min},
      {"500ms", 500ms},
      {"2.5s", 2500ms},
      {"0s", 0s},
      {"1d", 24h},
      {"1d2h3m4s5ms", 26h + 3min + 4s + 5ms},
      {"1.25h", 75min},
      {"90m", 90min},
      {"0.001ms", Duration{1}},
      {"366d", 366 * 24h},
  };
  for (const auto& [text, expected] : kRows) {
    const auto got = parse_duration(text);
    ASSERT_TRUE(got) << text;
    EXPECT_EQ(*got, expected) << text;
    EXPECT_EQ(parse_duration(duration_text(expected)), expected) << duration_text(expected);
  }
}

TEST(SuiteDuration, RefusesWhatHasNoUnitOrTheWrongOrder) {
  const std::pair<const char*, std::size_t> kRows[] = {
      {"", 0},     {"60", 2},      {"s", 0},   {"60 s", 2}, {"30m1h", 4}, {"1h1h", 3},       {"-5s", 0},
      {"5sec", 1}, {"1.5h30m", 4}, {"1.s", 2}, {"5S", 1},   {"5s ", 2},   {"1.1234567s", 8},
  };
  for (const auto& [text, offset] : kRows) {
    const auto got = parse_duration(text);
    ASSERT_FALSE(got) << text;
    EXPECT_EQ(got.error().code, Errc::bad_value) << text;
    EXPECT_EQ(got.error().offset, offset) << text;
  }
  for (const char* text : {"367d", "99999999999999999999999s", "366d1s", "9000h"}) {
    const auto got = parse_duration(text);
    ASSERT_FALSE(got) << text;
    EXPECT_EQ(got.error().code, Errc::overflow) << text;
  }
}

TEST(SuiteDuration, WritesTheShortestForm) {
  EXPECT_EQ(duration_text(90min), "1h30m");
  EXPECT_EQ(duration_text(0s), "0s");
  EXPECT_EQ(duration_text(Duration{1'500'250}), "1s500.250ms");
  EXPECT_EQ(duration_text(-5s), "-5s");
}

}  // namespace
}  // namespace isocket
