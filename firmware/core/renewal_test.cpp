// The configuration window of the GSM family and the Smart Relay, and its renewal (chapters 4.1 and 5.3 of
// docs/spec/gsm-706-707.md, 3.3 of docs/spec/smart-relay.md).

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

class Renewal : public OfModel {
 protected:
  Board board_{{.model = GetParam()}};
};
INSTANTIATE_TEST_SUITE_P(, Renewal, ::testing::Values("gsm-706-light", "gsm-707-light", "smart-relay"),
                         parameter_name);

TEST_P(Renewal, WindowClosesInSpiteOfProtection) {  // GS-4.1-08 to GS-4.1-14, GS-5.3-20, GS-6.3-06,
                                                    // SR-U5.3-01, SR-U5.3-02, SR-U5.3-12, SR-UX-06
  enter(board_, kBoss);
  EXPECT_EQ(ask(board_, "PASSWORD=12abc"), "PASSWORD=***** - OK");
  board_.advance(29min);
  ask(board_, "12abcRESTARTTIME=x");  // a refused one restarts it
  board_.advance(29min);
  EXPECT_EQ(ask(board_, "12abcSMSCONFIRM=ON"), "SMSCONFIRM=ON - OK");
  board_.advance(25min);
  expect_exchanges(board_, {{"12abcSECLIST?", "SECLIST=OFF,(ON)"}, {"12abcON", "Power socket ON"}});
  board_.advance(5min);
  expect_exchanges(board_,
                   {{"12abcSECLIST=OFF", "SECLIST=OFF - Time for configuration is expired (30min)!"},
                    {"12abcrestarttime=x", "restarttime=x - Time for configuration is expired (30min)!"},
                    {"12abcPASSWORD=NO", "PASSWORD=***** - Time for configuration is expired (30min)!"},
                    {"12abcRENEWINTERVALPW=123456abc",
                     "RENEWINTERVALPW=********* - Time for configuration is expired (30min)!"},
                    {"12abcON", "Power socket ON"},
                    {"12abcNonsense", "Nonsense - Error!"}});
}

TEST_P(Renewal, PasswordNeedsAProtection) {  // GS-5.3-01 to GS-5.3-06, GS-5.3-14 to GS-5.3-18,
                                             // SR-U5.3-06 to SR-U5.3-08, SR-U5.3-10
  expect_exchanges(board_, {{"RENEWINTERVAL?", "Renew password was not setup"},
                            {"RENEWINTERVAL123456abc", "Renew password was not setup"},
                            {"RENEWINTERVALPW=123456abc", "No security setup!"},
                            {"RENEWINTERVALPW=NO", "RENEWINTERVALPW=NO - OK"},
                            {"SECNUMBER+358401234567", "SECNUMBER+358401234567 - OK"},
                            {"RENEWINTERVALPW=123456abc", "No security setup!"},  // the list is not active
                            {"RENEWINTERVALPW=123456ab", "Incorrect value!"},
                            {"RENEWINTERVALPW=123456ab-", "Incorrect value!"},
                            {"SECLIST=ON", "SECLIST=ON - OK"},
                            {"RENEWINTERVALPW=123456abc", "RENEWINTERVALPW=********* - OK"},
                            {"RENEWINTERVAL?", "Password presented, renew possible"},
                            {"RENEWINTERVALPW=no", "RENEWINTERVALPW=NO - OK"},
                            {"RENEWINTERVAL?", "Renew password was not setup"}});
}

TEST_P(Renewal, OpensTheWindowAnew) {  // GS-5.3-08 to GS-5.3-13, GS-5.3-19, GS-4.1-71, SR-U5.3-04,
                                       // SR-U5.3-05
  enter(board_, kBoss);
  ask(board_, "RENEWINTERVALPW=123456abC");
  board_.advance(20min);
  EXPECT_EQ(ask(board_, "renewinterval123456abC"), "Configuration interval renewed");
  board_.advance(29min);
  EXPECT_EQ(ask(board_, "RESTARTTIME=5"), "RESTARTTIME=5 - OK");
  board_.advance(31min);
  EXPECT_EQ(ask(board_, "RENEWINTERVAL123456abC", kStranger), "");
  expect_exchanges(board_, {{"RENEWINTERVAL123456abc", "Invalid renew password!"},
                            {"RENEWINTERVAL", "Invalid renew password!"},
                            {"RENEWINTERVAL123456abC7", "Invalid renew password!"},
                            {"RENEWINTERVAL 123456abC", "RENEWINTERVAL 123456abC - Error!"},  // GS-0-23
                            {"RESTARTTIME=6", "RESTARTTIME=6 - Time for configuration is expired (30min)!"},
                            {"RENEWINTERVAL123456abC", "Configuration interval renewed"},
                            {"RESTARTTIME=6", "RESTARTTIME=6 - OK"}});
}

TEST_P(Renewal, PasswordGoesWithTheLastProtection) {  // GS-5.3-07, SR-U5.3-09
  enter(board_, kBoss);
  ask(board_, "RENEWINTERVALPW=123456abc");
  ask(board_, "PASSWORD=12abc");
  ask(board_, "12abcSECNUMBER-ALL");
  EXPECT_EQ(ask(board_, "12abcRENEWINTERVAL?"), "Password presented, renew possible");
  ask(board_, "12abcPASSWORD=NO");
  EXPECT_EQ(ask(board_, "RENEWINTERVAL?"), "Renew password was not setup");
  for (const char* away : {"SECLIST=OFF", "SECNUMBER-358401234567", "SECNUMBER-ALL"}) {
    enter(board_, kBoss);
    EXPECT_EQ(ask(board_, "RENEWINTERVALPW=123456abc"), "RENEWINTERVALPW=********* - OK");
    ask(board_, away);
    EXPECT_EQ(ask(board_, "RENEWINTERVAL?"), "Renew password was not setup") << away;
  }
}

TEST_P(Renewal, RefusalsAreErrors) {  // GS-5.3-05, GS-6.3-10
  enter(board_, kBoss);
  ask(board_, "ERROR=OFF");
  EXPECT_EQ(ask(board_, "RENEWINTERVAL123456abc"), "");
  EXPECT_EQ(ask(board_, "RENEWINTERVAL?"), "Renew password was not setup");
  ask(board_, "RENEWINTERVALPW=123456abc");
  EXPECT_EQ(ask(board_, "RENEWINTERVAL123456abd"), "");
}

TEST_P(Renewal, SurvivesALossOfPower) {  // GS-4.1-15, GS-4.1-18, GS-0-32
  enter(board_, kBoss);
  ask(board_, "RENEWINTERVALPW=123456abc");
  board_.advance(31min);
  EXPECT_EQ(ask(board_, "ERROR=ON"), own("ERROR=ON - Time for configuration is expired (30min)!"));
  board_.power_cycle();
  board_.advance(40s);
  board_.reply();  // that power is back
  EXPECT_EQ(ask(board_, "RENEWINTERVAL?"), "Password presented, renew possible");
  EXPECT_EQ(ask(board_, "ERROR=ON"), "ERROR=ON - OK");
}

TEST(Renewal707, ReturnOfMainsOpensTheWindow) {  // GS-4.1-16
  Board board{{.model = "gsm-707-light"}};
  board.advance(31min);
  board.mains(false);
  board.advance(3s);
  board.mains(true);
  EXPECT_EQ(ask(board, "RESTARTTIME=6"), "RESTARTTIME=6 - OK");
}

}  // namespace
}  // namespace isocket::fw::testing
