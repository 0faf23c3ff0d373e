#include "run/party.h"

#include <gtest/gtest.h>

#include "modem/modem_fixture.h"
#include "sms/segments.h"

namespace isocket::run {
namespace {

using namespace std::chrono_literals;

const PhoneNumber kDevice = *PhoneNumber::parse("+358912345678");

/// A party behind a scripted modem.
class PartyTest : public modem::ModemTest {
 protected:
  void SetUp() override {
    make_on_port();
    board = std::make_unique<Switchboard>(loop, *modem, *PhoneNumber::parse("+358911111111"), journal);
    party = std::make_unique<Party>("boss", *board, loop, journal, heard);
    party->sit_down();
    ASSERT_TRUE(start());
    records.lines.clear();
  }
  void send(std::string text) { ASSERT_TRUE(loop.run_to_end(do_send(*party, std::move(text)))); }
  void arrive(const sms::Tpdu& tpdu, std::string urc) {
    const auto pdu = *sms::encode_pdu(tpdu);
    peer->say(urc + std::to_string(pdu.length) + "|" + pdu.hex);
    run_for(1s);
  }
  /// The parts of a text that the device says, each time with the same reference.
  static std::vector<sms::Submit> long_message(std::size_t count) {
    sms::Submit prototype;
    prototype.destination = sms::Address{kDevice};
    sms::Splitting splitting;
    splitting.reference = 7;
    auto parts = *sms::split(prototype, std::string(count * 153 - 10, 'x'), splitting);
    EXPECT_EQ(parts.size(), count);
    return parts;
  }
  /// A part comes, stamped now.
  void part_arrives(const sms::Submit& part) {
    sms::Deliver deliver;
    deliver.originator = sms::Address{kDevice};
    deliver.time_stamp = sms::Timestamp::of(loop.calendar());
    deliver.coding = part.coding;
    deliver.user_data = part.user_data;
    arrive(sms::Tpdu{deliver}, "+CMT: ,");
  }
  static asio::awaitable<void> do_send(Party& one, std::string text) {
    const SendOptions plain;
    auto sent = co_await one.send(kDevice, std::move(text), plain, 5min);
    EXPECT_TRUE(sent);
  }

  Notifier heard{loop, loop.executor()};
  std::unique_ptr<Switchboard> board;
  std::unique_ptr<Party> party;
};

TEST_F(PartyTest, ARefusedMessageHoldsNobodyUp) {
  Party other{"other", *board, loop, journal, heard};
  other.sit_down();
  peer->once("<pdu>", "+CMS ERROR: 42");  // congestion: tried again after 4 s
  const Instant begin = loop.now();
  loop.spawn(do_send(*party, "refused"));
  run_for(100ms);
  ASSERT_TRUE(loop.run_to_end(do_send(other, "ON")));
  EXPECT_LT(loop.now() - begin, 1s);
  EXPECT_EQ(peer->payloads.size(), 2u);
  run_for(10s);
  EXPECT_EQ(peer->payloads.size(), 3u);
  ASSERT_EQ(party->pending().size(), 1u);
  EXPECT_FALSE(party->pending()[0].unknown);
  EXPECT_GE(party->pending()[0].submitted - begin, 4s);
}

TEST_F(PartyTest, WhileTheNumberIsHiddenNobodyElseSubmits) {
  Party other{"other", *board, loop, journal, heard};
  other.sit_down();
  peer->once("<pdu>", "+CMS ERROR: 42");
  const auto hidden = [](Party& one) -> asio::awaitable<void> {
    const SendOptions withheld{true, std::nullopt};
    static_cast<void>(co_await one.send(kDevice, "refused", withheld, 5min));
  };
  loop.spawn(hidden(*party));
  run_for(100ms);
  const Instant begin = loop.now();
  ASSERT_TRUE(loop.run_to_end(do_send(other, "ON")));
  EXPECT_GE(loop.now() - begin, 3s);
  EXPECT_EQ(peer->payloads.size(), 3u);
}

TEST_F(PartyTest, ALateReportUpgradesAnUnknownSubmission) {
  peer->once("<pdu>", "");
  send("ON");
  ASSERT_EQ(party->pending().size(), 1u);
  EXPECT_TRUE(party->pending()[0].unknown);
  sms::StatusReport report;
  report.reference = 18;
  report.recipient = sms::Address{kDevice};
  report.time_stamp = sms::Timestamp::of(loop.calendar());
  arrive(sms::Tpdu{report}, "+CDS: ");
  EXPECT_FALSE(party->pending()[0].unknown);
  EXPECT_EQ(party->pending()[0].reference, 18);
  EXPECT_TRUE(party->pending()[0].settled);
  EXPECT_TRUE(party->pending()[0].delivered);
}

TEST_F(PartyTest, AReportToSomebodyElseSettlesNothing) {
  peer->once("<pdu>", "");
  send("ON");
  sms::StatusReport report;
  report.reference = 18;
  report.recipient = sms::Address{*PhoneNumber::parse("+358977777777")};
  report.time_stamp = sms::Timestamp::of(loop.calendar());
  arrive(sms::Tpdu{report}, "+CDS: ");
  EXPECT_TRUE(party->pending()[0].unknown);
}

TEST_F(PartyTest, AMissingPartIsToldOf) {
  const auto parts = long_message(3);
  part_arrives(parts[0]);
  part_arrives(parts[2]);
  EXPECT_TRUE(party->letters().empty());
  EXPECT_EQ(party->missing_parts(), "part 2 of 3 of a long message");
  EXPECT_EQ(records.of("sms.incomplete"), "");
  run_for(11min);
  EXPECT_EQ(records.of("sms.incomplete"),
            "sms.incomplete party=boss from=+358912345678 missing=part 2 of 3 of a long message");
  EXPECT_EQ(party->missing_parts(), "part 2 of 3 of a long message");
  party->clear();
  EXPECT_EQ(party->missing_parts(), "");
}

TEST_F(PartyTest, ALostPartDoesNotSpoilTheNextAttempt) {
  const auto parts = long_message(2);
  part_arrives(parts[1]);  // and the first is lost
  party->begin_anew();
  EXPECT_EQ(party->missing_parts(), "");
  EXPECT_EQ(records.of("sms.incomplete"),
            "sms.incomplete party=boss from=+358912345678 missing=part 1 of 2 of a long message");
  part_arrives(parts[0]);
  part_arrives(parts[1]);
  ASSERT_EQ(party->letters().size(), 1u);
  EXPECT_EQ(party->letters()[0].parts, 2u);
}

TEST_F(PartyTest, TellsAnInterruptionFromALoss) {
  unplug();
  run_for(10s);
  EXPECT_NE(party->interrupted(), "");
  EXPECT_EQ(party->lost(), "");
  party->begin_anew();
  EXPECT_EQ(party->interrupted(), "");
  run_for(10min);
  EXPECT_NE(party->lost(), "");
  party->begin_anew();
  EXPECT_NE(party->lost(), "") << "nobody brings it back";
}

}  // namespace
}  // namespace isocket::run
