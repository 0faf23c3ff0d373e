#include "bench/question.h"

#include <gtest/gtest.h>

namespace isocket::bench {
namespace {

using namespace std::chrono_literals;

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
    EXPECT_EQ(instruction(*change), row.text);
  }
}

TEST(Question, SaysWhatIsToBeSeenAndWhen) {
  const auto asked = [](const char* output, const char* pattern, Moment moment) {
    return question(*parse_target(output, pattern), moment);
  };
  EXPECT_EQ(asked("socket", "on", {}), "Is the socket on?");
  EXPECT_EQ(asked("led.power", "off", {}), "Is the power light dark?");
  EXPECT_EQ(asked("led.gsm", "1 Hz", {}), "Is the GSM light flashing once a second?");
  EXPECT_EQ(asked("socket", "off", {Moment::Kind::within, 5s, {}}), "Within the next 5s, is the socket off?");
  EXPECT_EQ(asked("led.out", "on", {Moment::Kind::holds, 30s, {}}),
            "Watch for 30s: is the output light lit without a break all the time?");
  EXPECT_EQ(asked("device", "off", {Moment::Kind::after, 30s, 5s}),
            "Watch until then: is the device off 30s after the change before it, give or take 5s?");
}

}  // namespace
}  // namespace isocket::bench
