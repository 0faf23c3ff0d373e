#include "device/console_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "device/catalogue.h"
#include "device/configuration.h"

namespace isocket::device {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> names(Model model, Group group) {
  std::vector<std::string> names;
  for (const NamedSetting& setting : settings_of(model, group)) names.push_back(setting.name);
  return names;
}

std::string plain(Model model, std::string_view name, std::string_view value) {
  const auto setting = find_setting(model, name);
  if (!setting) return "no such setting";
  const auto read = plain_value(model, *setting, value);
  return read ? *read : "takes " + read.error().detail;
}

/// CRC-16/CCITT-FALSE over the lines of READ (MU-P4-08).
std::string crc_of(const GroupValues& group) {
  unsigned crc = 0xFFFF;
  for (const auto& [name, value] : group.values) {
    for (const char c : name + "=" + value + "\n") {
      crc ^= static_cast<unsigned>(static_cast<unsigned char>(c)) << 8;
      for (int bit = 0; bit < 8; ++bit) crc = (crc & 0x8000) != 0 ? (crc << 1 ^ 0x1021) & 0xFFFF : crc << 1;
    }
  }
  char text[5];
  std::snprintf(text, sizeof text, "%04X", crc);
  return text;
}

TEST(ConsoleSettings, OfTheSmartRelayAreAsManyAsReadGives) {  // MU-P7-01
  const std::pair<Group, std::size_t> expected[] = {
      {Group::security, 6},     {Group::confirm, 4},     {Group::ring, 2},    {Group::relays, 9},
      {Group::temperature, 10}, {Group::thermostat, 36}, {Group::inputs, 36}, {Group::scheduler, 20},
      {Group::power_resume, 7}, {Group::backup, 4},      {Group::credit, 0},  {Group::info, 10}};
  for (const auto& [group, count] : expected)
    EXPECT_EQ(settings_of(Model::smart_relay, group).size(), count) << name_of(group);
}

TEST(ConsoleSettings, GoNumberByNumberWhereTheTableSaysPer) {
  const auto thermostats = names(Model::smart_relay, Group::thermostat);
  EXPECT_THAT((std::vector(thermostats.begin(), thermostats.begin() + 6)),
              ElementsAre("THERMSENSOR1", "THERMOSTAT1", "SWITCHOFFTEMP1", "THERMOSTATF1", "SWITCHOFFALERT1",
                          "THERMSENSOR2"));
  EXPECT_EQ(thermostats.back(), "TSENSFAILALERT");
  EXPECT_EQ(names(Model::smart_relay, Group::relays)[2], "ALIASR1");
  EXPECT_EQ(names(Model::smart_relay, Group::inputs)[6], "ALIASIN2");
  EXPECT_EQ(names(Model::smart_relay, Group::info).back(), "VOLTAGESENSOR");
}

TEST(ConsoleSettings, OfTheOtherFamiliesAreThoseOfTheirTable) {  // P8
  EXPECT_THAT(names(Model::environment_pro, Group::security),
              ElementsAre("SECLIST", "SECNUMBERS", "PASSWORD", "ALERTNUMBERS"));
  EXPECT_THAT(names(Model::environment_pro, Group::thermostat),
              ElementsAre("THERMOSTAT", "SWITCHOFFTEMP", "THERMOSTATF", "SWITCHOFFALERT", "TSENSFAILALERT"));
  EXPECT_THAT(names(Model::environment_pro, Group::inputs),
              ElementsAre("SENSORTYPE", "RELAYTIME", "ALERT", "ALARM"));
  EXPECT_THAT(names(Model::environment_pro, Group::info),
              ElementsAre("HARDWARE", "SERIALNUM", "FIRMWARE", "TIME", "SENSOR1"));
  EXPECT_THAT(names(Model::environment_pro, Group::backup), ElementsAre("POWERALERT"));
  EXPECT_THAT(names(Model::environment_pro, Group::credit), ElementsAre("CREDITUMS"));
  EXPECT_THAT(names(Model::gsm_706, Group::confirm),
              ElementsAre("SMSCONFIRM", "RINGCONFIRM", "RINGCONFIRMTYPE", "ERROR", "SMSCONFIRMUNAUTH"));
  EXPECT_THAT(names(Model::gsm_706, Group::temperature), ElementsAre("TRISEALERT", "TFALLALERT", "TEMPCAL"));
  EXPECT_THAT(names(Model::gsm_706, Group::thermostat),
              ElementsAre("THERMOSTAT", "TEMPOFF", "THERMOSTATF", "THERMALERT"));
  EXPECT_THAT(names(Model::gsm_706, Group::inputs),
              ElementsAre("SENSORTYPE", "MICRORELAYTIME", "ALERT", "ALARM"));
  EXPECT_THAT(names(Model::gsm_706, Group::backup), IsEmpty());
  EXPECT_THAT(names(Model::gsm_706, Group::credit), ElementsAre("SALDOUMS"));
  EXPECT_THAT(names(Model::gsm_707, Group::credit), IsEmpty());
  EXPECT_EQ(names(Model::gsm_707, Group::scheduler).size(), 8U);
}

TEST(ConsoleSettings, AModelWithoutAFunctionHasNoGroupForIt) {  // MU-P8-04
  for (const Group group : {Group::temperature, Group::thermostat, Group::inputs, Group::scheduler})
    EXPECT_THAT(names(Model::gsm_706_light, group), IsEmpty()) << name_of(group);
  EXPECT_THAT(names(Model::gsm_707_light, Group::ring), ElementsAre("RING"));
  EXPECT_EQ(plain(Model::gsm_707_light, "RING", "MIC"), "takes NOACTION, RESTART, SWITCH");
}

TEST(ConsoleSettings, FactoryValuesHaveTheCheckValuesOfTheSpecification) {  // P6.1
  const Configuration factory = factory_configuration(Model::smart_relay);
  GroupValues backup = *factory.group(Group::backup);
  EXPECT_EQ(crc_of(backup), "47D7");
  backup.values.erase(backup.values.begin() + 1);  // ACALERT, without Voltage Sensor
  EXPECT_EQ(crc_of(backup), "8CAA");
  EXPECT_EQ(crc_of(*factory.group(Group::power_resume)), "978B");
  EXPECT_EQ(crc_of(*factory.group(Group::confirm)), "7727");
  EXPECT_EQ(crc_of(*factory.group(Group::ring)), "796B");
}

TEST(ConsoleSettings, TheirFactoryValuesArePlainValues) {
  for (const Model model : kModels)
    for (const Group group : kGroups)
      for (const NamedSetting& setting : settings_of(model, group)) {
        const std::string factory = factory_value(model, *setting.row);
        if (group == Group::info) continue;
        EXPECT_NE(factory, "") << setting.name;
        EXPECT_EQ(plain(model, setting.name, factory), factory) << name_of(model) << " " << setting.name;
        EXPECT_NE(values_text(model, *setting.row), "") << setting.name;
        EXPECT_NE(rule_of(model, *setting.row), "") << setting.name;
      }
}

TEST(ConsoleSettings, CanBeReadAndSetBySmsButForPasswords) {  // MU-4-23
  for (const Model model : kModels)
    for (const Group group : kGroups)
      for (const NamedSetting& setting : settings_of(model, group)) {
        const std::string query = sms_query(model, setting);
        const bool light = model == Model::gsm_706_light || model == Model::gsm_707_light;
        const bool has_none = setting.name == "PASSWORD" || setting.name == "VOLTAGESENSOR" ||
                              (setting.name == "TIME" && light);
        EXPECT_EQ(query.empty(), has_none) << name_of(model) << " " << setting.name;
        EXPECT_EQ(query.empty(), find_command(model, query) == nullptr) << query;
        if (group != Group::info) {
          EXPECT_NE(sms_command(model, setting), "");
        }
      }
}

struct Value {
  const char* name;
  Model model;
  const char* setting;
  const char* value;
  const char* plain;
};
void PrintTo(const Value& value, std::ostream* out) {
  *out << value.setting << "=" << value.value;
}
class PlainValue : public ::testing::TestWithParam<Value> {};

TEST_P(PlainValue, IsTheOneFormOfWhatTheSmsCommandTakes) {
  EXPECT_EQ(plain(GetParam().model, GetParam().setting, GetParam().value), GetParam().plain);
}

constexpr Model kBoard = Model::smart_relay;
constexpr Model kPro = Model::environment_pro;
constexpr const char* kNumbers = "takes NO, up to 10 numbers of 1 to 15 digits";

INSTANTIATE_TEST_SUITE_P(
    Each, PlainValue,
    ::testing::Values(
        Value{"word", kBoard, "SECLIST", "on", "ON"},
        Value{"wrong_word", kBoard, "SECLIST", "yes", "takes OFF, ON"},
        Value{"number", kBoard, "RESTARTTIME", "007", "7"},
        Value{"too_large", kBoard, "RESTARTTIME", "601", "takes 1 to 600 s"},
        Value{"number_of_digits", kBoard, "MICLEVEL", "1x", "takes 0 to 15"},
        Value{"alias", kBoard, "ALIASR3", "Pump #1", "Pump #1"},
        Value{"no_alias", kBoard, "ALIASR3", "no", "NO"},
        Value{"wrong_alias", kBoard, "ALIASR3", "Lüfter",
              "takes NO, 1 to 16 of A-Z, a-z, 0-9, space, -_./+#"},
        Value{"celsius", kBoard, "TRISEALERT2", "35c", "35C"},
        Value{"rounded", kBoard, "TRISEALERT2", "96F", "36C"},  // SR-U7-07
        Value{"below_zero", kBoard, "TRISEALERT2", "-4F", "-20C"},
        Value{"rounded_down", kPro, "TRISEALERT", "96F", "35C"},  // EP-7.2-14
        Value{"lowest", kPro, "SWITCHOFFTEMP", "-67F", "-55C"},   // EP-7.2-17
        Value{"no_letter", kPro, "SWITCHOFFTEMP", "10", "takes -55C to 120C, -67F to 248F"},
        Value{"degrees", Model::gsm_706, "TEMPOFF", "+7", "takes 0 to 50 C, 32 to 122 F"},
        Value{"cold", Model::gsm_706, "TRISEALERT", "-5", "-5"},
        Value{"off_or_degrees", Model::gsm_706, "TRISEALERT", "off", "OFF"},
        Value{"sensor", kBoard, "THERMSENSOR7", "t5", "T5"},
        Value{"no_such_sensor", kBoard, "THERMSENSOR7", "T6", "takes NO, T1 to T5"},
        Value{"time_of_relay", kBoard, "RELAYTIME6", "on60", "ON60"},
        Value{"bare_time", kBoard, "RELAYTIME6", "60", "ON60"},  // SR-U9-03
        Value{"no_time", kBoard, "RELAYTIME6", "0", "0"},
        Value{"wrong_time", kBoard, "RELAYTIME6", "ON0",
              "takes 0, ON, OFF, ON1 to ON65000 s, OFF1 to OFF65000 s"},
        Value{"relays", kBoard, "INRELAYS1", "3,1", "1,3"},
        Value{"relay_twice", kBoard, "INRELAYS1", "3,3", "takes NO, up to 7 of 1 to 7"},
        Value{"battery", kBoard, "BATALERT", "90,30,60", "30,60,90"},  // SR-U17-05
        Value{"battery_too_many", kBoard, "BATALERT", "30,40,50,60", "takes OFF, up to 3 of 30 to 95 %"},
        Value{"ring", kBoard, "RING", "switchr7", "SWITCHR7"},
        Value{"wrong_ring", kBoard, "RING", "SWITCH",
              "takes NOACTION, MIC, RESTARTR1 to RESTARTR7, SWITCHR1 to SWITCHR7, PULSER1 to PULSER7"},
        Value{"numbers", kBoard, "SECNUMBERS", "+358912345601, 0123", "358912345601,0123"},
        Value{"number_twice", kBoard, "SECNUMBERS", "1,1", "takes each number once; 1 stands twice"},
        Value{"number_too_long", kBoard, "SECNUMBERS", "1234567890123456", kNumbers},
        Value{"too_many_numbers", kBoard, "SECNUMBERS", "1,2,3,4,5,6,7,8,9,10,11", kNumbers},
        Value{"no_number", kBoard, "SECNUMBERS", "", kNumbers},
        Value{"password", kBoard, "PASSWORD", "12abC", "12abC"},
        Value{"masked", kBoard, "PASSWORD", "*****", "*****"},
        Value{"badly_masked", kBoard, "PASSWORD", "****", "takes NO, 5 letters or digits"},
        Value{"short_password", kBoard, "RENEWINTERVALPW", "12345678", "takes NO, 9 letters or digits"},
        Value{"enabled", kBoard, "ALARM6", "on", "ON"},
        Value{"unclear", kBoard, "THERMOSTATF1", "1", "takes OFF, ON"},
        Value{"rule", kBoard, "RULE20", "07:00,*,onr7", "07:00,*,ONR7"},
        Value{"rule_of_inputs", kBoard, "RULE1", "23:59,7,AOFF6", "23:59,7,AOFF6"},
        Value{"no_such_relay", kBoard, "RULE1", "07:00,1,ONR8", "takes NO, hh:mm,*|1-7,action"},
        Value{"no_such_time", kBoard, "RULE1", "24:00,1,ONR1", "takes NO, hh:mm,*|1-7,action"},
        Value{"other_family", kPro, "RULE8", "07:00,1,ONR1", "takes NO, hh:mm,*|1-7,ON|OFF|INF|AON|AOF"},
        Value{"no_such_place", kPro, "RULE9", "07:00,1,ON", "no such setting"},
        Value{"balance", kPro, "CREDITUMS", "*100#", "*100#"},
        Value{"two_rows", kPro, "RINGCONFIRM", "off", "OFF"},
        Value{"all_rows", kPro, "RINGCONFIRM", "ON", "takes SMS, CALL, OFF"}),
    [](const auto& param) { return std::string{param.param.name}; });

}  // namespace
}  // namespace isocket::device
