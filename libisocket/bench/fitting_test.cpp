#include "bench/fitting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <charconv>

#include "device/equipment.h"
#include "device/features.h"

namespace isocket::bench {
namespace {

using device::Model;
using ::testing::StartsWith;

TEST(Fitting, AModelLacksWhatIsBeyondItsNumbers) {
  EXPECT_EQ(lacks(Model::environment_pro, "sensor.3"), "it has 1 alarm input");
  EXPECT_EQ(lacks(Model::environment_pro, "temperature.2"), "it has 1 temperature sensor");
  EXPECT_EQ(lacks(Model::environment_pro, "microrelay"), "it has 1 relay");
  EXPECT_EQ(lacks(Model::gsm_706_light, "sensor"), "it has no alarm input");
  EXPECT_EQ(lacks(Model::gsm_706_light, "relay.2"), "it has 1 relay");
  EXPECT_EQ(lacks(Model::gsm_707, "relay.3"), "it has 2 relays");
  EXPECT_EQ(lacks(Model::gsm_706, "battery"), "it has no battery");
  EXPECT_EQ(lacks(Model::smart_relay, "led.out"), "it has no light OUT");
  EXPECT_EQ(lacks(Model::smart_relay, "sensor_plug"), "it has no jack for sensors");
  EXPECT_EQ(lacks(Model::gsm_707, "ac"), "it has no Voltage Sensor");
}

TEST(Fitting, AModelHasWhatItsSpecificationGivesIt) {
  for (const char* what :
       {"sensor.6", "temperature.5", "relay.7", "socket", "ac", "battery", "variant", "button"})
    EXPECT_EQ(lacks(Model::smart_relay, what), "") << what;
  for (const char* what :
       {"sensor", "sensor.1", "temperature", "microrelay", "relay.1", "led.mic", "variant", "usb"})
    EXPECT_EQ(lacks(Model::gsm_706, what), "") << what;
  for (const char* what : {"mains", "clock", "ussd", "led.power", "device", "socket"})
    for (const Model model : device::kModels) EXPECT_EQ(lacks(model, what), "") << what;
}

TEST(Fitting, SomeThingsAreAQuestionOfTheirValue) {
  EXPECT_EQ(lacks(Model::smart_relay, Battery{true, 55}), "");
  EXPECT_EQ(lacks(Model::gsm_707, Battery{true, 55}), "its battery has no charge that it could tell");
  EXPECT_EQ(lacks(Model::gsm_707, Battery{false, {}}), "");
  EXPECT_EQ(lacks(Model::gsm_707, Variant{Variant::Kind::us}), "");
  EXPECT_EQ(lacks(Model::smart_relay, Variant{Variant::Kind::us}), "it is not built so");
  EXPECT_EQ(lacks(Model::smart_relay, Variant{Variant::Kind::no_voltage_sensor}), "");
  EXPECT_EQ(lacks(Model::environment_pro, Variant{}), "");
}

TEST(Fitting, EveryKeyAndOutputIsOnSomeModel) {
  for (const auto& names : {change_keys(), output_names()})
    for (const std::string_view name : names)
      EXPECT_TRUE(std::any_of(std::begin(device::kModels), std::end(device::kModels), [&](Model model) {
        return lacks(model, name).empty();
      })) << name;
}

std::string_view feature(std::string_view key, Model model) {
  for (const device::Feature& feature : device::features())
    if (feature.key == key) return feature.of(model);
  return {};
}

/// "6", "up to 5", "1 external", "no".
int count_of(std::string_view value) {
  const auto digit = value.find_first_of("0123456789");
  int number = 0;
  if (digit != std::string_view::npos)
    std::from_chars(value.data() + digit, value.data() + value.size(), number);
  return number;
}

TEST(Equipment, IsWhatTheListOfFeaturesTells) {
  for (const Model model : device::kModels) {
    const device::Equipment has = device::equipment_of(model);
    EXPECT_EQ(has.alarm_inputs, count_of(feature("alarm_inputs", model)));
    EXPECT_EQ(has.temperature_sensors, count_of(feature("temperature_sensors", model)));
    EXPECT_EQ(has.battery != device::Equipment::Battery::none, feature("battery", model) == "yes");
    EXPECT_EQ(has.hidden_button, feature("hidden_button", model) == "yes");
    const std::string_view outputs = feature("outputs", model);
    EXPECT_EQ(has.relays, outputs == "socket" ? 1 : outputs == "socket, microrelay" ? 2 : 7) << outputs;
  }
}

}  // namespace
}  // namespace isocket::bench
