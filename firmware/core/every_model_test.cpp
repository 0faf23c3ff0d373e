// What every model does the same way ("The same in every family" of docs/spec/README.md), once for each.

#include "core/model.h"
#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

class EveryModel : public OfModel {
 protected:
  Board board_{{.model = GetParam()}};
};
class EverySocket : public EveryModel {};  // and the button and the light beside it

std::vector<std::string> models_with(Feature feature) {
  std::vector<std::string> names;
  for (const Model* model : models())
    if (model->features.has(feature)) names.emplace_back(model->name);
  return names;
}
INSTANTIATE_TEST_SUITE_P(, EveryModel, ::testing::ValuesIn(models_with(Feature::basic)), parameter_name);
INSTANTIATE_TEST_SUITE_P(, EverySocket, ::testing::ValuesIn(models_with(Feature::socket)), parameter_name);

TEST_P(EveryModel,
       SwitchesAndRestartsItsSocket) {  // EP-4.1-18, EP-4.1-22, GS-4.1-28, GS-4.1-44 to GS-4.1-47,
  // SR-U4.4-01, SR-U4.4-06
  expect_exchanges(board_, {{"on", "Power socket ON"},
                            {"RESTARTTIME=12", "RESTARTTIME=12 - OK"},
                            {"RESTARTTIME?", "RESTARTTIME=12 seconds"},
                            {"RESTARTTIME=601", "Incorrect value!"},
                            {"RESTARTTIME=0", "Incorrect value!"},
                            {"RESTART", "Power socket restarted"}});
  EXPECT_FALSE(board_.socket_on());
  board_.advance(10s);
  EXPECT_TRUE(board_.socket_on());
  EXPECT_EQ(ask(board_, "OFF"), own("Power socket OFF"));
  EXPECT_FALSE(board_.socket_on());
}

TEST_P(EveryModel,
       KeepsARunningTimeThroughARestart) {  // EP-4.1-79, EP-4.1-80, GS-4.1-39, GS-4.1-49, SR-U4.4-49
  ask(board_, "ON20");                      // seconds or minutes
  ask(board_, "RESTART");
  EXPECT_FALSE(board_.socket_on());
  board_.advance(21min);
  EXPECT_FALSE(board_.socket_on());
  ask(board_, "OFF20");
  ask(board_, "OFF");  // a later order cancels it (EP-4.1-76, GS-4.1-38)
  board_.advance(21min);
  EXPECT_FALSE(board_.socket_on());
}

TEST_P(EveryModel, TellsSinceWhenTheSocketIsOn) {  // EP-4.1-31, GS-4.1-66, GS-4.1-67, GS-4.1-69, SR-U4.4-14
  EXPECT_EQ(ask(board_, "RUNTIME"), own("Power socket is OFF"));
  ask(board_, "ON");
  const std::string since = ask(board_, "RUNTIME");
  EXPECT_TRUE(since.starts_with(own("Power socket is ON from: 26/03/02,12:00:"))) << since;
  board_.advance(60s);
  ask(board_, "ON");
  EXPECT_EQ(ask(board_, "RUNTIME"), since);  // EP-4.1-83, GS-4.1-30
}

TEST_P(EveryModel,
       SetsItsClockFromTheFirstMessage) {  // EP-8-15, GS-0-06, GS-8-02, GS-8-03, GS-8-15, SR-U8-01
  Board board{{.model = GetParam(), .clock_set = false}};
  ask(board, "PASSWORD=12abc");
  board.set_clock(std::nullopt);
  EXPECT_EQ(ask(board, "STATUS"), "Invalid access password!");
  EXPECT_EQ(board.device().clock(), std::nullopt);
  const std::string status = ask(board, "12abcSTATUS");
  EXPECT_THAT(status, ::testing::HasSubstr("\nTime: 26/"));
  EXPECT_NE(board.device().clock(), std::nullopt);
}

