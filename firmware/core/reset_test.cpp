// The factory reset that wants a second press (chapter 15 of docs/spec/gsm-706-707.md).

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

class ConfirmedReset : public ::testing::TestWithParam<std::string> {
 protected:
  Board board_{{.model = GetParam()}};
};
INSTANTIATE_TEST_SUITE_P(, ConfirmedReset, ::testing::Values("gsm-706-light", "gsm-707-light"),
                         parameter_name);

TEST_P(ConfirmedReset, BringsBackEveryDefault) {  // GS-15-01 to GS-15-05, GS-15-10 to GS-15-15, GS-4.1-17
  enter(board_, kBoss);
  for (const char* text : {"ON", "RESTARTTIME=5", "RING=SWITCH", "RINGCONFIRM=OFF", "RINGCONFIRMTYPE=CALL",
                           "RENEWINTERVALPW=123456abc", "POWERSTATE=ON", "ERROR=OFF"}) {
    EXPECT_NE(ask(board_, text), "") << text;
  }
  board_.advance(31min);
  board_.press_button(5100ms);
  board_.advance(9s);
  EXPECT_TRUE(board_.socket_on());
  board_.press_button(200ms);
  board_.advance(1s);
  EXPECT_FALSE(board_.socket_on());
  board_.advance(60s);
  EXPECT_EQ(board_.reply(), "");
  expect_exchanges(board_, {{"SECNUMBER?", "No SECNUMBERs!"},
                            {"ALERTNUMBER?", "No ALERTNUMBERs!"},
                            {"SECLIST?", "SECLIST=(OFF),ON"},
                            {"RING?", "RING=(NOACTION),RESTART,SWITCH"},
                            {"RINGCONFIRM?", "RINGCONFIRM=(ON),OFF"},
                            {"RINGCONFIRMTYPE?", "RINGCONFIRMTYPE=(SMS),CALL"},
                            {"RESTARTTIME?", "RESTARTTIME=10 seconds"},
                            {"RENEWINTERVAL?", "Renew password was not setup"},
                            {"POWERSTATE?", "POWERSTATE=(REMEMBER),ON,OFF"},
                            {"ERROR?", "ERROR=(ON),OFF"},
                            {"RESTARTTIME=6", "RESTARTTIME=6 - OK"}});      // a new window
  EXPECT_THAT(ask(board_, "STATUS"), ::testing::HasSubstr("Time: 26/03"));  // the clock stays
}

TEST_P(ConfirmedReset, IsForgottenAfterTenSeconds) {  // GS-15-06, GS-15-07
  ask(board_, "RESTARTTIME=5");
  board_.press_button(20s);  // there is no upper limit (GS-15-08)
  EXPECT_FALSE(board_.socket_on());
  board_.advance(10100ms);
  board_.press_button(200ms);
  EXPECT_TRUE(board_.socket_on());
  EXPECT_EQ(ask(board_, "RESTARTTIME?"), "RESTARTTIME=5 seconds");
}

TEST_P(ConfirmedReset, ConfirmingPressDoesNothingElse) {  // GS-15-07
  board_.press_button(6s);
  board_.press_button(8s);  // released when the device has started anew
  board_.advance(40s);
  EXPECT_FALSE(board_.socket_on());
  board_.press_button(200ms);
  EXPECT_TRUE(board_.socket_on());
}

TEST_P(ConfirmedReset, IsShown) {  // GS-15-04, GS-15-08, GS-15-09
  board_.advance(5s);
  board_.device().input(Input::button, true);
  EXPECT_EQ(board_.flashes(Led::out, 8s), 0);
  board_.device().input(Input::button, false);
  EXPECT_NEAR(board_.flashes(Led::out, 5s), 5, 1);
  EXPECT_EQ(board_.lit(Led::out), board_.lit(Led::power));
  board_.advance(250ms);
  EXPECT_EQ(board_.lit(Led::out), board_.lit(Led::power));
  board_.advance(5s);
  EXPECT_EQ(board_.flashes(Led::power, 5s), 0);
  EXPECT_TRUE(board_.lit(Led::power));
  EXPECT_FALSE(board_.lit(Led::out));
}

}  // namespace
}  // namespace isocket::fw::testing
