// The configuration cable: reading and writing groups (chapters P4 to P8 of docs/spec/manager-usb.md).

#include <map>

#include "core/cable/crc16.h"
#include "testing/cable_host.h"
#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

void expect_dialogue(Board& board, std::initializer_list<Exchange> dialogue) {
  for (const Exchange& e : dialogue) EXPECT_EQ(board.ask_cable(e.send), e.expect) << "after " << e.send;
}

class CableOfEach : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Every, CableOfEach,
                         ::testing::Values("environment-pro", "gsm-706", "gsm-707", "gsm-706-light",
                                           "gsm-707-light"),
                         parameter_name);

const std::map<std::string, std::string> kGroups{
    {"environment-pro",
     ": SECURITY RW REV=1\n: CONFIRM RW REV=1\n: RING RW REV=1\n: RELAYS RW REV=1\n: TEMPERATURE RW REV=1\n"
     ": THERMOSTAT RW REV=1\n: INPUTS RW REV=1\n: SCHEDULER RW REV=1\n: POWERRESUME RW REV=1\n"
     ": BACKUP RW REV=1\n: CREDIT RW REV=1\n: INFO RO REV=0\nOK 12\n"},
    {"gsm-706",
     ": SECURITY RW REV=1\n: CONFIRM RW REV=1\n: RING RW REV=1\n: RELAYS RW REV=1\n: TEMPERATURE RW REV=1\n"
     ": THERMOSTAT RW REV=1\n: INPUTS RW REV=1\n: SCHEDULER RW REV=1\n: POWERRESUME RW REV=1\n"
     ": CREDIT RW REV=1\n: INFO RO REV=0\nOK 11\n"},
    {"gsm-707",
     ": SECURITY RW REV=1\n: CONFIRM RW REV=1\n: RING RW REV=1\n: RELAYS RW REV=1\n: TEMPERATURE RW REV=1\n"
     ": THERMOSTAT RW REV=1\n: INPUTS RW REV=1\n: SCHEDULER RW REV=1\n: POWERRESUME RW REV=1\n"
     ": INFO RO REV=0\nOK 10\n"},
    {"gsm-706-light",
     ": SECURITY RW REV=1\n: CONFIRM RW REV=1\n: RING RW REV=1\n: RELAYS RW REV=1\n: POWERRESUME RW REV=1\n"
     ": CREDIT RW REV=1\n: INFO RO REV=0\nOK 7\n"},
    {"gsm-707-light",
     ": SECURITY RW REV=1\n: CONFIRM RW REV=1\n: RING RW REV=1\n: RELAYS RW REV=1\n: POWERRESUME RW REV=1\n"
     ": INFO RO REV=0\nOK 6\n"}};

TEST_P(CableOfEach, HasItsGroups) {  // MU-P7-02, MU-P8-04
  Board board{{.model = GetParam()}};
  CableHost host{board};
  EXPECT_EQ(board.ask_cable("GROUPS"), kGroups.at(GetParam()));
}

TEST_P(CableOfEach, ReadsBackWhatWasReadFromIt) {  // MU-P5-07, MU-P5-17
  Board board{{.model = GetParam()}};
  CableHost host{board};
  for (const std::string& group : host.groups()) {
    const CableHost::Group before = host.read(group);
    EXPECT_EQ(host.write(before), "OK 0 REV=2 CRC=" + before.check) << group;
    const CableHost::Group after = host.read(group);
    EXPECT_EQ(after.lines, before.lines) << group;
    EXPECT_EQ(after.revision, 2) << group;
  }
}

TEST(CableExamples, AreAnsweredAsTheyStand) {  // P6.1
  Board board;
  board.cable(true);
  board.ask_cable("CONNECT");
  expect_dialogue(board, {{"READ CONFIRM",
                           ": SMSCONFIRM=ON\n: RINGCONFIRM=SMS\n: ERROR=ON\n: SMSCONFIRMUNAUTH=OFF\n"
                           "OK 4 REV=1 CRC=7727\n"},
                          {"WRITE CONFIRM 1", "OK 0\n"},
                          {"SET SMSCONFIRM=ON", "OK 0\n"},
                          {"SET RINGCONFIRM=BACK", "ERR 31 INCORRECT VALUE RINGCONFIRM\n"},
                          {"SET RINGCONFIRM=CALL", "OK 0\n"},
                          {"SET ERROR=ON", "OK 0\n"},
                          {"SET SMSCONFIRMUNAUTH=OFF", "OK 0\n"},
                          {"COMMIT 4 46E2", "OK 0 REV=2 CRC=46E2\n"},
                          {"READ CONFIRM",
                           ": SMSCONFIRM=ON\n: RINGCONFIRM=CALL\n: ERROR=ON\n: SMSCONFIRMUNAUTH=OFF\n"
                           "OK 4 REV=2 CRC=46E2\n"},
                          {"DISCONNECT", "OK 0\n"}});
}

