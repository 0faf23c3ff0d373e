#include "device/sms_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace isocket::device {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Model kSmartRelay = Model::smart_relay;
constexpr Model kEnvironment = Model::environment_pro;
constexpr Model kGsm706 = Model::gsm_706;

std::vector<std::string> queries(Model model, const std::vector<const char*>& names) {
  std::vector<NamedSetting> settings;
  for (const char* name : names) settings.push_back(*find_setting(model, name));
  std::vector<std::string> commands;
  for (const SettingQuery& query : queries_for(model, settings)) commands.push_back(query.command);
  return commands;
}

/// "NAME=value; NAME=value", or what the error says.
std::string told(Model model, const char* query, std::string_view reply) {
  const auto values = read_reply(model, {query, {}}, reply);
  if (!values) return values.error().detail;
  std::string text;
  for (const auto& [name, value] : *values) text += (text.empty() ? "" : "; ") + name + "=" + value;
  return text;
}

TEST(QueriesFor, AreTheFewestThatTellTheSettings) {
  EXPECT_THAT(queries(kSmartRelay, {"ALERT3"}), ElementsAre("ALERT3?"));
  EXPECT_THAT(queries(kSmartRelay, {"ALERT3", "ALERT4"}), ElementsAre("ALERT?"));
  EXPECT_THAT(queries(kSmartRelay, {"SWITCHOFFTEMP2"}), ElementsAre("SWITCHOFFTEMP2?"));
  EXPECT_THAT(queries(kSmartRelay, {"SWITCHOFFTEMP2", "THERMOSTATF2"}), ElementsAre("THERMOSTAT2?"));
  EXPECT_THAT(queries(kSmartRelay, {"SWITCHOFFTEMP2", "THERMOSTATF3"}), ElementsAre("THERMOSTAT?"));
  EXPECT_THAT(queries(kEnvironment, {"SWITCHOFFTEMP"}), ElementsAre("THERMOSTAT?"));
  EXPECT_THAT(queries(kGsm706, {"THERMOSTAT", "TEMPOFF", "THERMOSTATF"}), ElementsAre("THERMOSTAT?"));
  EXPECT_THAT(queries(kEnvironment, {"RULE1", "RULE8"}), ElementsAre("SCHEDULER?"));
}

TEST(QueriesFor, GoInTheOrderOfTheGroups) {
  EXPECT_THAT(queries(kSmartRelay, {"BACKUPLIMIT", "RING", "SECCENTERS", "SECLIST", "FIRMWARE"}),
              ElementsAre("SECLIST?", "SECCENTER?", "RING?", "BACKUPLIMIT?", "FIRMWARE"));
}

TEST(QueriesFor, LeaveOutWhatNoSmsTells) {
  EXPECT_THAT(queries(kSmartRelay, {"PASSWORD", "SENSOR1", "VOLTAGESENSOR"}), IsEmpty());
  EXPECT_THAT(queries(kSmartRelay, {"PASSWORD", "RENEWINTERVALPW"}), ElementsAre("RENEWINTERVAL?"));
}

TEST(ReadReply, TellsEveryValueInItsPlainForm) {
  EXPECT_EQ(told(kEnvironment, "RESTARTTIME?", "RESTARTTIME=10 seconds"), "RESTARTTIME=10");
  EXPECT_EQ(told(kEnvironment, "ALERT?", "ALERT=SMS,CALL,(SMSCHANGE),OFF"), "ALERT=SMSCHANGE");
  EXPECT_EQ(told(kEnvironment, "TRISEALERT?", "TRISEALERT=35C(96F)"), "TRISEALERT=35C");
  EXPECT_EQ(told(kEnvironment, "TFALLALERT?", "TFALLALERT=OFF"), "TFALLALERT=OFF");
  EXPECT_EQ(told(kEnvironment, "RELAYTIME?", "RELAYTIME=ON60"), "RELAYTIME=ON60");
  EXPECT_EQ(told(kEnvironment, "CREDITUMS?", "CREDITUMS: *100#"), "CREDITUMS=*100#");
  EXPECT_EQ(told(kGsm706, "TFALLALERT?", "TFALLALERT=-5"), "TFALLALERT=-5");
  EXPECT_EQ(told(kGsm706, "MICRORELAYTIME?", "MICRORELAYTIME=1 seconds"), "MICRORELAYTIME=1");
  EXPECT_EQ(told(kSmartRelay, "RING?", "RING=NOACTION,RESTARTRx,(SWITCHR3),PULSERx,MIC"), "RING=SWITCHR3");
  EXPECT_EQ(told(kSmartRelay, "BATALERT?", "BATALERT=30,60,90"), "BATALERT=30,60,90");
  EXPECT_EQ(told(kSmartRelay, "INRELAYS2?", "INRELAYS2=1,3"), "INRELAYS2=1,3");
  EXPECT_EQ(told(kSmartRelay, "ALIASIN1?", "ALIASIN1=Front door"), "ALIASIN1=Front door");
}

