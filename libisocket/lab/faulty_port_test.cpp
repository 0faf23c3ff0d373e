#include "lab/faulty_port.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "lab/test_terminal.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using Kind = PortFault::Kind;

/// A modem behind a bad port, and a person at the other end of it.
class FaultyPortTest : public ::testing::Test {
 protected:
  FaultyPortTest() {
    open();
    pass(20s);
    type("ATE0\r");
  }
  void open() {
    auto stream = port->open();
    ASSERT_TRUE(stream);
    gone = false;
    line = std::make_unique<Line>(
        loop, std::move(*stream), [this](std::string_view octets) { seen += octets; },
        [this] { gone = true; });
  }
  void pass(Duration time) { loop.run_until(loop.now() + time); }
  std::string type(std::string_view octets) {
    seen.clear();
    line->write(octets);
    pass(100ms);
    return seen;
  }
  void fault_at(Kind kind, std::uint64_t octets_from_now, Duration lasts = {}) {
    PortFault fault;
    fault.kind = kind;
    fault.at_octet = port->passed() + octets_from_now;
    fault.lasts = lasts;
    port->add(fault);
  }

  EventLoop loop{EventLoop::Pace::virtual_time, kLabStart};
  Lab lab{loop};
  std::unique_ptr<FaultyPort> port =
      std::move(FaultyPort::create(lab, number("+358401111111"), {"usb0", "usb1"}).value());
  std::unique_ptr<Line> line;
  std::string seen;
  bool gone = false;
};

TEST_F(FaultyPortTest, IsAPortLikeAnyOtherAtFirst) {
  EXPECT_EQ(type("AT\r"), "\r\nOK\r\n");
  EXPECT_EQ(port->name(), "usb0");
}

TEST_F(FaultyPortTest, FallsSilentBothWaysAtAnOctet) {
  fault_at(Kind::silent, 5, 10s);  // AT, CR; and after two octets of the answer
  EXPECT_EQ(type("AT\r"), "\r\n");
  EXPECT_EQ(type("ATE1\r"), "");
  pass(10s);
  EXPECT_EQ(type("AT\r"), "\r\nOK\r\n") << "and the ATE1 never arrived";
}

TEST_F(FaultyPortTest, WritesGarbageInBetween) {
  fault_at(Kind::garbage, 4);
  const std::string answer = type("AT\r");
  EXPECT_GT(answer.size(), 6u);
  EXPECT_EQ(answer.front(), '\r');
  EXPECT_EQ(answer.substr(answer.size() - 5), "\nOK\r\n");
}

TEST_F(FaultyPortTest, ResetsTheModemAndStays) {
  fault_at(Kind::reset, 2);
  EXPECT_EQ(type("AT\r"), "");
  pass(5s);
  EXPECT_FALSE(gone);
  EXPECT_EQ(type("AT\r"), "AT\r\r\nOK\r\n") << "with its echo on, as after power-up";
}

TEST_F(FaultyPortTest, GoesAwayAndComesBackUnderItsName) {
  fault_at(Kind::away, 0, 40s);
  type("AT\r");
  EXPECT_TRUE(gone);
  EXPECT_FALSE(port->modem().powered());
  pass(39s);
  const auto early = port->open();
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().code, Errc::not_found);
  pass(5s);
  EXPECT_EQ(port->name(), "usb0");
  open();
  EXPECT_NE(type("AT\r").find("OK"), std::string::npos);
}

TEST_F(FaultyPortTest, ComesBackUnderAnotherNameAtItsTime) {
  PortFault fault;
  fault.kind = Kind::other_port;
  fault.at = loop.now() + 10s;
  fault.lasts = 2s;
  port->add(fault);
  pass(9s);
  EXPECT_FALSE(gone);
  pass(2s);
  EXPECT_TRUE(gone);
  pass(2s);
  EXPECT_EQ(port->name(), "usb1");
  EXPECT_TRUE(port->plugged());
}

TEST(FaultyPortOnATerminal, TakesItsNameAlong) {
  EventLoop loop{EventLoop::Pace::real_time};
  LabOptions options;
  options.timing = Timing::brisk();
  Lab lab{loop, options};
  const std::string stem = ::testing::TempDir() + "isocket-port-" + std::to_string(::getpid());
  auto port = FaultyPort::create(lab, number("+358401111111"), {stem + "-0", stem + "-1"},
                                 FaultyPort::Where::terminal);
  ASSERT_TRUE(port);
  const std::string first = std::filesystem::read_symlink(stem + "-0");
  PortFault fault;
  fault.kind = Kind::other_port;
  fault.at = loop.now();
  fault.lasts = 20ms;
  (*port)->add(fault);
  loop.run_until(loop.now() + 10ms);
  EXPECT_FALSE(std::filesystem::exists(std::filesystem::symlink_status(stem + "-0")));
  loop.run_until(loop.now() + 40ms);
  EXPECT_TRUE(std::filesystem::exists(stem + "-1"));
  port->reset();
  EXPECT_FALSE(std::filesystem::exists(std::filesystem::symlink_status(stem + "-1")));
}

}  // namespace
}  // namespace isocket::lab
