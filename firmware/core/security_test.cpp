// Security list, password, alert numbers: chapter 5.

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

constexpr std::string_view kBossText =
    "Your phone number has been assigned for all types of alerts and was added to security list which has "
    "been "
    "activated";

TEST(SecurityList, ServesOnlyListedNumbersOnceActive) {  // EP-3-05, EP-5.1-02, EP-5-03, EP-6.3-06, EP-6.3-07
  Board board;
  EXPECT_EQ(ask(board, "MAKEMEBOSS"), kBossText);
  EXPECT_EQ(ask(board, "ON", kStranger), "");
  EXPECT_EQ(ask(board, "MAKEMEBOSS", kStranger), "");  // EP-5.1-03
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(ask(board, "SMSCONFIRMUNAUTH=ON"), "SMSCONFIRMUNAUTH=ON - OK");
  EXPECT_EQ(ask(board, "ON", kStranger), "Access deny!");
  EXPECT_EQ(ask(board, "ERROR=OFF"), "ERROR=OFF - OK");
  EXPECT_EQ(ask(board, "no such thing", kStranger), "Access deny!");  // EP-6.3-09
  EXPECT_FALSE(board.socket_on());
  expect_exchanges(board, {{"SECNUMBER?", "SECNUMBERs: 358401234567"},
                           {"ALERTNUMBER?", "ALERTNUMBERs: 358401234567"},
                           {"SECLIST?", "SECLIST=OFF,(ON)"},
                           {"MAKEMEBOSS", kBossText},  // EP-5.1-25
                           {"SECNUMBER?", "SECNUMBERs: 358401234567"}});
}

TEST(SecurityList,
     IsKeptByItsCommands) {  // EP-5.1-04 to EP-5.1-11, EP-5.1-16, EP-5.1-17, EP-5.1-19, EP-5.1-29
  Board board;
  expect_exchanges(board, {{"SECNUMBER?", "No SECNUMBERs!"},
                           {"SECLIST=ON", "No SECNUMBERs!"},  // EP-5.1-23
                           {"SECLIST?", "SECLIST=(OFF),ON"},
                           {"SECNUMBER-ALL", "SECNUMBER-ALL - OK"},
                           {"SECNUMBER+3589123456789", "SECNUMBER+3589123456789 - OK"},
                           {"SECNUMBER+5555555", "SECNUMBER+5555555 - OK"},
                           {"SECNUMBER+123456789012345", "SECNUMBER+123456789012345 - OK"},
                           {"SECNUMBER+5555555", "SECNUMBER+5555555 - OK"},
                           {"SECNUMBER?", "SECNUMBERs: 3589123456789, 5555555, 123456789012345"},
                           {"SECLIST?", "SECLIST=(OFF),ON"},  // EP-5.1-08
                           {"SECNUMBER-5555555", "SECNUMBER-5555555 - OK"},
                           {"secnumber-all", "SECNUMBER-ALL - OK"},
                           {"SECNUMBER?", "No SECNUMBERs!"}});
}

TEST(SecurityList, HoldsTenNumbersAndAnswersThemInOneMessage) {  // EP-5.1-01, EP-5.1-20, EP-4.1-65
  Board board;
  std::string list = "SECNUMBERs:";
  for (int i = 0; i < 10; ++i) {
    const std::string number = "12345678901234" + std::to_string(i);
    EXPECT_EQ(ask(board, "SECNUMBER+" + number), "SECNUMBER+" + number + " - OK");
    list += (i == 0 ? " " : ", ") + number;
  }
  EXPECT_EQ(ask(board, "SECNUMBER+1"), "Execute error!");
  EXPECT_EQ(ask(board, "SECNUMBER+123456789012340"), "SECNUMBER+123456789012340 - OK");
  EXPECT_EQ(ask(board, "MAKEMEBOSS"), "Execute error!");  // EP-5.1-26
  EXPECT_EQ(ask(board, "ALERTNUMBER?"), "No ALERTNUMBERs!");
  board.sms(kBoss, "SECNUMBER?");
  board.advance(10s);
  EXPECT_EQ(board.reply(), list);
}

TEST(SecurityList, ComparesWholeNumbers) {  // EP-5.1-15, EP-5.1-13
  Board board;
  ask(board, "SECNUMBER+358401234567");
  ask(board, "SECNUMBER+0409999999");
  ask(board, "SECLIST=ON");
  EXPECT_EQ(ask(board, "ON", "+3584012345678"), "");
  EXPECT_EQ(ask(board, "ON", "+35840123456"), "");
  EXPECT_EQ(ask(board, "ON", "0401234567"), "");
  EXPECT_FALSE(board.socket_on());
  EXPECT_EQ(ask(board, "ON", "0409999999"), "Power socket ON");
}

