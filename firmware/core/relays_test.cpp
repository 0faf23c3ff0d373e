// Numbered relays: chapters 4 and 11 of docs/spec/smart-relay.md.

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

class Relays : public ::testing::Test {
 protected:
  Relays() {
    while (!board_.reply().empty()) {
    }
  }
  std::string ask(std::string_view text) { return testing::ask(board_, text); }
  /// The relays that are on: `1,3`.
  std::string on() {
    std::string numbers;
    for (int i = 1; i <= 7; ++i)
      if (board_.relay_on(i)) numbers += (numbers.empty() ? "" : ",") + std::to_string(i);
    return numbers;
  }
  Board board_{{.model = "smart-relay"}};
};

TEST_F(Relays, AreSwitchedByTheirNumber) {  // SR-U4.4-01, SR-U4.4-02, SR-U4.4-05, SR-4-05, SR-U4.1-06
  expect_exchanges(board_, {{"ONR1", "Relay R1 ON"}, {"onr07", "Relay R7 ON"}, {"ONR7", "Relay R7 ON"}});
  EXPECT_EQ(on(), "1,7");
  expect_exchanges(board_, {{"OFFR1", "Relay R1 OFF"}, {"OFFR1", "Relay R1 OFF"}});
  EXPECT_EQ(on(), "7");
  EXPECT_EQ(ask("ONALL"), "All ON");
  EXPECT_EQ(on(), "1,2,3,4,5,6,7");
  EXPECT_EQ(ask("OFFALL"), "All OFF");
  EXPECT_EQ(on(), "");
}

TEST_F(Relays,
       AreSwitchedForATime) {  // SR-U4.4-03, SR-U4.4-04, SR-U4.4-42, SR-U4.4-43, SR-U4.4-48, SR-U4.4-55
  expect_exchanges(board_, {{"ONR2,60", "Relay R2 ON for 60 seconds"},
                            {"OFFR3,0065", "Relay R3 OFF for 65 seconds"},
                            {"ONR2,65001", "Incorrect value!"},
                            {"ONR2,0", "Incorrect value!"},
                            {"ONR2,", "Incorrect value!"},
                            {"ONR8,5", "Incorrect value!"}});
  EXPECT_EQ(on(), "2");
  board_.advance(45s);
  EXPECT_EQ(on(), "3");
  EXPECT_EQ(board_.reply(), "");
}

TEST_F(Relays, RestartAndPulseForTheirTimes) {  // SR-U4.4-06 to SR-U4.4-11, SR-U4.4-45 to SR-U4.4-47
  expect_exchanges(board_, {{"RESTARTTIME?", "RESTARTTIME=10 seconds"},
                            {"PULSETIME?", "PULSETIME=2 seconds"},
                            {"PULSETIME=601", "Incorrect value!"},
                            {"PULSETIME=0", "Incorrect value!"},
                            {"PULSETIME=0020", "PULSETIME=20 - OK"},
                            {"PULSETIME?", "PULSETIME=20 seconds"},
                            {"ONR4", "Relay R4 ON"},
                            {"PULSER4", "Relay R4 pulse sent"},
                            {"RESTARTR5", "Relay R5 restarted"}});
  EXPECT_EQ(on(), "5");
  EXPECT_EQ(ask("PULSETIME=1"), "PULSETIME=1 - OK");  // not for the one that runs
  board_.advance(1s);
  EXPECT_EQ(on(), "");
  board_.advance(10s);
  EXPECT_EQ(on(), "4");
  EXPECT_EQ(board_.reply(), "");
}

TEST_F(Relays, HaveNames) {  // SR-4-06, SR-U4.3-01 to SR-U4.3-04, SR-U4.1-05, SR-U4.1-07
  expect_exchanges(board_, {{"ALIASR1?", "ALIASR1=NO"},
                            {"aliasr1=Heater 2/b", "ALIASR1=Heater 2/b - OK"},
                            {"ALIASR2=Heater 2/b", "ALIASR2=Heater 2/b - OK"},
                            {"ALIASR3=0123456789abcdef", "ALIASR3=0123456789abcdef - OK"},
                            {"ALIASR3=0123456789abcdefg", "Incorrect value!"},
                            {"ALIASR3= x", "Incorrect value!"},
                            {"ALIASR3=a:b", "Incorrect value!"},
                            {"ALIASR3=", "Incorrect value!"},
                            {"ALIASR8=x", "Incorrect value!"},
                            {"ALIASR2=no", "ALIASR2=NO - OK"},
                            {"ONR1", "Relay R1(Heater 2/b) ON"},
                            {"PULSER1", "Relay R1(Heater 2/b) pulse sent"}});
  EXPECT_EQ(ask_long(board_, "ALIASR?"),
            "ALIASR1=Heater 2/b\nALIASR2=NO\nALIASR3=0123456789abcdef\nALIASR4=NO\nALIASR5=NO\nALIASR6=NO\n"
            "ALIASR7=NO");
}

