#include "sms/segments.h"

#include "sms/language_tables.h"

namespace isocket::sms {
namespace {

constexpr std::size_t kMostParts = 255;

/// How many of `codes` from `from` on go into one part of `room`, without cutting a character in two.
std::size_t whole_characters(OctetView codes, std::size_t from, std::size_t room, Alphabet alphabet) {
  if (codes.size() - from <= room) return codes.size() - from;
  if (alphabet == Alphabet::ucs2) {
    std::size_t take = room - room % 2;
    const bool half_a_pair = (codes[from + take - 2] & 0xFC) == 0xD8;
    return half_a_pair ? take - 2 : take;
  }
  return codes[from + room - 1] == kEscape ? room - 1 : room;
}

}  // namespace

Result<std::vector<Segment>> split(std::string_view utf8, const Splitting& splitting) {
  const Alphabet alphabet = splitting.alphabet.value_or(fits_gsm7(utf8) ? Alphabet::gsm7 : Alphabet::ucs2);
  if (alphabet == Alphabet::octets)
    return fail(Errc::unsupported, "text", 0, "an alphabet; 8 bit data is no text");
  const auto codes = alphabet == Alphabet::ucs2 ? ucs2_of_text(utf8) : septets_of_text(utf8);
  if (!codes) return fail(codes.error());
  const DataCoding coding = DataCoding::of(alphabet, splitting.message_class);

  std::vector<Segment> segments;
  const auto add = [&](std::size_t from, std::size_t size) {
    Segment& segment = segments.emplace_back();
    segment.coding = coding;
    segment.user_data.payload = BoundedOctets<UserData::kMaxSeptets>{OctetView{*codes}.subspan(from, size)};
  };
  if (codes->size() <= capacity(coding, std::nullopt)) {
    add(0, codes->size());
    return segments;
  }
  Concatenation part{splitting.reference, 1, 1, splitting.wide};
  if (!part.wide) part.reference &= 0xFF;
  const std::size_t room = capacity(coding, UserDataHeader::with(part));
  for (std::size_t from = 0; from < codes->size();) {
    if (segments.size() == kMostParts)
      return fail(Errc::overflow, "text", 0, "at most 255 parts of one message");
    const std::size_t size = whole_characters(*codes, from, room, alphabet);
    add(from, size);
    from += size;
  }
  part.total = static_cast<std::uint8_t>(segments.size());
  for (Segment& segment : segments) {
    segment.user_data.header = UserDataHeader::with(part);
    ++part.number;
  }
  return segments;
}

Result<std::vector<Submit>> split(const Submit& prototype, std::string_view utf8,
                                  const Splitting& splitting) {
  auto segments = split(utf8, splitting);
  if (!segments) return fail(std::move(segments.error()));
  std::vector<Submit> submits;
  submits.reserve(segments->size());
  std::uint8_t reference = prototype.reference;
  for (Segment& segment : *segments) {
    Submit& submit = submits.emplace_back(prototype);
    submit.reference = reference++;
    submit.coding = segment.coding;
    submit.user_data = std::move(segment.user_data);
  }
  return submits;
}

}  // namespace isocket::sms
