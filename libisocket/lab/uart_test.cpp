#include "lab/uart.h"

#include <gtest/gtest.h>

#include <array>

#include "lab/lab.h"
#include "lab/line.h"
#include "lab/test_terminal.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;

TEST(Uart, TakesTenBitsForAnOctetEachWay) {
  EventLoop loop{EventLoop::Pace::virtual_time};
  auto [near, far] = make_pipe(loop);
  auto slow = make_uart(loop, std::move(near), 9600);
  std::vector<Duration> times;
  const auto host = [&loop, &times](ByteStream& stream) -> asio::awaitable<void> {
    const std::string octets(96, 'x');
    const Instant begun = loop.now();
    co_await stream.write(std::as_bytes(std::span{octets}));
    times.push_back(loop.now() - begun);
    std::array<std::byte, 200> into{};
    const auto n = co_await stream.read_some(into);
    EXPECT_EQ(n.value(), 48u);
    times.push_back(loop.now() - begun);
  };
  const auto device = [](ByteStream& stream) -> asio::awaitable<void> {
    std::array<std::byte, 200> into{};
    const auto n = co_await stream.read_some(into);
    EXPECT_EQ(n.value(), 96u);
    co_await stream.write(std::span{into}.first(48));
  };
  loop.spawn(device(*far));
  loop.run_to_end(host(*slow));
  EXPECT_EQ(times, (std::vector<Duration>{100ms, 150ms}));
}

TEST(Uart, IsPartOfAModemThatAsksForIt) {
  EventLoop loop{EventLoop::Pace::virtual_time, kLabStart};
  LabOptions options;
  options.timing = Timing::none();
  Lab lab{loop, options};
  ModemSpec spec;
  spec.baud = 1200;
  std::string seen;
  Line host{loop, lab.add_modem(number("+358401111111"), spec),
            [&seen](std::string_view octets) { seen += octets; }};
  loop.run_until(loop.now() + 1s);
  host.write("AT\r");  // 25 ms to the modem; back 25 ms for the echo, and 50 ms for the answer behind it
  loop.run_until(loop.now() + 49ms);
  EXPECT_EQ(seen, "");
  loop.run_until(loop.now() + 1ms);
  EXPECT_EQ(seen, "AT\r");
  loop.run_until(loop.now() + 50ms);
  EXPECT_EQ(seen, "AT\r\r\nOK\r\n");
}

}  // namespace
}  // namespace isocket::lab
