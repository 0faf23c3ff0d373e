#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <string>

#include "core/byte_stream.h"

namespace isocket {
namespace {

std::span<const std::byte> octets(std::string_view text) {
  return std::as_bytes(std::span{text});
}

asio::awaitable<void> echo_back(ByteStream& stream) {
  std::array<std::byte, 64> buffer;
  for (;;) {
    auto n = co_await stream.read_some(buffer);
    if (!n) co_return;
    auto written = co_await stream.write(std::span{buffer}.first(*n));
    if (!written) co_return;
  }
}

asio::awaitable<void> ask(ByteStream& stream, std::string& heard) {
  auto written = co_await stream.write(octets("STATUS"));
  EXPECT_TRUE(written);
  std::array<std::byte, 4> buffer;
  while (heard.size() < 6) {
    auto n = co_await stream.read_some(buffer);
    if (!n) co_return;
    heard.append(reinterpret_cast<const char*>(buffer.data()), *n);
  }
  stream.close();
  auto after = co_await stream.read_some(buffer);
  EXPECT_FALSE(after);
  EXPECT_EQ(after.error().code, Errc::closed);
}

TEST(Pipe, CarriesOctetsBothWaysAndEndsAtClose) {
  EventLoop loop{EventLoop::Pace::virtual_time};
  auto [near, far] = make_pipe(loop);
  std::string heard;
  loop.spawn(echo_back(*far));
  EXPECT_TRUE(loop.run_to_end(ask(*near, heard)));
  EXPECT_EQ(heard, "STATUS");
}

TEST(DescriptorStream, CarriesOctetsBothWaysAndEndsAtClose) {
  EventLoop loop{EventLoop::Pace::real_time};
  int ends[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends), 0);
  auto near = make_descriptor_stream(loop, ends[0]);
  auto far = make_descriptor_stream(loop, ends[1]);
  std::string heard;
  loop.spawn(echo_back(*far));
  EXPECT_TRUE(loop.run_to_end(ask(*near, heard)));
  EXPECT_EQ(heard, "STATUS");
}

}  // namespace
}  // namespace isocket
