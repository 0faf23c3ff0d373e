#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "device/capitals.h"
#include "device/catalogue.h"
#include "device/reply.h"
#include "device/settings.h"

namespace isocket::device {
namespace {

using ::testing::ElementsAre;

constexpr Model kFullModels[] = {Model::gsm_706, Model::gsm_707};
constexpr Model kLightModels[] = {Model::gsm_706_light, Model::gsm_707_light};

bool takes(Model model, std::string_view text) {
  return find_command(model, text) != nullptr;
}

TEST(Classify, TellsRefusalsFromRepliesAndAlerts) {
  const auto pro = [](std::string_view text) { return classify(Model::environment_pro, text); };
  EXPECT_EQ(pro("XYZ - No such command exists on the device!"), ReplyClass::unknown_command);
  EXPECT_EQ(pro("PASSWORD=***** - Time for configuration is expired (Conf)!"), ReplyClass::window_expired);
  EXPECT_EQ(pro("Power socket ON"), ReplyClass::other);
  EXPECT_EQ(pro("ALARM! Sensor(s): Activated"), ReplyClass::alert);
  EXPECT_TRUE(is_refusal(pro("SECLIST is not active!")));
  EXPECT_FALSE(is_refusal(pro("Power failed!")));
}

TEST(Classify, ReadsEachFamilyInItsOwnWords) {
  for (const Model model : {Model::gsm_706, Model::gsm_707, Model::gsm_706_light, Model::gsm_707_light}) {
    EXPECT_EQ(classify(model, "Onn - Error!"), ReplyClass::unknown_command);
    EXPECT_EQ(classify(model, "MICLEVEL=7 - Time for configuration is expired (30min)!"),
              ReplyClass::window_expired);
    for (const char* text : {"No ALERTNUMBERs!", "No security setup!", "Renew password was not setup",
                             "Invalid renew password!", "SECLIST is not active!", "No SECNUMBERs!"})
      EXPECT_EQ(classify(model, text), ReplyClass::precondition) << text;
    EXPECT_EQ(classify(model, "Thermostat alert!\nPower socket OFF\nTEMP: 10C"), ReplyClass::alert);
    EXPECT_EQ(classify(model, "X - No such command exists on the device!"), ReplyClass::other);
    EXPECT_EQ(unknown_command_reply(model, "ZZABC"), "ZZABC - Error!");
  }
  EXPECT_EQ(classify(Model::environment_pro, "Onn - Error!"), ReplyClass::other);
  EXPECT_EQ(unknown_command_reply(Model::environment_pro, "ZZABC"),
            "ZZABC - No such command exists on the device!");
  EXPECT_TRUE(is_version("(c) Intellectronics, v1.0.0") && is_version("v1.0.0 (c) iSocket Systems"));
}

TEST(Classify, ReadsTheSmartRelay) {
  const auto relay = [](std::string_view text) { return classify(Model::smart_relay, text); };
  EXPECT_EQ(relay("The function is not available now! The device is working in limited backup mode"),
            ReplyClass::limited);  // SR-UX-08
  EXPECT_TRUE(is_refusal(ReplyClass::limited));
  for (const char* text : {"SECLIST is not active!", "No security setup!", "Sensor T3 is not installed!",
                           "Sensor is not configured!", "Invalid renew password!"})
    EXPECT_EQ(relay(text), ReplyClass::precondition) << text;
  for (const char* text :
       {"ALARM! IN2(Front door): Activated", "ALARM! IN2: Deactivated",
        "Temperature rise alert!\nT1: 36C(97F)", "Temperature sensor T2 failed!\nTHERMOSTAT1: Disabled",
        "DC power failed!", "AC power restored!", "Battery! 50%", "Low battery shutdown!",
        "Thermostat alert!\nRelay R1 OFF\nT2: 10C(50F)"})
    EXPECT_EQ(relay(text), ReplyClass::alert) << text;
  for (const char* text : {"Relay R1 ON", "Sensors: T1,T3", "TEMPERATURE:\nT1: 23C(73F)"})
    EXPECT_EQ(relay(text), ReplyClass::other) << text;
  EXPECT_EQ(unknown_command_reply(Model::smart_relay, "ON"), "ON - No such command exists on the device!");
}

std::vector<std::string> prepared(Model model, std::string_view setting,
                                  const std::vector<std::string>& values) {
  return prepare(model, setting, values)->commands;
}

TEST(Prepare, SpellsSettingsAsCommands) {
  for (const Model model : {Model::environment_pro, Model::gsm_706}) {
    EXPECT_THAT(prepared(model, "restarttime", {"5"}), ElementsAre("RESTARTTIME=5"));
    EXPECT_THAT(prepared(model, "alarm", {"on"}), ElementsAre("ALARMON"));
    EXPECT_THAT(prepared(model, "thermostat", {"on"}), ElementsAre("THERMOSTATON"));
    EXPECT_THAT(prepared(model, "thermostat_mode", {"COOLING"}), ElementsAre("THERMOSTAT=COOLING"));
    EXPECT_THAT(prepared(model, "socket", {"off"}), ElementsAre("OFF"));
    EXPECT_THAT(prepared(model, "scheduler", {"08:00,*,ON"}), ElementsAre("SCHEDULER+08:00,*,ON"));
    EXPECT_THAT(prepared(model, "seclist", {"358401000001"}),
                ElementsAre("SECNUMBER+358401000001", "SECLIST=ON"));
  }
}

TEST(Prepare, KnowsTheSettingsOfTheGsmModels) {
  EXPECT_THAT(prepared(Model::gsm_706, "saldoums", {"*100#"}), ElementsAre("SALDOUMS=*100#"));
  EXPECT_THAT(prepared(Model::gsm_706, "microrelay", {"on"}), ElementsAre("ONM"));
  for (const auto& [setting, value] : std::initializer_list<std::pair<const char*, const char*>>{
           {"ringconfirmtype", "CALL"}, {"ringconfirm", "OFF"}, {"powerstate", "REMEMBER"}}) {
    for (const Model model : kFullModels) EXPECT_TRUE(prepare(model, setting, {value})) << setting;
    for (const Model model : kLightModels) EXPECT_TRUE(prepare(model, setting, {value})) << setting;
  }
  for (const auto& [setting, value] :
       std::initializer_list<std::pair<const char*, const char*>>{{"tempoff", "22"},
                                                                  {"microrelaytime", "900"},
                                                                  {"miclevel", "0"},
                                                                  {"tempcal", "9"},
                                                                  {"thermalert", "ON"},
                                                                  {"trisealert", "-5"},
                                                                  {"ring", "MIC"},
                                                                  {"sensortype", "NC"},
                                                                  {"alert", "CALL"},
                                                                  {"thermostat", "on"},
                                                                  {"alarm", "on"},
                                                                  {"scheduler", "08:00,*,ON"},
                                                                  {"microrelay", "on"},
                                                                  {"date", "26/01/31,12:30:45+04"}}) {
    for (const Model model : kFullModels) EXPECT_TRUE(prepare(model, setting, {value})) << setting;
    for (const Model model : kLightModels) EXPECT_FALSE(prepare(model, setting, {value})) << setting;
  }
  EXPECT_EQ(prepare(Model::gsm_707, "saldoums", {"*100#"}).error().code, Errc::not_found);
  EXPECT_EQ(prepare(Model::gsm_706_light, "alarm", {"on"}).error().code, Errc::not_found);
  EXPECT_EQ(prepare(Model::environment_pro, "tempoff", {"5"}).error().code, Errc::not_found);
  EXPECT_EQ(prepare(Model::environment_pro, "microrelay", {"on"}).error().code, Errc::not_found);
}

TEST(Prepare, NumbersTheSettingsOfTheSmartRelay) {
  constexpr Model kRelay = Model::smart_relay;
  EXPECT_THAT(prepared(kRelay, "alert2", {"CALL"}), ElementsAre("ALERT2=CALL"));
  EXPECT_THAT(prepared(kRelay, "relaytime6", {"ON60"}), ElementsAre("RELAYTIME6=ON60"));
  EXPECT_THAT(prepared(kRelay, "inrelays1", {"1,3"}), ElementsAre("INRELAYS1=1,3"));
  EXPECT_THAT(prepared(kRelay, "aliasr7", {"HEATER"}), ElementsAre("ALIASR7=HEATER"));
  EXPECT_THAT(prepared(kRelay, "thermsensor1", {"T2"}), ElementsAre("THERMSENSOR1=T2"));
  EXPECT_THAT(prepared(kRelay, "thermostat1", {"on"}), ElementsAre("THERMOSTATON1"));
  EXPECT_THAT(prepared(kRelay, "thermostat_mode1", {"COOLING"}), ElementsAre("THERMOSTAT1=COOLING"));
  EXPECT_THAT(prepared(kRelay, "alarm", {"on"}), ElementsAre("ALARMON"));
  EXPECT_THAT(prepared(kRelay, "alarm3", {"off"}), ElementsAre("ALARMOFF3"));
  EXPECT_THAT(prepared(kRelay, "relay7", {"on"}), ElementsAre("ONR7"));
  EXPECT_THAT(prepared(kRelay, "ring", {"SWITCHR3"}), ElementsAre("RING=SWITCHR3"));
  EXPECT_THAT(prepared(kRelay, "batalert", {"30,60"}), ElementsAre("BATALERT=30,60"));
  EXPECT_THAT(prepared(kRelay, "center_numbers", {"358401000001", "358401000002"}),
              ElementsAre("SECCENTER+358401000001", "SECCENTER+358401000002"));
  for (const char* setting : {"alert", "alert7", "relay8", "relay", "socket", "thermostat", "trisealert6",
                              "alarm7", "thermostat_mode", "powerstate", "socket1"})
    EXPECT_EQ(prepare(kRelay, setting, {"on"}).error().code, Errc::not_found) << setting;
  EXPECT_EQ(prepare(Model::environment_pro, "alert1", {"CALL"}).error().code, Errc::not_found);
  EXPECT_EQ(prepare(kRelay, "thermsensor1", {"T6"}).error().detail, "THERMSENSOR1 takes 1 to 5; NO");
  EXPECT_EQ(prepare(kRelay, "ring", {"SWITCH"}).error().detail,
            "RING takes NOACTION, MIC; RESTARTR{x}; SWITCHR{x}; PULSER{x}");
}

TEST(Prepare, RefusesAValueThatTheModelRefuses) {
  const auto refused = prepare(Model::gsm_706_light, "ring", {"MIC"});
  EXPECT_EQ(refused.error().code, Errc::bad_value);
  EXPECT_EQ(refused.error().detail, "RING takes NOACTION, RESTART, SWITCH");
  EXPECT_EQ(prepare(Model::gsm_706, "restarttime", {"0"}).error().detail, "RESTARTTIME takes 1 to 600 s");
  EXPECT_EQ(prepare(Model::gsm_706, "trisealert", {"10C"}).error().detail,
            "TRISEALERT takes -10 to 50, 14 to 122 C or F; OFF");
  EXPECT_EQ(prepare(Model::gsm_706, "thermostat", {"warm"}).error().detail,
            "THERMOSTAT takes HEATING, COOLING");
  EXPECT_EQ(prepare(Model::gsm_706, "restarttime", {"5", "6"}).error().code, Errc::bad_value);
  EXPECT_TRUE(prepare(Model::gsm_706, "restarttime", {"<pause>"}));  // filled in later
}

TEST(Prepare, GoesInAnOrderThatNeverLocksOut) {  // EP-4.1-90, GS-5.3-04, GS-7.3-12
  const std::pair<const char*, const char*> order[] = {{"alert_numbers", "358401000001"},
                                                       {"seclist", "358401000001"},
                                                       {"thermalert", "ON"},
                                                       {"ring", "SWITCH"},
                                                       {"password", "12abc"},
                                                       {"renewintervalpw", "123456abc"},
                                                       {"error", "OFF"},
                                                       {"smsconfirm", "OFF"}};
  int last = -1;
  for (const auto& [setting, value] : order) {
    const int rank = prepare(Model::gsm_706, setting, {value})->rank;
    EXPECT_GT(rank, last) << setting;
    last = rank;
  }
}

TEST(Prepare, NamesEverySettingOnce) {
  for (const Model model : kModels) {
    std::set<std::string> names;
    for (const std::string& name : setting_names(model))
      EXPECT_TRUE(names.insert(capitals(name)).second) << name;
    EXPECT_EQ(names.contains("SALDOUMS"), takes(model, "SALDO"));
    EXPECT_EQ(names.contains("ALARM"), takes(model, "ALARMON"));
    EXPECT_EQ(names.contains("ALERT6"), takes(model, "ALARMON6"));
    EXPECT_EQ(names.contains("RELAY7"), takes(model, "ONR7"));
    EXPECT_FALSE(names.contains("RELAY8"));
  }
}

}  // namespace
}  // namespace isocket::device
