#include "run/settle.h"

#include "modem/modem_fixture.h"
#include "run/past_fixture.h"

namespace isocket::run {
namespace {

using namespace std::chrono_literals;

class SettleTest : public PastTest {
 protected:
  SettleTest() { journal.add_sink(records); }
  /// @return how long it took
  Duration settle_all(bool delays = false) {
    const Instant began = loop.now();
    EXPECT_TRUE(loop.run_to_end(settle(loop, journal, past, Patience{}, delays)));
    return loop.now() - began;
  }
  modem::Records records;
};

TEST_F(SettleTest, WithNothingOpenNothingIsSaidOrWaitedFor) {
  begin_run();
  begin_attempt("a");
  const auto intent = intend("ON");
  hand_over();
  sent(intent, 12);
  EXPECT_EQ(settle_all(), 0s);
  EXPECT_EQ(records.of("resume.settled"), "");
}

TEST_F(SettleTest, WhatHadNotLeftForTheModemWasNotSent) {
  begin_run();
  intend("RESTART");
  EXPECT_EQ(settle_all(), 0s);
  EXPECT_EQ(records.of("resume.settled"),
            "resume.settled to=+358912345678 text=RESTART outcome=not_sent by=reading back");
}

TEST_F(SettleTest, WithoutAnySignItStaysUnknown) {
  begin_run();
  intend("RESTART");
  hand_over();
  EXPECT_EQ(settle_all(), 37s);
  EXPECT_EQ(records.of("resume.settled"), "resume.settled to=+358912345678 text=RESTART outcome=unknown");
}

TEST_F(SettleTest, WhatTheModemHasAnsweredWasSent) {
  begin_run();
  intend("RESTART");
  hand_over();
  hear("+CMGS: 18");
  EXPECT_EQ(settle_all(), 0s);
  EXPECT_EQ(records.of("resume.settled"),
            "resume.settled to=+358912345678 text=RESTART outcome=sent by=modem");
}

TEST_F(SettleTest, AReportThatIsFoundEndsTheWait) {
  begin_run();
  const auto intent = intend("RESTART");
  hand_over();
  loop.wake_at(loop.now() + 30s, [this, intent] {
    journal.record("sms.settled", {{"modem", "m1"}, {"intent", intent}, {"outcome", "sent"}, {"mr", 18}});
  });
  EXPECT_EQ(settle_all(), 30s);
  EXPECT_EQ(records.of("resume.settled"),
            "resume.settled to=+358912345678 text=RESTART outcome=sent by=report");
}

TEST_F(SettleTest, AReportThatCameWhileTheModemsWereStartedIsSaidToo) {
  begin_run();
  const auto intent = intend("RESTART");
  hand_over();
  begin_again(journal, past);
  journal.record("sms.settled", {{"modem", "m1"}, {"intent", intent}, {"outcome", "sent"}, {"mr", 18}});
  EXPECT_EQ(settle_all(), 0s);
  EXPECT_EQ(records.of("resume.begin"), "resume.begin cases_done=0 unknown=1");
  EXPECT_EQ(records.of("resume.settled"),
            "resume.settled to=+358912345678 text=RESTART outcome=sent by=report");
}

TEST_F(SettleTest, AReplySettlesToo) {
  begin_run();
  intend("RESTARTTIME=5");
  hand_over();
  loop.wake_at(loop.now() + 3s, [this] { deliver("RESTARTTIME=5 - OK"); });
  // The modem is given the time that it takes to store what was not acknowledged.
  EXPECT_EQ(settle_all(), 25s);
  EXPECT_EQ(records.of("resume.settled"),
            "resume.settled to=+358912345678 text=RESTARTTIME=5 outcome=sent by=reply");
}

TEST_F(SettleTest, AnAlertThatHoldsTheCommandLeavesItUnknown) {
  begin_run();
  intend("RESTARTTIME=5");
  hand_over();
  loop.wake_at(loop.now() + 3s, [this] { deliver("ALARM! RESTARTTIME=5 - OK"); });
  EXPECT_EQ(settle_all(), 37s);
  EXPECT_EQ(records.of("resume.settled"),
            "resume.settled to=+358912345678 text=RESTARTTIME=5 outcome=unknown");
}

TEST_F(SettleTest, OnANetworkThatDelaysTheValidityOfWhatWasSentRunsOutFirst) {
  begin_run();
  begin_attempt("a");
  const auto intent = intend("ON");
  hand_over();
  sent(intent, 12);
  EXPECT_EQ(settle_all(true), 5min + 30s);
  EXPECT_EQ(records.of("resume.settled"), "");
}

TEST_F(SettleTest, EachIsSaidOnceAndOfItsDevice) {
  journal.record("run.begin", {{"model", "environment-pro"}, {"seed", 7}, {"devices", 2}, {"modems", 1}});
  record("dut1", "device.begin", {{"model", "environment-pro"}});
  record("dut2", "device.begin", {{"model", "environment-pro"}});
  intend("ON", "dut1");
  intend("OFF", "dut2");
  settle_all();
  EXPECT_EQ(records.of("resume.settled"),
            "resume.settled device=dut1 to=+358912345678 text=ON outcome=not_sent by=reading back|"
            "resume.settled device=dut2 to=+358912345678 text=OFF outcome=not_sent by=reading back");
  records.lines.clear();
  settle_all();
  EXPECT_EQ(records.of("resume.settled"), "");
}

}  // namespace
}  // namespace isocket::run
