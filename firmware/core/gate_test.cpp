// The way of a message to its reply: chapter 4.1, the decisions of section 4.1, the window of section 5.1.

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

TEST(Gate, TakesThirtyCharactersAndNotThirtyOne) {  // EP-4.1-01, EP-4.1-36
  Board board;
  EXPECT_EQ(ask(board, "ON                            "), "Power socket ON");  // 30, blanks count
  EXPECT_EQ(ask(board, "OFF                            "), "");                // 31
  EXPECT_TRUE(board.socket_on());
}

TEST(Gate, CountsThePasswordIntoTheThirty) {  // EP-4.1-02
  Board board;
  EXPECT_EQ(ask(board, "PASSWORD=12abc"), "PASSWORD=***** - OK");
  EXPECT_EQ(ask(board, "12abcDATE=15/01/31,12:30:45+04"), "DATE=15/01/31,12:30:45+04 - OK");
}

TEST(Gate, DoesNotMindCapitals) {  // EP-4.1-04, EP-4.1-39
  Board board;
  expect_exchanges(board, {{"on", "Power socket ON"},
                           {"oFf", "Power socket OFF"},
                           {"restarttime=007", "RESTARTTIME=7 - OK"},
                           {"error=on", "ERROR=ON - OK"},
                           {"on007", "Power ON for 7 seconds"},
                           {"trisealert=35c", "TRISEALERT=35C(96F) - OK"},
                           {"relaytime=off010", "RELAYTIME=OFF10 - OK"}});
}

TEST(Gate, AnswersAnUnknownCommandWithItsOwnText) {  // EP-4.1-17, EP-4.1-40, EP-4.1-43, EP-1-06
  for (const std::string_view text :
       {"Xyz", "RING", "SECNUMBER", "PASSWORD?", "SWITCHOFFTEMP?", "DATE?", "STATUS?", "ON 30", "ON30s",
        "ONX", "RESTARTTIME =5", "on off", "ON,OFF", "SIMCARD", "ONM", "PULSE", "TEMPOFF=5",
        "RINGCONFIRMTYPE=SMS"}) {
    Board board;
    EXPECT_EQ(ask(board, text), std::string{text} + " - No such command exists on the device!");
  }
}

TEST(Gate, TrimsTheTextButNotItsInside) {  // EP-4.1-36, EP-4.1-37, EP-4.1-38
  Board board;
  expect_exchanges(board, {{" \r\nON\r\n ", "Power socket ON"},
                           {"RESTARTTIME= 5", "Incorrect value!"},
                           {"SECNUMBER+358 9123", "Incorrect value!"},
                           {"ON\nOFF", "ON\nOFF - No such command exists on the device!"}});
}

