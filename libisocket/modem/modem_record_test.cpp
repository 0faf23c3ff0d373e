// What a journal asks of the driver: nothing goes out that it cannot keep, and a modem that another program
// has used until a moment ago is taken over with what that program's journal says.
#include <algorithm>

#include "modem/modem_fixture.h"

namespace isocket::modem {
namespace {

/// A sink that keeps so many events, and then none.
struct FullDisk final : journal::Sink {
  void on_event(const journal::Event& event) override {
    if (room == 0) error = Error{Errc::io, "run.jsonl", 0, "No space left on device"};
    if (error) return;
    --room;
    keeps_message = keeps_message || event.text("data").ends_with("\\x1A");
  }
  [[nodiscard]] const Error* trouble() const override { return error ? &*error : nullptr; }
  std::size_t room = 0;
  std::optional<Error> error;
  bool keeps_message = false;  ///< that its octets have left for the modem
};

class ModemRecordTest : public ModemTest {
 protected:
  void be_ready_and_full() {
    ready();
    journal.add_sink(disk);
  }
  static FormerSubmission unknown(std::uint64_t intent) {
    FormerSubmission former;
    former.intent = intent;
    former.to = "+358912345678";
    return former;
  }
  FullDisk disk;
};

TEST_F(ModemRecordTest, AMessageWithoutARecordStaysHere) {
  be_ready_and_full();
  const Submission submission = submit("RESTART");
  EXPECT_EQ(submission.outcome, Submission::Outcome::refused);
  EXPECT_NE(submission.reason.find("the journal cannot be written"), std::string::npos);
  EXPECT_EQ(peer->count("AT+CMGS"), 0u);
}

class ModemFullDiskTest : public ModemRecordTest, public ::testing::WithParamInterface<std::size_t> {};

TEST_P(ModemFullDiskTest, NoMessageLeavesUnlessTheJournalSaysSo) {
  be_ready_and_full();
  disk.room = GetParam();
  const Submission submission = submit("RESTART");
  EXPECT_EQ(peer->payloads.size(), disk.keeps_message ? 1u : 0u);
  EXPECT_EQ(submission.outcome == Submission::Outcome::sent, disk.keeps_message);
  const std::size_t left = peer->payloads.size();
  submit("RESTART");
  EXPECT_EQ(peer->payloads.size(), left) << "another one went out after the first had found no room";
}

// The intent, the command, the prompt, the message, and what is said of it.
INSTANTIATE_TEST_SUITE_P(Room, ModemFullDiskTest, ::testing::Range(std::size_t{0}, std::size_t{8}));

TEST_F(ModemRecordTest, NothingIsTriedAgainOnceTheRecordHasEnded) {
  be_ready_and_full();
  disk.room = 1;  // the intent, and what is said of the first attempt is one event too many
  peer->once("AT+CMGS", "+CMS ERROR: 41");
  const Submission submission = submit("RESTART");
  EXPECT_EQ(submission.outcome, Submission::Outcome::refused);
  EXPECT_LE(peer->count("AT+CMGS"), 1u);
  EXPECT_TRUE(peer->payloads.empty());
}

TEST_F(ModemRecordTest, ACallWithoutARecordIsNotPlaced) {
  be_ready_and_full();
  const auto dialled = dial();
  ASSERT_FALSE(dialled);
  EXPECT_EQ(dialled.error().detail, "No space left on device");
  EXPECT_EQ(peer->count("ATD"), 0u);
  EXPECT_FALSE(modem->in_call());
}

TEST_F(ModemRecordTest, ACodeWithoutARecordIsNotAsked) {
  be_ready_and_full();
  EXPECT_FALSE(ussd("*100#"));
  EXPECT_EQ(peer->count("AT+CUSD=1"), 0u);
}

TEST_F(ModemRecordTest, WhatNobodyWaitsForIsAcknowledgedAtOnce) {
  make();
  modem->take_over({}, false);
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CNMA"), 1u);
  records.lines.clear();
  run_for(1min);
  EXPECT_EQ(records.of("modem.recovery"), "");
}

TEST_F(ModemRecordTest, WhereNothingWasLeftAllIsWell) {
  peer->always("AT+CNMA", "+CMS ERROR: 340");
  make();
  modem->take_over({}, false);
  ASSERT_TRUE(start());
  records.lines.clear();
  run_for(1min);
  EXPECT_EQ(records.of("modem.recovery"), "");
  EXPECT_EQ(modem->reception(), Reception::direct);
}

TEST_F(ModemRecordTest, WhatIsUnwantedIsAcknowledgedBeforeAnythingIsSetUp) {
  options.acknowledge = false;
  peer->always("AT+CSMS?", "+CSMS: 1,1,1,1|OK");
  peer->always("AT+CSMS=0", "+CSMS: 1,1,1|OK");
  ASSERT_TRUE(start());
  const auto place = [&](std::string_view text) {
    return std::find(peer->commands.begin(), peer->commands.end(), text) - peer->commands.begin();
  };
  EXPECT_LT(place("AT+CNMA"), place("AT+CSMS=0"));
  EXPECT_LT(place("AT+CSMS=0"), place("AT+CNMI=2,2,0,1,0"));
}

TEST_F(ModemRecordTest, AModemThatWaitsForNoAcknowledgementsGetsNone) {
  peer->always("AT+CSMS?", "+CSMS: 0,1,1,1|OK");
  make();
  modem->take_over({unknown(7)}, true);
  ASSERT_TRUE(start());
  run_for(1min);
  EXPECT_EQ(peer->count("AT+CNMA"), 0u);
  EXPECT_EQ(records.of("modem.recovery"), "");
}

TEST_F(ModemRecordTest, WhatComesBeforeTheReceptionIsSetUpIsAcknowledgedToo) {
  options.acknowledge = false;
  peer->always("AT+CSMS=0", "+CSMS: 1,1,1|OK");
  peer->once("AT+CREG?", cmt("ON") + "|+CREG: 0,1|OK");
  ASSERT_TRUE(start());
  run_for(1s);
  EXPECT_EQ(texts(), "ON");
  EXPECT_EQ(peer->count("AT+CNMA"), 2u);
}

TEST_F(ModemRecordTest, WhatMayTellOfAMessageIsLeftToTheModemUntilItHasStoredIt) {
  make();
  modem->take_over({unknown(7)}, true);
  ASSERT_TRUE(start());
  EXPECT_EQ(peer->count("AT+CNMA"), 0u);
  const auto stored = report(18);
  peer->once("AT+CMGL=4", cmgl(1, stored) + "|OK");
  run_for(1min);
  EXPECT_NE(records.of("modem.recovery").find("unacknowledged"), std::string::npos);
  ASSERT_EQ(heard<SubmissionSettled>().size(), 1u);
  EXPECT_EQ(heard<SubmissionSettled>()[0].intent, 7u);
  EXPECT_EQ(heard<SubmissionSettled>()[0].reference, 18);
}

}  // namespace
}  // namespace isocket::modem
