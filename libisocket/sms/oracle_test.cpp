// Held against libosmocore's and libosmogsm's own coders, which share no code and no author with ours.
#include <gtest/gtest.h>

#include <cstdlib>

#include "core/random.h"
#include "sms/address.h"
#include "sms/dcs.h"
#include "sms/septets.h"
#include "sms/timestamp.h"
#include "sms/validity.h"

extern "C" {
// Order matters: gsm0411_utils.h names an enum of gsm_04_11.h without including it.
#include <osmocom/gsm/protocol/gsm_03_40.h>
#include <osmocom/gsm/protocol/gsm_04_11.h>

#include <osmocom/gsm/gsm0411_utils.h>
#include <osmocom/gsm/gsm48_ie.h>
#include <osmocom/gsm/gsm_utils.h>
}

namespace isocket::sms {
namespace {

Octets random_septets(Random& random, std::size_t size) {
  Octets septets(size);
  for (std::uint8_t& septet : septets) septet = static_cast<std::uint8_t>(random.below(128));
  return septets;
}

TEST(AgainstLibosmocore, PackingAgreesAtEveryLengthAndFill) {
  Random random{1};
  for (std::size_t size = 1; size <= 160; ++size) {
    for (unsigned fill = 0; fill < 7; ++fill) {
      const Octets septets = random_septets(random, size);
      Octets ours(packed_size(size, fill));
      pack_septets(septets, fill, ours.data());
      Octets theirs(256);
      const int written =
          gsm_septet_pack(theirs.data(), septets.data(), size, static_cast<std::uint8_t>(fill));
      ASSERT_GT(written, 0);
      theirs.resize(static_cast<std::size_t>(written));
      ASSERT_EQ(ours, theirs) << size << " septets, fill " << fill;
    }
  }
}

TEST(AgainstLibosmocore, TheDefaultAlphabetAgreesWhereItIsLatin1) {
  // libosmocore's text is ISO 8859-1; Greek letters and the euro sign it does not know. Nor does its table
  // (1.7.0) have these three where 3GPP TS 23.038 §6.2.1 has them.
  constexpr unsigned kWrongThere[] = {0xA4, 0xA7, 0xBF};
  std::size_t compared = 0;
  for (unsigned character = 0x20; character < 0x100; ++character) {
    if (character >= 0x7F && character < 0xA0) continue;
    if (std::find(std::begin(kWrongThere), std::end(kWrongThere), character) != std::end(kWrongThere))
      continue;
    const char text[2] = {static_cast<char>(character), 0};
    std::uint8_t theirs[4] = {};
    const int count = gsm_septet_encode(theirs, text);
    std::string utf8;
    if (character < 0x80) {
      utf8 = text[0];
    } else {
      utf8 = {static_cast<char>(0xC0 | character >> 6), static_cast<char>(0x80 | (character & 0x3F))};
    }
    const auto ours = septets_of_text(utf8);
    if (!ours) continue;  // libosmocore writes something alike; we refuse
    EXPECT_EQ(*ours, Octets(theirs, theirs + count)) << character;
    ++compared;
  }
  EXPECT_EQ(compared, 94u + 26u);  // ASCII but for the grave accent, and what of ISO 8859-1 is in both
}

TEST(AgainstLibosmocore, UnpackingAgrees) {
  Random random{2};
  for (std::size_t size = 1; size <= 160; ++size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text += static_cast<char>('A' + random.below(26));
    std::uint8_t packed[160];
    int octets = 0;
    ASSERT_EQ(gsm_7bit_encode_n(packed, sizeof packed, text.c_str(), &octets), static_cast<int>(size));
    ASSERT_EQ(static_cast<std::size_t>(octets), packed_size(size));
    Octets septets(size);
    unpack_septets({packed, static_cast<std::size_t>(octets)}, size, 0, septets.data());
    EXPECT_EQ(text_of_septets(septets), text);
  }
}

TEST(AgainstLibosmocore, AddressesAgree) {
  Random random{3};
  for (int i = 0; i < 2000; ++i) {
    std::string digits;
    for (std::size_t left = 1 + random.below(20); left > 0; --left)
      digits += "0123456789*#"[random.below(12)];
    Octets ours;
    AddressCoder::encode(Address::number(digits, 0x91).value(), ours);
    std::uint8_t theirs[16] = {};
    // Length in semi-octets, then the type: the layout of TP-OA, as libosmocore's service centre writes it.
    const int size =
        gsm340_gen_oa(theirs, sizeof theirs, GSM340_TYPE_INTERNATIONAL, GSM340_PLAN_ISDN, digits.c_str());
    ASSERT_EQ(static_cast<std::size_t>(size), ours.size()) << digits;
    EXPECT_EQ(Octets(theirs, theirs + size), ours) << digits;

    char read[32];
    Octets called{static_cast<std::uint8_t>(ours.size() - 2)};
    called.insert(called.end(), ours.begin() + 2, ours.end());
    ASSERT_EQ(gsm48_decode_bcd_number2(read, sizeof read, called.data(), called.size(), 0), 0);
    EXPECT_EQ(digits, read);
  }
}

/// Local time `quarters` of an hour east of Greenwich; TZ counts westwards (POSIX.1, 8.3).
void live_in_zone(int quarters) {
  const int minutes = quarters * 15 % 60;
  const std::string zone =
      "ZONE-" + std::to_string(quarters / 4) + ":" + (minutes == 0 ? "0" : "") + std::to_string(minutes);
  setenv("TZ", zone.c_str(), 1);
  tzset();
}

// Only what libosmocore writes, and only east of Greenwich: in 1.7.0 gsm340_gen_scts() wraps a negative zone,
// and what gsm340_scts() reads depends on an uninitialised field. Western zones are held against public PDUs
// (pdus.tsv).
TEST(AgainstLibosmocore, TimeStampsAgreeInEveryEasternZone) {
  Random random{4};
  for (int quarters = 0; quarters <= 79; ++quarters) {
    live_in_zone(quarters);
    for (int i = 0; i < 50; ++i) {
      const auto seconds = static_cast<std::int64_t>(946684800 + 86400 + random.below(2'000'000'000));
      std::uint8_t theirs[Timestamp::kSize];
      gsm340_gen_scts(theirs, seconds);
      const Timestamp ours =
          Timestamp::of(Calendar{std::chrono::seconds{seconds}}, std::chrono::minutes{15 * quarters});
      ASSERT_EQ(to_hex(ours.octets()), to_hex(theirs)) << seconds << " zone " << quarters;
      ASSERT_EQ(Timestamp::from_octets(theirs)->utc(), Calendar{std::chrono::seconds{seconds}});
    }
  }
  live_in_zone(0);
}

TEST(AgainstLibosmocore, RelativeValidityAgrees) {
  for (unsigned octet = 0; octet < 256; ++octet) {
    std::uint8_t period = static_cast<std::uint8_t>(octet);
    const auto ours = RelativeValidity{period}.duration();
    EXPECT_EQ(static_cast<unsigned long>(ours.count()),
              gsm340_validity_period(GSM340_TP_VPF_RELATIVE, &period))
        << octet;
  }
}

TEST(AgainstLibosmocore, AlphabetsOfTheCodingAgree) {
  for (unsigned octet = 0; octet < 256; ++octet) {
    const DataCoding coding{static_cast<std::uint8_t>(octet)};
    switch (gsm338_get_sms_alphabet(coding.octet())) {
      case DCS_7BIT_DEFAULT: EXPECT_EQ(coding.alphabet(), Alphabet::gsm7) << octet; break;
      case DCS_UCS2: EXPECT_EQ(coding.alphabet(), Alphabet::ucs2) << octet; break;
      case DCS_8BIT_DATA: EXPECT_EQ(coding.alphabet(), Alphabet::octets) << octet; break;
      case DCS_NONE: break;  // it does not say
    }
  }
}

}  // namespace
}  // namespace isocket::sms