TEST(CableRead, GivesInformation) {  // MU-P4-10
  Board board;
  CableHost host{board};
  EXPECT_THAT(board.ask_cable("read info"),
              ::testing::StartsWith(": HARDWARE=iSocket Environment Pro\n: SERIALNUM=12345678901234567\n"
                                    ": FIRMWARE=v1.0.0 (c) iSocket Systems\n: TIME=26/03/02,12:00:00+08\n"
                                    ": SENSOR1=OK\nOK 5 REV=0 CRC="));
}

TEST(CableRead, GivesTheGsmFamilysOwnSettings) {  // MU-P8-03, MU-P8-06
  Board board{{.model = "gsm-706"}};
  CableHost host{board};
  EXPECT_EQ(host.read("RING").text(), "RING=NOACTION\nMICLEVEL=15\n");
  EXPECT_EQ(host.read("RING").check, "796B");
  EXPECT_EQ(host.read("TEMPERATURE").text(), "TRISEALERT=OFF\nTFALLALERT=OFF\nTEMPCAL=5\n");
  EXPECT_EQ(host.read("THERMOSTAT").text(),
            "THERMOSTAT=HEATING\nTEMPOFF=10\nTHERMOSTATF=OFF\nTHERMALERT=OFF\n");
  EXPECT_EQ(host.read("INPUTS").text(), "SENSORTYPE=NO\nMICRORELAYTIME=0\nALERT=SMS\nALARM=OFF\n");
  EXPECT_EQ(host.read("CREDIT").text(), "SALDOUMS=NO\n");
}

TEST(CableRead, ShowsWhatMessagesHaveSet) {  // MU-P4-03 to MU-P4-06
  Board board;
  for (const char* text :
       {"SECNUMBER+358401234567", "SECNUMBER+358402222222", "SECLIST=ON", "PASSWORD=12abc",
        "12abcTRISEALERT=96F", "12abcTFALLALERT=-5C", "12abcSWITCHOFFTEMP=22c", "12abcRELAYTIME=off60",
        "12abcSCHEDULER+07:30,1,AON", "12abcCREDITUMS=*100#", "12abcALARMON", "12abcTHERMOSTATON"})
    ask(board, text);
  CableHost host{board};
  EXPECT_EQ(host.read("SECURITY").text(),
            "SECLIST=ON\nSECNUMBERS=358401234567,358402222222\nPASSWORD=*****\nALERTNUMBERS=NO\n");
  EXPECT_EQ(host.read("TEMPERATURE").text(), "TRISEALERT=35C\nTFALLALERT=-5C\n");
  EXPECT_EQ(
      host.read("THERMOSTAT").text(),
      "THERMOSTAT=HEATING\nSWITCHOFFTEMP=22C\nTHERMOSTATF=ON\nSWITCHOFFALERT=OFF\nTSENSFAILALERT=OFF\n");
  EXPECT_EQ(host.read("INPUTS").text(), "SENSORTYPE=NO\nRELAYTIME=OFF60\nALERT=SMS\nALARM=ON\n");
  EXPECT_EQ(host.read("SCHEDULER").lines[0], "RULE1=07:30,1,AON");
  EXPECT_EQ(host.read("SCHEDULER").lines[7], "RULE8=NO");
  EXPECT_EQ(host.read("CREDIT").text(), "CREDITUMS=*100#\n");
  EXPECT_EQ(host.read("SECURITY").revision, 5) << "one for each change of the group (MU-P4-07)";
  EXPECT_EQ(host.read("RELAYS").revision, 1);
}