TEST(ReadReply, TellsSeveralSettings) {
  EXPECT_EQ(told(kEnvironment, "THERMOSTAT?",
                 "THERMOSTAT: Enabled\nTHERMOSTAT=COOLING\nSwitch-off temperature: 10C(50F)"),
            "THERMOSTATF=ON; THERMOSTAT=COOLING; SWITCHOFFTEMP=10C");
  EXPECT_EQ(told(kGsm706, "THERMOSTAT?", "THERMOSTAT: Disabled\nTHERMOSTAT=HEATING\nTEMPOFF=22"),
            "THERMOSTATF=OFF; THERMOSTAT=HEATING; TEMPOFF=22");
  EXPECT_EQ(told(kSmartRelay, "THERMOSTAT7?",
                 "THERMOSTAT7: Enabled\nTHERMOSTAT7=HEATING\nSensor: T2\nSwitch-off temperature: -5C(23F)"),
            "THERMOSTATF7=ON; THERMOSTAT7=HEATING; THERMSENSOR7=T2; SWITCHOFFTEMP7=-5C");
  EXPECT_EQ(
      told(kGsm706, "ALARM?",
           "ALARM function: Enabled\nSensor(s): Connected\nALARM status: No activity\nMicro relay: Disabled"),
      "ALARM=ON");
  EXPECT_EQ(told(kSmartRelay, "ALARM3?",
                 "ALARM function IN3(Door: 2): Disabled\nALARM status IN3(Door: 2): Activity"),
            "the reply is \"ALARM function {IN}: {state}|ALARM status {IN}: {activity}\"");  // no such alias
  EXPECT_EQ(told(kSmartRelay, "ALARM3?",
                 "ALARM function IN3(Door 2): Disabled\nALARM status IN3(Door 2): Activity"),
            "ALARM3=OFF");
}

TEST(ReadReply, TellsOneLineForEachNumber) {  // SR-UX-32
  EXPECT_EQ(told(kSmartRelay, "ALIASIN?",
                 "ALIASIN1=Door\nALIASIN2=NO\nALIASIN3=NO\nALIASIN4=NO\nALIASIN5=NO\nALIASIN6=no 6"),
            "ALIASIN1=Door; ALIASIN2=NO; ALIASIN3=NO; ALIASIN4=NO; ALIASIN5=NO; ALIASIN6=no 6");
  EXPECT_EQ(told(kSmartRelay, "ALARM?",
                 "IN1(Front door): Enabled, Activity\nIN2: Disabled, No activity\nIN3: Enabled, No activity\n"
                 "IN4: Enabled, No activity\nIN5: Disabled, Activity\nIN6(x): Disabled, No activity"),
            "ALARM1=ON; ALARM2=OFF; ALARM3=ON; ALARM4=ON; ALARM5=OFF; ALARM6=OFF");
}

