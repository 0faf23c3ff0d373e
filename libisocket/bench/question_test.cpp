#include "bench/question.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace isocket::bench {
namespace {

using namespace std::chrono_literals;
using device::Model;
using ::testing::HasSubstr;

TEST(Instruction, SaysWhatHandsAreToDo) {
  struct Wording {
    const char* key;
    const char* value;
    const char* text;
  };
  for (const Wording& row :
       {Wording{"mains", "off", "Switch the mains off"}, Wording{"mains", "on", "Switch the mains on"},
        Wording{"battery", "worn", "Put a worn-out battery in"},
        Wording{"sensor", "closed", "Close the sensor's contact"},
        Wording{"sensor_plug", "out", "Unplug the sensor"},
        Wording{"temperature", "9.5", "Bring the temperature sensor to 9.5 degrees Celsius"},
        Wording{"temperature", "absent", "Take the temperature sensor off"},
        Wording{"button", "12s", "Press the hidden button, and release it after 12s"},
        Wording{"usb", "connected", "Connect the USB cable"},
        Wording{"sim", "absent", "Take the SIM card out"},
        Wording{"sim", "messages 3", "Put a SIM card in with 3 stored messages ON"}}) {
    const auto change = parse_change(row.key, row.value);
    ASSERT_TRUE(change) << row.key;
    EXPECT_EQ(instruction(*change, Model::environment_pro), row.text);
  }
}

TEST(Instruction, NamesWhichOneWhereThereAreSeveral) {
  const auto told = [](const char* key, const char* value) {
    return instruction(*parse_change(key, value), Model::smart_relay);
  };
  EXPECT_EQ(told("mains", "off"), "Switch the 12 V DC off");
  EXPECT_EQ(told("ac", "off"), "Switch the AC at the Voltage Sensor off");
  EXPECT_EQ(told("sensor", "closed"), "Close the contact at alarm input 1");
  EXPECT_EQ(told("sensor.4", "open"), "Open the contact at alarm input 4");
  EXPECT_EQ(told("temperature.2", "9.5"), "Bring temperature sensor 2 to 9.5 degrees Celsius");
  EXPECT_EQ(told("temperature.5", "absent"), "Take temperature sensor 5 off");
  EXPECT_EQ(told("battery", "55%"), "Bring the battery to a charge of 55 percent");
  EXPECT_EQ(told("battery", "good"), "Put a good battery in, fully charged");
  EXPECT_EQ(told("button", "12s"), "Press RESET, and release it after 12s");
  EXPECT_THAT(told("variant", "no-voltage-sensor"), HasSubstr("of the variant 'no-voltage-sensor'"));
}

TEST(Instruction, ForTheStartIsThatOfTheModel) {
  EXPECT_THAT(start_instruction(Model::environment_pro), HasSubstr("press the hidden button for 12s"));
  EXPECT_THAT(start_instruction(Model::gsm_706), HasSubstr("let it go and press it again"));
  EXPECT_THAT(start_instruction(Model::smart_relay), HasSubstr("12 V DC and AC on"));
  EXPECT_THAT(start_instruction(Model::smart_relay), HasSubstr("press RESET for 12s"));
}

TEST(Question, SaysWhatIsToBeSeenAndWhen) {
  const auto asked = [](const char* output, const char* pattern, Moment moment,
                        Model model = Model::environment_pro) {
    return question(*parse_target(output, pattern), moment, model);
  };
  EXPECT_EQ(asked("socket", "on", {}), "Is the socket on?");
  EXPECT_EQ(asked("led.power", "off", {}), "Is the power light dark?");
  EXPECT_EQ(asked("led.gsm", "1 Hz", {}), "Is the GSM light flashing once a second?");
  EXPECT_EQ(asked("socket", "off", {Moment::Kind::within, 5s, {}}), "Within the next 5s, is the socket off?");
  EXPECT_EQ(asked("led.out", "on", {Moment::Kind::holds, 30s, {}}),
            "Watch for 30s: is the output light lit without a break all the time?");
  EXPECT_EQ(asked("device", "off", {Moment::Kind::after, 30s, 5s}),
            "Watch until then: is the device off 30s after the change before it, give or take 5s?");
  EXPECT_EQ(asked("microrelay", "on", {}, Model::gsm_706), "Is the microrelay on?");
  EXPECT_EQ(asked("led.mic", "1 Hz", {}, Model::gsm_706), "Is the microphone light flashing once a second?");
  EXPECT_EQ(asked("relay.3", "off", {}, Model::smart_relay), "Is relay 3 off?");
  EXPECT_EQ(asked("socket", "off", {}, Model::smart_relay), "Is relay 1 off?");
}

}  // namespace
}  // namespace isocket::bench