TEST(Gate,
     RefusesInadmissibleValues) {  // EP-4.1-42, EP-4.1-53, EP-7.2-18, EP-8-13, EP-9.3-13, EP-10-17, EP-12-07
  Board board;
  for (const std::string_view text : {"RESTARTTIME=",
                                      "RESTARTTIME=0",
                                      "RESTARTTIME=601",
                                      "RESTARTTIME=5s",
                                      "RESTARTTIME=-5",
                                      "RING=MIC",
                                      "ON0",
                                      "OFF0",
                                      "ON65001",
                                      "OFF65001",
                                      "ON99999999999",
                                      "SECLIST=",
                                      "SECNUMBER+",
                                      "SECNUMBER+abc",
                                      "SECNUMBER++358401234567",
                                      "SECNUMBER+1234567890123456",
                                      "SECNUMBER-1",
                                      "ALERTNUMBER+",
                                      "ALERTNUMBER-1",
                                      "PASSWORD=",
                                      "PASSWORD=1234",
                                      "PASSWORD=123456",
                                      "PASSWORD=12 bc",
                                      "PASSWORD=12-bc",
                                      "ERROR=YES",
                                      "SWITCHOFFTEMP=10",
                                      "SWITCHOFFTEMP=C",
                                      "SWITCHOFFTEMP=10CF",
                                      "SWITCHOFFTEMP=+10C",
                                      "SWITCHOFFTEMP=10.5C",
                                      "SWITCHOFFTEMP=-56C",
                                      "SWITCHOFFTEMP=121C",
                                      "TRISEALERT=-68F",
                                      "TFALLALERT=249F",
                                      "TRISEALERT=ON",
                                      "DATE=15/02/30,12:00:00+04",
                                      "DATE=15/01/31,24:00:00+04",
                                      "DATE=15/01/31,12:30:45",
                                      "DATE=15/01/31,12:30:45+57",
                                      "DATE=15/01/31,12:30:45-49",
                                      "DATE=15/1/31,12:30:45+04",
                                      "RELAYTIME=",
                                      "RELAYTIME=60",
                                      "RELAYTIME=ON0",
                                      "RELAYTIME=OFF0",
                                      "RELAYTIME=ON65001",
                                      "SCHEDULER+8:00,*,ON",
                                      "SCHEDULER+24:00,*,ON",
                                      "SCHEDULER+08:60,*,ON",
                                      "SCHEDULER+08:00,8,ON",
                                      "SCHEDULER+08:00,0,ON",
                                      "SCHEDULER+08:00,*,XX",
                                      "SCHEDULER+08:00,*",
                                      "SCHEDULER-08:00",
                                      "SCHEDULER-8",
                                      "CREDITUMS=",
                                      "CREDITUMS=100",
                                      "CREDITUMS=*#",
                                      "CREDITUMS=*1a#",
                                      "SIMCARD100",
                                      "SIMCARD*#"}) {
    EXPECT_EQ(ask(board, text), "Incorrect value!") << text;
  }
  EXPECT_FALSE(board.socket_on());
}

TEST(Gate, ChecksInTheOrderOfTheManual) {  // EP-4.1-35
  Board board;
  expect_exchanges(board,
                   {{"MAKEMEBOSS",
                     "Your phone number has been assigned for all types of alerts and was added to security "
                     "list which has been activated"},
                    {"SMSCONFIRMUNAUTH=ON", "SMSCONFIRMUNAUTH=ON - OK"},
                    {"PASSWORD=12abc", "PASSWORD=***** - OK"}});
  EXPECT_EQ(ask(board, "nonsense", kStranger), "Access deny!");   // sender before password
  EXPECT_EQ(ask(board, "nonsense"), "Invalid access password!");  // password before command
  EXPECT_EQ(ask(board, "12abcRESTARTTIME=x"), "Incorrect value!");
  EXPECT_EQ(ask(board, "12abcnonsense"), "nonsense - No such command exists on the device!");
}

TEST(Gate, StaysSilentWithoutACommand) {  // EP-4.1-67, EP-4.1-69
  Board board;
  EXPECT_EQ(ask(board, ""), "");
  EXPECT_EQ(ask(board, "   "), "");
  board.deliver({.text = "ON", .coding = ModulePeer::Message::Coding::ucs2});
  board.deliver({.text = "ON", .coding = ModulePeer::Message::Coding::data});
  board.deliver({.text = "ON", .part_of_several = true});
  board.advance(10s);
  EXPECT_EQ(board.sent(), 0U);
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(ask(board, "PASSWORD=12abc"), "PASSWORD=***** - OK");
  EXPECT_EQ(ask(board, "12abc"), "");
}

TEST(Gate, ServesASenderItCannotAnswer) {  // EP-4.1-70, EP-6-01
  Board board;
  board.deliver({.from = "", .text = "ON"});
  board.advance(5s);
  EXPECT_TRUE(board.socket_on());
  board.deliver({.from = "Info", .text = "OFF"});
  board.advance(5s);
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(board.sent(), 0U);
}

TEST(Gate, AnswersToTheNumberAsReceived) {  // EP-4.1-70
  Board board;
  board.sms("0401234567", "ON");
  EXPECT_EQ(board.sent_to("0401234567").size(), 1U);
}

