#include "journal/redactor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal/journal.h"
#include "sms/segments.h"
#include "sms/service_centre.h"

namespace isocket::journal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Redactor knowing(std::string secret) {
  Redactor redactor;
  redactor.add(std::move(secret));
  return redactor;
}

/// A SUBMIT to a device with this text, in hexadecimal.
std::string pdu_with(std::string text, sms::Alphabet alphabet = sms::Alphabet::gsm7) {
  sms::Submit submit;
  submit.destination = sms::Address{*PhoneNumber::parse("+358912345678")};
  sms::Splitting splitting;
  splitting.alphabet = alphabet;
  auto parts = sms::split(submit, text, splitting);
  EXPECT_TRUE(parts && parts->size() == 1) << text;
  return sms::encode_pdu(sms::Tpdu{parts->front()})->hex;
}

/// What the text of the PDU is after the marks in it were filled with `digit`.
std::string text_in(std::string pdu, char digit) {
  std::replace(pdu.begin(), pdu.end(), '*', digit);
  const auto read = sms::decode_pdu(pdu, sms::Direction::from_mobile);
  EXPECT_TRUE(read) << pdu;
  return read ? std::get<sms::Submit>(read->tpdu).text().value_or("") : "";
}

TEST(Redactor, MarksASecretInClearWhateverItsLength) {
  EXPECT_EQ(knowing("4711").apply("AT+CPIN=\"4711\""), "AT+CPIN=\"*****\"");
  EXPECT_EQ(knowing("12abc").apply("12abcSTATUS 12abcON"), "*****STATUS *****ON");
  EXPECT_EQ(knowing("*").apply("a*b"), "a*****b");
}

TEST(Redactor, LeavesEverythingElse) {
  EXPECT_EQ(knowing("4711").apply("+CMTI: \"SM\",47\r\n11"), "+CMTI: \"SM\",47\r\n11");
  EXPECT_EQ(Redactor{}.apply("AT+CPIN=\"4711\""), "AT+CPIN=\"4711\"");
  Redactor none;
  none.add("");
  EXPECT_TRUE(none.empty());
}

TEST(Redactor, MarksTheLongerOfTwoSecretsThatBeginAlike) {
  Redactor redactor;
  redactor.add("1234");
  redactor.add("1234567");
  EXPECT_EQ(redactor.apply("<1234567>"), "<*****>");
}

TEST(Redactor, FindsASecretAsAJournalShowsItsOctets) {
  EXPECT_EQ(knowing("a\\b").apply(printable("x a\\b y")), "x ***** y");
}

TEST(Redactor, MarksHexadecimalOfTheOctetsAndOfUcs2) {
  EXPECT_EQ(knowing("4711").apply("+X: 34373131"), "+X: ********");
  EXPECT_EQ(knowing("kö").apply("006B00F6 6bc3b6"), "******** ******");
  EXPECT_EQ(knowing("4711").apply("0034003700310031"), "****************");
  EXPECT_THAT(knowing("4711").apply(pdu_with("4711STATUS", sms::Alphabet::ucs2)),
              Not(HasSubstr("0034003700310031")));
}

TEST(Redactor, ADigitBeforeTheHexadecimalDoesNotHideIt) {
  EXPECT_EQ(knowing("4711").apply("A34373131"), "A********");
}

// The text before the secret shifts it through the octets; extension characters take two septets.
class PackedSecret : public ::testing::TestWithParam<std::string> {};

TEST_P(PackedSecret, IsFoundAtEveryPlaceInAPdu) {
  const std::string secret = GetParam();
  const Redactor redactor = knowing(secret);
  for (std::size_t before = 0; before < 24; ++before) {
    const std::string text = std::string(before, 'x') + secret + "STATUS";
    const std::string pdu = pdu_with(text);
    const std::string masked = redactor.apply(pdu);
    ASSERT_EQ(masked.size(), pdu.size());
    // Nothing of it is left: filled with zeros and with ones the text differs in each of its characters.
    const std::string zeros = text_in(masked, '0');
    const std::string ones = text_in(masked, 'F');
    EXPECT_THAT(zeros, Not(HasSubstr(secret))) << before;
    EXPECT_THAT(ones, Not(HasSubstr(secret))) << before;
    EXPECT_EQ(redactor.apply(masked), masked);
    // What stands further off than one octet is still there.
    const std::size_t whole = before < 2 ? 0 : before - 2;
    EXPECT_EQ(zeros.substr(0, whole), std::string(whole, 'x'));
    EXPECT_THAT(zeros, ::testing::EndsWith("ATUS"));
  }
}

INSTANTIATE_TEST_SUITE_P(Secrets, PackedSecret, ::testing::Values("1234", "12abc", "p[1]w", "Geheimnis99"),
                         [](const auto& about) { return "Number" + std::to_string(about.index); });

TEST(Redactor, LeavesAPduWithoutTheSecretAsItIs) {
  const Redactor redactor = knowing("1234");
  for (const char* text : {"STATUS", "PASSWORD=1235", "4321", "1 2 3 4"}) {
    const std::string pdu = pdu_with(text);
    EXPECT_EQ(redactor.apply(pdu), pdu) << text;
  }
}

}  // namespace
}  // namespace isocket::journal
