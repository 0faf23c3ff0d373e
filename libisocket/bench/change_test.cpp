#include "bench/change.h"

#include <gtest/gtest.h>

#include "core/test_name.h"

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
    ::testing::Values(
        Row{"mains", "off", ""}, Row{"battery", "worn", ""}, Row{"sensor", "closed", ""},
        Row{"sensor_plug", "out", ""}, Row{"temperature", "-9.5", ""}, Row{"temperature", "failed", ""},
        Row{"temperature", "absent", ""}, Row{"button", "200ms", ""}, Row{"button", "12s", ""},
        Row{"network", "down", ""}, Row{"usb", "connected", ""}, Row{"signal", "-67", ""},
        Row{"signal", "unknown", ""}, Row{"clock", "unset", ""}, Row{"clock", "26/03/02,12:00:00+04", ""},
        Row{"sim", "absent", ""}, Row{"sim", "pin", ""}, Row{"sim", "messages 3", ""},
        Row{"ussd", "Credit 5 EUR", "*100#"}, Row{"ussd", "reject", "*100#"}, Row{"ussd", "none", "*100#"},
        Row{"ussd", "menu 1 Credit", "*100#"}, Row{"ac", "off", ""}, Row{"battery", "good", ""},
        Row{"battery", "55%", ""}, Row{"sensor.2", "closed", ""}, Row{"sensor.6", "open", ""},
        Row{"temperature.3", "-9.5", ""}, Row{"temperature.5", "absent", ""}, Row{"variant", "standard", ""},
        Row{"variant", "us", ""}, Row{"variant", "no-voltage-sensor", ""}, Row{"refuse_submissions", "3", ""},
        Row{"caller_id", "local", ""}, Row{"sms", "ON", "BANK"}),
    row_name([](const Row& row) { return row.key + "_" + row.value; }));

TEST(ParseChange, TakesTheFirstOfSeveralByEitherName) {
  EXPECT_EQ(spell(*parse_change("sensor.1", "closed")).key, "sensor");
  EXPECT_EQ(spell(*parse_change("temperature.1", "20")).key, "temperature");
  EXPECT_EQ(std::get<Sensor>(*parse_change("sensor.4", "closed")).number, 4);
  EXPECT_EQ(std::get<Temperature>(*parse_change("temperature", "20")).number, 1);
  for (const char* key :
       {"sensor.0", "sensor.7", "sensor.", "sensor.1x", "sensor.12", "temperature.6", "sensors"})
    EXPECT_EQ(parse_change(key, "open").error().code, Errc::not_found) << key;
  for (const std::string_view key : change_keys()) EXPECT_EQ(usual_key(usual_key(key)), usual_key(key));
}

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
                                   {"battery", "101%"},
                                   {"battery", "55"},
                                   {"battery", "%"},
                                   {"ac", "up"},
                                   {"variant", "eu"},
                                   {"sensor.2", "shut"},
                                   {"temperature.2", "131"},
                                   {"refuse_submissions", "x"},
                                   {"ussd", "text"},
                                   {"sms", "text"}})
    EXPECT_EQ(parse_change(key, value).error().code, Errc::bad_value) << key << ": " << value;
}

}  // namespace
}  // namespace isocket::bench
