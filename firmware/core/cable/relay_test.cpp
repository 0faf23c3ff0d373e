// The configuration cable of the Smart Relay (chapters P6.1 and P7 of docs/spec/manager-usb.md).

#include "testing/cable_host.h"
#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kSmartRelay = "smart-relay";

void expect_answers(Board& board, std::initializer_list<Exchange> dialogue) {
  for (const Exchange& e : dialogue) EXPECT_EQ(board.ask_cable(e.send), e.expect) << "after " << e.send;
}

TEST(RelayCable, AnswersTheExamplesAsTheyStand) {  // P6.1
  Board board{{.model = kSmartRelay}};
  board.cable(true);
  EXPECT_EQ(board.ask_cable("READ RING"), "ERR 10 NOT CONNECTED\n");
  EXPECT_THAT(board.ask_cable("CONNECT"), StartsWith(": iSocket Smart Relay, Hardware v1.0\n: S/N: "));
  expect_answers(board, {{"WRITE RING 1", "ERR 21 READ FIRST\n"},
                         {"READ RING", ": RING=NOACTION\n: MICLEVEL=15\nOK 2 REV=1 CRC=796B\n"},
                         {"WRITE RING 1", "OK 0\n"},
                         {"SET RING=PULSER2", "OK 0\n"},
                         {"SET MICLEVEL=15", "OK 0\n"},
                         {"COMMIT 2 C274", "ERR 35 CONFLICT RING\n"},
                         {"SET MICLEVEL=15", "ERR 24 NO WRITE\n"},
                         {"CMD ONR8", ": Incorrect value!\nOK 1\n"},
                         {"HELLO", "ERR 1 UNKNOWN REQUEST\n"}});
}

TEST(RelayCable, LosesWhatAForcedWriteDoesNotName) {  // P6.1, MU-P5-11
  Board board{{.model = kSmartRelay}};
  enter(board, kBoss);
  ask(board, "RING=SWITCHR3");
  CableHost host{board};
  EXPECT_EQ(host.read("RING").text(), "RING=SWITCHR3\nMICLEVEL=15\n");
  const int before = host.read("RING").revision;
  expect_answers(board, {{"WRITE RING FORCE", "OK 0\n"}, {"SET MICLEVEL=10", "OK 0\n"}});
  EXPECT_EQ(board.ask_cable("COMMIT 1 5E15"), "OK 0 REV=" + std::to_string(before + 1) + " CRC=869E\n");
  EXPECT_EQ(host.read("RING").text(), "RING=NOACTION\nMICLEVEL=10\n");
}

TEST(RelayCable, ShowsListsAndMaskedPasswords) {  // P6.1
  Board board{{.model = kSmartRelay}};
  CableHost host{board};
  CableHost::Group security = host.read("SECURITY");
  security.set("SECLIST", "ON");
  security.set("SECNUMBERS", "3589123456789,3589000000555");
  security.set("PASSWORD", "12abc");
  security.set("RENEWINTERVALPW", "123456abc");
  security.set("ALERTNUMBERS", "3589123456789");
  EXPECT_EQ(host.write(security), "OK 0 REV=2 CRC=53B9");
  EXPECT_EQ(host.read("SECURITY").lines[5], "SECCENTERS=NO");
}

TEST(RelayCable, HasTheCheckValuesOfItsFactoryState) {  // P6.1
  Board board{{.model = kSmartRelay}};
  CableHost host{board};
  EXPECT_EQ(host.read("BACKUP").check, "47D7");
  EXPECT_EQ(host.read("POWERRESUME").check, "978B");
  EXPECT_THAT(host.read("INFO").text(), HasSubstr("VOLTAGESENSOR=YES\n"));
  Board other{{.model = kSmartRelay, .variant = Variant::no_voltage_sensor}};
  CableHost at_other{other};
  EXPECT_EQ(at_other.read("BACKUP").check, "8CAA");
  EXPECT_THAT(at_other.read("INFO").text(), HasSubstr("VOLTAGESENSOR=NO\n"));
  expect_answers(other, {{"WRITE BACKUP FORCE", "OK 0\n"},  // MU-P5-26
                         {"SET BACKUPLIMIT=AC", "ERR 31 INCORRECT VALUE BACKUPLIMIT\n"},
                         {"SET ACALERT=ON", "ERR 30 UNKNOWN SETTING ACALERT\n"}});
}

