#include "ports/host/usb_port.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <vector>

#include "core/types.h"

namespace isocket::fw {
namespace {

class Port : public ::testing::Test {
 protected:
  Port() {
    UsbPort::Host host;
    host.plugged = [this](bool in) { happened.push_back(in ? "in" : "out"); };
    host.says = [this](std::string_view octets) { happened.emplace_back(octets); };
    std::string error;
    port = UsbPort::open({}, std::move(host), error);
    EXPECT_TRUE(port) << error;
  }
  [[nodiscard]] int plug() const { return ::open(port->path().c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK); }
  /// Serves what happens next. @return whether something did
  bool serve(int patience_ms = 1000) {
    pollfd wait{port->descriptor(), POLLIN, 0};
    if (::poll(&wait, 1, patience_ms) != 1) return false;
    port->serve();
    return true;
  }
  static std::string read(int terminal, int patience_ms = 1000) {
    pollfd wait{terminal, POLLIN, 0};
    if (::poll(&wait, 1, patience_ms) != 1) return {};
    char octets[100];
    const auto n = ::read(terminal, octets, sizeof octets);
    return n > 0 ? std::string(octets, static_cast<std::size_t>(n)) : std::string{};
  }
  static void write(int terminal, std::string_view text) {
    EXPECT_EQ(::write(terminal, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  using Happened = std::vector<std::string>;
  Happened happened;
  std::unique_ptr<UsbPort> port;
};

TEST_F(Port, IsPluggedByOpeningAndPulledByClosing) {  // MU-P1-05
  EXPECT_FALSE(serve(0));
  const int host = plug();
  EXPECT_TRUE(serve());
  write(host, "CONNECT\r\n");
  EXPECT_TRUE(serve());
  EXPECT_FALSE(serve(0)) << "it rests while nothing happens";
  EXPECT_EQ(port->write(as_octets("OK 5\r\n")), 6U);
  EXPECT_EQ(read(host), "OK 5\r\n") << "raw, as it stands";
  ::close(host);
  EXPECT_TRUE(serve());
  EXPECT_FALSE(serve(0));
  EXPECT_EQ(happened, (Happened{"in", "CONNECT\r\n", "out"}));
  EXPECT_EQ(port->write(as_octets("x")), 0U);
}

TEST_F(Port, IsForOneHostAtATime) {  // MU-P1-06
  const int host = plug();
  serve();
  EXPECT_EQ(plug(), -1);
  EXPECT_EQ(errno, EIO);
  ::close(host);
  serve();
  const int next = plug();
  EXPECT_GE(next, 0);
  serve();
  EXPECT_EQ(happened, (Happened{"in", "out", "in"}));
  ::close(next);
}

TEST_F(Port, KeepsNothingForTheNextHost) {
  int host = plug();
  serve();
  port->write(as_octets("for the first\r\n"));
  pollfd arrived{host, POLLIN, 0};
  EXPECT_EQ(::poll(&arrived, 1, 1000), 1);
  write(host, "half a li");
  ::close(host);
  serve();
  host = plug();
  serve();
  EXPECT_EQ(read(host, 0), "");
  write(host, "PING\r\n");
  serve();
  EXPECT_EQ(happened, (Happened{"in", "out", "in", "PING\r\n"}));
  ::close(host);
}

TEST_F(Port, NoticesThatItWasPulledAndPluggedMeanwhile) {
  int host = plug();
  serve();
  ::close(host);
  EXPECT_TRUE(serve());
  host = plug();
  ::close(host);
  host = plug();
  EXPECT_TRUE(serve());
  EXPECT_EQ(happened, (Happened{"in", "out", "in", "out", "in"}));
  ::close(host);
}

TEST(PortName, TakesThePlaceOfALinkAndOfNothingElse) {
  const auto folder = std::filesystem::path{::testing::TempDir()} / "usb-port-name";
  std::filesystem::create_directories(folder);
  const std::string link = (folder / "usb").string();
  std::string error;
  { EXPECT_TRUE(UsbPort::open(link, {}, error)) << error; }
  EXPECT_FALSE(std::filesystem::is_symlink(link)) << "the name goes with the port";
  std::filesystem::create_symlink("/nowhere", link);
  {
    const auto port = UsbPort::open(link, {}, error);
    ASSERT_TRUE(port) << error;
    EXPECT_EQ(std::filesystem::read_symlink(link), port->path());
  }
  std::ofstream{link} << "mine";
  EXPECT_FALSE(UsbPort::open(link, {}, error));
  EXPECT_NE(error.find("File exists"), std::string::npos) << error;
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace isocket::fw
