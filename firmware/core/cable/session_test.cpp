// The configuration cable: link, lines, sessions and states (chapters P1 to P3 of docs/spec/manager-usb.md),
// and what it stops (chapter 2).

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string connect(Board& board) {
  board.cable(true);
  return board.ask_cable("CONNECT");
}

TEST(CableSession, TellsWhoTheDeviceIs) {  // MU-P3-01, MU-P8-01
  Board board;
  EXPECT_EQ(connect(board),
            ": iSocket Environment Pro\n: S/N: 12345678901234567\n: v1.0.0 (c) iSocket Systems\n"
            ": PROTOCOL=1\n: TIME=26/03/02,12:00:00+08\nOK 5\n");
}

TEST(CableSession, ShowsThatTheClockIsUnset) {  // MU-P3-02
  Board board{{.clock_set = false}};
  EXPECT_THAT(connect(board), HasSubstr(": TIME=00/01/01,"));
}

TEST(CableSession, IsClosedUntilConnect) {  // MU-P6-15, MU-P3-03
  Board board;
  board.cable(true);
  for (const char* request : {"READ RING", "GROUPS", "PING", "DISCONNECT", "HELLO", "CMD STATUS", "COMMIT x"})
    EXPECT_EQ(board.ask_cable(request), "ERR 10 NOT CONNECTED\n") << request;
  EXPECT_THAT(board.ask_cable("CONNECT"), EndsWith("OK 5\n"));
  EXPECT_EQ(board.ask_cable("PING"), "OK 0\n");
  EXPECT_EQ(board.ask_cable("DISCONNECT"), "OK 0\n");
  EXPECT_EQ(board.ask_cable("PING"), "ERR 10 NOT CONNECTED\n");
}

TEST(CableSession, EndsAfterTenMinutesWithoutARequest) {  // MU-P3-04, MU-P3-17
  Board board;
  connect(board);
  board.advance(599s);
  EXPECT_EQ(board.ask_cable("PING"), "OK 0\n");
  board.ask_cable("WRITE RING FORCE");
  board.advance(599s);
  EXPECT_EQ(board.ask_cable("HELLO"), "ERR 1 UNKNOWN REQUEST\n");
  board.advance(600s);
  EXPECT_EQ(board.ask_cable("PING"), "ERR 10 NOT CONNECTED\n");
  board.ask_cable("CONNECT");
  EXPECT_EQ(board.ask_cable("ABORT"), "ERR 24 NO WRITE\n") << "the open write was dropped";
}

TEST(CableSession, BeginsAnewWithConnect) {  // MU-P3-20
  Board board;
  connect(board);
  board.ask_cable("READ RING");
  board.ask_cable("WRITE RING 1");
  EXPECT_THAT(board.ask_cable("CONNECT"), EndsWith("OK 5\n"));
  EXPECT_EQ(board.ask_cable("ABORT"), "ERR 24 NO WRITE\n");
  EXPECT_EQ(board.ask_cable("WRITE RING 1"), "ERR 21 READ FIRST\n") << "it was read in the session before";
}

struct Lines {
  const char* said;
  const char* answered;
};
const Lines kLines[] = {
    {"\r\n\r\n  \r\n", ""},                            // MU-P2-02
    {"PING\r", "OK 0\n"},                              // MU-P2-01
    {"PING\n", "OK 0\n"},                              //
    {"  ping  \r\n", "OK 0\n"},                        // MU-P2-06
    {"PI\tNG\r\n", "ERR 3 BAD CHARACTER\n"},           // MU-P6-13
    {"PING\xc3\xa4\r\n", "ERR 3 BAD CHARACTER\n"},     //
    {"HELLO\r\n", "ERR 1 UNKNOWN REQUEST\n"},          // MU-P6-11
    {"PINGS\r\n", "ERR 1 UNKNOWN REQUEST\n"},          //
    {"READ\r\n", "ERR 4 BAD ARGUMENT\n"},              // MU-P6-14
    {"READ RING RELAYS\r\n", "ERR 4 BAD ARGUMENT\n"},  //
    {"COMMIT x\r\n", "ERR 4 BAD ARGUMENT\n"},          //
    {"COMMIT 1 12345\r\n", "ERR 4 BAD ARGUMENT\n"},    //
    {"COMMIT 1 GGGG\r\n", "ERR 4 BAD ARGUMENT\n"},     //
    {"WRITE RING\r\n", "ERR 4 BAD ARGUMENT\n"},        //
    {"WRITE RING -1\r\n", "ERR 4 BAD ARGUMENT\n"},     //
    {"SET RING\r\n", "ERR 4 BAD ARGUMENT\n"},          //
    {"SET =ON\r\n", "ERR 4 BAD ARGUMENT\n"},           //
    {"GROUPS ALL\r\n", "ERR 4 BAD ARGUMENT\n"},        //
    {"ABORT 1\r\n", "ERR 4 BAD ARGUMENT\n"},           //
    {"CMD\r\n", "ERR 4 BAD ARGUMENT\n"},               //
    {"CONNECT NOW\r\n", "ERR 4 BAD ARGUMENT\n"},       //
};

