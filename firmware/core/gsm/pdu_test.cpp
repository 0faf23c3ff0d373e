#include "core/gsm/pdu.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "testing/peer_pdu.h"

namespace isocket::fw {
namespace {

using testing::ModulePeer;

struct Decoded {
  bool ok = false;
  IncomingSms sms;
  std::string text;
};
Decoded decode(std::string_view hex) {
  std::vector<std::uint8_t> octets(hex.size() / 2);
  std::size_t size = 0;
  Decoded d;
  char text[pdu::kMaxText];
  if (!pdu::from_hex(hex, octets, size)) return d;
  d.ok = pdu::decode_deliver(octets, d.sms, text);
  d.text = std::string{d.sms.text};
  d.sms.text = {};
  return d;
}

std::string encode_hex(const Address& to, std::string_view text, std::uint8_t part = 0,
                       std::uint8_t parts = 1, std::uint8_t reference = 0) {
  std::uint8_t octets[pdu::kMaxSubmit];
  const auto size = pdu::encode_submit(to, text, part, parts, reference, octets);
  std::string hex;
  for (std::size_t i = 0; i < size; ++i) {
    hex += "0123456789ABCDEF"[octets[i] >> 4];
    hex += "0123456789ABCDEF"[octets[i] & 15];
  }
  return hex;
}

TEST(PduDeliver, ReadsSenderTextAndTime) {
  // "hellohello" from +27838890001 of 1999-03-29 15:16:59, zone +2 h; a widely printed example
  // (dreamfabric.com).
  const auto d = decode("07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37");
  ASSERT_TRUE(d.ok);
  EXPECT_EQ(d.text, "hellohello");
  EXPECT_EQ(d.sms.sender.digits.view(), "27838890001");
  EXPECT_EQ(d.sms.sender.type, 0xc8);
  EXPECT_EQ(d.sms.alphabet, Alphabet::gsm7);
  EXPECT_FALSE(d.sms.part);
  EXPECT_TRUE(d.sms.stamp.valid);
  EXPECT_EQ(d.sms.stamp.year, 99);
  EXPECT_EQ(d.sms.stamp.month, 3);
  EXPECT_EQ(d.sms.stamp.day, 29);
  EXPECT_EQ(d.sms.stamp.hour, 15);
  EXPECT_EQ(d.sms.stamp.minute, 16);
  EXPECT_EQ(d.sms.stamp.second, 59);
  EXPECT_EQ(d.sms.stamp.zone, 8);
}

TEST(PduDeliver, KeepsEveryCharacterOfTheAlphabet) {
  for (const auto& text : {std::string{"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"},
                           std::string{"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"},
                           std::string{"\f^{}\\[~]|€"}}) {
    const auto d = decode(testing::deliver_hex({.text = text}));
    ASSERT_TRUE(d.ok) << text;
    // Sent back as it came, it is the same text.
    const auto hex = encode_hex(Address::international_number("1"), d.text);
    const auto back = testing::parse_submit(hex, hex.size() / 2 - 1);
    ASSERT_TRUE(back) << text;
    EXPECT_EQ(back->text, text);
  }
}

TEST(PduDeliver, CountsCharactersNotSeptets) {
  const auto d = decode(testing::deliver_hex({.text = "€€€"}));
  EXPECT_EQ(d.text.size(), 3u);
  EXPECT_EQ(decode(testing::deliver_hex({.text = std::string(160, 'x')})).text.size(), 160u);
}

TEST(PduDeliver, ShowsAnUnknownEscapeAsTheCharacterOfTheMainTable) {
  // ESC, 'a' in septets 1B 61: 3GPP TS 23.038 §6.2.1.1.
  const auto d = decode("00040A912143658709000062032021000000029B30");
  ASSERT_TRUE(d.ok);
  EXPECT_EQ(d.text, "a");
}

TEST(PduDeliver, ReadsEachKindOfSender) {
  struct Case {
    std::string from, digits;
    bool international, alphanumeric, dialable;
  };
  for (const auto& c :
       {Case{"+358401234567", "358401234567", true, false, true},
        Case{"+3584012345678", "3584012345678", true, false, true},
        Case{"0401234567", "0401234567", false, false, true},
        Case{"12345678901234567890", "12345678901234567890", false, false, true},
        Case{"Operator", "Operator", false, true, false}, Case{"", "", false, false, false}}) {
    const auto d = decode(testing::deliver_hex({.from = c.from, .text = "ON"}));
    ASSERT_TRUE(d.ok) << c.from;
    EXPECT_EQ(d.sms.sender.digits.view(), c.digits);
    EXPECT_EQ(d.sms.sender.international(), c.international) << c.from;
    EXPECT_EQ(d.sms.sender.alphanumeric(), c.alphanumeric) << c.from;
    EXPECT_EQ(d.sms.sender.dialable(), c.dialable) << c.from;
    EXPECT_EQ(d.text, "ON");
  }
}

TEST(PduDeliver, TellsAlphabetsAndParts) {
  using Coding = ModulePeer::Message::Coding;
  EXPECT_EQ(decode(testing::deliver_hex({.text = "ON", .coding = Coding::ucs2})).sms.alphabet,
            Alphabet::ucs2);
  EXPECT_EQ(decode(testing::deliver_hex({.text = "ON", .coding = Coding::data})).sms.alphabet,
            Alphabet::data);
  const auto part = decode(testing::deliver_hex({.text = "RESTARTTIME=7", .part_of_several = true}));
  EXPECT_TRUE(part.sms.part);
  EXPECT_EQ(part.text, "RESTARTTIME=7");
}

TEST(PduDeliver, KnowsAnImpossibleTimeStamp) {
  const auto valid = [](std::string scts) {
    const auto d = decode(testing::deliver_hex({.text = "X", .scts = std::move(scts)}));
    return d.ok && d.sms.stamp.valid;
  };
  EXPECT_TRUE(valid("24/02/29,23:59:59+56"));
  EXPECT_FALSE(valid("26/02/29,12:00:00+00"));
  EXPECT_FALSE(valid("26/13/01,12:00:00+00"));
  EXPECT_FALSE(valid("26/00/01,12:00:00+00"));
  EXPECT_FALSE(valid("26/04/31,12:00:00+00"));
  EXPECT_FALSE(valid("26/04/30,24:00:00+00"));
  EXPECT_FALSE(valid("26/04/30,00:60:00+00"));
  EXPECT_FALSE(valid("00/00/00,00:00:00+00"));
  const auto west = decode(testing::deliver_hex({.text = "X", .scts = "26/01/01,00:00:00-48"}));
  EXPECT_EQ(west.sms.stamp.zone, -48);
}

TEST(PduDeliver, RefusesWhatIsCutOffAnywhere) {
  const std::string whole = testing::deliver_hex({.text = "RESTARTTIME=10", .part_of_several = true});
  ASSERT_TRUE(decode(whole).ok);
  for (std::size_t octets = 0; octets < whole.size() / 2; ++octets)
    EXPECT_FALSE(decode(whole.substr(0, 2 * octets)).ok) << octets;
  EXPECT_TRUE(decode(whole + "FFFF").ok) << "padding does no harm";
}

TEST(PduDeliver, RefusesOtherMessageTypes) {
  auto hex = testing::deliver_hex({.text = "ON"});
  hex[17] = '6';  // TP-MTI of a STATUS-REPORT
  EXPECT_FALSE(decode(hex).ok);
}

TEST(PduSubmit, HasTheFormTheNetworkExpects) {
  // hello to +46708251358 as in the common example, without a validity period.
  EXPECT_EQ(encode_hex(Address::international_number("46708251358"), "hellohello"),
            "0001000B916407281553F800000AE8329BFD4697D9EC37");
}

TEST(PduSubmit, FillsTheLastOctetWithoutSpilling) {
  for (std::size_t n = 1; n <= 160; ++n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += static_cast<char>('A' + (i * 7 + n) % 26);
    const auto hex = encode_hex(Address::international_number("358401234567"), text);
    const auto back = testing::parse_submit(hex, hex.size() / 2 - 1);
    ASSERT_TRUE(back) << n;
    EXPECT_EQ(back->text, text);
    EXPECT_EQ(back->parts, 1);
  }
}

TEST(PduSubmit, AnswersInTheSendersOwnTypeOfNumber) {  // EP-4.1-70
  Address local;
  local.digits = FixedString<20>{"0401234567"};
  local.type = Address::kNational;
  EXPECT_EQ(encode_hex(local, "A").substr(6, 14), "0AA14010325476");
}

TEST(PduSubmit, SplitsLongTextsWithoutLoss) {  // EP-4.1-65
  for (const std::size_t n : {161u, 306u, 307u, 459u, 460u}) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += static_cast<char>('a' + i % 26);
    const auto parts = pdu::parts_of(text);
    EXPECT_EQ(parts, (n + 152) / 153);
    std::string whole;
    for (std::uint8_t part = 0; part < parts; ++part) {
      const auto hex = encode_hex(Address::international_number("358401234567"), text, part, parts, 9);
      EXPECT_LE(hex.size() / 2, pdu::kMaxSubmit);
      const auto submit = testing::parse_submit(hex, hex.size() / 2 - 1);
      ASSERT_TRUE(submit);
      EXPECT_EQ(submit->part, part + 1);
      EXPECT_EQ(submit->parts, parts);
      EXPECT_EQ(submit->reference, 9);
      whole += submit->text;
    }
    EXPECT_EQ(whole, text);
  }
}

TEST(PduSubmit, DoesNotSplitAnEscapedCharacter) {
  const std::string text = std::string(152, 'x') + "[" + std::string(10, 'y');
  ASSERT_EQ(pdu::parts_of(text), 2);
  const auto first = encode_hex(Address::international_number("1"), text, 0, 2, 1);
  const auto second = encode_hex(Address::international_number("1"), text, 1, 2, 1);
  EXPECT_EQ(testing::parse_submit(first, first.size() / 2 - 1)->text, std::string(152, 'x'));
  EXPECT_EQ(testing::parse_submit(second, second.size() / 2 - 1)->text, "[" + std::string(10, 'y'));
  EXPECT_EQ(pdu::parts_of(std::string(80, '[')), 1);
  EXPECT_EQ(pdu::parts_of(std::string(81, '[')), 2);
}

TEST(PduAlphabet, Ucs2BecomesWhatTheAlphabetHas) {
  EXPECT_EQ(pdu::from_ucs2('A'), 'A');
  EXPECT_EQ(pdu::from_ucs2('`'), '?');
  EXPECT_EQ(pdu::from_ucs2(0x20ac), static_cast<char>(0xe5));
  EXPECT_EQ(pdu::from_ucs2(0x00e4), static_cast<char>(0x80 + 0x7b));
  EXPECT_EQ(pdu::from_ucs2(0x0416), '?');
}

}  // namespace
}  // namespace isocket::fw
