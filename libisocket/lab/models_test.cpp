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

struct ASmartRelay : ADevice {
  ASmartRelay() : ADevice{"smart-relay"} {}
};

TEST_F(ASmartRelay, HasSevenRelaysThatDropWithItsSupply) {  // SR-3.4-12
  ask("ONALL");
  for (unsigned i = 0; i < bench::kRelays; ++i) EXPECT_TRUE(on(static_cast<Output>(i))) << "relay " << i + 1;
  ask("OFFR4");
  EXPECT_FALSE(on(*bench::parse_output("relay.4")));
  set(bench::Mains{false});
  pass(5s);
  for (unsigned i = 0; i < bench::kRelays; ++i) EXPECT_FALSE(on(static_cast<Output>(i))) << "relay " << i + 1;
  EXPECT_TRUE(on(Output::device));
  set(bench::Mains{true});
  pass(6s);
  EXPECT_TRUE(on(*bench::parse_output("relay.7"))) << "POWERSTATE7=REMEMBER";
  EXPECT_FALSE(on(*bench::parse_output("relay.4")));
}

TEST_F(ASmartRelay, TellsWhatItsSuppliesAre) {  // SR-U17-09
  EXPECT_EQ(ask("POWERSTATUS"), "DC: OK\nAC: OK\nBattery: 100%\nBackup mode: No");
  set(bench::Ac{false});
  set(bench::Battery{true, 55});
  EXPECT_THAT(ask("POWERSTATUS"), HasSubstr("AC: Failed\nBattery: 55%"));
}

TEST_F(ASmartRelay, WorksOnItsBatteryForMoreThanAnHour) {  // SR-U17-36
  set(bench::Mains{false});
  pass(60min);
  EXPECT_TRUE(on(Output::device));
  EXPECT_THAT(ask("POWERSTATUS"), ContainsRegex("Battery: (39|40)%"));
  pass(25min);
  EXPECT_FALSE(on(Output::device)) << "it has switched itself off (SR-U17-07)";
  set(bench::Mains{true});
  pass(2min);
  EXPECT_THAT(ask("POWERSTATUS"), HasSubstr("DC: OK"));
}

TEST_F(ASmartRelay, DiesWithItsSupplyWhenTheBatteryIsWornOutOrEmpty) {
  for (const bench::Battery& battery : {bench::Battery{false, {}}, bench::Battery{true, 0}}) {
    set(battery);
    set(bench::Mains{false});
    pass(1s);
    EXPECT_FALSE(on(Output::device));
    set(bench::Battery{});
    set(bench::Mains{true});
    pass(1min);
    EXPECT_TRUE(on(Output::device));
  }
}

TEST_F(ASmartRelay, HasSixInputsAndTwoOfFiveTemperatureSensors) {  // SR-U7-01, SR-U9-09
  EXPECT_EQ(ask("TEMPERATURE"), "TEMPERATURE:\nT1: 23C(73F)\nT2: 23C(73F)");
  set(bench::Temperature{bench::Temperature::State::value, -5, 2});
  set(bench::Temperature{bench::Temperature::State::value, 30, 5});
  set(bench::Sensor{true, 6});
  pass(61s);
  EXPECT_EQ(ask("TEMPERATURE"), "TEMPERATURE:\nT1: 23C(73F)\nT2: -5C(23F)");
  EXPECT_EQ(ask("TSENSORSCAN"), "TSENSORSCAN - OK\nSensors: T1,T2,T5");
  EXPECT_THAT(ask("INPUTSTATUS"), HasSubstr("IN5: Disabled, No activity\nIN6: Disabled, Activity"));
}

TEST_F(ASmartRelay, IsBuiltWithoutVoltageSensorToo) {  // SR-3.4-01
  set(bench::Variant{bench::Variant::Kind::no_voltage_sensor});
  EXPECT_EQ(ask("POWERSTATUS"), "DC: OK\nBattery: 100%\nBackup mode: No");
  EXPECT_FALSE(bench.can("led.out"));
  EXPECT_TRUE(bench.can("sensor.6"));
}

}  // namespace
}  // namespace isocket::lab