TEST(RelayCable, WritesEveryRelay) {  // MU-P7-01
  Board board{{.model = kSmartRelay}};
  CableHost host{board};
  CableHost::Group relays = host.read("RELAYS");
  EXPECT_EQ(relays.lines.size(), 9U);
  relays.set("ALIASR1", "Heating");
  relays.set("ALIASR7", "Gate #1");
  relays.set("PULSETIME", "5");
  EXPECT_THAT(host.write(relays), StartsWith("OK 0 REV=2"));
  EXPECT_EQ(board.ask_cable("CMD ALIASR7?"), ": ALIASR7=Gate #1\nOK 1\n");
  EXPECT_EQ(board.ask_cable("CMD PULSETIME?"), ": PULSETIME=5 seconds\nOK 1\n");
  CableHost::Group power = host.read("POWERRESUME");
  EXPECT_EQ(power.lines.size(), 7U);
  power.set("POWERSTATE4", "OFF");
  host.write(power);
  EXPECT_EQ(host.read("POWERRESUME").lines[3], "POWERSTATE4=OFF");
  CableHost::Group backup = host.read("BACKUP");
  backup.set("BATALERT", "90,30");
  host.write(backup);
  EXPECT_EQ(host.read("BACKUP").lines[2], "BATALERT=30,90");
}

TEST(RelayCable, HasItsGroups) {  // P6.1, MU-P7-01, MU-P7-02
  Board board{{.model = kSmartRelay}};
  CableHost host{board};
  EXPECT_THAT(board.ask_cable("GROUPS"), ::testing::EndsWith(": INFO RO REV=0\nOK 11\n"));
  const std::pair<const char*, std::size_t> kSizes[] = {
      {"SECURITY", 6},     {"CONFIRM", 4},     {"RING", 2},    {"RELAYS", 9},
      {"TEMPERATURE", 10}, {"THERMOSTAT", 36}, {"INPUTS", 36}, {"SCHEDULER", 20},
      {"POWERRESUME", 7},  {"BACKUP", 4},      {"INFO", 10}};
  for (const auto& [group, lines] : kSizes) EXPECT_EQ(host.read(group).lines.size(), lines) << group;
  EXPECT_EQ(host.read("THERMOSTAT").lines[0], "THERMSENSOR1=NO");
  EXPECT_EQ(host.read("THERMOSTAT").lines[5], "THERMSENSOR2=NO");
  EXPECT_EQ(host.read("THERMOSTAT").lines[35], "TSENSFAILALERT=OFF");
  EXPECT_EQ(host.read("INPUTS").text().substr(0, 92),
            "ALIASIN1=NO\nSENSORTYPE1=NO\nINRELAYS1=NO\nRELAYTIME1=0\nALERT1=SMS\nALARM1=OFF\nALIASIN2=NO\n"
            "SENSO");
}

TEST(RelayCable, TiesThermostatsToSensorsThatAreThere) {  // MU-P5-25
  Board board{{.model = kSmartRelay}};
  CableHost host{board};
  const std::string info = host.read("INFO").text();
  ASSERT_THAT(info, HasSubstr("SENSOR1=OK\n"));
  ASSERT_THAT(info, HasSubstr("SENSOR5=NONE\n"));
  CableHost::Group thermostat = host.read("THERMOSTAT");
  thermostat.set("THERMOSTATF3", "ON");
  EXPECT_EQ(host.write(thermostat), "ERR 35 CONFLICT THERMOSTATF3");
  thermostat.set("THERMSENSOR3", "T5");
  EXPECT_EQ(host.write(thermostat), "ERR 35 CONFLICT THERMSENSOR3");
  thermostat.set("THERMSENSOR3", "T1");
  EXPECT_THAT(host.write(thermostat), StartsWith("OK 0 REV="));
  CableHost::Group temperature = host.read("TEMPERATURE");
  temperature.set("TFALLALERT5", "5C");
  EXPECT_EQ(host.write(temperature), "ERR 35 CONFLICT TFALLALERT5");
  CableHost::Group inputs = host.read("INPUTS");
  inputs.set("INRELAYS6", "3,1");
  inputs.set("ALIASIN6", "Back door");
  EXPECT_THAT(host.write(inputs), StartsWith("OK 0 REV=2"));
  EXPECT_EQ(host.read("INPUTS").lines[32], "INRELAYS6=1,3");
}

TEST(RelayCable, IsSilentWithoutDc) {  // MU-P1-04, MU-P3-18
  Board board{{.model = kSmartRelay}};
  CableHost host{board};
  board.ask_cable("WRITE RING FORCE");
  board.mains(false);
  EXPECT_EQ(board.ask_cable("PING"), "");
  board.mains(true);
  board.advance(10s);
  EXPECT_EQ(board.ask_cable("PING"), "ERR 10 NOT CONNECTED\n");
  board.ask_cable("CONNECT");
  EXPECT_EQ(board.ask_cable("ABORT"), "ERR 24 NO WRITE\n");
}

}  // namespace
}  // namespace isocket::fw::testing