TEST(SecurityList,
     NeverLocksEverybodyOut) {  // EP-5.1-07, EP-5.1-22, EP-5.1-24, EP-5.1-30, EP-4.2-09, EP-4.2-17
  Board board;
  expect_exchanges(board, {{"MAKEMEBOSS", kBossText},
                           {"RING=SWITCH", "RING=SWITCH - OK"},
                           {"SECLIST=OFF", "SECLIST=OFF - OK"},
                           {"RING?", "RING=(NOACTION),RESTART,SWITCH"},
                           {"SECNUMBER?", "SECNUMBERs: 358401234567"},
                           {"SECLIST=ON", "SECLIST=ON - OK"},
                           {"RING?", "RING=(NOACTION),RESTART,SWITCH"},
                           {"RING=RESTART", "RING=RESTART - OK"},
                           {"SECNUMBER-358401234567", "SECNUMBER-358401234567 - OK"},
                           {"SECLIST?", "SECLIST=(OFF),ON"},
                           {"RING?", "RING=(NOACTION),RESTART,SWITCH"},
                           {"SECNUMBER+1234", "SECNUMBER+1234 - OK"},
                           {"SECLIST=ON", "SECLIST=ON - OK"},  // from a number that is not listed
                           {"SECLIST?", ""}});
}

TEST(SecurityList, KnowsNoHiddenSender) {  // EP-3-06, EP-3-10, EP-5.1-14, EP-5.3-05
  Board board;
  board.deliver({.from = "", .text = "MAKEMEBOSS"});
  board.deliver({.from = "Info", .text = "ALERTME"});
  board.advance(10s);
  expect_exchanges(board, {{"SECNUMBER?", "No SECNUMBERs!"},
                           {"ALERTNUMBER?", "No ALERTNUMBERs!"},
                           {"SECLIST?", "SECLIST=(OFF),ON"},
                           {"MAKEMEBOSS", kBossText}});
  board.deliver({.from = "", .text = "ON"});
  board.advance(5s);
  EXPECT_FALSE(board.socket_on());
}

TEST(Password,
     StandsBeforeEveryCommand) {  // EP-5.2-02, EP-5.2-05, EP-5.2-06, EP-5.2-08, EP-5.2-10, EP-4.1-37
  Board board;
  expect_exchanges(board,
                   {{"12abcSTATUS", "12abcSTATUS - No such command exists on the device!"},  // EP-5.2-12
                    {"PASSWORD=NO", "PASSWORD=NO - OK"},                                     // EP-5.2-13
                    {"password=12aBc", "PASSWORD=***** - OK"},
                    {"RESTARTTIME?", "Invalid access password!"},
                    {"12abcRESTARTTIME?", "Invalid access password!"},
                    {"12aBcrestarttime?", "RESTARTTIME=10 seconds"},
                    {"12aBc RESTARTTIME?", "RESTARTTIME? - No such command exists on the device!"},
                    {"12aBcPASSWORD=00000", "PASSWORD=***** - OK"},
                    {"12aBcON", "Invalid access password!"},
                    {"00000ON", "Power socket ON"},
                    {"00000PASSWORD=no", "PASSWORD=NO - OK"},  // EP-5.2-03, EP-5.2-07
                    {"OFF", "Power socket OFF"}});
}

TEST(Password, WorksTogetherWithTheList) {  // EP-5-02
  Board board;
  ask(board, "MAKEMEBOSS");
  ask(board, "PASSWORD=12abc");
  EXPECT_EQ(ask(board, "12abcON", kStranger), "");
  EXPECT_EQ(ask(board, "ON"), "Invalid access password!");
  EXPECT_EQ(ask(board, "12abcON"), "Power socket ON");
}

TEST(AlertNumbers, AreKeptByTheirCommands) {  // EP-5.3-03, EP-5.3-06 to EP-5.3-11, EP-5.3-14, EP-5.3-15
  Board board;
  expect_exchanges(board, {{"ALERTNUMBER?", "No ALERTNUMBERs!"},
                           {"ALERTNUMBER+358912345678", "ALERTNUMBER+358912345678 - OK"},
                           {"ALERTME", "Your phone number has been assigned for all types of alerts!"},
                           {"ALERTME", "Your phone number has been assigned for all types of alerts!"},
                           {"ALERTNUMBER?", "ALERTNUMBERs: 358912345678, 358401234567"},
                           {"ALERTNUMBER-358912345678", "ALERTNUMBER-358912345678 - OK"},
                           {"ALERTNUMBER?", "ALERTNUMBERs: 358401234567"},
                           {"ALERTNUMBER-ALL", "ALERTNUMBER-ALL - OK"},
                           {"ALERTNUMBER?", "No ALERTNUMBERs!"}});
  for (int i = 0; i < 10; ++i) ask(board, "ALERTNUMBER+" + std::to_string(100 + i));
  EXPECT_EQ(ask(board, "ALERTNUMBER+358912345678"), "Execute error!");
  EXPECT_EQ(ask(board, "ALERTME"), "Execute error!");
}

TEST(AlertNumbers, GiveNoRightToCommand) {  // EP-5.3-04, EP-5.3-17
  Board board;
  ask(board, "ALERTNUMBER+4712345678");
  ask(board, "MAKEMEBOSS");
  EXPECT_EQ(ask(board, "ON", kStranger), "");
  EXPECT_EQ(ask(board, "ALERTME", kSecond), "");
  EXPECT_EQ(ask(board, "ALERTNUMBER?"), "ALERTNUMBERs: 4712345678, 358401234567");
}

}  // namespace
}  // namespace isocket::fw::testing
