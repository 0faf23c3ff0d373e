#include <gtest/gtest.h>

#include "core/test_name.h"
#include "sms/address.h"
#include "sms/dcs.h"
#include "sms/status.h"
#include "sms/timestamp.h"
#include "sms/udh.h"
#include "sms/validity.h"

namespace isocket::sms {
namespace {

using namespace std::chrono_literals;

Octets octets_of(std::string_view hex) {
  return from_hex(hex).value();
}

std::string coded(const Address& address) {
  Octets out;
  AddressCoder::encode(address, out);
  return to_hex(out);
}

Result<Address> read(std::string_view hex) {
  std::size_t used = 0;
  return AddressCoder::decode(octets_of(hex), used);
}

struct AddressRow {
  std::string_view text;
  std::string_view hex;
};

class Addresses : public ::testing::TestWithParam<AddressRow> {};

TEST_P(Addresses, AreReadAndWritten) {
  const auto address = read(GetParam().hex);
  ASSERT_TRUE(address) << describe(address.error());
  EXPECT_EQ(address->to_string(), GetParam().text);
  EXPECT_EQ(coded(*address), GetParam().hex);
}

// The names are those of the python-gsmmodem test suite, test/test_pdu.py.
INSTANTIATE_TEST_SUITE_P(
    Rows, Addresses,
    ::testing::Values(AddressRow{"+9876543210", "0A918967452301"}, AddressRow{"+987654321", "099189674523F1"},
                      AddressRow{"0129998765", "0AA11092997856"}, AddressRow{"abc", "06D061F118"},
                      AddressRow{"FRANCOIS", "0ED04669D0397C26A7"},
                      AddressRow{"a[]{}€", "14D0E10D6FE3DBA036A94D19"}, AddressRow{"", "0081"},
                      AddressRow{"*100#", "05811A00FB"}, AddressRow{"0abc", "0481C0ED"},
                      AddressRow{"12345678901234567890", "148121436587092143658709"}),
    row_name([](const AddressRow& row) { return row.text; }));

TEST(AddressValue, ComesFromWhatAPersonTypes) {
  EXPECT_EQ(coded(Address::parse("+4712345678").value()), "0A917421436587");
  EXPECT_EQ(coded(Address::parse("0912").value()), "04819021");
  EXPECT_TRUE(Address::parse("iSocket")->is_name());
  EXPECT_EQ(Address::parse("+47 1").error().code, Errc::bad_digit);
  EXPECT_EQ(Address::parse("twelve chars").error().code, Errc::overflow);
  EXPECT_EQ(Address::name("ж").error().code, Errc::bad_encoding);
  EXPECT_EQ(Address::number(std::string(21, '1'), 0x91).error().code, Errc::overflow);
  EXPECT_EQ(Address::number("12", 0xD0).error().code, Errc::bad_value);
}

TEST(AddressValue, GivesAPhoneNumberWhereItIsOne) {
  const auto number = PhoneNumber::parse("+358912345678").value();
  EXPECT_EQ(Address{number}.phone_number(), number);
  EXPECT_EQ(Address{PhoneNumber::parse("112").value()}.phone_number()->to_string(), "112");
  EXPECT_FALSE(Address::name("112").value().phone_number());
  EXPECT_FALSE(Address{}.phone_number());
  EXPECT_FALSE(Address::number("*1", 0x81).value().phone_number());
}

TEST(AddressValue, RefusesWhatCannotBeOne) {
  EXPECT_EQ(read("").error().code, Errc::underflow);
  EXPECT_EQ(read("04").error().offset, 1u);
  EXPECT_EQ(read("049121").error().code, Errc::underflow);
  EXPECT_EQ(read("049121").error().offset, 3u);
  EXPECT_EQ(read("159121436587092143658709F1").error().code, Errc::overflow);
  EXPECT_EQ(read("04912F43").error().code, Errc::bad_digit);
  EXPECT_EQ(read("0491214F").error().offset, 3u);
}

TEST(ServiceCentre, CountsOctetsWhereATpduCountsDigits) {
  std::size_t used = 0;
  const auto centre = AddressCoder::decode_service_centre(octets_of("07911326040000F0"), used);
  ASSERT_TRUE(centre);
  EXPECT_EQ((*centre)->to_string(), "+31624000000");
  EXPECT_EQ(used, 8u);
  Octets out;
  AddressCoder::encode_service_centre(*centre, out);
  EXPECT_EQ(to_hex(out), "07911326040000F0");

  EXPECT_FALSE(AddressCoder::decode_service_centre(octets_of("00"), used).value());
  EXPECT_EQ(used, 1u);
  EXPECT_EQ(AddressCoder::decode_service_centre(octets_of("0791"), used).error().code, Errc::underflow);
  EXPECT_EQ(AddressCoder::decode_service_centre(octets_of("0C91214365870921436587092143"), used).error().code,
            Errc::overflow);
  EXPECT_EQ(AddressCoder::decode_service_centre(octets_of("02911F"), used).error().offset, 2u);
}

TEST(Dcs, SaysWhatTheStandardSays) {
  EXPECT_EQ(DataCoding{0x00}.alphabet(), Alphabet::gsm7);
  EXPECT_EQ(DataCoding{0x04}.alphabet(), Alphabet::octets);
  EXPECT_EQ(DataCoding{0x08}.alphabet(), Alphabet::ucs2);
  EXPECT_EQ(DataCoding{0x0C}.alphabet(), Alphabet::gsm7);
  EXPECT_EQ(DataCoding{0x48}.alphabet(), Alphabet::ucs2);
  EXPECT_EQ(DataCoding{0x84}.alphabet(), Alphabet::gsm7);
  EXPECT_EQ(DataCoding{0xC8}.alphabet(), Alphabet::gsm7);
  EXPECT_EQ(DataCoding{0xE8}.alphabet(), Alphabet::ucs2);
  EXPECT_EQ(DataCoding{0xF5}.alphabet(), Alphabet::octets);
  EXPECT_TRUE(DataCoding{0x20}.compressed());
  EXPECT_FALSE(DataCoding{0xE0}.compressed());
  EXPECT_TRUE(DataCoding{0x40}.automatic_deletion());
  EXPECT_EQ(DataCoding{0x10}.message_class(), 0u);
  EXPECT_EQ(DataCoding{0xF2}.message_class(), 2u);
  EXPECT_FALSE(DataCoding{0x02}.message_class());
  EXPECT_FALSE(DataCoding{0xC2}.message_class());
  EXPECT_EQ(DataCoding{0xC8}.message_waiting(),
            (DataCoding::MessageWaiting{DataCoding::Indication::voicemail, true, false}));
  EXPECT_EQ(DataCoding{0xD1}.message_waiting(),
            (DataCoding::MessageWaiting{DataCoding::Indication::fax, false, true}));
  EXPECT_FALSE(DataCoding{0xF0}.message_waiting());
}

TEST(Dcs, IsMadeFromAlphabetAndClass) {
  EXPECT_EQ(DataCoding::of(Alphabet::gsm7).octet(), 0x00);
  EXPECT_EQ(DataCoding::of(Alphabet::ucs2).octet(), 0x08);
  EXPECT_EQ(DataCoding::of(Alphabet::octets, 1).octet(), 0x15);
  EXPECT_EQ(DataCoding::of(Alphabet::gsm7, 0).to_string(), "GSM 7 bit, class 0 (immediate display)");
  EXPECT_EQ(DataCoding{0xC8}.to_string(), "GSM 7 bit, message waiting: voicemail active, discard");
}

Timestamp stamp(std::string_view hex) {
  return Timestamp::from_octets(octets_of(hex)).value();
}

TEST(Timestamps, HoldTheZoneAndCompareByInstant) {
  const Timestamp east = stamp("51117200000080");  // 2015-11-27 00:00:00 two hours east
  EXPECT_EQ(east.to_string(), "2015-11-27T00:00:00+02:00");
  EXPECT_EQ(east.zone(), 2h);
  EXPECT_EQ(east.utc(), Calendar{std::chrono::sys_days{std::chrono::year{2015} / 11 / 26} + 22h});
  const Timestamp west = stamp("7040213252242B");
  EXPECT_EQ(west.to_string(), "2007-04-12T23:25:42-08:00");
  EXPECT_LT(west, east);
  const Timestamp same_instant = stamp("51116222000000");
  EXPECT_NE(east, same_instant);
  EXPECT_EQ(east.utc(), same_instant.utc());
  EXPECT_LT(stamp("99211332959500"), stamp("00101000000000"));  // 1999, 2000
}

TEST(Timestamps, AreMadeFromTheCalendar) {
  const Calendar noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 31} + 12h + 999999us;
  EXPECT_EQ(Timestamp::of(noon).to_string(), "2026-01-31T12:00:00Z");
  EXPECT_EQ(Timestamp::of(noon, 330min).to_string(), "2026-01-31T17:30:00+05:30");
  EXPECT_EQ(Timestamp::of(noon, -12h - 15min).to_string(), "2026-01-30T23:45:00-12:15");
  EXPECT_EQ(Timestamp::of(noon, -210min).utc(), std::chrono::floor<std::chrono::seconds>(noon));
  EXPECT_EQ(Timestamp::of(noon, 7min).to_string(), "2026-01-31T12:00:00Z");
}

TEST(Timestamps, AreReadFromText) {
  for (const std::string_view text :
       {"2026-01-31T12:00:00Z", "1999-12-31T23:59:59-19:45", "2000-02-29T00:00:00+00:15"})
    EXPECT_EQ(Timestamp::parse(text)->to_string(), text);
  for (const std::string_view text :
       {"", "2026-01-31", "2026-01-31T12:00:00", "2026-01-31T12:00:00+5", "2026-01-31T12:00:00+05:31",
        "2026-01-31T12:00:00+20:00", "2026-02-30T12:00:00Z", "2026-13-01T12:00:00Z", "1989-01-01T00:00:00Z",
        "2026-01-31T12:00:00ZZ", "2026-01-31T12:00:00+05:300", "2026-01-31 12:00:00Z"})
    EXPECT_FALSE(Timestamp::parse(text)) << text;
}

TEST(Timestamps, KeepWhatIsNoDate) {
  EXPECT_FALSE(Timestamp{}.utc());
  EXPECT_EQ(stamp("00000000000000"), Timestamp{});
  EXPECT_EQ(Timestamp{}.to_string(), "00000000000000");
  EXPECT_FALSE(stamp("FFFFFFFFFFFFFF").utc());  // digits above 9 read as 0: 3GPP TS 23.040 §9.2.3.11
  EXPECT_EQ(to_hex(stamp("FFFFFFFFFFFFFF").octets()), "FFFFFFFFFFFFFF");
  EXPECT_LT(stamp("FFFFFFFFFFFFFF"), stamp("51117200000080"));
}

TEST(Timestamps, RefuseAMonthThirteenAndNameItsOctet) {
  const auto wrong = [](std::string_view hex) { return Timestamp::from_octets(octets_of(hex)).error(); };
  EXPECT_EQ(wrong("51317200000080").offset, 1u);
  EXPECT_EQ(wrong("51112300000080").offset, 2u);
  EXPECT_EQ(wrong("51117242000080").offset, 3u);
  EXPECT_EQ(wrong("51117200060080").offset, 4u);
  EXPECT_EQ(wrong("51117200000680").offset, 5u);
  EXPECT_EQ(wrong("511172000000").code, Errc::underflow);
}

TEST(Validity, HasTheRelativeStepsOfTheStandard) {
  EXPECT_EQ(RelativeValidity{0}.duration(), 5min);
  EXPECT_EQ(RelativeValidity{143}.duration(), 12h);
  EXPECT_EQ(RelativeValidity{144}.duration(), 12h + 30min);
  EXPECT_EQ(RelativeValidity{167}.duration(), 24h);
  EXPECT_EQ(RelativeValidity{168}.duration(), 48h);
  EXPECT_EQ(RelativeValidity{196}.duration(), std::chrono::days{30});
  EXPECT_EQ(RelativeValidity{197}.duration(), std::chrono::weeks{5});
  EXPECT_EQ(RelativeValidity{255}.duration(), std::chrono::weeks{63});
  EXPECT_EQ(RelativeValidity::at_least(6min).octet(), 1);
  EXPECT_EQ(RelativeValidity::at_least(0min).octet(), 0);
  EXPECT_EQ(RelativeValidity::at_least(std::chrono::weeks{100}).octet(), 255);
  EXPECT_EQ(describe(RelativeValidity{0xAA}), "4 days");
  EXPECT_EQ(describe(Validity{}), "none");
}

TEST(Validity, ReadsTheEnhancedForms) {
  EXPECT_EQ(EnhancedValidity({0x41, 0xAA}).duration(), std::chrono::days{4});
  EXPECT_TRUE(EnhancedValidity({0x41, 0xAA}).single_shot());
  EXPECT_EQ(EnhancedValidity({0x02, 90}).duration(), 90s);
  EXPECT_EQ(EnhancedValidity({0x03, 0x10, 0x20, 0x30}).duration(), 1h + 2min + 3s);
  EXPECT_FALSE(EnhancedValidity({0x00}).duration());
  EXPECT_EQ(EnhancedValidity({0x04}).form(), EnhancedValidity::Form::reserved);
  EXPECT_EQ(describe(EnhancedValidity({0x42, 90})), "90 seconds, single shot");
}

TEST(Header, FindsConcatenationInBothForms) {
  const auto narrow = UserDataHeader::from_octets(octets_of("0003170301")).value();
  EXPECT_EQ(narrow.concatenation(), (Concatenation{0x17, 3, 1, false}));
  const auto wide = UserDataHeader::from_octets(octets_of("080401800402")).value();
  EXPECT_EQ(wide.concatenation(), (Concatenation{384, 4, 2, true}));
  EXPECT_EQ(UserDataHeader::with({0x17, 3, 1, false}), narrow);
  EXPECT_EQ(UserDataHeader::with({384, 4, 2, true}), wide);
}

TEST(Header, IgnoresAConcatenationThatCannotBe) {
  for (const std::string_view hex : {"0003170001", "0003170300", "0003170304", "00021703", "080401800400"})
    EXPECT_FALSE(UserDataHeader::from_octets(octets_of(hex)).value().concatenation()) << hex;
}

TEST(Header, TakesTheLastOfRepeatedElements) {
  const auto header = UserDataHeader::from_octets(octets_of("240101250103240102")).value();
  EXPECT_EQ(header.shifts(), (Shifts{Language::portuguese, Language::spanish}));
  EXPECT_EQ(to_hex(*header.find(0x24)), "02");
  EXPECT_FALSE(header.find(0x08));
  EXPECT_EQ(UserDataHeader::from_octets(octets_of("24017F")).value().shifts(), Shifts{});
}

TEST(Header, NamesTheElementThatEndsBeyondIt) {
  EXPECT_EQ(UserDataHeader::from_octets(octets_of("00031703")).error().offset, 1u);
  EXPECT_EQ(UserDataHeader::from_octets(octets_of("000317030124")).error().offset, 5u);
  UserDataHeader header;
  EXPECT_TRUE(header.add(0x05, octets_of("0B8423F0")));
  EXPECT_EQ(to_hex(header.octets()), "05040B8423F0");
  EXPECT_FALSE(header.add(0x70, Octets(140)));
}

TEST(StatusValue, FallsIntoTheClassesOfTheStandard) {
  EXPECT_TRUE(Status{0x00}.delivered());
  EXPECT_FALSE(Status{0x01}.delivered());
  EXPECT_EQ(Status{0x01}.kind(), Status::Class::completed);
  EXPECT_EQ(Status{0x20}.kind(), Status::Class::trying);
  EXPECT_FALSE(Status{0x30}.is_final());
  EXPECT_EQ(Status{0x46}.kind(), Status::Class::permanent);
  EXPECT_EQ(Status{0x46}.name(), "message validity period expired");
  EXPECT_EQ(Status{0x62}.kind(), Status::Class::temporary);
  EXPECT_EQ(Status{0x62}.name(), "no response from SME");
  EXPECT_EQ(Status{0x65}.name(), "error in SME");
  EXPECT_EQ(Status{0x25}.name(), "error in SME");
  EXPECT_EQ(Status{0x49}.name(), "message does not exist");
  EXPECT_EQ(Status{0x02}.name(), "message replaced by the SC");
  EXPECT_EQ(Status{0x4F}.name(), "reserved");
  EXPECT_EQ(Status{0x50}.name(), "specific to the service centre");
  EXPECT_EQ(Status{0x80}.kind(), Status::Class::reserved);
}

}  // namespace
}  // namespace isocket::sms
