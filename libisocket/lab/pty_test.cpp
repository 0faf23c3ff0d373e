#include "lab/pty.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/scratch_folder.h"
#include "lab/lab.h"
#include "lab/line.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;

struct OpenedTerminal {
  explicit OpenedTerminal(const std::string& path)
      : fd{::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK)} {}
  ~OpenedTerminal() { ::close(fd); }
  std::string read_all() const {
    char buffer[4096];
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    return n > 0 ? std::string{buffer, static_cast<std::size_t>(n)} : "";
  }
  void write(std::string_view text) const {
    EXPECT_EQ(::write(fd, text.data(), text.size()), std::ssize(text));
  }
  int fd;
};

class PtyTest : public ::testing::Test {
 protected:
  EventLoop loop{EventLoop::Pace::real_time};
  std::unique_ptr<Pty> pty = std::move(Pty::open().value());
  std::string received;
  std::unique_ptr<Line> line = std::make_unique<Line>(
      loop, pty->take_stream(loop), [this](std::string_view octets) { received += octets; });
  void run() { loop.run_until(loop.now() + 20ms); }
};

TEST_F(PtyTest, IsRawFromTheStart) {
  OpenedTerminal terminal{pty->path()};
  termios settings{};
  ASSERT_EQ(::tcgetattr(terminal.fd, &settings), 0);
  EXPECT_EQ(settings.c_lflag & (ECHO | ICANON | ISIG), 0u);
  terminal.write("AT\r");
  run();
  EXPECT_EQ(received, "AT\r");
  line->write("\r\nOK\r\n");
  run();
  EXPECT_EQ(terminal.read_all(), "\r\nOK\r\n") << "and nothing of ours is echoed back";
  EXPECT_EQ(received, "AT\r");
}

TEST_F(PtyTest, KeepsWhatIsWrittenBeforeSomebodyOpens) {
  line->write("\r\nRDY\r\n");
  run();
  OpenedTerminal terminal{pty->path()};
  EXPECT_EQ(terminal.read_all(), "\r\nRDY\r\n");
}

TEST_F(PtyTest, StaysWhenAProgramCloses) {
  for (int i = 0; i < 3; ++i) {
    OpenedTerminal terminal{pty->path()};
    terminal.write("AT\r");
    run();
  }
  EXPECT_EQ(received, "AT\rAT\rAT\r");
}

TEST_F(PtyTest, HasAStableNameThatGoesWithIt) {
  const std::string link = ::testing::TempDir() + "isocket-pty-" + std::to_string(::getpid());
  ASSERT_TRUE(pty->name(link));
  EXPECT_EQ(std::filesystem::read_symlink(link), pty->path());
  ASSERT_TRUE(pty->name(link)) << "a former run's name is taken over";
  line.reset();
  pty.reset();
  EXPECT_FALSE(std::filesystem::exists(std::filesystem::symlink_status(link)));
}

TEST_F(PtyTest, LeavesALinkToAFileAlone) {
  const auto folder = ScratchFolder::make("isocket-pty");
  const std::string file = folder->file("file"), link = folder->file("link");
  std::ofstream{file} << "mine";
  std::filesystem::create_symlink(file, link);
  const auto named = pty->name(link);
  ASSERT_FALSE(named);
  EXPECT_EQ(named.error().code, Errc::busy);
  EXPECT_EQ(std::filesystem::read_symlink(link), file);
}

TEST_F(PtyTest, LeavesItsNameToWhoeverHasItNow) {
  const auto folder = ScratchFolder::make("isocket-pty");
  const std::string link = folder->file("m1");
  ASSERT_TRUE(pty->name(link));
  const auto other = Pty::open();
  ASSERT_TRUE(other);
  ASSERT_TRUE((*other)->name(link)) << "a link to a terminal is taken over";
  line.reset();
  pty.reset();
  EXPECT_EQ(std::filesystem::read_symlink(link), (*other)->path());
}

TEST_F(PtyTest, DoesNotTakeTheNameOfAFile) {
  const std::string file = ::testing::TempDir() + "isocket-file-" + std::to_string(::getpid());
  std::ofstream{file} << "mine";
  const auto named = pty->name(file);
  ASSERT_FALSE(named);
  EXPECT_EQ(named.error().code, Errc::busy);
  EXPECT_TRUE(std::filesystem::exists(file));
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace isocket::lab
