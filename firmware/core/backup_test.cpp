// Supplies, battery and backup mode: chapter 12 of docs/spec/smart-relay.md.

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

/// A Smart Relay that sends its alerts to kBoss.
class Backup : public ::testing::Test {
 protected:
  Backup() {
    ask("ALERTNUMBER+358401234567");
    board_.advance(20s);
    while (!board_.reply().empty()) {
    }
  }
  std::string ask(std::string_view text) { return testing::ask(board_, text); }
  std::string backup_mode() {
    const std::string status = ask("POWERSTATUS");
    return status.substr(status.rfind(' ') + 1);
  }
  Board board_{{.model = "smart-relay"}};
};

TEST(BackupStart, TellsThatSupplyIsThere) {  // SR-U17-03
  Board board{{.model = "smart-relay"}};
  ask(board, "ALERTNUMBER+358401234567");
  board.power_cycle();
  board.advance(60s);
  EXPECT_EQ(board.reply_to(kBoss), "DC power restored!");
  EXPECT_EQ(board.reply(), "");
}

TEST_F(Backup, TellsOfADcFailureOfTenSeconds) {  // SR-U17-01, SR-U17-03, SR-U17-04
  board_.mains(false);
  board_.advance(9s);
  board_.mains(true);
  board_.advance(30s);
  EXPECT_EQ(board_.reply(), "");
  board_.mains(false);
  board_.advance(9s);
  EXPECT_EQ(board_.reply(), "");
  board_.advance(6s);
  EXPECT_EQ(board_.reply(), "DC power failed!");
  board_.mains(true);
  board_.advance(9s);
  EXPECT_EQ(board_.reply(), "");
  board_.advance(6s);
  EXPECT_EQ(board_.reply(), "DC power restored!");
  EXPECT_EQ(ask("DCALERT=OFF"), "DCALERT=OFF - OK");
  board_.mains(false);
  board_.advance(30min);
  EXPECT_TRUE(board_.running());
  EXPECT_EQ(board_.reply(), "");
}

TEST_F(Backup, TellsOfAnAcFailureWhenAskedTo) {  // SR-U17-02, SR-UX-26
  expect_exchanges(board_, {{"ACALERT?", "ACALERT=(OFF),ON"}, {"ACALERT=ON", "ACALERT=ON - OK"}});
  board_.ac(false);
  board_.advance(15s);
  EXPECT_EQ(board_.reply(), "AC power failed!");
  board_.ac(true);
  board_.advance(15s);
  EXPECT_EQ(board_.reply(), "AC power restored!");
  ask("ACALERT=OFF");
  board_.ac(false);
  board_.advance(60s);
  EXPECT_EQ(board_.reply(), "");
}

TEST_F(Backup, TellsItsSupplies) {  // SR-U17-09, SR-U17-32, SR-3.4-17
  EXPECT_EQ(ask("POWERSTATUS"), "DC: OK\nAC: OK\nBattery: 100%\nBackup mode: No");
  board_.ac(false);
  EXPECT_EQ(ask("POWERSTATUS"), "DC: OK\nAC: Failed\nBattery: 100%\nBackup mode: No");
  board_.mains(false);
  board_.battery(77);
  EXPECT_EQ(ask("POWERSTATUS"), "DC: Failed\nAC: Failed\nBattery: 77%\nBackup mode: Limited");
}

TEST_F(Backup, KnowsNoAcWithoutVoltageSensor) {  // SR-3.4-01 to SR-3.4-03
  Board board{{.model = "smart-relay", .variant = Variant::no_voltage_sensor}};
  expect_exchanges(board, {{"ACALERT=ON", "ACALERT=ON - No such command exists on the device!"},
                           {"ACALERT?", "ACALERT? - No such command exists on the device!"},
                           {"BACKUPLIMIT=AC", "Incorrect value!"},
                           {"BACKUPLIMIT?", "BACKUPLIMIT=(DC),OFF"},
                           {"BACKUPLIMIT=OFF", "BACKUPLIMIT=OFF - OK"},
                           {"BACKUPLIMIT?", "BACKUPLIMIT=DC,(OFF)"},
                           {"POWERSTATUS", "DC: OK\nBattery: 100%\nBackup mode: No"}});
  EXPECT_THAT(ask("STATUS"), ::testing::HasSubstr("\nPower: DC OK, AC OK, Battery 100%\n"));
  EXPECT_THAT(testing::ask(board, "STATUS"), ::testing::HasSubstr("\nPower: DC OK, Battery 100%\n"));
}

