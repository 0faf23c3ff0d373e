#include "modem/retry_policy.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/test_name.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;

/// What becomes of a submission that is refused with the same code again and again: "2 5 15 60 give_up", with
/// "registered:2" and the like for what is waited for as well. The modem started long ago.
std::string course_of(const ModemError& error, RefusalHistory history = {}) {
  history.since_boot = 1h;
  std::string course;
  for (int turn = 1; turn < 10; ++turn) {
    history.refusals = history.alike = turn;
    const RetryDecision decision = decide_retry(error, history);
    if (!course.empty()) course += ' ';
    const std::string after = std::to_string(decision.delay / 1s);
    using Kind = RetryDecision::Kind;
    course += decision.kind == Kind::again             ? after
              : decision.kind == Kind::when_registered ? "registered:" + after
                                                       : std::string{name_of(decision.kind)};
    history.resent = true;
    if (decision.kind == Kind::when_recovered) ++history.recoveries;
    if (decision.kind == Kind::without_validity) history.has_validity = false;
    if (decision.kind == Kind::without_class) history.has_class = false;
    if (decision.kind == Kind::give_up || decision.kind == Kind::count_as_sent) break;
  }
  return course;
}

struct CourseCase {
  std::vector<int> codes;
  const char* course;
};

class CmsCourse : public ::testing::TestWithParam<CourseCase> {};
TEST_P(CmsCourse, IsAsUsersReport) {
  for (const int code : GetParam().codes) EXPECT_EQ(course_of(cms_error(code)), GetParam().course) << code;
}
constexpr const char* kTransient = "2 5 15 60 give_up";
constexpr const char* kNetwork = "registered:2 registered:5 registered:15 registered:60 give_up";
INSTANTIATE_TEST_SUITE_P(
    All, CmsCourse,
    ::testing::Values(CourseCase{{22, 41, 47, 192, 194, 210, 211, 212, 213, 514}, kTransient},
                      CourseCase{{17, 38, 331, 332, 512, 513, 615, 616}, kNetwork},
                      CourseCase{{1,   28,  29,  30,  69,  128, 129, 130, 143, 144, 145,
                                  159, 160, 161, 175, 176, 195, 196, 303, 304, 305},
                                 "give_up"},
                      CourseCase{{8, 10, 50, 193, 302, 310, 311, 313, 315, 316, 317, 318, 330}, "give_up"},
                      CourseCase{{21, 81, 95, 96, 97, 98, 99, 111}, "2 give_up"},
                      CourseCase{{27, 127}, "2 5 give_up"}, CourseCase{{42}, "4 10 30 120 give_up"},
                      CourseCase{{198, 199}, "without_validity give_up"},
                      CourseCase{{208, 320, 322}, "when_store_is_cleared give_up"},
                      CourseCase{{255, 604, 4711}, "2 5 give_up"},
                      CourseCase{{300, 500}, "2 5 when_recovered when_recovered when_recovered give_up"}),
    row_name([](const CourseCase& c) { return std::to_string(c.codes.front()); }));

class CmeCourse : public ::testing::TestWithParam<CourseCase> {};
TEST_P(CmeCourse, IsAsUsersReport) {
  for (const int code : GetParam().codes) EXPECT_EQ(course_of(cme_error(code)), GetParam().course) << code;
}
INSTANTIATE_TEST_SUITE_P(
    All, CmeCourse,
    ::testing::Values(CourseCase{{30, 31, 32, 107, 108, 109, 110, 111, 148}, kNetwork},
                      CourseCase{{3, 4, 21, 22, 50, 132, 133}, "give_up"},
                      CourseCase{{5, 6, 7, 10, 11, 12, 13, 15, 16, 17, 18, 40, 47}, "give_up"},
                      CourseCase{{134}, kTransient}, CourseCase{{20, 23}, "when_store_is_cleared give_up"},
                      CourseCase{{0, 100}, "2 5 give_up"}),
    row_name([](const CourseCase& c) { return std::to_string(c.codes.front()); }));

TEST(RetryPolicy, ABusyModemIsAskedEachSecondForHalfAMinute) {
  const std::vector<ModemError> errors{cms_error(301), cms_error(314), cms_error(515),
                                       cms_error(517), cme_error(14),  cme_error(515)};
  for (const ModemError& error : errors) {
    RefusalHistory history;
    history.refusals = 0;  // these do not count
    history.since_boot = 1h;
    history.busy_for = 29s;
    const RetryDecision again = decide_retry(error, history);
    EXPECT_EQ(again.kind, RetryDecision::Kind::again) << error.to_string();
    EXPECT_EQ(again.delay, 1s);
    history.busy_for = 30s;
    EXPECT_EQ(decide_retry(error, history).kind, RetryDecision::Kind::give_up) << error.to_string();
  }
}

TEST(RetryPolicy, NotAllowedMeansNotReadyRightAfterTheStart) {
  const std::vector<ModemError> errors{cms_error(302), cme_error(3)};
  for (const ModemError& error : errors) {
    RefusalHistory history;
    history.since_boot = 29s;
    EXPECT_EQ(decide_retry(error, history).kind, RetryDecision::Kind::again) << error.to_string();
    history.since_boot = 30s;
    EXPECT_EQ(decide_retry(error, history).kind, RetryDecision::Kind::give_up) << error.to_string();
  }
}

TEST(RetryPolicy, ADuplicateCountsAsSentOnlyAfterAnAttempt) {
  RefusalHistory history;
  EXPECT_EQ(decide_retry(cms_error(197), history).kind, RetryDecision::Kind::give_up);
  history.resent = true;
  EXPECT_EQ(decide_retry(cms_error(197), history).kind, RetryDecision::Kind::count_as_sent);
}

TEST(RetryPolicy, WhatIsNotUnderstoodIsLeftOutOnce) {
  RefusalHistory history;
  history.has_class = true;
  EXPECT_EQ(course_of(cms_error(145), history), "without_class give_up");
  history.has_validity = false;
  EXPECT_EQ(course_of(cms_error(198), history), "give_up");
}

}  // namespace
}  // namespace isocket::modem