TEST(CableLines, AreReadAsTheProtocolSays) {
  Board board;
  connect(board);
  for (const Lines& line : kLines) EXPECT_EQ(board.say_to_cable(line.said), line.answered) << line.said;
}

TEST(CableLines, OfTwoHundredOctetsAreTheLongest) {  // MU-P2-08, MU-P6-12
  Board board;
  connect(board);
  EXPECT_EQ(board.ask_cable("PING" + std::string(196, ' ')), "OK 0\n");
  EXPECT_EQ(board.ask_cable("PING" + std::string(197, ' ')), "ERR 2 LINE TOO LONG\n");
  EXPECT_EQ(board.ask_cable(std::string(300, '\x01')), "ERR 2 LINE TOO LONG\n");  // MU-P6-28
  EXPECT_EQ(board.ask_cable("PING"), "OK 0\n");
}

TEST(CableLines, MayComeInAnyPieces) {
  Board board;
  board.cable(true);
  std::string said;
  for (const char c : std::string{"\r\nCONNECT\r\n"}) said += board.say_to_cable({&c, 1});
  EXPECT_THAT(said, EndsWith("OK 5\n"));
}

TEST(CableLines, WaitForAHostThatIsSlow) {
  Board board;
  connect(board);
  const std::string whole = board.ask_cable("READ CONFIRM");
  board.cable_takes(0);
  EXPECT_EQ(board.ask_cable("READ CONFIRM"), "");
  board.cable_takes(3);
  EXPECT_EQ(board.say_to_cable(""), whole);
}

TEST(CableState, IsSilentWithoutAUsableSim) {  // MU-P1-03, MU-P3-12, MU-P3-13, MU-P3-18
  Board board;
  connect(board);
  board.module().sim = "SIM PIN";
  board.power_cycle();
  board.advance(60s);
  EXPECT_EQ(board.ask_cable("CONNECT"), "");
  board.module().sim = "READY";
  board.power_cycle();
  board.advance(60s);
  EXPECT_EQ(board.ask_cable("PING"), "ERR 10 NOT CONNECTED\n") << "the session is over";
  EXPECT_THAT(board.ask_cable("CONNECT"), EndsWith("OK 5\n"));
}

TEST(CableState, SaysNothingOfItself) {  // MU-P2-05
  Board board;
  connect(board);
  ask(board, "ON");
  board.sensor(true);
  board.advance(60s);
  EXPECT_EQ(board.say_to_cable(""), "");
}

TEST(CableState, ForgetsTheSessionWhenPulled) {  // MU-P3-19, MU-2-09
  Board board;
  connect(board);
  board.ask_cable("WRITE RING FORCE");
  board.say_to_cable("SET RI");
  board.cable(false);
  EXPECT_EQ(board.ask_cable("CONNECT"), "") << "nobody is there";
  board.cable(true);
  EXPECT_EQ(board.ask_cable("PING"), "ERR 10 NOT CONNECTED\n") << "half a line is forgotten too";
  board.ask_cable("CONNECT");
  EXPECT_EQ(board.ask_cable("COMMIT 0 FFFF"), "ERR 24 NO WRITE\n");
}

TEST(CableState, LastsOnTheBattery) {  // MU-P8-07
  Board board;
  ask(board, "ALERTME");
  connect(board);
  board.mains(false);
  EXPECT_EQ(board.ask_cable("PING"), "OK 0\n");
}

TEST(CableBlocks, Messages) {  // MU-2-02, MU-2-03, MU-2-06, MU-2-07
  Board board;
  board.cable(true);
  EXPECT_EQ(ask(board, "ON"), "") << "the cable alone is enough";
  EXPECT_FALSE(board.socket_on());
  board.ask_cable("CONNECT");
  board.ask_cable("DISCONNECT");
  EXPECT_EQ(ask(board, "ON"), "");
  board.cable(false);
  board.advance(10s);
  EXPECT_FALSE(board.socket_on()) << "no command is executed late";
  EXPECT_EQ(board.reply(), "");
  EXPECT_EQ(ask(board, "ON"), "Power socket ON");
}

TEST(CableBlocks, AMessageThatCameJustBeforeItWasPulled) {  // MU-2-03
  Board board;
  board.cable(true);
  board.deliver({.from = std::string{kBoss}, .text = "ON"});
  board.cable(false);
  board.advance(30s);
  EXPECT_FALSE(board.socket_on());
}

TEST(CableBlocks, CallsWithoutRejectingThem) {  // MU-2-04
  Board board;
  enter(board, kBoss);
  ask(board, "RING=SWITCH");
  board.cable(true);
  board.module().call(std::string{kBoss});
  board.advance(20s);
  EXPECT_FALSE(board.socket_on());
  EXPECT_FALSE(board.module().was_rejected());
  board.module().caller_gives_up();
  board.cable(false);
  board.advance(10s);
  board.module().call(std::string{kBoss});
  board.advance(20s);
  EXPECT_TRUE(board.socket_on());
}