TEST_F(Relays, TellTheirStates) {  // SR-U4.4-13 to SR-U4.4-15, SR-U4.1-10, SR-U4.1-13
  for (int i = 1; i <= 7; ++i) ask("ALIASR" + std::to_string(i) + "=0123456789abcdef");
  ask("ONR2");
  std::string all;
  for (int i = 1; i <= 7; ++i) {
    all += (i > 1 ? "\nR" : "R") + std::to_string(i) + "(0123456789abcdef): " + (i == 2 ? "ON" : "OFF");
  }
  EXPECT_EQ(ask_long(board_, "RELAYSTATUS"), all);  // 180 characters, one message
  EXPECT_TRUE(ask("RUNTIMER2").starts_with("Relay R2(0123456789abcdef) is ON from: 26/03/02,12:"));
  EXPECT_EQ(ask("RUNTIMER3"), "Relay R3(0123456789abcdef) is OFF");
  EXPECT_EQ(ask("SIGNALREPORT"), "Signal: Good (-67dBm)");
}

TEST_F(Relays, AreCountedInTheStatus) {  // SR-U4.4-31
  EXPECT_THAT(ask("STATUS"),
              ::testing::MatchesRegex("Relays ON: None\nSignal: Good \\(-67dBm\\)\n(T1: 20C\\(68F\\)\n)?"
                                      "ALARMF: Disabled\nALARM status: No activity\n"
                                      "Power: DC OK, AC OK, Battery 100%\nTime: 26/03/02,12:0.:.."));
  ask("ONR1");
  ask("ONR6");
  board_.ac(false);
  EXPECT_THAT(ask("STATUS"), ::testing::AllOf(::testing::StartsWith("Relays ON: 1,6\n"),
                                              ::testing::HasSubstr("Power: DC OK, AC Failed, Battery")));
}

TEST_F(Relays, RefuseWhatIsNoCommandOfTheirs) {  // SR-U4.1-11, SR-U4.1-12, SR-U4.1-15, SR-U4.1-16, SR-UX-05
  for (const std::string text :
       {"ON", "OFF", "ON30", "ONM", "RESTART", "THERMOSTAT=HEATING", "POWERALERT=ON", "CREDIT", "SIMCARD*1#",
        "TEMPCAL=5", "STATUSX", "STATUS?", "RESTARTTIME", "POWERSTATE1", "ONR", "ONR 1", "PASSWORD?"}) {
    EXPECT_EQ(ask(text), text + " - No such command exists on the device!");
  }
  for (const char* text : {"ONR8", "ONR0", "ONR12", "ONR1,", "ONR1X", "POWERSTATE8=ON", "POWERSTATE8?",
                           "POWERSTATE1=MAYBE", "RUNTIMER9"}) {
    EXPECT_EQ(ask(text), "Incorrect value!") << text;
  }
}

TEST_F(Relays, TakeTheirPowerStates) {  // SR-U12-01 to SR-U12-06, SR-U4.4-52, SR-U4.4-53, SR-UX-31, SR-UX-32
  EXPECT_EQ(ask("POWERSTATE2=ON"), "POWERSTATE2=ON - OK");
  EXPECT_EQ(ask("powerstate3=off"), "POWERSTATE3=OFF - OK");
  EXPECT_EQ(ask("POWERSTATE3?"), "POWERSTATE3=REMEMBER,ON,(OFF)");
  EXPECT_EQ(ask_long(board_, "POWERSTATE?"),
            "POWERSTATE1=(REMEMBER),ON,OFF\nPOWERSTATE2=REMEMBER,(ON),OFF\nPOWERSTATE3=REMEMBER,ON,(OFF)\n"
            "POWERSTATE4=(REMEMBER),ON,OFF\nPOWERSTATE5=(REMEMBER),ON,OFF\nPOWERSTATE6=(REMEMBER),ON,OFF\n"
            "POWERSTATE7=(REMEMBER),ON,OFF");
  for (const char* text : {"ONR1", "ONR3", "ONR4,600", "PULSETIME=600", "PULSER5"}) ask(text);
  EXPECT_EQ(on(), "1,3,4,5");
  board_.mains(false);
  EXPECT_EQ(on(), "");
  board_.advance(5s);
  board_.mains(true);
  EXPECT_EQ(on(), "1,2,4");  // R5 as before its pulse
  board_.advance(11min);
  EXPECT_EQ(on(), "1,2,4");  // no time runs any more
  board_.power_cycle();
  EXPECT_EQ(on(), "1,2,4");
}

