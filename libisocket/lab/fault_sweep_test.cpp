// Modems on ports with bad contacts: what the journal says of each submission is what the network has seen.
#include <dirent.h>
#include <malloc.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "lab/test_fault_world.h"
#include "lab/test_sweep.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using Kind = PortFault::Kind;

std::size_t open_descriptors() {
  std::size_t count = 0;
  DIR* const folder = ::opendir("/proc/self/fd");
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

// --- single faults ---------------------------------------------------------------------------------------

class SingleFault : public ::testing::Test {
 protected:
  SingleFault() { run(world.start()); }
  void run(asio::awaitable<void> work) { ASSERT_TRUE(loop.run_to_end(std::move(work))); }
  /// Strikes while the first message goes out: after so many octets from the beginning of its AT+CMGS.
  void strike(Kind kind, std::uint64_t octets, Duration lasts = {}) {
    PortFault fault;
    fault.kind = kind;
    fault.at_octet = world.port(0).passed() + octets;
    fault.lasts = lasts;
    world.port(0).add(fault);
  }
  /// Two messages, and time for what comes late.
  std::string outcomes() {
    run(world.talk(0, 2, 30s));
    loop.run_until(loop.now() + 20min);
    world.check();
    return world.outcomes.outcomes["ZZ0N0"] + " " + world.outcomes.outcomes["ZZ0N1"];
  }

  // "AT+CMGS=21", CR; CR, LF, '>', blank; then 44 digits and Ctrl-Z.
  static constexpr std::uint64_t kBeforePrompt = 11;
  static constexpr std::uint64_t kPrompt = 15;
  static constexpr std::uint64_t kWhole = 15 + 2 * 20 + 1;

  EventLoop loop{EventLoop::Pace::virtual_time, kLabStart};
  FaultWorld world{loop, 1, {}, FaultyPort::Where::memory, {}, "usb"};
};

TEST_F(SingleFault, NoneSendsBothMessages) {
  const std::uint64_t before = world.port(0).passed();
  run(world.talk(0, 1, 100ms));
  EXPECT_GT(world.port(0).passed() - before, kWhole);
  loop.run_until(loop.now() + 60s);
  world.check();
}

TEST_F(SingleFault, ASwallowedResultIsSettledByTheReport) {
  strike(Kind::silent, kWhole, 5s);
  EXPECT_EQ(outcomes(), "sent sent");
}

TEST_F(SingleFault, ALongSilenceAfterTheMessageLeavesOneUnknownAtMost) {
  strike(Kind::silent, kWhole, 250s);
  const std::string both = outcomes();
  EXPECT_TRUE(both == "sent sent" || both == "unknown sent") << both;
}

TEST_F(SingleFault, SilenceBeforeThePromptSendsNothingTwice) {
  strike(Kind::silent, kBeforePrompt, 30s);
  EXPECT_EQ(outcomes(), "sent sent");
}

TEST_F(SingleFault, AResetBeforeThePromptSendsItLater) {
  strike(Kind::reset, 5);
  EXPECT_EQ(outcomes(), "sent sent");
}

TEST_F(SingleFault, AResetBetweenPromptAndMessageSendsNothing) {
  strike(Kind::reset, kPrompt);
  EXPECT_EQ(outcomes(), "unknown sent");
  EXPECT_EQ(world.reached["ZZ0N0"], 0);
}

TEST_F(SingleFault, AResetAfterTheMessageIsSettledByTheReport) {
  strike(Kind::reset, kWhole + 1);
  EXPECT_EQ(outcomes(), "sent sent");
}

TEST_F(SingleFault, APortThatGoesAwayBeforeThePromptIsWaitedFor) {
  strike(Kind::other_port, kBeforePrompt, 40s);
  EXPECT_EQ(outcomes(), "sent sent");
}

class SingleCode : public SingleFault, public ::testing::WithParamInterface<std::pair<int, const char*>> {};

TEST_P(SingleCode, NothingIsDoubledAndTheNextMessageGoesOut) {
  world.sim(0).refusals = 1;
  world.sim(0).refusal_cause = GetParam().first;
  EXPECT_EQ(outcomes(), GetParam().second);
}
INSTANTIATE_TEST_SUITE_P(OfEachClass, SingleCode,
                         ::testing::Values(std::pair{1, "refused sent"}, std::pair{8, "refused sent"},
                                           std::pair{21, "sent sent"}, std::pair{38, "sent sent"},
                                           std::pair{42, "sent sent"}, std::pair{300, "sent sent"},
                                           std::pair{314, "sent sent"}, std::pair{322, "sent sent"},
                                           std::pair{332, "unknown sent"}, std::pair{500, "sent sent"}),
                         [](const auto& param) { return "Cms" + std::to_string(param.param.first); });

// --- the sweep -------------------------------------------------------------------------------------------

/// What the faults of many seeds came to.
struct Tally {
  std::map<std::string, int> counts;
  void add(const FaultWorld& world) {
    for (const auto& [text, outcome] : world.outcomes.outcomes) ++counts[outcome];
    for (const auto& [type, count] : world.outcomes.events) counts[type] += count;
  }
};

void sweep_one(std::uint64_t seed, Tally& tally) {
  EventLoop loop{EventLoop::Pace::virtual_time, kLabStart};
  FaultWorld world{loop, seed, {}, FaultyPort::Where::memory, {}, "usb"};
  std::string told;
  const Random random = Random{seed}.fork("sweep");
  const SweepTimes times{.octets = 2400, .commands = 8, .longest = 200s, .pause = 20s, .grace = 20min};
  ASSERT_TRUE(loop.run_to_end(play_with_faults(loop, world, random, times, told)));
  world.check();
  tally.add(world);
  if (::testing::Test::HasFailure())
    ADD_FAILURE() << "seed " << seed << ": " << told << "\n" << world.outcomes.trace;
}

TEST(FaultSweep, TheJournalSaysWhatTheNetworkHasSeen) {
  const char* const asked = std::getenv("ISOCKET_SWEEP_SEEDS");
  const std::uint64_t seeds = asked != nullptr ? std::strtoull(asked, nullptr, 10) : 50;
  Tally tally;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) sweep_one(seed, tally);  // warm-up
  const std::size_t descriptors = open_descriptors();
  [[maybe_unused]] const std::size_t heap = ::mallinfo2().uordblks;
  for (std::uint64_t seed = 4; seed <= seeds && !HasFailure(); ++seed) sweep_one(seed, tally);
  EXPECT_EQ(open_descriptors(), descriptors);
  for (const auto& [what, count] : tally.counts) std::printf("%8d %s\n", count, what.c_str());
  EXPECT_GT(tally.counts["unknown"] + tally.counts["sms.settled"], 0) << "or the faults miss";
  EXPECT_GT(tally.counts["modem.recovery"], 0);
#ifndef __SANITIZE_ADDRESS__
  EXPECT_LE(::mallinfo2().uordblks, heap + 64 * 1024);
#endif
}

}  // namespace
}  // namespace isocket::lab
