// The state machine of one relay: section 5.3 of the Environment Pro, 4.2 of the Smart Relay.

#include "core/relay.h"

#include <gtest/gtest.h>

namespace isocket::fw {
namespace {

// EP-4.1-85, beside EP-4.1-76 to EP-4.1-82. Times from the first order on, in seconds.
struct Step {
  int at;
  enum { on, off, on30, off60, restart10, expect_on, expect_off } what;
};
void play(std::initializer_list<Step> steps, bool from) {
  constexpr Instant kStart{0xffff'f000};  // wraps after 4 seconds
  Relay relay{Defects{}};
  relay.set(from);
  for (const Step& step : steps) {
    const Instant now = kStart + static_cast<Millis>(step.at) * kSecond;
    relay.tick(now);
    switch (step.what) {
      case Step::on: relay.set(true); break;
      case Step::off: relay.set(false); break;
      case Step::on30: relay.set_for(now, true, 30, TimedBy::command); break;
      case Step::off60: relay.set_for(now, false, 60, TimedBy::command); break;
      case Step::restart10: relay.restart(now, 10); break;
      case Step::expect_on: EXPECT_TRUE(relay.on()) << "at " << step.at; break;
      case Step::expect_off: EXPECT_FALSE(relay.on()) << "at " << step.at; break;
    }
  }
}

TEST(Relay, RestartOfAnOnRelay) {
  play({{0, Step::restart10}, {0, Step::expect_off}, {9, Step::expect_off}, {10, Step::expect_on}}, true);
}
TEST(Relay, RestartDuringATime) {
  play({{0, Step::on30},
        {10, Step::restart10},
        {19, Step::expect_off},
        {20, Step::expect_on},
        {29, Step::expect_on},
        {30, Step::expect_off}},
       false);
}
TEST(Relay, TimeEndsDuringARestart) {  // the state of the time becomes the one to return to
  play({{0, Step::on30}, {25, Step::restart10}, {31, Step::expect_off}, {36, Step::expect_off}}, true);
}
TEST(Relay, BothEndWithOneTick) {
  play({{0, Step::on30}, {25, Step::restart10}, {50, Step::expect_off}}, true);
}
TEST(Relay, LastingOrderEndsTheTime) {
  play({{0, Step::on30}, {10, Step::on}, {31, Step::expect_on}, {100, Step::expect_on}}, false);
}
TEST(Relay, LaterTimeReplacesTheFirst) {
  play({{0, Step::on30},
        {10, Step::off60},
        {31, Step::expect_off},
        {69, Step::expect_off},
        {70, Step::expect_on}},
       false);
}
TEST(Relay, OrderEndsTheRestart) {
  play({{0, Step::restart10}, {5, Step::off}, {11, Step::expect_off}, {30, Step::expect_off}}, true);
}
TEST(Relay, RestartDuringARestartStartsItsTimeAnew) {  // EP-4.1-80
  play({{0, Step::restart10},
        {6, Step::restart10},
        {6, Step::expect_off},
        {15, Step::expect_off},
        {16, Step::expect_on}},
       true);
}

}  // namespace
}  // namespace isocket::fw