TEST(ReadReply, TellsListsAndThatTheyAreEmpty) {
  EXPECT_EQ(told(kEnvironment, "SECNUMBER?", "SECNUMBERs: 358912345601, 358912345602"),
            "SECNUMBERS=358912345601,358912345602");
  EXPECT_EQ(told(kEnvironment, "SECNUMBER?", "No SECNUMBERs!"), "SECNUMBERS=NO");
  EXPECT_EQ(told(kSmartRelay, "SECCENTER?", "No SECCENTERs!"), "SECCENTERS=NO");
  EXPECT_EQ(
      told(kEnvironment, "SCHEDULER?", "11:59,*,AON\n08:00,1,ON"),
      "RULE1=11:59,*,AON; RULE2=08:00,1,ON; RULE3=NO; RULE4=NO; RULE5=NO; RULE6=NO; RULE7=NO; RULE8=NO");
  EXPECT_EQ(told(kGsm706, "SCHEDULER?", "Scheduler is empty"),
            "RULE1=NO; RULE2=NO; RULE3=NO; RULE4=NO; RULE5=NO; RULE6=NO; RULE7=NO; RULE8=NO");
}

TEST(ReadReply, TellsOfTheRenewPasswordOnlyThatThereIsOne) {
  EXPECT_EQ(told(kGsm706, "RENEWINTERVAL?", "Password presented, renew possible"),
            "RENEWINTERVALPW=*********");
  EXPECT_EQ(told(kSmartRelay, "RENEWINTERVAL?", "Renew password was not setup"), "RENEWINTERVALPW=NO");
}

TEST(ReadReply, TellsWhatTheDeviceIs) {
  EXPECT_EQ(told(kSmartRelay, "HARDWARE", "iSocket Smart Relay, Hardware v1.0"),
            "HARDWARE=iSocket Smart Relay, Hardware v1.0");
  EXPECT_EQ(told(kGsm706, "SERIALNUM", "S/N: 12345678901234567"), "SERIALNUM=12345678901234567");
  EXPECT_EQ(told(kGsm706, "FIRMWARE", "(c) Intellectronics, v1.0.0"), "FIRMWARE=(c) Intellectronics, v1.0.0");
  EXPECT_EQ(told(kEnvironment, "DATE", "DATE 26/03/02,12:00:00+08"), "TIME=26/03/02,12:00:00+08");
}

TEST(ReadReply, TakesTheSpellingsOfRealDevices) {  // EP section 6.2, GS-5.1-30
  EXPECT_EQ(told(kEnvironment, "ALERT?", "ALERT=(SMS),CALL, SMSCHANGE, OFF"), "ALERT=SMS");
  EXPECT_EQ(told(kEnvironment, "TSENSFAILALERT?", "TSENSFAILALERT =OFF,(ON)"), "TSENSFAILALERT=ON");
  EXPECT_EQ(told(kEnvironment, "SECNUMBER?", "SECNUMBERs:\n358912345601,\n358912345602\n"),
            "SECNUMBERS=358912345601,358912345602");
  EXPECT_EQ(told(kGsm706, "SECNUMBER?", "SECNUMBERs 358912345601"), "SECNUMBERS=358912345601");
  EXPECT_EQ(told(kGsm706, "SECNUMBER?", "SECNUMBERs: +358912345601"), "SECNUMBERS=358912345601");
  EXPECT_EQ(told(kGsm706, "SCHEDULER?", "11:59,*, aon"),
            "RULE1=11:59,*,AON; RULE2=NO; RULE3=NO; RULE4=NO; RULE5=NO; RULE6=NO; RULE7=NO; RULE8=NO");
  EXPECT_EQ(told(kEnvironment, "thermostat?",
                 "Thermostat:  ENABLED\r\nthermostat=cooling\r\nSwitch-off  temperature:10c(50F)"),
            "THERMOSTATF=ON; THERMOSTAT=COOLING; SWITCHOFFTEMP=10C");
}

TEST(ReadReply, TellsNothingOfASettingThatTheUnitHasNot) {  // SR-3.4-02, GS-7.3-34
  EXPECT_EQ(told(kSmartRelay, "ACALERT?", "ACALERT? - No such command exists on the device!"), "");
  EXPECT_EQ(told(kGsm706, "TRISEALERT?", "TRISEALERT? - Error!"), "");
}

