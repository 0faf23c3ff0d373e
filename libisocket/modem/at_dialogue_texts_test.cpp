// What a network says in its own words (+CUSD): several lines, quotes, and lines that look like others.
#include "core/test_name.h"
#include "modem/at_dialogue_fixture.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;

TEST_F(Dialogue, ANetworkTextMayHaveLineBreaks) {
  submit(AtCommand{"AT+CUSD=1,\"*100#\",15", 5s});
  hear("\r\nOK\r\n\r\n+CUSD: 1,\"Balance 5.00\r\n1 Top up\",15\r\n");
  EXPECT_EQ(heard(), "final OK|urc +CUSD: 1,\"Balance 5.00\n1 Top up\",15");
}

TEST_F(Dialogue, ANetworkTextMayHaveLinesThatLookLikeAPrompt) {
  submit("AT+CSQ");
  hear("\r\nOK\r\n");
  sent();
  hear("\r\n+CUSD: 1,\"Menu\r\n1 Balance\r\n> Next page\",15\r\n");
  EXPECT_EQ(sent(), "");
  EXPECT_EQ(heard(), "final OK|urc +CUSD: 1,\"Menu\n1 Balance\n> Next page\",15");
}

TEST_F(Dialogue, ANetworkTextMayHaveQuotes) {
  hear("\r\n+CUSD: 2,\"Offer: 15\" screen\",15\r\n\r\n+CMTI: \"SM\",3\r\n");
  EXPECT_EQ(heard(), "urc +CUSD: 2,\"Offer: 15\" screen\",15|urc +CMTI: \"SM\",3");
  hear("\r\n+CUSD: 1,\"15\" screen\r\nsay \"yes\" now\r\nor no\", 15\r\n\r\n+CMTI: \"SM\",4\r\n");
  EXPECT_EQ(heard(), "urc +CUSD: 1,\"15\" screen\nsay \"yes\" now\nor no\", 15|urc +CMTI: \"SM\",4");
  hear("\r\n+CUSD: 1,\"Balance\"\r\n\r\n+CUSD: 1,\"a\r\n\"b\" c\"\r\n\r\nRING\r\n");
  EXPECT_EQ(heard(), "urc +CUSD: 1,\"Balance\"|urc +CUSD: 1,\"a\n\"b\" c\"|urc RING");
}

struct TextEnd {
  const char* line;
  const char* heard;
};
class UnclosedTexts : public Dialogue, public ::testing::WithParamInterface<TextEnd> {};

TEST_P(UnclosedTexts, EndWhereAnotherLineBegins) {
  submit(sms_command());
  hear("\r\n> ");
  hear("\r\n+CUSD: 2,\"Only \"today\r\nfor you\r\n");
  events.clear();
  hear(std::string{"\r\n"} + GetParam().line + "\r\n\r\nOK\r\n");
  EXPECT_EQ(heard(), std::string{"urc +CUSD: 2,\"Only \"today\nfor you|"} + GetParam().heard + "|final OK");
}
INSTANTIATE_TEST_SUITE_P(All, UnclosedTexts,
                         ::testing::Values(TextEnd{"+CMGS: 17", "information +CMGS: 17"},
                                           TextEnd{"+CMTI: \"SM\",3", "urc +CMTI: \"SM\",3"},
                                           TextEnd{"+CMT: ,25\r\n07AB", "urc +CMT: ,25 07AB"},
                                           TextEnd{"+CUSD: 0,\"Bye\",15", "urc +CUSD: 0,\"Bye\",15"}),
                         row_name([](const TextEnd& c) { return c.line; }));

TEST_F(Dialogue, AnUnclosedTextDoesNotHideTheAnswerToACall) {
  const auto id = submit("AT+CSQ");
  hear("\r\n+CUSD: 2,\"Only\r\n");
  pass(5s);
  EXPECT_EQ(reply_to(id).result, AtResult::expired);
  hear("\r\nOK\r\n");
  pass(500ms);
  EXPECT_EQ(events.back().kind, AtEvent::Kind::in_step);
}

}  // namespace
}  // namespace isocket::modem
