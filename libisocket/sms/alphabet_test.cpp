#include <gtest/gtest.h>

#include "sms/alphabet.h"
#include "sms/septets.h"

namespace isocket::sms {
namespace {

Octets octets(std::string_view hex) {
  return from_hex(hex).value();
}

std::string packed(std::string_view text) {
  const Octets septets = septets_of_text(text).value();
  Octets out(packed_size(septets.size()));
  pack_septets(septets, 0, out.data());
  return to_hex(out);
}

// 3GPP TS 23.038 §6.1.2.1.1 draws the packing of one to eight characters; "hellohello" is the example that
// every introduction to the PDU format gives.
TEST(Septets, PackAsTheStandardDraws) {
  EXPECT_EQ(packed(""), "");
  EXPECT_EQ(packed("1"), "31");
  EXPECT_EQ(packed("12"), "3119");
  EXPECT_EQ(packed("1234567"), "31D98C56B3DD00");
  EXPECT_EQ(packed("12345678"), "31D98C56B3DD70");
  EXPECT_EQ(packed("123456789"), "31D98C56B3DD7039");
  EXPECT_EQ(packed("hellohello"), "E8329BFD4697D9EC37");
}

TEST(Septets, StartAtASeptetBoundaryBehindAHeader) {
  const Octets septets = septets_of_text("ab").value();
  Octets out(packed_size(2, 1));
  pack_septets(septets, 1, out.data());
  EXPECT_EQ(to_hex(out), "C262");  // 0 fill, then 1100001 and 1100010, lowest bits first
}

TEST(Alphabet, EscapesTheExtensionTable) {
  EXPECT_EQ(to_hex(septets_of_text("a[]{}€").value()), "611B3C1B3E1B281B291B65");
  EXPECT_EQ(to_hex(septets_of_text("^\\~|\f").value()), "1B141B2F1B3D1B401B0A");
}

TEST(Alphabet, ReadsAnEscapeThatLeadsNowhereAsTheStandardSays) {
  EXPECT_EQ(text_of_septets(octets("1B41")), "A");   // not in the extension table: the main table's character
  EXPECT_EQ(text_of_septets(octets("411B")), "A ");  // nothing follows: a blank
  EXPECT_EQ(text_of_septets(octets("1B1B65")), " e");  // reserved for a further table
}

TEST(Alphabet, ReadsAndWritesEveryCodeOfTheDefaultAlphabet) {
  for (unsigned code = 0; code < 128; ++code) {
    if (code == 0x1B) continue;
    const Octets one{static_cast<std::uint8_t>(code)};
    EXPECT_EQ(septets_of_text(text_of_septets(one)).value(), one) << code;
  }
}

TEST(Alphabet, NamesTheFirstCharacterThatDoesNotFit) {
  const auto wrong = septets_of_text("1€–2");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, Errc::bad_encoding);
  EXPECT_EQ(wrong.error().offset, 4u);
  EXPECT_TRUE(fits_gsm7("ÄÖÜäöüß@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæÉ¤¡§¿Ññà"));
  EXPECT_FALSE(fits_gsm7("ç"));
}

TEST(Alphabet, RefusesWhatIsNoUtf8) {
  for (const std::string_view text : {"\x80", "\xC3", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80",
                                      "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xE2\x82"}) {
    EXPECT_FALSE(septets_of_text(text));
    EXPECT_FALSE(ucs2_of_text(text));
    EXPECT_FALSE(fits_gsm7(text));
  }
}

TEST(Alphabet, WritesSurrogatePairsInUcs2) {
  EXPECT_EQ(to_hex(ucs2_of_text("A😀").value()), "0041D83DDE00");
  EXPECT_EQ(text_of_ucs2(octets("0041D83DDE00")), "A😀");
  EXPECT_EQ(text_of_ucs2(octets("D83D0041")), "\uFFFDA");
  EXPECT_EQ(text_of_ucs2(octets("DE000041")), "\uFFFDA");
  EXPECT_EQ(text_of_ucs2(octets("004100")), "A\uFFFD");
}

TEST(Alphabet, ReadsNationalLanguages) {
  EXPECT_EQ(text_of_septets(octets("1B471B49"), {Language::none, Language::turkish}), "Ğİ");
  EXPECT_EQ(text_of_septets(octets("0B40"), {Language::turkish, Language::none}), "Ğİ");
  EXPECT_EQ(text_of_septets(octets("1B611B09"), {Language::none, Language::spanish}), "áç");
  EXPECT_EQ(text_of_septets(octets("151B7B"), {Language::portuguese, Language::portuguese}), "∞ã");
  EXPECT_EQ(text_of_septets(octets("00604F1B1C"), {Language::hindi, Language::hindi}),
            "\u0901\u0950\u093D\u0966");
  EXPECT_EQ(text_of_septets(octets("00601B191B1C"), {Language::bengali, Language::bengali}),
            "\u0981\u09CE\u09E6\u09E8");
  EXPECT_EQ(text_of_septets(octets("00001B3F"), {Language::urdu, Language::urdu}), "\u0627\u0627\u06D4");
  EXPECT_EQ(text_of_septets(octets("00"), {Language::kannada, Language::none}), " ");  // nothing at that code
}

TEST(Alphabet, TakesALanguageWithoutALockingTableForTheDefault) {
  EXPECT_EQ(text_of_septets(octets("0009"), {Language::spanish, Language::none}), "@Ç");
}

TEST(Hex, NamesTheOctetOfAWrongDigit) {
  EXPECT_EQ(from_hex("00G0").error().code, Errc::bad_digit);
  EXPECT_EQ(from_hex("00G0").error().offset, 1u);
  EXPECT_EQ(from_hex("00000").error().code, Errc::underflow);
  EXPECT_EQ(from_hex("00000").error().offset, 2u);
  EXPECT_EQ(to_hex(octets("0aFf")), "0AFF");
}

}  // namespace
}  // namespace isocket::sms
