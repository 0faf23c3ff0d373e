#include "core/event_loop.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "core/notifier.h"

namespace isocket {
namespace {

using namespace std::chrono_literals;

class VirtualLoop : public ::testing::Test {
 protected:
  EventLoop loop{EventLoop::Pace::virtual_time, Calendar{} + 24h};
};

TEST_F(VirtualLoop, JumpsToTheNextWakeUpAndKeepsTheirOrder) {
  std::string order;
  loop.wake_at(Instant{31min}, [&] { order += "c"; });
  loop.wake_at(Instant{1s}, [&] { order += "a"; });
  loop.wake_at(Instant{1s}, [&] { order += "b"; });
  loop.run();
  EXPECT_EQ(order, "abc");
  EXPECT_EQ(loop.now(), Instant{31min});
  EXPECT_EQ(loop.calendar(), Calendar{} + 24h + 31min);
}

TEST_F(VirtualLoop, ACancelledWakeUpDoesNotHappen) {
  bool woken = false;
  const WakeId id = loop.wake_at(Instant{1s}, [&] { woken = true; });
  EXPECT_TRUE(loop.cancel(id));
  EXPECT_FALSE(loop.cancel(id));
  loop.run();
  EXPECT_FALSE(woken);
}

TEST_F(VirtualLoop, RunUntilStopsExactlyThere) {
  int served = 0;
  loop.wake_at(Instant{1s}, [&] { ++served; });
  loop.wake_at(Instant{3s}, [&] { ++served; });
  loop.run_until(Instant{2s});
  EXPECT_EQ(served, 1);
  EXPECT_EQ(loop.now(), Instant{2s});
  loop.run_until(Instant{3s});
  EXPECT_EQ(served, 2);
}

TEST_F(VirtualLoop, ATimerThatIsSetAnewFiresOnce) {
  int fired = 0;
  Timer timer{loop};
  timer.after(1s, [&] { fired += 1; });
  timer.after(2s, [&] { fired += 10; });
  loop.run();
  EXPECT_EQ(fired, 10);
  EXPECT_FALSE(timer.armed());
}

TEST_F(VirtualLoop, ADestroyedTimerDoesNotFire) {
  int fired = 0;
  {
    Timer timer{loop};
    timer.after(1s, [&] { ++fired; });
  }
  loop.run();
  EXPECT_EQ(fired, 0);
}

asio::awaitable<void> sleeper(Clock& clock, std::string& log, std::string name, Duration step) {
  for (int i = 0; i < 3; ++i) {
    co_await sleep_for(clock, step);
    log += name;
  }
}

TEST_F(VirtualLoop, CoroutinesInterleaveByTheirDeadlines) {
  std::string log;
  loop.spawn(sleeper(loop, log, "a", 2s));
  loop.spawn(sleeper(loop, log, "b", 3s));
  loop.run();
  EXPECT_EQ(log, "ababab");  // a at 2, 4, 6; b at 3, 6, 9; at 6 it was b that lay down first
  EXPECT_EQ(loop.now(), Instant{9s});
}

asio::awaitable<void> thrower(Clock& clock) {
  co_await sleep_for(clock, 1s);
  throw std::runtime_error{"broken"};
}

TEST_F(VirtualLoop, WhatACoroutineThrowsEndsTheRun) {
  loop.spawn(thrower(loop));
  EXPECT_THROW(loop.run(), std::runtime_error);
}

asio::awaitable<void> never(Notifier& notifier) {
  co_await notifier.wait_until(Instant::max());
}

TEST_F(VirtualLoop, RunToEndTellsAWaitThatNothingCanEnd) {
  Notifier notifier{loop, loop.executor()};
  EXPECT_FALSE(loop.run_to_end(never(notifier)));
}

asio::awaitable<void> wait_twice(Notifier& notifier, std::vector<bool>& results) {
  const bool first = co_await notifier.wait_for(5s);
  results.push_back(first);
  const bool second = co_await notifier.wait_for(5s);
  results.push_back(second);
}

TEST_F(VirtualLoop, ANotifierWakesItsWaiterOrTimesOut) {
  Notifier notifier{loop, loop.executor()};
  std::vector<bool> results;
  loop.wake_at(Instant{2s}, [&] { notifier.notify(); });
  EXPECT_TRUE(loop.run_to_end(wait_twice(notifier, results)));
  EXPECT_EQ(results, (std::vector<bool>{true, false}));
  EXPECT_EQ(loop.now(), Instant{7s});
}

TEST_F(VirtualLoop, ANotificationWithoutAWaiterIsKept) {
  Notifier notifier{loop, loop.executor()};
  notifier.notify();
  std::vector<bool> results;
  EXPECT_TRUE(loop.run_to_end(wait_twice(notifier, results)));
  EXPECT_EQ(results, (std::vector<bool>{true, false}));
}

asio::awaitable<void> take_all(Mailbox<int>& box, std::vector<int>& taken) {
  for (;;) {
    auto value = co_await box.take(Instant{10s});
    if (!value) co_return;
    taken.push_back(*value);
  }
}

TEST_F(VirtualLoop, AMailboxKeepsTheOrder) {
  Mailbox<int> box{loop, loop.executor()};
  box.put(1);
  box.put(2);
  loop.wake_at(Instant{4s}, [&] { box.put(3); });
  std::vector<int> taken;
  EXPECT_TRUE(loop.run_to_end(take_all(box, taken)));
  EXPECT_EQ(taken, (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(loop.now(), Instant{10s});
}

TEST(RealLoop, ServesWakeUpsAndStops) {
  EventLoop loop{EventLoop::Pace::real_time};
  std::string order;
  loop.wake_at(Instant{2ms}, [&] {
    order += "b";
    loop.stop();
  });
  loop.wake_at(Instant{1ms}, [&] { order += "a"; });
  loop.run();
  EXPECT_EQ(order, "ab");
}

}  // namespace
}  // namespace isocket