TEST(ReadReply, RefusesWhatIsNotTheReply) {
  for (const auto& [query, reply] : std::initializer_list<std::pair<const char*, const char*>>{
           {"RESTARTTIME?", ""},
           {"RESTARTTIME?", "RESTARTTIME=601 seconds"},
           {"RESTARTTIME?", "RESTARTTIME=10"},
           {"RESTARTTIME?", "RESTARTTIME=10 seconds, or so"},
           {"RESTARTTIME?", "Invalid access password!"},
           {"RING?", "SECLIST=(OFF),ON"},
           {"RING?", "RING=NOACTION,RESTART,SWITCH"},
           {"RING?", "RING=(NOACTION,RESTART,SWITCH"},
           {"SECNUMBER?", "No ALERTNUMBERs!"},
           {"SECNUMBER?", "SECNUMBERs: 3589x"},
           {"SCHEDULER?", "08:00,*,ON\nNO"},
           {"SCHEDULER?", "Power socket ON"},
           {"THERMOSTAT?", "THERMOSTAT: Enabled\nTHERMOSTAT=COOLING"},
           {"THERMOSTAT?", "THERMOSTAT: On\nTHERMOSTAT=COOLING\nSwitch-off temperature: 10C(50F)"},
           {"ALARM?", "ALARM! Sensor(s): Activated"}}) {
    const auto values = read_reply(kEnvironment, {query, {}}, reply);
    ASSERT_FALSE(values) << query << ": " << reply;
    EXPECT_EQ(values.error().code, Errc::bad_value);
    EXPECT_EQ(values.error().field, query);
  }
  EXPECT_EQ(read_reply(kEnvironment, {"STATUS", {}}, "Power socket ON").error().code, Errc::not_found);
}

/// What brings a device that has `actual` to `desired`, a setting a line: "SECLIST=ON". From the factory,
/// where nothing is said.
struct Wish {
  Model model;
  std::vector<std::pair<const char*, const char*>> actual, desired;
  const char* sender = "";
};
Result<std::vector<SettingCommand>> planned(const Wish& wish) {
  Configuration actual = factory_configuration(wish.model);
  Configuration desired{wish.model, {}};
  for (const auto& [name, value] : wish.actual)
    actual.at(find_setting(wish.model, name)->row->group).set(name, value);
  for (const auto& [name, value] : wish.desired)
    desired.at(find_setting(wish.model, name)->row->group).set(name, value);
  return commands_for(wish.model, actual, difference(actual, desired), wish.sender);
}
/// The texts, or what is wrong: "RING: takes ...".
std::vector<std::string> texts(const Wish& wish) {
  const auto commands = planned(wish);
  if (!commands) return {commands.error().field + ": " + commands.error().detail};
  std::vector<std::string> texts;
  for (const SettingCommand& command : *commands) texts.push_back(command.text);
  return texts;
}

TEST(CommandsFor, SpellEachSettingAsItsCommand) {
  EXPECT_THAT(texts({kEnvironment,
                     {},
                     {{"RESTARTTIME", "30"},
                      {"SWITCHOFFTEMP", "-5C"},
                      {"THERMOSTATF", "ON"},
                      {"ALARM", "ON"},
                      {"THERMOSTAT", "COOLING"},
                      {"CREDITUMS", "*100#"}}}),
              ElementsAre("RESTARTTIME=30", "THERMOSTAT=COOLING", "SWITCHOFFTEMP=-5C", "CREDITUMS=*100#",
                          "THERMOSTATON", "ALARMON"));
  EXPECT_THAT(texts({kSmartRelay,
                     {{"ALARM2", "ON"}},
                     {{"ALIASR3", "Front door"},
                      {"THERMOSTAT2", "COOLING"},
                      {"THERMSENSOR2", "T5"},
                      {"THERMOSTATF2", "ON"},
                      {"ALARM2", "OFF"}}}),
              ElementsAre("ALIASR3=Front door", "THERMSENSOR2=T5", "THERMOSTAT2=COOLING", "THERMOSTATON2",
                          "ALARMOFF2"));
  EXPECT_THAT(texts({kGsm706, {}, {}}), IsEmpty());
}

