#include "core/types.h"

#include <gtest/gtest.h>

namespace isocket::fw {
namespace {

TEST(Instant, ComparesAcrossTheWrap) {
  const Instant before{0xffff'fff0};
  const Instant after = before + 100;
  EXPECT_EQ(after.ticks, 84u);
  EXPECT_TRUE(reached(after, before));
  EXPECT_FALSE(reached(before, after));
  EXPECT_TRUE(reached(before, before));
  EXPECT_EQ(after - before, 100u);
  EXPECT_EQ(until(before, after), 100u);
  EXPECT_EQ(until(after, before), 0u);
}

TEST(Countdown, IsOverOnceAndExactlyAtItsEnd) {
  Countdown time;
  const Instant start{0xffff'ff00};
  EXPECT_FALSE(time.over(start));
  time.start(start, 1000);
  EXPECT_FALSE(time.over(start + 999));
  EXPECT_EQ(time.left(start + 400), 600u);
  EXPECT_TRUE(time.over(start + 1000));
  EXPECT_FALSE(time.running());
  EXPECT_FALSE(time.over(start + 1001));
}

TEST(Wake, TakesTheEarliest) {
  const Instant now{0xffff'fff0};
  Countdown late, soon;
  late.start(now, 5000);
  soon.start(now, 300);
  Wake wake{now, 10'000};
  EXPECT_EQ(wake.wait(), 10'000u);
  wake.at(late);
  wake.at(soon);
  wake.in(400);
  EXPECT_EQ(wake.wait(), 300u);
  soon.stop();
  Wake again{now};
  again.at(soon);
  EXPECT_EQ(again.wait(), kLongestWait);
}

TEST(FixedString, CutsAndSaysSo) {
  FixedString<5> text{"abc"};
  EXPECT_FALSE(text.truncated());
  text.append("def");
  EXPECT_EQ(text.view(), "abcde");
  EXPECT_TRUE(text.truncated());
}

TEST(FixedString, WritesNumbers) {
  const auto written = [](std::int32_t n, int width = 0) {
    FixedString<20> text;
    text.append_number(n, width);
    return std::string{text.view()};
  };
  EXPECT_EQ(written(0), "0");
  EXPECT_EQ(written(-55), "-55");
  EXPECT_EQ(written(7, 2), "07");
  EXPECT_EQ(written(2147483647), "2147483647");
  EXPECT_EQ(written(std::numeric_limits<std::int32_t>::min()), "-2147483648");
}

TEST(ParseNumber, TakesDigitsUpToTheMaximum) {
  std::uint32_t n = 42;
  EXPECT_TRUE(parse_number("007", 600, n));
  EXPECT_EQ(n, 7u);
  EXPECT_TRUE(parse_number("600", 600, n));
  EXPECT_EQ(n, 600u);
  for (const auto* wrong : {"", "601", "6 ", "-1", "4294967296", "99999999999999", "1a"})
    EXPECT_FALSE(parse_number(wrong, 600, n)) << wrong;
  EXPECT_EQ(n, 600u);
}

TEST(TakeUntil, CutsFieldByField) {
  std::string_view rest = "a,,b";
  EXPECT_EQ(take_until(rest, ','), "a");
  EXPECT_EQ(take_until(rest, ','), "");
  EXPECT_EQ(take_until(rest, ','), "b");
  EXPECT_EQ(take_until(rest, ','), "");
}

}  // namespace
}  // namespace isocket::fw
