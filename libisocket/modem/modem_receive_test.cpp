#include "modem/modem_fixture.h"
#include "modem/new_message_indication.h"

namespace isocket::modem {
namespace {

class Receiving : public ModemTest {
 protected:
  void begin() {
    ASSERT_TRUE(start());
    peer->commands.clear();
    events.clear();
  }
};

TEST_F(Receiving, ADirectMessageIsGivenOnAtOnceAndAcknowledged) {
  begin();
  loop.wake_at(Instant{10s}, [&] { peer->say(cmt("TEMP: 25C")); });
  run_for(20s);
  ASSERT_EQ(heard<MessageReceived>().size(), 1u);
  EXPECT_EQ(heard<MessageReceived>()[0].at, Instant{10s});
  EXPECT_FALSE(heard<MessageReceived>()[0].stored_before);
  EXPECT_EQ(texts(), "TEMP: 25C");
  EXPECT_EQ(peer->commands, std::vector<std::string>{"AT+CNMA"});
  EXPECT_EQ(records.of("sms.deliver"),
            "sms.deliver from=+358912345678 text=TEMP: 25C scts=2009-12-22T00:00:00Z");
}

TEST_F(Receiving, WithoutPhaseTwoPlusThereIsNoAcknowledgement) {
  peer->always("AT+CSMS=1", "ERROR");
  begin();
  EXPECT_EQ(modem->reception(), Reception::direct);
  peer->say(cmt("ON"));
  run_for(1s);
  EXPECT_EQ(texts(), "ON");
  EXPECT_TRUE(peer->commands.empty());
}

TEST_F(Receiving, ARefusedAcknowledgementChangesTheWay) {
  begin();
  peer->always("AT+CNMA", "ERROR");
  peer->say(cmt("ON"));
  run_for(1s);
  EXPECT_EQ(peer->count("AT+CSMS=0"), 1u);
  peer->say(cmt("OFF"));
  run_for(1s);
  EXPECT_EQ(texts(), "ON|OFF");
  EXPECT_EQ(peer->count("AT+CNMA"), 1u);
}

TEST_F(Receiving,
       WhatWasHandedOverAndIsStoredAfterThatIsToldOnce) {  // a former program wanted it acknowledged
  options.keep = true;
  options.reception = Reception::stored;
  peer->always("AT+CSMS=0", "+CSMS: 1,1,1|OK");
  peer->once("AT+CREG?", cmt("ON") + "|+CREG: 0,1|OK");
  make();
  modem->take_over({}, true);
  begin();
  const auto pdu = delivery("ON");
  peer->always("AT+CMGL=4", cmgl(1, pdu) + "|OK");
  run_for(30s);
  EXPECT_EQ(texts(), "") << "told before the driver was ready";
  EXPECT_EQ(records.of("sms.double"),
            "sms.double with=+358912345678 reason=handed over before, and not acknowledged");
}

TEST_F(Receiving, WithoutAcknowledgementWhatTheNetworkDoublesIsHandedOverTwice) {
  options.acknowledge = false;
  peer->always("AT+CSMS=0", "+CSMS: 1,1,1|OK");
  begin();
  for (int i = 0; i < 2; ++i) {
    peer->say(cmt("ON"));
    run_for(1s);
  }
  EXPECT_EQ(texts(), "ON|ON");
}

TEST_F(Receiving, WhatIsToldOfBeforeTheDriverIsReadyWasStoredBefore) {
  options.reception = Reception::stored;
  peer->always("AT+CSMS=0", "+CSMS: 1,1,1|OK");
  peer->once("AT+CREG?", "+CMTI: \"SM\",4|+CREG: 0,1|OK");
  peer->once("AT+CMGR=4", cmgr(delivery("ON")));
  ASSERT_TRUE(start());
  run_for(1s);
  ASSERT_EQ(heard<MessageReceived>().size(), 1u);
  EXPECT_TRUE(heard<MessageReceived>()[0].stored_before);
}

TEST_F(Receiving, NothingToAcknowledgeIsNoTrouble) {
  begin();
  peer->always("AT+CNMA", "+CMS ERROR: 340");
  peer->say(cmt("ON"));
  run_for(1s);
  EXPECT_EQ(peer->count("AT+CSMS=0"), 0u);
}

TEST_F(Receiving, AStatusReportIsTold) {
  begin();
  const auto pdu = report(99);
  peer->say("+CDS: " + std::to_string(pdu.length) + "|" + pdu.hex);
  run_for(1s);
  ASSERT_EQ(heard<ReportReceived>().size(), 1u);
  EXPECT_EQ(heard<ReportReceived>()[0].report.reference, 99);
  EXPECT_TRUE(heard<ReportReceived>()[0].report.status.delivered());
  EXPECT_EQ(peer->count("AT+CNMA"), 1u);
}

TEST_F(Receiving, AnUnreadablePduIsShownAndNeverDropped) {
  begin();
  peer->say("+CMT: ,2|00FF00");
  run_for(1s);
  ASSERT_EQ(heard<UnreadableReceived>().size(), 1u);
  EXPECT_EQ(heard<UnreadableReceived>()[0].hex, "00FF00");
  EXPECT_TRUE(records.contains("sms.unreadable"));
}

TEST_F(Receiving, AStoredMessageIsReadAndDeleted) {
  options.reception = Reception::stored;
  begin();
  EXPECT_EQ(modem->reception(), Reception::stored);
  peer->always("AT+CMGR=0", cmgr(delivery("ON")));
  peer->say("+CMTI: \"SM\",0");
  run_for(1s);
  EXPECT_EQ(texts(), "ON");
  EXPECT_EQ(peer->commands, (std::vector<std::string>{"AT+CMGR=0", "AT+CMGD=0"}));
}

TEST_F(Receiving, GoesToTheStoreThatIsNamed) {
  options.reception = Reception::stored;
  begin();
  peer->always("AT+CMGR=3", cmgr(delivery("ON")));
  peer->always("AT+CMGR=4", cmgr(report(5)));
  peer->say("+CMTI: \"ME\",3|+CDSI: \"ME\",4");
  run_for(1s);
  EXPECT_EQ(peer->commands,
            (std::vector<std::string>{"AT+CPMS=\"ME\"", "AT+CMGR=3", "AT+CMGD=3", "AT+CMGR=4", "AT+CMGD=4"}));
  EXPECT_EQ(texts(), "ON");
  EXPECT_EQ(heard<ReportReceived>().size(), 1u);
}

TEST_F(Receiving, AMessageWithoutAPlaceIsFoundByListing) {  // SIM7000G says +CMTI: ,-1
  options.reception = Reception::stored;
  begin();
  peer->once("AT+CMGL=4", cmgl(2, delivery("ON")) + "|" + cmgl(5, delivery("OFF")) + "|OK");
  peer->say("+CMTI: ,-1");
  run_for(1s);
  EXPECT_EQ(texts(), "ON|OFF");
  EXPECT_EQ(peer->count("AT+CMGD=2"), 1u);
  EXPECT_EQ(peer->count("AT+CMGD=5"), 1u);
}

TEST_F(Receiving, AnEmptyPlaceIsPassedOver) {
  options.reception = Reception::stored;
  begin();
  peer->once("AT+CMGR=1", "+CMS ERROR: 321");
  peer->once("AT+CMGR=2", "OK");
  peer->always("AT+CMGR=3", cmgr(delivery("ON")));
  peer->say("+CMTI: \"SM\",1|+CMTI: \"SM\",2|+CMTI: \"SM\",3");
  run_for(1s);
  EXPECT_EQ(texts(), "ON");
}

TEST_F(Receiving, ALostIndicationIsMadeUpForByThePoll) {
  options.reception = Reception::stored;
  begin();
  peer->once("AT+CMGL=4", cmgl(1, delivery("ON")) + "|OK");
  run_for(59s);
  EXPECT_EQ(texts(), "");
  run_for(2s);
  EXPECT_EQ(texts(), "ON");
}

TEST_F(Receiving, AFullStoreIsClearedAtOnce) {  // Huawei E1750: no +CMTI any more
  options.reception = Reception::stored;
  begin();
  peer->once("AT+CMGL=4", cmgl(0, delivery("ON")) + "|" + cmgl(1, delivery("OFF")) + "|OK");
  peer->say("^SMMEMFULL: \"SM\"");
  run_for(1s);
  EXPECT_EQ(texts(), "ON|OFF");
  EXPECT_EQ(peer->count("AT+CMGD="), 2u);
}

TEST_F(Receiving, AStoreTooFullToSendIsClearedFirst) {
  begin();
  peer->once("<pdu>", "+CMS ERROR: 322");
  peer->always("AT+CPMS?", "+CPMS: \"SM\",0,20,\"SM\",0,20,\"ME\",50,50|OK");
  peer->once("AT+CMGL=4", cmgl(0, delivery("ON")) + "|OK");
  EXPECT_EQ(submit().outcome, Submission::Outcome::sent);
  EXPECT_EQ(texts(), "ON");
}

TEST_F(Receiving, ADamagedListingDeletesNothingElse) {
  options.reception = Reception::polled;
  begin();
  const auto pdu = delivery("ON");
  const std::string length = std::to_string(pdu.length);
  // The first with a hole in it, the second with a digit that is none.
  peer->once("AT+CMGL=4", "+CMGL: 1,0,," + length + "|" + pdu.hex.substr(4) + "|+CMGL: 2x,0,," + length +
                              "|" + pdu.hex + "|OK");
  peer->once("AT+CMGR=1", cmgr(pdu));
  run_for(6s);
  EXPECT_EQ(texts(), "ON");
  EXPECT_EQ(peer->count("AT+CMGD="), 1u);
  EXPECT_EQ(peer->count("AT+CMGD=1"), 1u);
}

TEST_F(Receiving, AMessageThatCannotBeDeletedIsGivenOnOnce) {
  options.reception = Reception::polled;
  begin();
  peer->always("AT+CMGD=", "ERROR");
  peer->always("AT+CMGL=4", cmgl(1, delivery("ON")) + "|OK");
  run_for(60s);
  EXPECT_EQ(texts(), "ON");
  EXPECT_EQ(records.of("sms.double"), "sms.double reason=read before, and could not be deleted index=1");
  EXPECT_GE(peer->count("AT+CMGL=4"), 10u);
  peer->always("AT+CMGL=4", cmgl(1, delivery("OFF")) + "|OK");  // another one in its place
  run_for(10s);
  EXPECT_EQ(texts(), "ON|OFF");
}

TEST_F(Receiving, FallsBackToPollingWhenTheModemTellsNothing) {
  peer->always("AT+CNMI=", "ERROR");
  peer->always("AT+CNMI=?", "ERROR");
  begin();
  EXPECT_EQ(modem->reception(), Reception::polled);
  EXPECT_FALSE(modem->reports());
  peer->once("AT+CMGL=4", cmgl(1, delivery("ON")) + "|OK");
  run_for(6s);
  EXPECT_EQ(texts(), "ON");
}

TEST_F(Receiving, FallsBackToTheStoreWhenDirectIsNotOffered) {
  peer->always("AT+CNMI=?", "+CNMI: (0-2),(0,1),(0),(0),(1)|OK");
  begin();
  EXPECT_EQ(modem->reception(), Reception::stored);
  EXPECT_FALSE(modem->reports());
}

TEST_F(Receiving, StepsDownWhenWhatIsAdvertisedIsRefused) {  // Qualcomm: mode 2 and ds 1 are advertised
  peer->always("AT+CNMI=2,", "+CMS ERROR: 303");
  peer->always("AT+CNMI=1,2,0,1,", "+CMS ERROR: 303");
  begin();
  EXPECT_EQ(modem->reception(), Reception::direct);
  EXPECT_TRUE(modem->reports());
}

TEST_F(Receiving, WhatLiesInTheStoreAtStartIsMarkedAndRemoved) {
  peer->once("AT+CMGL=4", cmgl(7, delivery("ON")) + "|OK");
  ASSERT_TRUE(start());
  ASSERT_EQ(heard<MessageReceived>().size(), 1u);
  EXPECT_TRUE(heard<MessageReceived>()[0].stored_before);
  EXPECT_EQ(peer->count("AT+CMGD=7"), 1u);
}

TEST_F(Receiving, APaddedRecordIsCutWhereTheTpduEnds) {
  options.reception = Reception::stored;
  begin();
  auto pdu = delivery("ON");
  pdu.hex.append(2 * 176 - pdu.hex.size(), 'F');
  peer->always("AT+CMGR=1", cmgr(pdu));
  peer->say("+CMTI: \"SM\",1");
  run_for(1s);
  EXPECT_EQ(texts(), "ON");
}

TEST_F(Receiving, AnIdleModemIsLeftInPeace) {
  options.keep_alive = {};
  begin();
  run_for(std::chrono::hours{24});
  EXPECT_TRUE(peer->commands.empty());
}

TEST(NewMessageIndication, ReadsRangesAndLists) {
  const auto ranges = IndicationRanges::parse("(0-2),(0,3),(2),1,(0-2,4)");
  EXPECT_TRUE(ranges.allows(0, 1));
  EXPECT_FALSE(ranges.allows(0, 3));
  EXPECT_TRUE(ranges.allows(1, 3));
  EXPECT_FALSE(ranges.allows(1, 1));
  EXPECT_FALSE(ranges.allows(3, 0));
  EXPECT_TRUE(ranges.allows(4, 4));
  EXPECT_FALSE(ranges.allows(4, 3));
}

TEST(NewMessageIndication, UsesOnlyWhatIsAdmitted) {  // Cinterion: bfr 1 only
  const auto ladder = indication_ladder(true, IndicationRanges::parse("(0-3),(0-3),(0,2,3),(0-2),(1)"));
  ASSERT_FALSE(ladder.empty());
  EXPECT_EQ(ladder.front().command, "AT+CNMI=2,2,0,1,1");
  EXPECT_TRUE(indication_ladder(true, IndicationRanges::parse("(0-2),(0,1),(0),(0,1),(0)")).empty());
}

TEST_F(ModemTest, WhatIsToBeKeptIsReadOnceAndNotDeleted) {
  options.keep = true;
  options.reception = Reception::stored;
  const sms::PduText pdu = delivery("STATUS");
  const std::string length = std::to_string(pdu.length);
  peer->always("AT+CMGL=4", "+CMGL: 3,0,," + length + "|" + pdu.hex + "|OK");
  ASSERT_TRUE(start());
  EXPECT_EQ(texts(), "STATUS");
  run_for(options.safety_interval * 3);
  EXPECT_EQ(texts(), "STATUS");
  EXPECT_GE(peer->count("AT+CMGL"), 3u);
  EXPECT_EQ(peer->count("AT+CMGD"), 0u);
}

}  // namespace
}  // namespace isocket::modem