TEST(CommandsFor, BringWhatOthersNeedBeforeThem) {  // EP-4.1-90, GS section 2.3, SR-U5.3-07
  EXPECT_THAT(texts({kGsm706,
                     {},
                     {{"SECLIST", "ON"},
                      {"SECNUMBERS", "358912345601"},
                      {"PASSWORD", "12abc"},
                      {"RENEWINTERVALPW", "123456789"},
                      {"ALERTNUMBERS", "358912345602"},
                      {"SMSCONFIRM", "OFF"},
                      {"ERROR", "OFF"},
                      {"RING", "SWITCH"},
                      {"THERMALERT", "ON"}}}),
              ElementsAre("SECNUMBER+358912345601", "ALERTNUMBER+358912345602", "SECLIST=ON", "THERMALERT=ON",
                          "RING=SWITCH", "PASSWORD=12abc", "RENEWINTERVALPW=123456789", "ERROR=OFF",
                          "SMSCONFIRM=OFF"));
}

TEST(CommandsFor, BringTheRepliesBackFirst) {
  EXPECT_THAT(texts({kEnvironment,
                     {{"SMSCONFIRM", "OFF"}, {"ERROR", "OFF"}},
                     {{"RESTARTTIME", "30"}, {"SMSCONFIRM", "ON"}, {"ERROR", "ON"}}}),
              ElementsAre("SMSCONFIRM=ON", "ERROR=ON", "RESTARTTIME=30"));
}

TEST(CommandsFor, OpenTheListBeforeItsNumbersGo) {
  EXPECT_THAT(texts({kEnvironment,
                     {{"SECLIST", "ON"}, {"SECNUMBERS", "1,2,3"}},
                     {{"SECLIST", "OFF"}, {"SECNUMBERS", "3"}},
                     "1"}),
              ElementsAre("SECLIST=OFF", "SECNUMBER-1", "SECNUMBER-2"));
  // The renew password would go with the last protection.
  EXPECT_THAT(texts({kGsm706,
                     {{"SECLIST", "ON"}, {"SECNUMBERS", "1"}, {"RENEWINTERVALPW", "*********"}},
                     {{"SECLIST", "OFF"}, {"PASSWORD", "12abc"}}}),
              ElementsAre("PASSWORD=12abc", "SECLIST=OFF"));
}

TEST(CommandsFor, NeverLockTheSenderOut) {
  const std::string away =
      "SECNUMBERS: 1, from which the messages come, must keep its place: the list is active";
  const std::string gone =
      "SECNUMBERS: 1, from which the messages come, must be among them when SECLIST is ON";
  EXPECT_THAT(
      texts({kEnvironment, {{"SECLIST", "ON"}, {"SECNUMBERS", "1,2"}}, {{"SECNUMBERS", "2,1"}}, "+1"}),
      ElementsAre(away));
  EXPECT_THAT(texts({kEnvironment, {{"SECLIST", "ON"}, {"SECNUMBERS", "1,2"}}, {{"SECNUMBERS", "2"}}, "1"}),
              ElementsAre(gone));
  EXPECT_THAT(texts({kEnvironment, {{"SECNUMBERS", "2"}}, {{"SECLIST", "ON"}}, "1"}), ElementsAre(gone));
  EXPECT_THAT(texts({kEnvironment, {{"SECLIST", "ON"}, {"SECNUMBERS", "2,1"}}, {{"SECNUMBERS", "1,2"}}, "1"}),
              ElementsAre("SECNUMBER-2", "SECNUMBER+2"));
  EXPECT_THAT(texts({kEnvironment, {{"SECNUMBERS", "1,2"}}, {{"SECLIST", "ON"}, {"SECNUMBERS", "2,1"}}, "1"}),
              ElementsAre("SECNUMBER-1", "SECNUMBER+1", "SECLIST=ON"));
  EXPECT_THAT(texts({kEnvironment, {{"SECLIST", "ON"}, {"SECNUMBERS", "1"}}, {{"RESTARTTIME", "5"}}, "2"}),
              ElementsAre("RESTARTTIME=5"));
}

