#include "modem/submission_book.h"

#include <gtest/gtest.h>

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;

const sms::Address kOne{*PhoneNumber::parse("+358401111111")};
const sms::Address kOther{*PhoneNumber::parse("+358402222222")};
constexpr Calendar kNoon{std::chrono::sys_days{std::chrono::year{2026} / 1 / 5} + 12h};

sms::StatusReport report(const sms::Address& to, std::uint8_t reference, Calendar stamped = kNoon) {
  sms::StatusReport status;
  status.recipient = to;
  status.reference = reference;
  status.time_stamp = sms::Timestamp::of(stamped);
  return status;
}

/// A book of a modem that has been seen to count 7, 8.
struct Counting : SubmissionBook {
  Counting() {
    sent(kOther, 7);
    sent(kOther, 8);
  }
};

TEST(SubmissionBook, ALateReportSettlesTheOnlyOne) {
  SubmissionBook book;
  book.unknown(42, kOne, kNoon);
  EXPECT_EQ(book.reported(report(kOther, 5)), std::nullopt) << "another recipient";
  EXPECT_EQ(book.reported(report(kOne, 5)), 42u);
  EXPECT_EQ(book.unsettled(), 0u);
  EXPECT_EQ(book.reported(report(kOne, 5)), std::nullopt) << "once";
}

TEST(SubmissionBook, AReportOfAKnownSubmissionSettlesNoOther) {
  SubmissionBook book;
  book.unknown(42, kOne, kNoon);
  book.sent(kOne, 5);
  EXPECT_EQ(book.reported(report(kOne, 5)), std::nullopt);
  EXPECT_EQ(book.unsettled(), 1u);
}

TEST(SubmissionBook, TheSameReferenceOfAnotherRecipientIsNoHindrance) {
  SubmissionBook book;
  book.sent(kOther, 5);
  book.unknown(42, kOne, kNoon);
  EXPECT_EQ(book.reported(report(kOne, 5)), 42u);
}

TEST(SubmissionBook, TheCountTellsTwoApart) {
  Counting book;
  book.unknown(1, kOne, kNoon);  // 9, if it took one
  book.sent(kOther, 10);
  book.unknown(2, kOne, kNoon);  // 11
  EXPECT_EQ(book.reported(report(kOne, 11)), 2u);
  EXPECT_EQ(book.reported(report(kOne, 9)), 1u);
}

TEST(SubmissionBook, WhatMayBeEitherStaysUnknown) {
  Counting book;
  book.unknown(1, kOne, kNoon);  // 9
  book.unknown(2, kOne, kNoon);  // 10; or 9, if the first never went out
  EXPECT_EQ(book.reported(report(kOne, 9)), std::nullopt);
  EXPECT_EQ(book.reported(report(kOne, 10)), 2u) << "only the second can have it";
}

TEST(SubmissionBook, WithoutAnIdeaOfTheCountTwoStayUnknown) {
  SubmissionBook book;
  book.sent(kOther, 7);
  book.sent(kOther, 90);
  book.unknown(1, kOne, kNoon);
  book.sent(kOther, 17);
  book.unknown(2, kOne, kNoon);
  EXPECT_EQ(book.reported(report(kOne, 18)), std::nullopt);
}

TEST(SubmissionBook, AReferenceFarOffIsSomebodyElses) {
  Counting book;
  book.unknown(1, kOne, kNoon);
  EXPECT_EQ(book.reported(report(kOne, 200)), std::nullopt);
  EXPECT_EQ(book.reported(report(kOne, 9)), 1u);
}

TEST(SubmissionBook, TheCountComesRound) {
  SubmissionBook book;
  book.sent(kOther, 254);
  book.sent(kOther, 255);
  book.unknown(1, kOne, kNoon);
  EXPECT_EQ(book.reported(report(kOne, 0)), 1u);
}

TEST(SubmissionBook, ARefusalMayTakeAReferenceOrNot) {
  for (std::uint8_t reference = 9; reference <= 10; ++reference) {
    Counting book;
    book.refused();
    book.unknown(1, kOne, kNoon);
    EXPECT_EQ(book.reported(report(kOne, reference)), 1u) << int{reference};
  }
}

TEST(SubmissionBook, ARestartMayBeginACountAnew) {
  Counting book;
  book.unknown(1, kOne, kNoon);
  book.restarted();
  EXPECT_EQ(book.reported(report(kOne, 200)), 1u);
}

TEST(SubmissionBook, AReportFromBeforeIsAnotherPrograms) {
  SubmissionBook book;
  book.unknown(1, kOne, kNoon);
  EXPECT_EQ(book.reported(report(kOne, 5, kNoon - 5min)), std::nullopt);
  EXPECT_EQ(book.reported(report(kOne, 5, kNoon - 30s)), 1u) << "clocks differ by some seconds";
}

TEST(SubmissionBook, ALateReferenceIsThatOfTheLatestThatCanHaveIt) {
  Counting book;
  book.unknown(1, kOne, kNoon);    // 9
  book.unknown(2, kOther, kNoon);  // 9 or 10
  EXPECT_EQ(book.referenced(200), std::nullopt);
  EXPECT_EQ(book.referenced(10), 2u);
  EXPECT_EQ(book.referenced(10), std::nullopt) << "once";
  EXPECT_EQ(book.referenced(8), std::nullopt) << "told before";
  EXPECT_EQ(book.reported(report(kOther, 10)), std::nullopt) << "it is known now";
  EXPECT_EQ(book.unsettled(), 1u);
}

TEST(SubmissionBook, ANationalNumberIsTheSameRecipient) {
  SubmissionBook book;
  book.unknown(1, kOne, kNoon);
  EXPECT_EQ(book.reported(report(*sms::Address::parse("0401111111"), 5)), 1u);
}

}  // namespace
}  // namespace isocket::modem
