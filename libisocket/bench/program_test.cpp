// Fixture programs, in real time: the example of the documentation, and those that misbehave.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "bench/remote_bench.h"
#include "core/scratch_folder.h"

namespace isocket::bench {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

const std::string kHello =
    "echo '{\"hello\": \"isocket-bench\", \"version\": 1, \"can\": [\"reset\", \"mains\"]}'; ";

class Program : public ::testing::Test {
 protected:
  [[nodiscard]] std::string path(const std::string& name) const { return folder.file(name); }

  std::unique_ptr<RemoteBench> start(EventLoop& loop, std::vector<std::string> words) {
    std::unique_ptr<RemoteBench> bench;
    const auto work = [&]() -> asio::awaitable<void> {
      auto started = co_await RemoteBench::start(loop, words);
      if (started)
        bench = std::move(*started);
      else
        error = started.error();
    };
    loop.run_to_end(work());
    return bench;
  }
  std::unique_ptr<RemoteBench> shell(EventLoop& loop, const std::string& script) {
    return start(loop, {"/bin/sh", "-c", script});
  }
  std::string why_not_reset(EventLoop& loop, RemoteBench& bench) {
    std::string why = "it was reset";
    const auto work = [&]() -> asio::awaitable<void> {
      const auto reset = co_await bench.reset();
      if (!reset) why = describe(reset.error());
    };
    loop.run_to_end(work());
    return why;
  }
  static void end(EventLoop& loop, RemoteBench& bench) {
    const auto work = [&]() -> asio::awaitable<void> { co_await bench.end(); };
    loop.run_to_end(work());
  }
  bool gone() {
    int id = 0;
    std::ifstream{path("id")} >> id;
    return id > 0 && ::kill(id, 0) == -1 && errno == ESRCH;
  }

  EventLoop real{EventLoop::Pace::real_time};
  ScratchFolder folder = ScratchFolder::make("isocket-program").value();
  Error error;
};

TEST_F(Program, TheExampleOfTheDocumentationIsABench) {
  const auto bench = start(real, {ISOCKET_SOURCE_DIR "/docs/examples/fixture.sh"});
  ASSERT_TRUE(bench) << describe(error);
  EXPECT_TRUE(bench->can("mains"));
  EXPECT_TRUE(bench->can("device"));
  EXPECT_TRUE(bench->can("sensor.2"));
  EXPECT_FALSE(bench->can("sensor"));
  EXPECT_FALSE(bench->can("socket"));
  EXPECT_FALSE(bench->faultless());
  const auto work = [&]() -> asio::awaitable<void> {
    const auto reset = co_await bench->reset();
    EXPECT_TRUE(reset);
    EXPECT_TRUE(bench->history().level(Output::device));
    Change off = Mains{false};
    const auto set = co_await bench->apply(std::move(off));
    EXPECT_TRUE(set);
    EXPECT_FALSE(bench->history().level(Output::device));
    Change close = Sensor{true, 2};
    const auto closed = co_await bench->apply(std::move(close));
    EXPECT_TRUE(closed);
    Change usb = Usb{true};
    const auto refused = co_await bench->apply(std::move(usb));
    EXPECT_FALSE(refused);
    if (!refused) {
      EXPECT_EQ(refused.error().detail, "there is no such relay on this fixture");
    }
    EXPECT_TRUE(bench->sound());
    co_await bench->end();
  };
  EXPECT_TRUE(real.run_to_end(work()));
}

TEST_F(Program, IsAskedToEndByTheEndOfItsInput) {
  const auto bench = shell(real, kHello + "while read -r line; do :; done; echo > " + path("ended"));
  ASSERT_TRUE(bench) << describe(error);
  end(real, *bench);
  EXPECT_TRUE(std::filesystem::exists(path("ended")));
}

TEST_F(Program, IsTerminatedWhenItDoesNotEnd) {
  auto bench = shell(real, "echo $$ > " + path("id") + "; " + kHello + "exec sleep 1000");
  ASSERT_TRUE(bench) << describe(error);
  end(real, *bench);
  EXPECT_TRUE(gone()) << "before the object goes";
}

TEST_F(Program, IsKilledWhenItDoesNotEndThenEither) {
  auto bench = shell(real, "echo $$ > " + path("id") + "; trap '' TERM; " + kHello + "exec sleep 1000");
  ASSERT_TRUE(bench) << describe(error);
  bench.reset();
  EXPECT_TRUE(gone());
}

TEST_F(Program, MissingIsAnError) {
  EXPECT_FALSE(start(real, {path("nothing")}));
  EXPECT_EQ(error.code, Errc::not_found);
  EXPECT_EQ(describe(error),
            "the bench program '" + path("nothing") +
                "': not found: it cannot be started: No such file or directory; it would be a file "
                "that can be executed");
}

TEST_F(Program, ThatCannotBeExecutedIsAnError) {
  std::ofstream{path("notes")} << "no program\n";
  EXPECT_FALSE(start(real, {path("notes")}));
  EXPECT_EQ(error.code, Errc::no_permission);
}

TEST_F(Program, ThatEndsBeforeItsGreetingIsAnError) {
  EXPECT_FALSE(shell(real, "exit 3"));
  EXPECT_EQ(error.code, Errc::closed);
  EXPECT_THAT(describe(error),
              HasSubstr("the bench program '/bin/sh': closed: it ended with exit code 3; a bench"));
}

TEST_F(Program, ThatEndsInTheRunIsAnErrorThen) {
  const auto bench = shell(real, kHello + "read -r line; kill -9 $$");
  ASSERT_TRUE(bench) << describe(error);
  EXPECT_TRUE(bench->sound());
  EXPECT_EQ(why_not_reset(real, *bench), "the bench program '/bin/sh': closed: it was ended by signal 9");
  EXPECT_FALSE(bench->sound());
  EXPECT_EQ(why_not_reset(real, *bench), "the bench program '/bin/sh': closed: it was ended by signal 9");
}

TEST_F(Program, ThatWritesRubbishIsAnError) {
  EXPECT_FALSE(shell(real, "echo Starting...; read -r line"));
  EXPECT_THAT(describe(error), HasSubstr("something that is not of its protocol: Starting..."));
  const auto bench = shell(real, kHello + "read -r line; echo oops; read -r line");
  ASSERT_TRUE(bench);
  EXPECT_THAT(why_not_reset(real, *bench), HasSubstr("something that is not of its protocol: oops"));
}

TEST_F(Program, ThatDoesNotGreetIsAnErrorAfterTenSeconds) {
  EventLoop loop{EventLoop::Pace::virtual_time};
  EXPECT_FALSE(shell(loop, "exec sleep 1000"));
  EXPECT_EQ(error.code, Errc::timed_out);
  EXPECT_THAT(describe(error), HasSubstr("it did not greet within 10s; a bench begins with {\"hello\""));
  EXPECT_EQ(loop.now(), Instant{10s});
}

TEST_F(Program, ThatHasClosedItsOutputIsAnError) {
  const auto bench = shell(real, kHello + "exec >&-; exec sleep 1000");
  ASSERT_TRUE(bench);
  EXPECT_EQ(why_not_reset(real, *bench),
            "the bench program '/bin/sh': closed: it has closed its standard output");
}

}  // namespace
}  // namespace isocket::bench