TEST(CommandsFor, ChangeListsByTheFewestMessages) {
  const auto alerts = [](const char* from, const char* to) {
    return texts({kEnvironment, {{"ALERTNUMBERS", from}}, {{"ALERTNUMBERS", to}}});
  };
  EXPECT_THAT(alerts("NO", "1,2"), ElementsAre("ALERTNUMBER+1", "ALERTNUMBER+2"));
  EXPECT_THAT(alerts("1,2,3", "1,3,4"), ElementsAre("ALERTNUMBER+4", "ALERTNUMBER-2"));
  EXPECT_THAT(alerts("1,2,3", "NO"), ElementsAre("ALERTNUMBER-ALL"));
  EXPECT_THAT(alerts("1", "NO"), ElementsAre("ALERTNUMBER-1"));
  EXPECT_THAT(alerts("1,2,3", "4"), ElementsAre("ALERTNUMBER-ALL", "ALERTNUMBER+4"));
  EXPECT_THAT(alerts("1,2", "2,1"), ElementsAre("ALERTNUMBER-1", "ALERTNUMBER+1"));
  EXPECT_THAT(alerts("1,2,3,4,5,6,7,8,9,10", "1,2,3,4,5,6,7,8,9,11"),
              ElementsAre("ALERTNUMBER-10", "ALERTNUMBER+11"));
}

TEST(CommandsFor, DoNotEmptyAListOnWhichSomethingHangs) {  // GS-7.3-18, GS-5.1-15
  EXPECT_THAT(texts({kGsm706, {{"ALERTNUMBERS", "1,2"}, {"THERMALERT", "ON"}}, {{"ALERTNUMBERS", "3"}}}),
              ElementsAre("ALERTNUMBER+3", "ALERTNUMBER-1", "ALERTNUMBER-2"));
  EXPECT_THAT(texts({kGsm706, {{"SECNUMBERS", "1,2,3"}, {"SECLIST", "ON"}}, {{"SECNUMBERS", "4"}}}),
              ElementsAre("SECNUMBER+4", "SECNUMBER-1", "SECNUMBER-2", "SECNUMBER-3"));
  EXPECT_THAT(texts({kGsm706, {{"SECNUMBERS", "1,2,3"}}, {{"SECNUMBERS", "4"}}}),
              ElementsAre("SECNUMBER-ALL", "SECNUMBER+4"));
}

TEST(CommandsFor, RemoveRulesByTheirTimeOrOneByOne) {  // EP-10-20, SR-U11-09
  const std::vector<std::pair<const char*, const char*>> three{
      {"RULE1", "08:00,*,AON"}, {"RULE2", "09:00,1,AON"}, {"RULE3", "08:00,2,AON"}};
  EXPECT_THAT(texts({kEnvironment, three, {{"RULE1", "08:00,2,AON"}, {"RULE2", "NO"}, {"RULE3", "NO"}}}),
              ElementsAre("SCHEDULER-ALL", "SCHEDULER+08:00,2,AON"));
  EXPECT_THAT(
      texts({kSmartRelay, three, {{"RULE1", "09:00,1,AON"}, {"RULE2", "08:00,2,AON"}, {"RULE3", "NO"}}}),
      ElementsAre("SCHEDULER-08:00,*,AON"));
  EXPECT_THAT(
      texts({kEnvironment, three, {{"RULE1", "09:00,1,AON"}, {"RULE2", "08:00,3,AON"}, {"RULE3", "NO"}}}),
      ElementsAre("SCHEDULER-08:00", "SCHEDULER+08:00,3,AON"));
  EXPECT_THAT(texts({kEnvironment, three, {{"RULE4", "08:00,2,AON"}}}),
              ElementsAre("RULE4: 08:00,2,AON stands twice"));
  const auto commands = planned({kSmartRelay, three, {{"RULE1", "NO"}, {"RULE2", "NO"}, {"RULE3", "NO"}}});
  ASSERT_EQ(commands->size(), 1U);
  EXPECT_EQ(commands->front().text, "SCHEDULER-ALL");
  EXPECT_THAT(commands->front().settings, ElementsAre("RULE1", "RULE2", "RULE3"));
}