TEST(Gate, ServesMessagesInTheOrderOfArrival) {  // EP-4.1-52
  Board board;
  for (const char* text : {"ON", "first", "OFF", "second", "STATUS?"}) board.deliver({.text = text});
  board.advance(60s);
  EXPECT_THAT(board.sent_to(kBoss),
              ::testing::ElementsAre("Power socket ON", "first - No such command exists on the device!",
                                     "Power socket OFF", "second - No such command exists on the device!",
                                     "STATUS? - No such command exists on the device!"));
}

TEST(Window, ClosesThirtyMinutesAfterPowerOn) {  // EP-4.1-06, EP-4.1-08, EP-4.1-09, EP-4.1-41, EP-4.1-74
  Board board;
  board.advance(29min);
  EXPECT_EQ(ask(board, "STATUS").substr(0, 16), "Power socket OFF");  // Ctrl does not restart it
  board.advance(1min + 10s);
  expect_exchanges(board, {{"RestartTime=5", "RestartTime=5 - Time for configuration is expired (Conf)!"},
                           {"RESTARTTIME?", "RESTARTTIME=10 seconds"},
                           {"password=12abc", "password=***** - Time for configuration is expired (Conf)!"},
                           {"DATESMS", "DATESMS - Time for configuration is expired (Conf)!"},
                           {"MAKEMEBOSS", "MAKEMEBOSS - Time for configuration is expired (Conf)!"},
                           {"RESTARTTIME=x", "RESTARTTIME=x - Time for configuration is expired (Conf)!"},
                           {"ON", "Power socket ON"},
                           {"SCHEDULER-ALL", "SCHEDULER-ALL - OK"},
                           {"ERROR?", "ERROR=(ON),OFF"}});
}

TEST(Window, StartsAnewWithEachConfCommand) {  // EP-4.1-07, EP-4.1-48, EP-4.1-73
  Board board;
  board.advance(29min);
  EXPECT_EQ(ask(board, "RESTARTTIME=5"), "RESTARTTIME=5 - OK");
  board.advance(29min);
  EXPECT_EQ(ask(board, "RESTARTTIME=9999"), "Incorrect value!");
  board.advance(29min + 30s);
  EXPECT_EQ(ask(board, "RESTARTTIME=6"), "RESTARTTIME=6 - OK");
  board.advance(30min + 5s);
  EXPECT_EQ(ask(board, "RESTARTTIME=7"), "RESTARTTIME=7 - Time for configuration is expired (Conf)!");
}

TEST(Window, IsMeasuredByElapsedTime) {  // EP-4.1-50
  Board board;
  board.advance(10min);
  EXPECT_EQ(ask(board, "DATE=15/01/31,12:30:45+04"), "DATE=15/01/31,12:30:45+04 - OK");
  board.advance(29min);
  EXPECT_EQ(ask(board, "DATE=40/01/31,12:30:45+04"), "DATE=40/01/31,12:30:45+04 - OK");
}

TEST(Window, IsLiftedWhileSecurityIsConfigured) {  // EP-4.1-10, EP-4.1-46, EP-4.1-47, EP-4.1-72
  Board board;
  EXPECT_EQ(ask(board, "PASSWORD=12abc"), "PASSWORD=***** - OK");
  board.advance(100min);
  EXPECT_EQ(ask(board, "12abcRESTARTTIME=5"), "RESTARTTIME=5 - OK");
  board.advance(100min);
  EXPECT_EQ(ask(board, "12abcPASSWORD=NO"), "PASSWORD=NO - OK");
  board.advance(29min);
  EXPECT_EQ(ask(board, "RESTARTTIME=6"), "RESTARTTIME=6 - OK");
  board.advance(31min);
  EXPECT_EQ(ask(board, "RESTARTTIME=7"), "RESTARTTIME=7 - Time for configuration is expired (Conf)!");
}

TEST(Window, OpensWithEveryReturnOfMains) {  // EP-4.1-49, EP-4.1-75
  Board board;
  board.advance(40min);
  board.mains(false);
  board.advance(3s);
  board.mains(true);
  EXPECT_EQ(ask(board, "RESTARTTIME=5"), "RESTARTTIME=5 - OK");
}

}  // namespace
}  // namespace isocket::fw::testing