TEST(CableRevision, RisesWhoeverMadeTheChange) {  // MU-P4-07, MU-P7-05, MU-P8-08
  Board board;
  enter(board, kBoss);
  ask(board, "RING=SWITCH");
  CableHost host{board};
  EXPECT_EQ(host.read("RING").revision, 2);
  board.ask_cable("CMD SECLIST=OFF");
  EXPECT_EQ(host.read("RING").revision, 3) << "the device itself";
  EXPECT_EQ(host.read("INPUTS").revision, 1);
  board.ask_cable("CMD ALARMON");
  EXPECT_EQ(host.read("INPUTS").revision, 2);
  board.press_button(1s);
  EXPECT_EQ(host.read("INPUTS").lines[3], "ALARM=OFF");
  EXPECT_EQ(host.read("INPUTS").revision, 3) << "the button";
  board.ask_cable("CMD RESTARTTIME=10");
  EXPECT_EQ(host.read("RELAYS").revision, 1) << "the value that it had is no change";
  board.power_cycle();
  board.advance(30s);
  board.ask_cable("CONNECT");
  EXPECT_EQ(host.read("RING").revision, 3) << "it survives the loss of power";
}

TEST(CableRevision, IsOneAgainAfterAReset) {  // MU-P4-07
  Board board;
  CableHost host{board};
  for (int i = 0; i < 20; ++i) {
    board.ask_cable("WRITE RELAYS FORCE");
    board.ask_cable("COMMIT 0 FFFF");
  }
  EXPECT_EQ(host.read("RELAYS").revision, 21);
  board.press_button(12s);
  board.advance(60s);
  board.ask_cable("CONNECT");
  EXPECT_EQ(host.read("RELAYS").revision, 1);
}

TEST(CableWrite, NeedsAReadBefore) {  // MU-P5-02, MU-P6-17
  Board board;
  CableHost host{board};
  EXPECT_EQ(board.ask_cable("WRITE RELAYS 1"), "ERR 21 READ FIRST\n");
  host.read("RELAYS");
  EXPECT_EQ(board.ask_cable("WRITE RELAYS 2"), "ERR 21 READ FIRST\n");
  board.ask_cable("CMD RESTARTTIME=7");
  EXPECT_EQ(board.ask_cable("WRITE RELAYS 1"), "ERR 21 READ FIRST\n");
  EXPECT_EQ(board.ask_cable("WRITE RELAYS 2"), "ERR 21 READ FIRST\n");
  host.read("RELAYS");
  EXPECT_EQ(board.ask_cable("WRITE RELAYS 2"), "OK 0\n");
}

TEST(CableWrite, RefusesInTheOrderOfTheProtocol) {  // MU-P6-11 to MU-P6-28
  Board board;
  CableHost host{board};
  expect_dialogue(board, {{"READ NOSUCH", "ERR 20 UNKNOWN GROUP\n"},
                          {"WRITE NOSUCH 1", "ERR 20 UNKNOWN GROUP\n"},
                          {"WRITE INFO 0", "ERR 22 READ ONLY\n"},
                          {"WRITE INFO FORCE", "ERR 22 READ ONLY\n"},
                          {"SET A=1", "ERR 24 NO WRITE\n"},
                          {"COMMIT 0 FFFF", "ERR 24 NO WRITE\n"},
                          {"ABORT", "ERR 24 NO WRITE\n"},
                          {"WRITE CONFIRM FORCE", "OK 0\n"},
                          {"READ NOSUCH", "ERR 23 WRITE IN PROGRESS\n"},
                          {"READ", "ERR 4 BAD ARGUMENT\n"},
                          {"GROUPS", "ERR 23 WRITE IN PROGRESS\n"},
                          {"CMD ON", "ERR 23 WRITE IN PROGRESS\n"},
                          {"WRITE INFO 1", "ERR 23 WRITE IN PROGRESS\n"},
                          {"PING", "OK 0\n"},
                          {"SET RESTARTTIME=x", "ERR 30 UNKNOWN SETTING RESTARTTIME\n"},
                          {"SET error=off", "OK 0\n"},
                          {"SET ERROR=maybe", "ERR 32 DUPLICATE ERROR\n"},
                          {"SET SMSCONFIRM=", "ERR 31 INCORRECT VALUE SMSCONFIRM\n"},
                          {"COMMIT 2 0000", "ERR 34 CHECK FAILED\n"},
                          {"COMMIT 0 FFFF", "ERR 24 NO WRITE\n"}});
  host.read("CONFIRM");
  expect_dialogue(board, {{"WRITE CONFIRM 1", "OK 0\n"},
                          {"SET SMSCONFIRM=ON", "OK 0\n"},
                          {"COMMIT 2 FFFF", "ERR 34 CHECK FAILED\n"}});
  expect_dialogue(board, {{"WRITE CONFIRM 1", "OK 0\n"},
                          {"COMMIT 0 FFFF", "ERR 33 MISSING SMSCONFIRM\n"},
                          {"WRITE CONFIRM 1", "OK 0\n"},
                          {"ABORT", "OK 0\n"}});
  EXPECT_EQ(host.read("CONFIRM").revision, 1) << "nothing was stored (MU-P5-14)";
}

