#include "core/phone_number.h"

#include <gtest/gtest.h>

namespace isocket {
namespace {

TEST(PhoneNumber, KeepsTheDigitsAndTheForm) {
  EXPECT_EQ(PhoneNumber::parse("+358912345678")->to_string(), "+358912345678");
  EXPECT_EQ(PhoneNumber::parse("0912345678")->to_string(), "0912345678");
  EXPECT_NE(PhoneNumber::parse("+358912345678"), PhoneNumber::parse("358912345678"));
}

TEST(PhoneNumber, NamesTheFirstWrongCharacter) {
  const auto wrong = PhoneNumber::parse("+35 8");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, Errc::bad_digit);
  EXPECT_EQ(wrong.error().offset, 3u);
}

TEST(PhoneNumber, HoldsOneToTwentyDigits) {
  EXPECT_EQ(PhoneNumber::parse("+").error().code, Errc::underflow);
  EXPECT_EQ(PhoneNumber::parse("").error().code, Errc::underflow);
  EXPECT_TRUE(PhoneNumber::parse(std::string(20, '7')));
  EXPECT_EQ(PhoneNumber::parse(std::string(21, '7')).error().code, Errc::overflow);
}

}  // namespace
}  // namespace isocket
