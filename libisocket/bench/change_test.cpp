#include "bench/change.h"

#include <gtest/gtest.h>

namespace isocket::bench {
namespace {

using namespace std::chrono_literals;

struct Row {
  std::string key, value, entry;
};

class Spellings : public ::testing::TestWithParam<Row> {};

TEST_P(Spellings, AreReadAndWrittenAlike) {
  const auto change = parse_change(GetParam().key, GetParam().value, GetParam().entry);
  ASSERT_TRUE(change) << describe(change.error());
  const Spelling spelling = spell(*change);
  EXPECT_EQ(spelling.key, GetParam().key);
  EXPECT_EQ(spelling.value, GetParam().value);
  EXPECT_EQ(spelling.entry, GetParam().entry);
}
INSTANTIATE_TEST_SUITE_P(
    All, Spellings,
    ::testing::Values(Row{"mains", "off", ""}, Row{"battery", "worn", ""}, Row{"sensor", "closed", ""},
                      Row{"sensor_plug", "out", ""}, Row{"temperature", "-9.5", ""},
                      Row{"temperature", "failed", ""}, Row{"temperature", "absent", ""},
                      Row{"button", "200ms", ""}, Row{"button", "12s", ""}, Row{"network", "down", ""},
                      Row{"usb", "connected", ""}, Row{"signal", "-67", ""}, Row{"signal", "unknown", ""},
                      Row{"clock", "unset", ""}, Row{"clock", "26/03/02,12:00:00+04", ""},
                      Row{"sim", "absent", ""}, Row{"sim", "pin", ""}, Row{"sim", "messages 3", ""},
                      Row{"ussd", "Credit 5 EUR", "*100#"}, Row{"ussd", "reject", "*100#"},
                      Row{"ussd", "none", "*100#"}, Row{"ussd", "menu 1 Credit", "*100#"},
                      Row{"refuse_submissions", "3", ""}, Row{"caller_id", "local", ""},
                      Row{"sms", "ON", "BANK"}));

TEST(ParseChange, SaysWhatWouldBeRight) {
  const auto wrong = parse_change("mains", "ein");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, Errc::bad_value);
  EXPECT_EQ(wrong.error().detail, "'ein' is not possible here; it would be on or off");
  EXPECT_EQ(parse_change("weather", "rain").error().code, Errc::not_found);
  for (const auto& [key, value] : {std::pair{"temperature", "131"},
                                   {"temperature", "warm"},
                                   {"temperature", "nan"},
                                   {"button", "5ms"},
                                   {"button", "61s"},
                                   {"signal", "-50"},
                                   {"clock", "26/03/02"},
                                   {"sim", "messages -1"},
                                   {"refuse_submissions", "x"},
                                   {"ussd", "text"},
                                   {"sms", "text"}})
    EXPECT_EQ(parse_change(key, value).error().code, Errc::bad_value) << key << ": " << value;
}

}  // namespace
}  // namespace isocket::bench
