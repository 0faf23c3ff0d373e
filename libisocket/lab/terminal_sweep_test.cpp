// The same as fault_sweep_test.cpp in small, on pseudo-terminals and in real time: all worlds at once.
#include <unistd.h>

#include <filesystem>

#include "lab/test_fault_world.h"
#include "lab/test_sweep.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kSeeds = 10;

modem::ModemOptions hurried() {
  modem::ModemOptions options;
  options.submit_limit = 4s;
  options.retry_limit = 30s;
  options.recovery_limit = 30s;
  options.reopen_interval = 100ms;
  options.keep_alive = 5s;
  options.dialogue.call_interval = 200ms;
  return options;
}

/// What a modem had taken when it lost its power is delivered again within the time of the test.
Timing brisk_again() {
  Timing timing = Timing::brisk();
  timing.retry = {500ms, 1s};
  return timing;
}

struct TerminalWorld {
  TerminalWorld(EventLoop& loop, std::uint64_t seed, const std::filesystem::path& folder)
      : world{loop,          seed,
              brisk_again(), FaultyPort::Where::terminal,
              hurried(),     (folder / ("usb" + std::to_string(seed) + "-")).string()} {}
  FaultWorld world;
  std::string told;
};

asio::awaitable<void> play_one(EventLoop& loop, TerminalWorld& one, std::uint64_t seed, std::size_t& playing,
                               Notifier& done) {
  const Random random = Random{seed}.fork("terminals");
  // Long enough for what a modem stores after 15 s without an acknowledgement to be read.
  const SweepTimes times{.octets = 1200, .commands = 4, .longest = 3s, .pause = 500ms, .grace = 30s};
  co_await play_with_faults(loop, one.world, random, times, one.told);
  --playing;
  done.notify();
}

asio::awaitable<void> play_all(EventLoop& loop, std::vector<std::unique_ptr<TerminalWorld>>& worlds) {
  std::size_t playing = worlds.size();
  Notifier done{loop, loop.executor()};
  for (std::size_t i = 0; i < worlds.size(); ++i)
    loop.spawn(play_one(loop, *worlds[i], i + 1, playing, done));
  while (playing > 0) co_await done.wait_until(Instant::max());
}

TEST(TerminalSweep, TheJournalSaysWhatTheNetworkHasSeen) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("isocket-sweep-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  {
    EventLoop loop{EventLoop::Pace::real_time};
    std::vector<std::unique_ptr<TerminalWorld>> worlds;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed)
      worlds.push_back(std::make_unique<TerminalWorld>(loop, seed, folder));
    EXPECT_TRUE(loop.run_to_end(play_all(loop, worlds)));
    for (std::size_t i = 0; i < worlds.size(); ++i) {
      SCOPED_TRACE("seed " + std::to_string(i + 1) + ": " + worlds[i]->told + "\n" +
                   worlds[i]->world.outcomes.trace);
      worlds[i]->world.check();
    }
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace isocket::lab