TEST(CableWrite, ChecksTheTextsAsTheyWereSent) {  // MU-P5-09
  Board board;
  CableHost host{board};
  host.read("TEMPERATURE");
  board.ask_cable("WRITE TEMPERATURE 1");
  EXPECT_EQ(board.ask_cable("SET tFallAlert=50f"), "OK 0\n");
  EXPECT_EQ(board.ask_cable("SET TRISEALERT=OFF"), "OK 0\n");
  cable::Crc16 sent;
  sent.add_line("TFALLALERT=50f");
  sent.add_line("TRISEALERT=OFF");
  cable::Crc16 stored;
  stored.add_line("TRISEALERT=OFF");
  stored.add_line("TFALLALERT=10C");
  EXPECT_EQ(board.ask_cable("COMMIT 2 " + check_text(sent.value())),
            "OK 0 REV=2 CRC=" + check_text(stored.value()) + "\n");
}

TEST(CableWrite, ByForceTakesTheFactoryValues) {  // MU-P5-11
  Board board;
  for (const char* text : {"ERROR=OFF", "SMSCONFIRMUNAUTH=ON"}) ask(board, text);
  CableHost host{board};
  board.ask_cable("WRITE CONFIRM FORCE");
  board.ask_cable("SET RINGCONFIRM=OFF");
  EXPECT_EQ(board.ask_cable("SET ERROR=perhaps"), "ERR 31 INCORRECT VALUE ERROR\n");
  EXPECT_THAT(board.ask_cable("COMMIT 1 " + check_text({"RINGCONFIRM=OFF"})), HasSubstr("OK 0 REV=4"));
  EXPECT_EQ(host.read("CONFIRM").text(), "SMSCONFIRM=ON\nRINGCONFIRM=OFF\nERROR=ON\nSMSCONFIRMUNAUTH=OFF\n");
}

TEST(CableWrite, KeepsAPasswordThatIsShownAsStars) {  // MU-P5-08
  Board board;
  CableHost host{board};
  CableHost::Group group = host.read("SECURITY");
  group.set("PASSWORD", "*****");
  EXPECT_EQ(host.write(group), "ERR 31 INCORRECT VALUE PASSWORD") << "none is stored";
  board.ask_cable("ABORT");
  group.set("PASSWORD", "12abc");
  host.write(group);
  group = host.read("SECURITY");
  group.set("ALERTNUMBERS", "358401234567");
  EXPECT_THAT(host.write(group), HasSubstr("OK 0 REV=3"));
  board.cable(false);
  board.advance(10s);
  EXPECT_EQ(ask(board, "12abcRESTARTTIME?"), "RESTARTTIME=10 seconds");
}

struct Wrong {
  const char* group;
  const char* setting;
  const char* value;
};
const Wrong kWrong[] = {
    {"SECURITY", "SECLIST", "YES"},
    {"SECURITY", "SECNUMBERS", "+358401234567"},
    {"SECURITY", "SECNUMBERS", "1,2,"},
    {"SECURITY", "SECNUMBERS", "1, 2"},
    {"SECURITY", "SECNUMBERS", "1,1"},
    {"SECURITY", "SECNUMBERS", "1,2,3,4,5,6,7,8,9,10,11"},
    {"SECURITY", "SECNUMBERS", ""},
    {"SECURITY", "SECNUMBERS", "1234567890123456"},
    {"SECURITY", "PASSWORD", "1234"},
    {"SECURITY", "PASSWORD", "123456"},
    {"SECURITY", "PASSWORD", "12 bc"},
    {"RING", "RING", "MIC"},
    {"RELAYS", "RESTARTTIME", "0"},
    {"RELAYS", "RESTARTTIME", "601"},
    {"RELAYS", "RESTARTTIME", "10 seconds"},
    {"TEMPERATURE", "TRISEALERT", "35"},
    {"TEMPERATURE", "TRISEALERT", "121C"},
    {"TEMPERATURE", "TRISEALERT", "NO"},
    {"THERMOSTAT", "SWITCHOFFTEMP", "OFF"},
    {"THERMOSTAT", "THERMOSTATF", "ENABLED"},
    {"INPUTS", "RELAYTIME", "ON65001"},
    {"INPUTS", "RELAYTIME", "60"},
    {"INPUTS", "ALERT", "MAIL"},
    {"SCHEDULER", "RULE1", "7:30,1,ON"},
    {"SCHEDULER", "RULE1", "07:30,8,ON"},
    {"SCHEDULER", "RULE1", "07:30,1,MIC"},
    {"POWERRESUME", "POWERSTATE", "LAST"},
    {"BACKUP", "POWERALERT", "1"},
    {"CREDIT", "CREDITUMS", "100"},
    {"CREDIT", "CREDITUMS", "*100"},
};