TEST_P(EveryModel, LetsTheListIn) {  // EP-5.1-10, EP-6.3-09, GS-5.1-18 to GS-5.1-23, GS-6.3-14 to GS-6.3-17,
  // SR-U5.1-07, SR-U5.1-08, SR-U6-04, SR-UX-03
  EXPECT_EQ(ask(board_, "SECLIST=ON"), "No SECNUMBERs!");
  EXPECT_EQ(ask(board_, "SECNUMBER?"), "No SECNUMBERs!");
  enter(board_, kBoss);
  EXPECT_EQ(ask(board_, "ON", kStranger), "");
  EXPECT_EQ(ask(board_, "SMSCONFIRMUNAUTH=ON"), "SMSCONFIRMUNAUTH=ON - OK");
  EXPECT_EQ(ask(board_, "ERROR=OFF"), "ERROR=OFF - OK");
  EXPECT_EQ(ask(board_, "Nonsense", kStranger), "Access deny!");
  EXPECT_FALSE(board_.socket_on());
  expect_exchanges(board_, {{"SECLIST?", "SECLIST=OFF,(ON)"},
                            {"RING=RESTART", "RING=RESTART - OK"},
                            {"SECNUMBER-358401234567", "SECNUMBER-358401234567 - OK"},
                            {"SECLIST?", "SECLIST=(OFF),ON"},
                            {"ERROR=ON", "ERROR=ON - OK"},
                            {"RING=RESTART", "SECLIST is not active!"}});
  EXPECT_THAT(ask(board_, "RING?"), ::testing::StartsWith("RING=(NOACTION),RESTART"));
}

TEST_P(EveryModel, HoldsTenNumbers) {  // EP-5.1-19 to EP-5.1-21, GS-5.1-08, GS-5.1-09, GS-5.1-12, GS-7.3-04,
  // SR-U5.1-01 to SR-U5.1-03, SR-U5.1-15
  for (const std::string list : {"SECNUMBER", "ALERTNUMBER"}) {
    for (int i = 0; i < 10; ++i) ask(board_, list + "+35840000000" + std::to_string(i));
    EXPECT_EQ(ask(board_, list + "+358400000003"), list + "+358400000003 - OK");
    EXPECT_EQ(ask(board_, list + "+358400000011"), "Execute error!");
    EXPECT_EQ(ask(board_, list + "-358400000011"), "Incorrect value!");
    EXPECT_EQ(ask(board_, list + "+1234567890123456"), "Incorrect value!");
    EXPECT_EQ(ask(board_, list + "-ALL"), list + "-ALL - OK");
    EXPECT_EQ(ask(board_, list + "-ALL"), list + "-ALL - OK");
  }
}

TEST_P(EveryModel, DemandsItsPassword) {  // EP-5.2-06, GS-5.2-01 to GS-5.2-10, GS-6.3-03, GS-6.3-04,
  // SR-U5.2-01 to SR-U5.2-04, SR-UX-04
  expect_exchanges(board_, {{"PASSWORD=12ab", "Incorrect value!"},
                            {"PASSWORD=12ab-", "Incorrect value!"},
                            {"PASSWORD=12abc", "PASSWORD=***** - OK"},
                            {"ON", "Invalid access password!"},
                            {"12ABCON", "Invalid access password!"},
                            {"12abcON", "Power socket ON"},
                            {"12abc", ""},
                            {"12abcPASSWORD=NO", "PASSWORD=NO - OK"},
                            {"OFF", "Power socket OFF"}});
  EXPECT_THAT(ask(board_, "12abcON"), ::testing::StartsWith(own("12abcON") + " - "));
}

TEST_P(EveryModel, TakesThirtyCharacters) {  // EP-4.1-01, EP-4.1-36, GS-4.1-03, GS-4.1-04, GS-0-22, GS-0-24,
  // SR-U4.1-03 to SR-U4.1-05
  EXPECT_EQ(testing::ask(board_, own("ON") + std::string(30 - own("ON").size(), ' ')),
            own("Power socket ON"));
  EXPECT_EQ(testing::ask(board_, own("OFF") + std::string(31 - own("OFF").size(), ' ')), "");
  EXPECT_EQ(ask(board_, "   "), "");
  EXPECT_TRUE(board_.socket_on());
  EXPECT_EQ(ask(board_, "POWERSTATE= ON"), "Incorrect value!");  // GS-0-23
  EXPECT_THAT(testing::ask(board_, "POWERSTATE =ON"), ::testing::StartsWith("POWERSTATE =ON - "));
}

TEST_P(EveryModel,
       WithholdsWhatItIsToldTo) {  // EP-6.1, EP-6.3-04, GS-6.1-01 to GS-6.1-08, GS-6.3-09 to GS-6.3-12
  expect_exchanges(board_, {{"SMSCONFIRM=OFF", "SMSCONFIRM=OFF - OK"},
                            {"ON", ""},
                            {"SMSCONFIRM?", "SMSCONFIRM=ON,(OFF)"},
                            {"RESTARTTIME=x", "Incorrect value!"},
                            {"SERIALNUM", "S/N: 12345678901234567"},
                            {"ERROR=OFF", ""},
                            {"RESTARTTIME=x", ""},
                            {"RING=SWITCH", ""},
                            {"ERROR?", "ERROR=ON,(OFF)"},
                            {"SECNUMBER?", "No SECNUMBERs!"},
                            {"SMSCONFIRM=ON", "SMSCONFIRM=ON - OK"}});
  EXPECT_TRUE(board_.socket_on());
}

