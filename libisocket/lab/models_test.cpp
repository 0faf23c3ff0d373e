// What a bench sets and sees of models that have more than a socket.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab/test_device.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using bench::Output;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

struct AGsm706 : ADevice {
  AGsm706() : ADevice{"gsm-706"} {}
};

TEST_F(AGsm706, HasAMicrorelayBesideItsSocket) {  // GS-4.1-41
  EXPECT_TRUE(bench.can("microrelay"));
  EXPECT_FALSE(bench.can("relay.3"));
  ask("ONM");
  EXPECT_TRUE(on(Output::microrelay));
  EXPECT_FALSE(on(Output::socket));
  ask("OFFM");
  EXPECT_FALSE(on(Output::microrelay));
}

TEST_F(AGsm706, ShowsThatItsMicrophoneIsActive) {  // GS-16-09
  for (const char* command : {"SECNUMBER+358401111111", "SECLIST=ON", "RING=MIC"}) ask(command);
  EXPECT_FALSE(on(Output::led_mic));
  boss.at("ATD" + std::string{kDevice} + ";");
  pass(10s);
  EXPECT_TRUE(on(Output::led_mic));
  boss.at("AT+CHUP");
  pass(2s);
  EXPECT_FALSE(on(Output::led_mic));
}

TEST_F(AGsm706, IsReplacedByAnotherVariantUntilTheNextCase) {  // GS-7-02
  ask("ON");
  EXPECT_TRUE(on(Output::socket));
  set(bench::Variant{bench::Variant::Kind::us});
  EXPECT_TRUE(bench.rig().account().reachable());
  EXPECT_FALSE(on(Output::socket)) << "a device fresh from the factory";
  pass(11min);  // the first reading (GS-7.1-03)
  EXPECT_THAT(ask("STATUS"), ContainsRegex("TEMP: [0-9]+F"));
  EXPECT_TRUE(reset());
  pass(11min);
  EXPECT_THAT(ask("STATUS"), ContainsRegex("TEMP: [0-9]+C"));
}

}  // namespace
}  // namespace isocket::lab
