#include "modem/serial_port.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/file.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

namespace isocket::modem {
namespace {

/// The controlling side of a pseudo-terminal.
class Pty {
 public:
  Pty() : fd_{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)} {
    ::grantpt(fd_);
    ::unlockpt(fd_);
    path = ::ptsname(fd_);
  }
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;
  ~Pty() { ::close(fd_); }
  [[nodiscard]] int fd() const { return fd_; }
  std::string path;

 private:
  int fd_;
};

asio::awaitable<void> exchange(ByteStream& stream, std::string& heard) {
  const std::string text = "AT\r\n";
  const auto written = co_await stream.write(std::as_bytes(std::span{text}));
  EXPECT_TRUE(written);
  std::array<std::byte, 16> buffer;
  while (heard.size() < 4) {
    const auto n = co_await stream.read_some(buffer);
    if (!n) co_return;
    heard.append(reinterpret_cast<const char*>(buffer.data()), *n);
  }
}

TEST(SerialPort, OpensAPseudoTerminalRawAndThroughALink) {
  const Pty pty;
  const auto link =
      std::filesystem::path{::testing::TempDir()} / ("modem-link-" + std::to_string(::getpid()));
  std::filesystem::create_symlink(pty.path, link);
  EventLoop loop{EventLoop::Pace::real_time};
  auto stream = open_serial_port(loop, link);
  ASSERT_TRUE(stream) << describe(stream.error());
  // Raw: without it the line discipline would turn CR into LF, and send it back.
  ASSERT_EQ(::write(pty.fd(), "a\r\nb", 4), 4);
  std::string heard;
  EXPECT_TRUE(loop.run_to_end(exchange(**stream, heard)));
  EXPECT_EQ(heard, "a\r\nb");
  char back[16];
  EXPECT_EQ(::read(pty.fd(), back, sizeof back), 4);
  EXPECT_EQ(std::string(back, 4), "AT\r\n");
  std::filesystem::remove(link);
}

TEST(SerialPort, HasTheFlowControlThatItIsOpenedWith) {
  const Pty pty;
  EventLoop loop{EventLoop::Pace::real_time};
  for (const FlowControl flow : {FlowControl::rts_cts, FlowControl::none}) {
    const auto stream = open_serial_port(loop, pty.path, flow);
    ASSERT_TRUE(stream) << describe(stream.error());
    termios settings{};  // both sides show the terminal's
    ASSERT_EQ(::tcgetattr(pty.fd(), &settings), 0);
    EXPECT_EQ((settings.c_cflag & CRTSCTS) != 0, flow == FlowControl::rts_cts);
  }
}

TEST(SerialPort, IsHeldByOneProgramOnlyAndFreeAfterIt) {
  const Pty pty;
  EventLoop loop{EventLoop::Pace::real_time};
  auto first = open_serial_port(loop, pty.path);
  ASSERT_TRUE(first);
  const auto second = open_serial_port(loop, pty.path);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::busy);
  first->reset();
  EXPECT_TRUE(open_serial_port(loop, pty.path));
}

TEST(SerialPort, SaysWhatIsWrongWithAPath) {
  EventLoop loop{EventLoop::Pace::real_time};
  EXPECT_EQ(open_serial_port(loop, "/dev/ttyNothing").error().code, Errc::not_found);
  EXPECT_EQ(open_serial_port(loop, "/dev/null").error().code, Errc::unsupported);
  const auto file =
      std::filesystem::path{::testing::TempDir()} / ("modem-file-" + std::to_string(::getpid()));
  std::ofstream{file} << "x";
  const auto wrong = open_serial_port(loop, file);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, Errc::unsupported);
  EXPECT_EQ(wrong.error().field, file);
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace isocket::modem
