#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>

#include "sms/decode.h"
#include "sms/encode.h"
#include "sms/segments.h"
#include "sms/septets.h"
#include "sms/utf8.h"

namespace isocket::sms {
namespace {

/// The same cases in every run, and more than by default; another RC_PARAMS in the environment has its way.
[[maybe_unused]] const int kSeeded = setenv("RC_PARAMS", "seed=1 max_success=1000", 0);

/// Enough of the random source for what these properties draw; small values come first, so cases shrink.
int draw(int low, int high) {
  return *rc::gen::inRange(low, high + 1);
}
bool flip() {
  return draw(0, 1) == 1;
}
std::uint8_t octet() {
  return static_cast<std::uint8_t>(draw(0, 255));
}

Octets some_octets(int most) {
  return *rc::gen::resize(most, rc::gen::arbitrary<Octets>());
}

std::string gsm_text(int most) {
  const int size = draw(0, most);
  std::string text;
  for (int i = 0; i < size; ++i) {
    Octets code{static_cast<std::uint8_t>(draw(0, 127))};
    if (code[0] == 0x1B) code = {0x1B, 0x65};
    text += text_of_septets(code);
  }
  return text;
}

std::string any_text(int most) {
  const int size = draw(0, most);
  std::string text;
  for (int i = 0; i < size; ++i) {
    char32_t character = static_cast<char32_t>(draw(1, flip() ? 0x2FF : 0x10FFFF));
    if (character >= 0xD800 && character <= 0xDFFF) character = U'ж';
    char octets[4];
    text.append(octets, put_character(character, octets));
  }
  return text;
}

Address address() {
  switch (draw(0, 3)) {
    case 0: return {};
    case 1: {
      const auto name = Address::name(gsm_text(5));
      return name.value_or(Address{});
    }
    default: {
      std::string digits;
      for (int left = draw(0, 20); left > 0; --left) digits += "0123456789*#abc"[draw(0, 14)];
      const auto type = static_cast<std::uint8_t>(0x80 | draw(0, 4) << 4 | draw(0, 15));
      return Address::number(digits, type).value();
    }
  }
}

Timestamp time_stamp() {
  if (draw(0, 9) == 0) return {};
  const auto year2000 = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};
  return Timestamp::of(Calendar{year2000} + std::chrono::seconds{draw(0, 2'000'000'000)},
                       std::chrono::minutes{15 * draw(-79, 79)});
}

DataCoding coding() {
  return flip() ? DataCoding{octet()} : DataCoding::of(static_cast<Alphabet>(draw(0, 2)));
}

UserData user_data(DataCoding dcs) {
  UserData data;
  if (flip()) {
    UserDataHeader header;
    if (flip()) header = UserDataHeader::with({static_cast<std::uint16_t>(draw(0, 65535)), 3, 2, true});
    for (int left = draw(0, 3); left > 0; --left) RC_ASSERT(header.add(octet(), some_octets(20)));
    data.header = header;
  }
  const bool septets = dcs.alphabet() == Alphabet::gsm7 && !dcs.compressed();
  const std::size_t size = static_cast<std::size_t>(draw(0, static_cast<int>(capacity(dcs, data.header))));
  for (std::size_t i = 0; i < size; ++i)
    data.payload.push_back(septets ? static_cast<std::uint8_t>(octet() & 0x7F) : octet());
  return data;
}

Validity validity() {
  switch (draw(0, 3)) {
    case 0: return RelativeValidity{octet()};
    case 1: return time_stamp();
    case 2: return EnhancedValidity{{octet(), octet(), octet(), octet(), octet(), octet(), octet()}};
    default: return {};
  }
}

template <class Report>
void fill_optional(Report& report) {
  if (flip()) report.protocol = octet();
  if (flip()) report.coding = coding();
  if (flip()) report.user_data = user_data(report.coding.value_or(DataCoding{}));
}

Tpdu tpdu() {
  switch (draw(0, 4)) {
    case 0: {
      const DataCoding dcs = coding();
      return Deliver{flip(), flip(), flip(), flip(), address(), octet(), dcs, time_stamp(), user_data(dcs)};
    }
    case 1: {
      const DataCoding dcs = coding();
      return Submit{flip(), flip(), flip(), octet(), address(), octet(), dcs, validity(), user_data(dcs)};
    }
    case 2: {
      StatusReport report{flip(),       flip(),          flip(), octet(), address(), time_stamp(),
                          time_stamp(), Status{octet()}, {},     {},      {}};
      fill_optional(report);
      return report;
    }
    case 3: {
      SubmitReport report;
      if (flip()) report.failure_cause = static_cast<std::uint8_t>(octet() | 0x80);
      report.time_stamp = time_stamp();
      fill_optional(report);
      return report;
    }
    default: {
      DeliverReport report;
      if (flip()) report.failure_cause = static_cast<std::uint8_t>(octet() | 0x80);
      fill_optional(report);
      return report;
    }
  }
}

Direction direction_of(const Tpdu& one) {
  return std::holds_alternative<Submit>(one) || std::holds_alternative<DeliverReport>(one)
             ? Direction::from_mobile
             : Direction::to_mobile;
}

TEST(Property, DecodingUndoesEncoding) {
  EXPECT_TRUE(rc::check("decode(encode(x)) == x", [] {
    const Tpdu original = tpdu();
    const auto octets = encode(original);
    RC_ASSERT(octets.has_value());
    const auto back = decode(*octets, direction_of(original));
    RC_ASSERT(back.has_value());
    RC_ASSERT((*back == original));
  }));
}

TEST(Property, AnyOctetsGiveAValueOrAnErrorInside) {
  EXPECT_TRUE(rc::check("decode(any octets)", [] {
    const Octets octets = some_octets(200);
    for (const Direction direction : {Direction::to_mobile, Direction::from_mobile}) {
      const auto one = decode(octets, direction);
      if (one) {
        const auto again = encode(*one);
        RC_ASSERT(again.has_value());
        RC_ASSERT((decode(*again, direction) == one));
      } else {
        RC_ASSERT(one.error().offset <= octets.size());
      }
    }
  }));
}

TEST(Property, UnpackingUndoesPacking) {
  EXPECT_TRUE(rc::check("unpack(pack(x)) == x, at any fill", [] {
    Octets septets = some_octets(170);
    for (std::uint8_t& septet : septets) septet &= 0x7F;
    const unsigned fill = static_cast<unsigned>(draw(0, 6));
    Octets packed(packed_size(septets.size(), fill));
    pack_septets(septets, fill, packed.data());
    Octets back(septets.size());
    unpack_septets(packed, septets.size(), fill, back.data());
    RC_ASSERT(back == septets);
  }));
}

TEST(Property, TextsSurviveTheirAlphabets) {
  EXPECT_TRUE(rc::check("text of codes of text", [] {
    const std::string narrow = gsm_text(100);
    RC_ASSERT(text_of_septets(septets_of_text(narrow).value()) == narrow);
    RC_ASSERT(fits_gsm7(narrow));
    const std::string wide = any_text(100);
    RC_ASSERT(text_of_ucs2(ucs2_of_text(wide).value()) == wide);
  }));
}

TEST(Property, SplittingLosesNothingAndCutsNoCharacter) {
  EXPECT_TRUE(rc::check("the parts' texts joined are the text", [] {
    const std::string text = flip() ? gsm_text(400) : any_text(400);
    Splitting splitting;
    splitting.wide = flip();
    const auto segments = split(text, splitting).value();
    std::string joined;
    for (const Segment& segment : segments) {
      const std::string part = segment.user_data.text(segment.coding).value();
      RC_ASSERT(part.find("\uFFFD") == std::string::npos || text.find("\uFFFD") != std::string::npos);
      joined += part;
      RC_ASSERT(segment.user_data.payload.size() <= capacity(segment.coding, segment.user_data.header));
    }
    RC_ASSERT(joined == text);
  }));
}

TEST(Property, TimeStampsKeepInstantAndText) {
  EXPECT_TRUE(rc::check("utc and text", [] {
    const auto year2000 = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};
    const Calendar when = Calendar{year2000} + std::chrono::seconds{draw(0, 2'000'000'000)};
    const Timestamp stamp = Timestamp::of(when, std::chrono::minutes{15 * draw(-79, 79)});
    RC_ASSERT(stamp.utc() == when);
    RC_ASSERT(Timestamp::parse(stamp.to_string()).value() == stamp);
  }));
}

}  // namespace
}  // namespace isocket::sms
