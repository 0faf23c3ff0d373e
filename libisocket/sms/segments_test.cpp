#include "sms/segments.h"

#include <gtest/gtest.h>

#include "sms/reassembly.h"

namespace isocket::sms {
namespace {

using namespace std::chrono_literals;

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::vector<std::size_t> sizes(std::string_view text, const Splitting& splitting = {}) {
  std::vector<std::size_t> result;
  const auto segments = split(text, splitting);
  if (segments)
    for (const Segment& segment : *segments) result.push_back(segment.user_data.payload.size());
  return result;
}

using Sizes = std::vector<std::size_t>;

TEST(Split, FillsMessagesToTheLastSeptet) {
  EXPECT_EQ(sizes(""), Sizes{0});
  EXPECT_EQ(sizes(repeated("x", 160)), Sizes{160});
  EXPECT_EQ(sizes(repeated("x", 161)), (Sizes{153, 8}));
  EXPECT_EQ(sizes(repeated("x", 306)), (Sizes{153, 153}));
  EXPECT_EQ(sizes(repeated("x", 307)), (Sizes{153, 153, 1}));
  EXPECT_EQ(sizes(repeated("x", 161), {.reference = 1, .wide = true, .alphabet = {}, .message_class = {}}),
            (Sizes{152, 9}));
}

TEST(Split, CountsExtensionCharactersTwiceAndKeepsThemWhole) {
  EXPECT_EQ(sizes(repeated("€", 80)), Sizes{160});
  EXPECT_EQ(sizes(repeated("€", 81)), (Sizes{152, 10}));
  EXPECT_EQ(sizes("x" + repeated("€", 80)), (Sizes{153, 8}));
}

TEST(Split, GoesOverToUcs2AndKeepsSurrogatePairsWhole) {
  EXPECT_EQ(sizes(repeated("ő", 70)), Sizes{140});
  EXPECT_EQ(sizes(repeated("ő", 71)), (Sizes{134, 8}));
  EXPECT_EQ(sizes(repeated("😀", 35)), Sizes{140});
  EXPECT_EQ(sizes(repeated("😀", 36)), (Sizes{132, 12}));
  EXPECT_EQ(sizes(repeated("ő", 71), {.reference = 1, .wide = true, .alphabet = {}, .message_class = {}}),
            (Sizes{132, 10}));
  EXPECT_EQ(split(repeated("ő", 70))->front().coding.alphabet(), Alphabet::ucs2);
}

TEST(Split, RefusesWhatCannotBeSent) {
  const auto error = [](std::string_view text, std::optional<Alphabet> alphabet) {
    Splitting splitting;
    splitting.alphabet = alphabet;
    return split(text, splitting).error();
  };
  EXPECT_EQ(error("ő", Alphabet::gsm7).code, Errc::bad_encoding);
  EXPECT_EQ(error("a", Alphabet::octets).code, Errc::unsupported);
  EXPECT_EQ(error("\xFF", {}).code, Errc::bad_encoding);
  EXPECT_EQ(error(repeated("x", 255 * 153 + 1), {}).code, Errc::overflow);
  EXPECT_EQ(sizes(repeated("x", 255 * 153)).size(), 255u);
}

TEST(Split, GivesSubmitsThatDifferInPartAndReference) {
  Submit prototype;
  prototype.reference = 255;
  prototype.destination = Address::parse("+358912345678").value();
  prototype.status_report_request = true;
  Splitting splitting;
  splitting.reference = 0x1234;
  splitting.message_class = 1;
  const auto submits = split(prototype, repeated("ab", 100), splitting).value();
  ASSERT_EQ(submits.size(), 2u);
  EXPECT_EQ(submits[0].reference, 255);
  EXPECT_EQ(submits[1].reference, 0);
  EXPECT_TRUE(submits[1].status_report_request);
  EXPECT_EQ(submits[1].destination, prototype.destination);
  EXPECT_EQ(submits[1].coding.message_class(), 1u);
  EXPECT_EQ(submits[1].user_data.concatenation(), (Concatenation{0x34, 2, 2, false}));
  EXPECT_EQ(*submits[0].text() + *submits[1].text(), repeated("ab", 100));
}

/// The parts of one message as the service centre delivers them.
std::vector<Deliver> deliveries(std::string_view text, std::uint16_t reference, std::string_view from) {
  std::vector<Deliver> parts;
  Splitting splitting;
  splitting.reference = reference;
  const auto segments = split(text, splitting).value();
  int second = 0;
  for (const Segment& segment : segments) {
    Deliver& part = parts.emplace_back();
    part.originator = Address::parse(from).value();
    part.coding = segment.coding;
    part.user_data = segment.user_data;
    part.time_stamp = Timestamp::of(Calendar{} + std::chrono::years{56} + std::chrono::seconds{second++});
  }
  return parts;
}

using Outcome = Reassembly::Outcome;
const std::string kText = repeated("0123456789", 40);  // three parts
constexpr Instant kStart{};

TEST(ReassemblyOfParts, PassesOnWhatIsWhole) {
  Reassembly reassembly{60s};
  const auto part = deliveries("OK", 0, "+1")[0];
  EXPECT_EQ(reassembly.add(part, kStart).message->text, "OK");
  EXPECT_EQ(reassembly.add(part, kStart).outcome, Outcome::complete);
  EXPECT_FALSE(reassembly.deadline());
}

TEST(ReassemblyOfParts, TakesThemInAnyOrder) {
  auto parts = deliveries(kText, 7, "+1");
  ASSERT_EQ(parts.size(), 3u);
  std::vector<std::size_t> order{0, 1, 2};
  do {
    Reassembly reassembly{60s};
    EXPECT_EQ(reassembly.add(parts[order[0]], kStart).outcome, Outcome::waiting);
    EXPECT_EQ(reassembly.add(parts[order[1]], kStart + 1s).outcome, Outcome::waiting);
    const auto step = reassembly.add(parts[order[2]], kStart + 2s);
    ASSERT_EQ(step.outcome, Outcome::complete);
    EXPECT_EQ(step.message->text, kText);
    EXPECT_EQ(step.message->time_stamp, parts[0].time_stamp);
    EXPECT_EQ(step.message->parts, parts);
    EXPECT_TRUE(reassembly.expire(kStart + 1h).empty());
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(ReassemblyOfParts, TellsADoubledPartBeforeAndAfterCompletion) {
  const auto parts = deliveries(kText, 7, "+1");
  Reassembly reassembly{60s};
  reassembly.add(parts[0], kStart);
  EXPECT_EQ(reassembly.add(parts[0], kStart).outcome, Outcome::doubled);
  reassembly.add(parts[1], kStart);
  EXPECT_EQ(reassembly.add(parts[2], kStart).outcome, Outcome::complete);
  EXPECT_EQ(reassembly.add(parts[1], kStart + 59s).outcome, Outcome::doubled);
  EXPECT_TRUE(reassembly.expire(kStart + 60s).empty());
  EXPECT_EQ(reassembly.add(parts[1], kStart + 61s).outcome, Outcome::waiting);
}

TEST(ReassemblyOfParts, TakesATextThatIsSaidAgain) {  // by a sender whose references have begun anew
  auto parts = deliveries(kText, 7, "+1");
  Reassembly reassembly{60s};
  for (const auto& part : parts) reassembly.add(part, kStart);
  for (Deliver& part : parts) part.time_stamp = Timestamp::of(*part.time_stamp.utc() + 20s);
  EXPECT_EQ(reassembly.add(parts[0], kStart + 20s).outcome, Outcome::waiting);
  reassembly.add(parts[1], kStart + 21s);
  const auto step = reassembly.add(parts[2], kStart + 22s);
  ASSERT_EQ(step.outcome, Outcome::complete);
  EXPECT_EQ(step.message->text, kText);
}

TEST(ReassemblyOfParts, GivesUpWithTheNumbersThatAreMissing) {
  const auto parts = deliveries(kText, 7, "+1");
  Reassembly reassembly{60s};
  reassembly.add(parts[1], kStart);
  EXPECT_EQ(reassembly.deadline(), kStart + 60s);
  EXPECT_TRUE(reassembly.expire(kStart + 59s).empty());
  EXPECT_EQ(reassembly.waiting().size(), 1u);
  const auto given_up = reassembly.expire(kStart + 60s);
  ASSERT_EQ(given_up.size(), 1u);
  EXPECT_EQ(given_up[0].missing, (std::vector<std::uint8_t>{1, 3}));
  EXPECT_EQ(given_up[0].parts, std::vector<Deliver>{parts[1]});
  EXPECT_EQ(given_up[0].first_seen, kStart);
  EXPECT_FALSE(reassembly.deadline());
}

TEST(ReassemblyOfParts, WaitsAnewFromEachPart) {
  const auto parts = deliveries(kText, 7, "+1");
  Reassembly reassembly{60s};
  reassembly.add(parts[0], kStart);
  reassembly.add(parts[1], kStart + 50s);
  EXPECT_EQ(reassembly.deadline(), kStart + 110s);
  EXPECT_TRUE(reassembly.expire(kStart + 100s).empty());
  EXPECT_EQ(reassembly.add(parts[2], kStart + 109s).outcome, Outcome::complete);
}

TEST(ReassemblyOfParts, KeepsSendersAndReferencesApart) {
  const auto one = deliveries(kText, 7, "+1");
  const auto other_sender = deliveries(repeated("b", 400), 7, "+2");
  const auto other_reference = deliveries(repeated("c", 400), 8, "+1");
  Reassembly reassembly{60s};
  for (std::size_t i = 0; i < 2; ++i)
    for (const auto* parts : {&one, &other_sender, &other_reference})
      EXPECT_EQ(reassembly.add((*parts)[i], kStart).outcome, Outcome::waiting);
  EXPECT_EQ(reassembly.add(other_sender[2], kStart).message->text, repeated("b", 400));
  EXPECT_EQ(reassembly.add(other_reference[2], kStart).message->text, repeated("c", 400));
  EXPECT_EQ(reassembly.add(one[2], kStart).message->text, kText);
}

TEST(ReassemblyOfParts, StartsAnewWhenTheReferenceComesRound) {
  const auto old_parts = deliveries(kText, 7, "+1");
  const auto new_parts = deliveries(repeated("n", 400), 7, "+1");
  Reassembly reassembly{60s};
  reassembly.add(old_parts[0], kStart);
  const auto step = reassembly.add(new_parts[0], kStart + 1s);
  EXPECT_EQ(step.outcome, Outcome::waiting);
  ASSERT_EQ(step.abandoned.size(), 1u);
  EXPECT_EQ(step.abandoned[0].missing, (std::vector<std::uint8_t>{2, 3}));
  reassembly.add(new_parts[1], kStart + 1s);
  EXPECT_EQ(reassembly.add(new_parts[2], kStart + 1s).message->text, repeated("n", 400));
  EXPECT_TRUE(reassembly.add(old_parts[0], kStart + 2s).abandoned.empty());  // the one before was complete
}

/// The same parts, stamped that much later.
std::vector<Deliver> later(std::vector<Deliver> parts, Duration by) {
  for (Deliver& part : parts) part.time_stamp = Timestamp::of(*part.time_stamp.utc() + by);
  return parts;
}

TEST(ReassemblyOfParts, DoesNotJoinANewFirstPartToTheRestOfAnOldMessage) {
  const auto old_parts = deliveries(kText, 7, "+1");
  const auto new_parts = later(deliveries(repeated("n", 400), 7, "+1"), 40s);
  Reassembly reassembly{10min};
  reassembly.add(old_parts[1], kStart);  // its first part is lost
  reassembly.add(old_parts[2], kStart);
  const auto step = reassembly.add(new_parts[0], kStart + 40s);
  EXPECT_EQ(step.outcome, Outcome::waiting);
  ASSERT_EQ(step.abandoned.size(), 1u);
  EXPECT_EQ(step.abandoned[0].missing, std::vector<std::uint8_t>{1});
  reassembly.add(new_parts[1], kStart + 41s);
  EXPECT_EQ(reassembly.add(new_parts[2], kStart + 42s).message->text, repeated("n", 400));
}

TEST(ReassemblyOfParts, DoesNotJoinPartsThatWereSaidLongAfterEachOther) {
  const auto old_parts = deliveries(kText, 7, "+1");
  const auto new_parts = later(deliveries(repeated("n", 400), 7, "+1"), 5min);
  Reassembly reassembly{10min};
  reassembly.add(old_parts[0], kStart);
  EXPECT_EQ(reassembly.add(new_parts[1], kStart + 5min).abandoned.size(), 1u);
  reassembly.add(new_parts[0], kStart + 5min);
  EXPECT_EQ(reassembly.add(new_parts[2], kStart + 5min).message->text, repeated("n", 400));
}

TEST(ReassemblyOfParts, AnOldPartThatComesLateDoesNotDisturbTheNewMessage) {
  const auto old_parts = deliveries(kText, 7, "+1");
  const auto new_parts = later(deliveries(repeated("n", 400), 7, "+1"), 40s);
  Reassembly reassembly{10min};
  reassembly.add(new_parts[0], kStart);
  EXPECT_TRUE(reassembly.add(old_parts[0], kStart + 1s).abandoned.empty());
  reassembly.add(new_parts[1], kStart + 2s);
  reassembly.add(old_parts[1], kStart + 3s);
  EXPECT_EQ(reassembly.add(new_parts[2], kStart + 4s).message->text, repeated("n", 400));
  EXPECT_EQ(reassembly.add(old_parts[2], kStart + 5s).message->text, kText);
}

TEST(ReassemblyOfParts, JoinsPartsOfOneMessageHoweverLateOneArrives) {
  auto parts = deliveries(kText, 7, "+1");
  parts[1].time_stamp = Timestamp::of(*parts[0].time_stamp.utc() + 60s);  // a slow submission
  parts[2].time_stamp = Timestamp::of(*parts[0].time_stamp.utc() + 59s);  // by a centre with another clock
  Reassembly reassembly{10min};
  reassembly.add(parts[2], kStart);
  reassembly.add(parts[1], kStart + 1s);
  EXPECT_EQ(reassembly.add(parts[0], kStart + 9min).message->text, kText);
}

TEST(ReassemblyOfParts, GivesUpAllThatIsNotWhole) {
  const auto parts = deliveries(kText, 7, "+1");
  const auto others = deliveries(kText, 8, "+1");
  Reassembly reassembly{10min};
  for (const Deliver& part : parts) reassembly.add(part, kStart);
  reassembly.add(others[2], kStart);
  const auto lost = reassembly.give_up();
  ASSERT_EQ(lost.size(), 1u);
  EXPECT_EQ(lost[0].missing, (std::vector<std::uint8_t>{1, 2}));
  EXPECT_TRUE(reassembly.waiting().empty());
  EXPECT_EQ(reassembly.add(parts[0], kStart + 1s).outcome, Outcome::doubled);
}

}  // namespace
}  // namespace isocket::sms