TEST_P(EveryModel,
       SwitchesForAListedCaller) {  // EP-4.2-13, EP-4.2-22, GS-4.2-03, GS-4.2-13 to GS-4.2-16, GS-6.2-04
  enter(board_, kBoss);
  ask(board_, "RING=SWITCH");
  board_.module().call(kStranger);
  board_.advance(10s);
  EXPECT_TRUE(board_.module().incoming_rings());
  board_.module().caller_gives_up();
  board_.advance(10s);
  EXPECT_FALSE(board_.socket_on());
  board_.module().call(kBoss);
  EXPECT_TRUE(board_.advance_until([&] { return board_.module().was_rejected(); }, 5s));
  board_.advance(10s);
  EXPECT_TRUE(board_.socket_on());
  EXPECT_EQ(board_.reply(), own("Power socket ON"));
}

TEST_P(EveryModel, TakesThePowerStateWhenSupplyReturns) {  // EP-11-08 to EP-11-11, GS-12-01 to GS-12-08
  ask(board_, "ON");
  ask(board_, "RESTARTTIME=60");
  ask(board_, "RESTART");  // the state from before it is the one to restore (EP-11-24, GS-4.1-50)
  board_.power_cycle();
  EXPECT_TRUE(board_.socket_on());
  board_.advance(90s);
  EXPECT_TRUE(board_.socket_on());
  EXPECT_EQ(ask(board_, "POWERSTATE=OFF"), own("POWERSTATE=OFF - OK"));
  board_.power_cycle();
  EXPECT_FALSE(board_.socket_on());
  board_.advance(30s);
  expect_exchanges(
      board_, {{"POWERSTATE?", "POWERSTATE=REMEMBER,ON,(OFF)"}, {"POWERSTATE=ON", "POWERSTATE=ON - OK"}});
  board_.power_cycle();
  EXPECT_TRUE(board_.socket_on());
}

TEST_P(EveryModel, TellsThatPowerIsBack) {  // EP-11-14, EP-11-17, GS-12-12, GS-12-13, GS-12-26
  enter(board_, kBoss);
  ask(board_, "ALERTNUMBER+358402222222");
  board_.power_cycle();
  board_.advance(40s);
  EXPECT_EQ(board_.reply_to(kBoss), own("Power restored!"));
  EXPECT_EQ(board_.reply_to(kSecond), own("Power restored!"));
  EXPECT_EQ(board_.reply(), "");
}

TEST_P(EverySocket, ShowsItsState) {  // EP-15-05 to EP-15-09, GS-16-01, GS-16-02, GS-16-07 to GS-16-13
  board_.advance(5s);
  EXPECT_EQ(board_.flashes(Led::power, 10s), 0);
  EXPECT_TRUE(board_.lit(Led::power));
  EXPECT_NEAR(board_.flashes(Led::gsm, 30s), 10, 1);
  ask(board_, "ON");
  EXPECT_TRUE(board_.lit(Led::out));
  ask(board_, "RESTART");
  EXPECT_FALSE(board_.lit(Led::out));
  Board no_sim{{.model = GetParam(), .start = false}};
  no_sim.module().sim = "SIM PIN";
  no_sim.mains(true);
  no_sim.advance(60s);
  EXPECT_NEAR(no_sim.flashes(Led::power, 30s), 40, 3);
  EXPECT_NEAR(no_sim.flashes(Led::out, 10s), 40, 2);
  EXPECT_NEAR(no_sim.flashes(Led::gsm, 10s), 10, 1);
}

TEST_P(EverySocket, SwitchesByItsButton) {  // EP-4.3-01 to EP-4.3-03, GS-4.3-01 to GS-4.3-06
  ask(board_, "ON20");
  board_.press_button(40ms);
  EXPECT_TRUE(board_.socket_on());
  board_.press_button(4900ms);
  EXPECT_FALSE(board_.socket_on());
  board_.press_button(60ms);
  board_.advance(21min);
  EXPECT_TRUE(board_.socket_on());  // the time was cancelled
  EXPECT_EQ(board_.reply(), "");
}

}  // namespace
}  // namespace isocket::fw::testing