TEST(CommandsFor, CloseTheGapsBetweenRules) {
  EXPECT_THAT(texts({kEnvironment, {{"RULE1", "08:00,*,AON"}}, {{"RULE5", "09:00,*,AOF"}}}),
              ElementsAre("SCHEDULER+09:00,*,AOF"));
}

TEST(CommandsFor, SayOnceWhatOneMessageDoes) {  // SR-U7.3-10, SR-U9-07
  EXPECT_THAT(texts({kSmartRelay,
                     {{"THERMSENSOR1", "T1"}, {"THERMOSTATF1", "ON"}},
                     {{"THERMSENSOR1", "NO"}, {"THERMOSTATF1", "OFF"}}}),
              ElementsAre("THERMSENSOR1=NO"));
  const auto commands = planned({kSmartRelay,
                                 {},
                                 {{"ALARM1", "ON"},
                                  {"ALARM2", "ON"},
                                  {"ALARM3", "ON"},
                                  {"ALARM4", "ON"},
                                  {"ALARM5", "ON"},
                                  {"ALARM6", "ON"}}});
  ASSERT_EQ(commands->size(), 1U);
  EXPECT_EQ(commands->front().text, "ALARMONALL");
  EXPECT_THAT(commands->front().settings,
              ElementsAre("ALARM1", "ALARM2", "ALARM3", "ALARM4", "ALARM5", "ALARM6"));
  EXPECT_THAT(texts({kSmartRelay, {{"ALARM6", "ON"}}, {{"ALARM1", "ON"}, {"ALARM2", "ON"}}}),
              ElementsAre("ALARMON1", "ALARMON2"));
}

TEST(CommandsFor, SayWhichPasswordsNoQueryTells) {
  const auto commands = planned({kGsm706,
                                 {{"SECLIST", "ON"}, {"SECNUMBERS", "1"}},
                                 {{"PASSWORD", "12abc"}, {"RENEWINTERVALPW", "123456789"}, {"RING", "MIC"}}});
  ASSERT_EQ(commands->size(), 3U);
  EXPECT_TRUE((*commands)[0].readable);
  EXPECT_FALSE((*commands)[1].readable || (*commands)[2].readable);
  const auto removed = planned({kGsm706,
                                {{"PASSWORD", "*****"}, {"RENEWINTERVALPW", "*********"}},
                                {{"PASSWORD", "NO"}, {"RENEWINTERVALPW", "NO"}}});
  ASSERT_EQ(removed->size(), 2U);
  EXPECT_FALSE((*removed)[0].readable);
  EXPECT_TRUE((*removed)[1].readable);  // RENEWINTERVAL? tells that there is none
}

TEST(CommandsFor, RefuseWhatNoSmsSets) {
  Configuration actual{kEnvironment, {}};
  const auto refused = [&](const char* name, const char* value) {
    return commands_for(kEnvironment, actual, {{Group::info, {{name, std::nullopt, value}}}}).error();
  };
  EXPECT_EQ(refused("SERIALNUM", "1").code, Errc::not_found);
  EXPECT_EQ(refused("SERIALNUM", "1").field, "SERIALNUM");
  EXPECT_EQ(refused("TEMPCAL", "1").code, Errc::not_found);
  EXPECT_EQ(refused("RING", "MIC").code, Errc::bad_value);
  EXPECT_EQ(refused("RING", "MIC").field, "RING");
  EXPECT_EQ(refused("PASSWORD", "*****").code, Errc::bad_value);  // asterisks are no password
  EXPECT_EQ(refused("ALERTNUMBERS", "1").detail, "what the device has is not known");
  EXPECT_EQ(refused("RULE1", "08:00,*,ON").detail, "what the device has is not known");
}

}  // namespace
}  // namespace isocket::device