TEST_F(Relays, AreAllOffAfterAReset) {  // SR-UX-21, SR-UX-26
  for (const char* text : {"ONALL", "ALIASR1=x", "PULSETIME=5", "POWERSTATE1=ON", "DCALERT=OFF",
                           "BATALERT=50", "BACKUPLIMIT=OFF", "SECCENTER+358401"}) {
    EXPECT_NE(ask(text), "Incorrect value!") << text;
  }
  board_.press_button(9s);
  EXPECT_EQ(on(), "1,2,3,4,5,6,7");  // a shorter press does nothing
  board_.press_button(11s);
  board_.advance(70s);
  EXPECT_EQ(on(), "");
  expect_exchanges(board_, {{"ALIASR1?", "ALIASR1=NO"},
                            {"PULSETIME?", "PULSETIME=2 seconds"},
                            {"POWERSTATE1?", "POWERSTATE1=(REMEMBER),ON,OFF"},
                            {"DCALERT?", "DCALERT=(ON),OFF"},
                            {"ACALERT?", "ACALERT=(OFF),ON"},
                            {"BATALERT?", "BATALERT=OFF"},
                            {"BACKUPLIMIT?", "BACKUPLIMIT=(DC),AC,OFF"},
                            {"SECCENTER?", "No SECCENTERs!"},
                            {"MICLEVEL?", "MICLEVEL=15"}});
  EXPECT_THAT(ask("DATE"), ::testing::StartsWith("DATE 26/03/02,12:0"));  // the clock is kept
}

TEST_F(Relays, TellTheirVersion) {  // SR-U16-01, SR-U16-02
  expect_exchanges(board_, {{"HARDWARE", "iSocket Smart Relay, Hardware v1.0"},
                            {"SERIALNUM", "S/N: 12345678901234567"},
                            {"FIRMWARE", "v1.0.0 (c) iSocket Systems"}});
}

TEST_F(Relays, KeepTheNumbersOfASecurityCentre) {  // SR-4-14, SR-U5.1-02, SR-U5.1-03, SR-U5.1-15, SR-U5.4-05
  expect_exchanges(board_, {{"SECCENTER?", "No SECCENTERs!"},
                            {"SECCENTER-ALL", "SECCENTER-ALL - OK"},
                            {"PASSWORD=12abc", "PASSWORD=***** - OK"},
                            {"12abcSECCENTER+123456789012345", "SECCENTER+123456789012345 - OK"},
                            {"12abcSECCENTER+1234567890123456", ""},  // 31 characters
                            {"12abcSECCENTER+358402", "SECCENTER+358402 - OK"},
                            {"12abcSECCENTER+358402", "SECCENTER+358402 - OK"},
                            {"12abcSECCENTER?", "SECCENTERs: 123456789012345, 358402"},
                            {"12abcSECCENTER-358403", "Incorrect value!"},
                            {"12abcSECCENTER-123456789012345", "SECCENTER-123456789012345 - OK"},
                            {"12abcSECCENTER?", "SECCENTERs: 358402"},
                            {"12abcALERTNUMBER?", "No ALERTNUMBERs!"}});
}

TEST_F(Relays, ShowNoLightOfASocket) {  // SR-UX-22, SR-UX-23
  ask("ONALL");
  board_.advance(5s);
  EXPECT_TRUE(board_.lit(Led::power));
  EXPECT_EQ(board_.flashes(Led::power, 10s), 0);
  EXPECT_NEAR(board_.flashes(Led::gsm, 30s), 10, 1);
  EXPECT_FALSE(board_.lit(Led::out));
  board_.module().network(false);
  board_.advance(30s);
  EXPECT_NEAR(board_.flashes(Led::gsm, 10s), 10, 1);
}

}  // namespace
}  // namespace isocket::fw::testing