TEST_F(Backup, TellsTheChargeOncePerFall) {  // SR-U17-05, SR-U17-06, SR-U17-08, SR-U17-33
  expect_exchanges(board_, {{"BATALERT?", "BATALERT=OFF"},
                            {"BATALERT=29", "Incorrect value!"},
                            {"BATALERT=96", "Incorrect value!"},
                            {"BATALERT=30,60,70,90", "Incorrect value!"},
                            {"BATALERT=30,", "Incorrect value!"},
                            {"BATALERT=,30", "Incorrect value!"},
                            {"BATALERT=", "Incorrect value!"},
                            {"BATALERT=90,30,060", "BATALERT=30,60,90 - OK"},
                            {"BATALERT?", "BATALERT=30,60,90"},
                            {"DCALERT=OFF", "DCALERT=OFF - OK"}});
  board_.battery(50);
  board_.advance(3min);
  EXPECT_EQ(board_.reply(), "");  // it is being charged
  board_.battery(62);
  board_.mains(false);
  board_.advance(65s);
  EXPECT_EQ(board_.reply(), "Battery! 90%");
  board_.advance(2min);
  EXPECT_EQ(board_.reply(), "Battery! 60%");
  board_.advance(5min);
  EXPECT_EQ(board_.reply(), "");
  board_.battery(100);
  board_.advance(65s);
  EXPECT_EQ(board_.reply(), "");
  board_.battery(35);  // 90 and 60 at once: the lowest is told
  board_.advance(65s);
  EXPECT_EQ(board_.reply(), "Battery! 60%");
  EXPECT_EQ(ask("BATALERT=off"), "BATALERT=OFF - OK");
  board_.advance(10min);
  EXPECT_EQ(board_.reply(), "");
}

TEST_F(Backup, EndsWithItsBattery) {  // SR-U17-07, SR-U17-36
  ask("DCALERT=OFF");
  ask("ONR1");
  board_.mains(false);
  board_.advance(60min);
  EXPECT_TRUE(board_.running());
  EXPECT_TRUE(board_.advance_until([&] { return !board_.running(); }, 40min));
  EXPECT_EQ(board_.reply(), "Low battery shutdown!");
  EXPECT_EQ(board_.reply(), "");
  EXPECT_FALSE(board_.relay_on(1));
  board_.advance(10min);
  board_.mains(true);
  EXPECT_TRUE(board_.running());
  EXPECT_TRUE(board_.relay_on(1));
}

TEST_F(Backup, EndsInAMinuteWithoutNetworkOrNumbers) {  // SR-U17-07
  board_.module().network(false);
  board_.advance(30s);
  board_.battery(15);
  board_.mains(false);
  board_.advance(70s);
  EXPECT_TRUE(board_.running());
  board_.advance(60s);
  EXPECT_FALSE(board_.running());
  Board alone{{.model = "smart-relay"}};
  alone.battery(15);
  alone.mains(false);
  alone.advance(61s);
  EXPECT_FALSE(alone.running());
}

TEST_F(Backup, GoesOnWhenDcReturnsBeforeTheEnd) {  // SR-U17-07
  board_.module().network(false);
  board_.advance(30s);
  board_.battery(15);
  board_.mains(false);
  board_.advance(90s);
  board_.mains(true);
  board_.advance(10min);
  EXPECT_TRUE(board_.running());
}

