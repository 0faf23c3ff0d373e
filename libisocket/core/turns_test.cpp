#include "core/turns.h"

#include <gtest/gtest.h>

#include <string>

namespace isocket {
namespace {

using namespace std::chrono_literals;

/// Who had a turn when: "a+" began, "a-" ended.
class TurnsTest : public ::testing::Test {
 protected:
  void use(std::string who, Sharing how, Duration from, Duration time, bool ahead = false) {
    loop.spawn(one(std::move(who), how, from, time, ahead));
  }
  std::string played() {
    loop.run();
    return log;
  }
  asio::awaitable<void> one(std::string who, Sharing how, Duration from, Duration time, bool ahead) {
    co_await sleep_for(loop, from);
    co_await turns.take(how, ahead);
    log += who + "+ ";
    co_await sleep_for(loop, time);
    log += who + "- ";
    turns.give_back(how);
  }
  EventLoop loop{EventLoop::Pace::virtual_time};
  Turns turns{loop};
  std::string log;
};

TEST_F(TurnsTest, GoInTheOrderOfAsking) {
  use("a", Sharing::alone, 0s, 5s);
  use("b", Sharing::alone, 1s, 5s);
  use("c", Sharing::alone, 2s, 5s);
  EXPECT_EQ(played(), "a+ a- b+ b- c+ c- ");
  EXPECT_EQ(loop.now(), Instant{15s});
}

TEST_F(TurnsTest, LetAheadWhoIsInTheMiddleOfSomething) {
  use("a", Sharing::alone, 0s, 5s);
  use("b", Sharing::alone, 1s, 5s);
  use("c", Sharing::alone, 2s, 5s, true);
  use("d", Sharing::alone, 3s, 5s, true);
  EXPECT_EQ(played(), "a+ a- c+ c- d+ d- b+ b- ");
}

TEST_F(TurnsTest, AreSharedByThoseWhoDoNotMind) {
  use("a", Sharing::with_all, 0s, 5s);
  use("b", Sharing::with_all, 1s, 5s);
  EXPECT_EQ(played(), "a+ b+ a- b- ");
}

TEST_F(TurnsTest, ThoseOfAKindWaitForEachOtherAndKeepNobodyElseWaiting) {
  use("call1", Sharing::one_of_kind, 0s, 10s);
  use("call2", Sharing::one_of_kind, 1s, 10s);
  use("a", Sharing::with_all, 2s, 2s);
  EXPECT_EQ(played(), "call1+ a+ a- call1- call2+ call2- ");
}

TEST_F(TurnsTest, WhoWantsToBeAloneIsNotOvertaken) {
  use("a", Sharing::with_all, 0s, 5s);
  use("b", Sharing::alone, 1s, 5s);
  use("c", Sharing::with_all, 2s, 5s);
  use("d", Sharing::with_all, 3s, 5s);
  EXPECT_EQ(played(), "a+ a- b+ b- c+ d+ c- d- ");
}

TEST_F(TurnsTest, CountThoseWhoHaveOneAndThoseWhoWait) {
  use("a", Sharing::alone, 0s, 5s);
  use("b", Sharing::one_of_kind, 1s, 5s);
  loop.run_until(Instant{2s});
  EXPECT_EQ(turns.crowd(), 2u);
  EXPECT_EQ(turns.crowd(Sharing::one_of_kind), 1u);
  loop.run();
  EXPECT_EQ(turns.crowd(), 0u);
}

}  // namespace
}  // namespace isocket