TEST(CableBlocks, NothingElse) {  // MU-2-05
  Board board;
  enter(board, kBoss);
  ask(board, "ON10");
  ask(board, "ALARMON");
  ask(board, "SCHEDULER+12:02,*,ON");
  board.cable(true);
  board.advance(11s);
  EXPECT_FALSE(board.socket_on()) << "times run";
  board.sensor_plug(true);
  board.sensor(true);
  board.advance(30s);
  EXPECT_THAT(board.sent_to(kBoss), ::testing::Contains(StartsWith("ALARM!")));
  board.advance(2min);
  EXPECT_TRUE(board.socket_on()) << "so does the scheduler";
}

TEST(CableCommand, GivesTheReplyLineByLine) {  // MU-P6-01, MU-P6-02
  Board board;
  connect(board);
  EXPECT_EQ(board.ask_cable("CMD TEMPERATURE"), ": TEMPERATURE: 20C(68F)\nOK 1\n");
  EXPECT_EQ(board.ask_cable("CMD thermostat?"),
            ": THERMOSTAT: Disabled\n: THERMOSTAT=HEATING\n: Switch-off temperature: 10C(50F)\nOK 3\n");
  EXPECT_EQ(board.ask_cable("CMD RESTARTTIME=0"), ": Incorrect value!\nOK 1\n");
  EXPECT_EQ(board.ask_cable("CMD Nothing of the kind, and more than thirty characters"),
            ": Nothing of the kind, and more than thirty characters - No such command exists on the device!\n"
            "OK 1\n");
  board.ask_cable("CMD ON");
  EXPECT_TRUE(board.socket_on());
}

TEST(CableCommand, AsksForNoRight) {  // MU-P6-03, MU-P3-06, MU-P3-07
  Board board;
  enter(board, kBoss);
  ask(board, "PASSWORD=12abc");
  ask(board, "12abcERROR=OFF");
  ask(board, "12abcSMSCONFIRM=OFF");
  board.advance(31min);
  connect(board);
  EXPECT_EQ(board.ask_cable("CMD RESTARTTIME=33"), ": RESTARTTIME=33 - OK\nOK 1\n");
  EXPECT_EQ(board.ask_cable("CMD RESTARTTIME=x"), ": Incorrect value!\nOK 1\n");
}

TEST(CableCommand, NeitherOpensTheWindowNorExtendsIt) {  // MU-P3-06
  Board board;
  board.advance(31min);
  connect(board);
  EXPECT_EQ(board.ask_cable("CMD RESTARTTIME=33"), ": RESTARTTIME=33 - OK\nOK 1\n");
  board.cable(false);
  board.advance(10s);
  EXPECT_EQ(ask(board, "RESTARTTIME=5"), "RESTARTTIME=5 - Time for configuration is expired (Conf)!");
}

TEST(CableCommand, HasNoSender) {  // MU-P6-04
  Board board;
  connect(board);
  for (const char* command : {"MAKEMEBOSS", "ALERTME", "DATESMS"})
    EXPECT_EQ(board.ask_cable(std::string{"CMD "} + command), ": Execute error!\nOK 1\n") << command;
}

TEST(CableCommand, SetsTheClock) {  // MU-P6-05
  Board board{{.clock_set = false}};
  connect(board);
  EXPECT_EQ(board.ask_cable("CMD DATE=26/05/06,07:08:09+08"), ": DATE=26/05/06,07:08:09+08 - OK\nOK 1\n");
  EXPECT_THAT(board.ask_cable("CONNECT"), HasSubstr(": TIME=26/05/06,07:08:09+08\n"));
}

TEST(CableCommand, WaitsForTheOperator) {
  Board board;
  board.module().ussd["*100#"] = "0,\"12 EUR\",15";
  ask(board, "CREDITUMS=*100#");
  connect(board);
  std::string said = board.ask_cable("CMD CREDIT");
  EXPECT_EQ(said, "");
  for (int i = 0; i < 100 && said.empty(); ++i) said = board.say_to_cable("");
  EXPECT_EQ(said, ": 12 EUR\nOK 1\n");
}

TEST(CableCommand, WaitsTenSecondsAtMost) {  // MU-P2-09
  Board board;
  ask(board, "CREDITUMS=*100#");
  board.module().ussd["*100#"] = "";
  connect(board);
  EXPECT_EQ(board.ask_cable("CMD CREDIT"), "");
  EXPECT_EQ(board.ask_cable("PING"), "") << "the device answers in order";
  std::string said;
  for (int i = 0; i < 99; ++i) said += board.say_to_cable("");
  EXPECT_EQ(said, ": Execute error!\nOK 1\nOK 0\n");
}

}  // namespace
}  // namespace isocket::fw::testing
