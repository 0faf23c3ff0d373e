#include "core/child_process.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace isocket {
namespace {

using namespace std::chrono_literals;

/// Neither running nor a zombie.
bool gone(int id) {
  return ::kill(id, 0) == -1 && errno == ESRCH;
}

Result<std::unique_ptr<ChildProcess>> shell(EventLoop& loop, const std::string& script) {
  return ChildProcess::start(loop, "/bin/sh", {"-c", script}, ChildProcess::Streams::piped);
}

asio::awaitable<void> exchange(ByteStream& stream, std::string line, std::string& answer) {
  const auto written = co_await stream.write(std::as_bytes(std::span{line}));
  EXPECT_TRUE(written);
  std::array<std::byte, 256> buffer;
  while (answer.find('\n') == std::string::npos) {
    const auto n = co_await stream.read_some(buffer);
    if (!n) break;
    answer.append(reinterpret_cast<const char*>(buffer.data()), *n);
  }
}

asio::awaitable<void> await_end(ChildProcess& child, Instant deadline, bool& ended) {
  ended = co_await child.ended_by(deadline);
}

TEST(ChildProcess, ReadsWhatIsWrittenAndAnswers) {
  EventLoop loop{EventLoop::Pace::real_time};
  auto child = shell(loop, "read -r line; echo \"got $line\"");
  ASSERT_TRUE(child) << describe(child.error());
  const auto stream = (*child)->take_stream();
  std::string answer;
  ASSERT_TRUE(loop.run_to_end(exchange(*stream, "hello\n", answer)));
  EXPECT_EQ(answer, "got hello\n");
}

TEST(ChildProcess, SaysHowItEnded) {
  EventLoop loop{EventLoop::Pace::real_time};
  struct Row {
    const char* script;
    const char* state;
  };
  for (const Row& row :
       {Row{"exit 3", "it ended with exit code 3"}, Row{"kill -9 $$", "it was ended by signal 9"}}) {
    auto child = shell(loop, row.script);
    ASSERT_TRUE(child);
    bool ended = false;
    loop.run_to_end(await_end(**child, loop.now() + 60s, ended));
    EXPECT_TRUE(ended);
    EXPECT_EQ((*child)->state(), row.state);
    EXPECT_TRUE(gone((*child)->id()));
  }
}

TEST(ChildProcess, SeesTheEndOfItsInput) {
  EventLoop loop{EventLoop::Pace::real_time};
  auto child = shell(loop, "while read -r line; do :; done; exit 5");
  ASSERT_TRUE(child);
  (*child)->take_stream()->close();
  bool ended = false;
  loop.run_to_end(await_end(**child, loop.now() + 60s, ended));
  EXPECT_EQ((*child)->state(), "it ended with exit code 5");
}

TEST(ChildProcess, AWriteToOneThatHasGoneIsAnError) {
  EventLoop loop{EventLoop::Pace::real_time};
  auto child = shell(loop, "exit 0");
  ASSERT_TRUE(child);
  const auto stream = (*child)->take_stream();
  bool ended = false;
  loop.run_to_end(await_end(**child, loop.now() + 60s, ended));
  Result<void> written;
  const auto write = [&]() -> asio::awaitable<void> {
    const std::string line = "hello\n";
    written = co_await stream->write(std::as_bytes(std::span{line}));
  };
  loop.run_to_end(write());
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Errc::closed);
}

TEST(ChildProcess, GoesWithItsOwnerAndWhatItHasStartedToo) {
  EventLoop loop{EventLoop::Pace::virtual_time};  // which does not wait for the program
  auto child = shell(loop, "trap '' TERM; sleep 1000");
  ASSERT_TRUE(child);
  const int id = (*child)->id();
  EXPECT_NE(::getpgid(id), ::getpgrp()) << "Ctrl-C at our terminal is not for it";
  bool ended = true;
  loop.run_to_end(await_end(**child, Instant{2s}, ended));
  EXPECT_FALSE(ended);
  EXPECT_EQ(loop.now(), Instant{2s});
  EXPECT_EQ((*child)->state(), "it is running");
  child->reset();
  EXPECT_TRUE(gone(id));
}

TEST(ChildProcess, WhatCannotBeStartedIsAnError) {
  EventLoop loop{EventLoop::Pace::virtual_time};
  const auto missing = ChildProcess::start(loop, "/nonexistent/program", {}, ChildProcess::Streams::piped);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Errc::not_found);
  const auto unknown = ChildProcess::start(loop, "isocket-no-such-program", {});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Errc::not_found);
  const auto page = ChildProcess::start(loop, ISOCKET_SOURCE_DIR "/README.md", {});
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().code, Errc::no_permission);
}

}  // namespace
}  // namespace isocket
