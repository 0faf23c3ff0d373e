#include "modem/trace_file.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "modem/modem_fixture.h"
#include "modem/replay.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;

std::string contents(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream{file, std::ios::binary}.rdbuf();
  return text.str();
}

/// A recorded line between two ends, in virtual time.
class TraceFileTest : public ::testing::Test {
 protected:
  TraceFileTest() {
    auto created = TraceFile::create(loop, path, redactor);
    EXPECT_TRUE(created);
    file = std::move(*created);
    auto ends = make_pipe(loop);
    near = file->record("m1", std::move(ends.first));
    far = std::move(ends.second);
  }
  ~TraceFileTest() override { std::filesystem::remove(path); }

  static asio::awaitable<void> do_write(ByteStream& stream, std::string text) {
    const auto written = co_await stream.write(std::as_bytes(std::span{text}));
    EXPECT_TRUE(written);
  }
  static asio::awaitable<void> do_read(ByteStream& stream) {
    std::array<std::byte, 64> buffer;
    const auto n = co_await stream.read_some(buffer);
    EXPECT_TRUE(n);
  }
  void write(std::string text) { EXPECT_TRUE(loop.run_to_end(do_write(*near, std::move(text)))); }
  void say(std::string text) {
    EXPECT_TRUE(loop.run_to_end(do_write(*far, std::move(text))));
    EXPECT_TRUE(loop.run_to_end(do_read(*near)));
  }
  void pass(Duration time) { loop.run_until(loop.now() + time); }
  [[nodiscard]] std::string lines() const { return contents(path).substr(kTraceHeader.size()); }

  EventLoop loop{EventLoop::Pace::virtual_time};
  const std::string path =
      (std::filesystem::path{::testing::TempDir()} / ("trace-" + std::to_string(::getpid()))).string();
  journal::Redactor redactor;
  std::unique_ptr<TraceFile> file;
  std::unique_ptr<ByteStream> near;
  std::unique_ptr<ByteStream> far;
};

TEST_F(TraceFileTest, EachLineIsInTheFileAsSoonAsItIsComplete) {
  write("AT\r");
  EXPECT_EQ(lines(), "0.000000 m1 > AT\\r\n");
  pass(20ms);
  say("\r\nOK\r\n");
  EXPECT_EQ(lines(), "0.000000 m1 > AT\\r\n0.020000 m1 < \\r\\nOK\\r\\n\n");
  EXPECT_TRUE(file->whole());
}

TEST_F(TraceFileTest, AStretchWaitsForItsLineEndSoThatNoSecretIsCutInTwo) {
  redactor.add("1234");
  write("AT+CPIN=\"12");
  EXPECT_EQ(lines(), "");
  pass(10ms);
  write("34\"\r");
  EXPECT_EQ(lines(), "0.010000 m1 > AT+CPIN=\"*****\"\\r\n");
}

TEST_F(TraceFileTest, WhatEndsNoLineIsWrittenAfterASecondOfSilenceWithItsOwnTime) {
  say("\r\n+CR");
  EXPECT_EQ(lines(), "0.000000 m1 < \\r\\n\n");
  pass(900ms);
  say("EG");
  pass(1s - 1us);
  EXPECT_EQ(lines(), "0.000000 m1 < \\r\\n\n");
  pass(1us);
  EXPECT_EQ(lines(), "0.000000 m1 < \\r\\n\n0.900000 m1 < +CREG\n");
}

TEST_F(TraceFileTest, ThePromptIsComplete) {
  say("\r\n> ");
  EXPECT_EQ(lines(), "0.000000 m1 < \\r\\n>\\x20\n");
}

TEST_F(TraceFileTest, AStretchIsNotCutBetweenCrAndLf) {
  say("OK\r");
  EXPECT_EQ(lines(), "");
  say("\n");
  EXPECT_EQ(lines(), "0.000000 m1 < OK\\r\\n\n");
}

TEST_F(TraceFileTest, AtCloseTheRestIsWritten) {
  say("+CR");
  near->close();
  EXPECT_EQ(lines(), "0.000000 m1 < +CR\n");
}

TEST_F(TraceFileTest, AnUnwritableFileIsAnErrorAndAFullOneIsRemembered) {
  const auto nowhere = TraceFile::create(loop, "/nonexistent/trace", redactor);
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, Errc::not_found);
  EXPECT_EQ(nowhere.error().field, "/nonexistent/trace");
  const auto full = TraceFile::create(loop, "/dev/full", redactor);
  ASSERT_TRUE(full);
  EXPECT_FALSE((*full)->whole());
}

/// The driver with a scripted modem, recorded.
class RecordedModemTest : public ModemTest {};

TEST_F(RecordedModemTest, WhatTheDriverDoesIsReplayedWithoutAStrayLine) {
  const auto path =
      (std::filesystem::path{::testing::TempDir()} / ("modem-trace-" + std::to_string(::getpid()))).string();
  auto file = TraceFile::create(loop, path, journal.redactor());
  ASSERT_TRUE(file);
  near = (*file)->record("m1", std::move(near));
  ASSERT_TRUE(start());
  EXPECT_EQ(submit().outcome, Submission::Outcome::sent);
  modem.reset();
  const auto trace = read_trace(contents(path));
  std::filesystem::remove(path);
  ASSERT_TRUE(trace) << describe(trace.error());
  const Replay result = replay(*trace);
  EXPECT_TRUE(result.clean());
  ASSERT_EQ(result.ports.size(), 1u);
  // All but the AT that looks for the step.
  const auto calls = std::count(peer->commands.begin(), peer->commands.end(), "AT");
  EXPECT_EQ(result.ports[0].commands, peer->commands.size() - static_cast<std::size_t>(calls));
}

}  // namespace
}  // namespace isocket::modem