TEST(CableWrite, TakesOnlyWhatACommandWouldTake) {  // MU-P5-06, MU-P5-07, MU-P6-22
  Board board;
  CableHost host{board};
  for (const Wrong& wrong : kWrong) {
    const CableHost::Group before = host.read(wrong.group);
    board.ask_cable(std::string{"WRITE "} + wrong.group + " FORCE");
    EXPECT_EQ(board.ask_cable(std::string{"SET "} + wrong.setting + "=" + wrong.value),
              std::string{"ERR 31 INCORRECT VALUE "} + wrong.setting + "\n")
        << wrong.value;
    EXPECT_EQ(board.ask_cable("ABORT"), "OK 0\n");
    EXPECT_EQ(host.read(wrong.group).lines, before.lines);
  }
}

TEST(CableWrite, ThatTheFlashRefusesChangesNothing) {  // MU-P5-13, MU-P6-27
  Board board;
  CableHost host{board};
  CableHost::Group relays = host.read("RELAYS");
  relays.set("RESTARTTIME", "99");
  board.break_flash(true);
  EXPECT_EQ(host.write(relays), "ERR 40 EXECUTE ERROR");
  EXPECT_EQ(host.read("RELAYS").text(), "RESTARTTIME=10\n");
  EXPECT_EQ(host.read("RELAYS").revision, 1);
  board.break_flash(false);
  EXPECT_THAT(host.write(relays), HasSubstr("OK 0 REV=2"));
}

TEST(CableWrite, TakesEffectAtOnce) {  // MU-P5-16
  Board board;
  enter(board, kBoss);
  board.sensor_plug(true);
  CableHost host{board};
  CableHost::Group inputs = host.read("INPUTS");
  inputs.set("ALARM", "ON");
  inputs.set("RELAYTIME", "ON");
  host.write(inputs);
  board.sensor(true);
  board.advance(10s);
  EXPECT_TRUE(board.socket_on());
  EXPECT_EQ(board.reply_to(kBoss), "ALARM! Sensor(s): Activated");
}

TEST(CableWrite, SetsTheThermostatToWork) {  // MU-P5-16
  Board board;
  ask(board, "ON");
  CableHost host{board};
  CableHost::Group thermostat = host.read("THERMOSTAT");
  thermostat.set("THERMOSTATF", "ON");
  thermostat.set("SWITCHOFFTEMP", "15C");
  host.write(thermostat);
  board.advance(61s);
  EXPECT_FALSE(board.socket_on()) << "20 degrees are above 15";
}

TEST(CableWrite, ArmsARiseAlertOnlyWhenItChanges) {
  Board board;
  enter(board, kBoss);
  ask(board, "TRISEALERT=15C");
  board.advance(61s);
  EXPECT_EQ(board.reply_to(kBoss).substr(0, 23), "Temperature rise alert!");
  CableHost host{board};
  host.write(host.read("TEMPERATURE"));
  board.advance(120s);
  EXPECT_EQ(board.reply_to(kBoss), "");
  CableHost::Group group = host.read("TEMPERATURE");
  group.set("TRISEALERT", "16C");
  host.write(group);
  board.advance(120s);
  EXPECT_EQ(board.reply_to(kBoss).substr(0, 23), "Temperature rise alert!");
}

}  // namespace
}  // namespace isocket::fw::testing