/// The cases of the specification's table: BACKUPLIMIT, DC, AC, and what is limited.
struct LimitCase {
  const char* name;
  const char* limit;
  bool dc, ac, limited;
};
void PrintTo(const LimitCase& c, std::ostream* out) {
  *out << c.name;
}
class LimitTable : public Backup, public ::testing::WithParamInterface<LimitCase> {};
INSTANTIATE_TEST_SUITE_P(, LimitTable,
                         ::testing::Values(LimitCase{"C1", "DC", false, true, true},
                                           LimitCase{"C1_without_AC", "DC", false, false, true},
                                           LimitCase{"C2", "OFF", false, true, true},
                                           LimitCase{"C3", "AC", true, false, true},
                                           LimitCase{"C4_DC", "DC", true, false, false},
                                           LimitCase{"C4_OFF", "OFF", true, false, false},
                                           LimitCase{"C5", "AC", false, true, true},
                                           LimitCase{"C6", "AC", true, true, false},
                                           LimitCase{"C7", "AC", false, false, true}),
                         [](const auto& of) { return std::string{of.param.name}; });

TEST_P(LimitTable, RelaysByMessage) {  // row F2: SR-3.4-32, SR-3.4-39, SR-3.4-46, SR-3.4-53, SR-3.4-60,
                                       // SR-3.4-76, SR-3.4-77; SR-U17-22, SR-U17-23, SR-UX-08, SR-UX-13
  ask("DCALERT=OFF");
  ask(std::string{"BACKUPLIMIT="} + GetParam().limit);
  ask("ONR2");
  board_.ac(GetParam().ac);
  board_.mains(GetParam().dc);
  EXPECT_EQ(board_.relay_on(2), GetParam().dc);  // SR-3.4-12, SR-3.4-13, SR-3.4-78
  EXPECT_EQ(backup_mode(), GetParam().limited ? "Limited" : "No");
  for (const char* text :
       {"ONR1", "OFFR1", "ONR1,60", "OFFR1,5", "ONALL", "OFFALL", "RESTARTR1", "PULSER1"}) {
    EXPECT_EQ(ask(text) == kLimited, GetParam().limited) << text;
    if (GetParam().limited) {
      EXPECT_EQ(board_.relay_on(2), GetParam().dc);
    }
  }
  expect_exchanges(board_, {{"ONR8", "Incorrect value!"},  // the value is looked at first
                            {"ONR1,0", "Incorrect value!"},
                            {"SIGNALREPORT", "Signal: Good (-67dBm)"},
                            {"RESTARTTIME=5", "RESTARTTIME=5 - OK"},
                            {"SCHEDULER+08:00,*,ONR1", "SCHEDULER+08:00,*,ONR1 - OK"}});
  ask("OFFALL");
  board_.ac(true);
  board_.mains(true);
  EXPECT_EQ(backup_mode(), "No");
  if (GetParam().limited) {
    EXPECT_FALSE(board_.relay_on(1));  // nothing is made up for
  }
  EXPECT_EQ(ask("ONR1"), "Relay R1 ON");
}

TEST_F(Backup, AppliesAChangedLimitAtOnce) {  // SR-U17-13, SR-U17-35, SR-U4.4-54
  ask("ONR1,60");
  board_.ac(false);
  EXPECT_EQ(ask("ONR2"), "Relay R2 ON");
  EXPECT_EQ(ask("BACKUPLIMIT=AC"), "BACKUPLIMIT=AC - OK");
  EXPECT_EQ(ask("OFFR2"), kLimited);
  EXPECT_TRUE(board_.relay_on(1));
  board_.advance(60s);
  EXPECT_FALSE(board_.relay_on(1));  // ordered before, it ends as it would have
  EXPECT_EQ(ask("BACKUPLIMIT=DC"), "BACKUPLIMIT=DC - OK");
  EXPECT_EQ(ask("OFFR2"), "Relay R2 OFF");
}

TEST_F(Backup, RefusalIsAnError) {  // SR-UX-12
  ask("ERROR=OFF");
  board_.mains(false);
  EXPECT_EQ(ask("ONR1"), "");
}

TEST_F(Backup, KeepsTheWindow) {  // SR-U5.3-03
  board_.advance(31min);
  board_.mains(false);
  board_.advance(30s);
  board_.mains(true);
  board_.advance(30s);
  while (!board_.reply().empty()) {
  }
  EXPECT_EQ(ask("RESTARTTIME=5"), "RESTARTTIME=5 - Time for configuration is expired (Conf)!");
}

}  // namespace
}  // namespace isocket::fw::testing
