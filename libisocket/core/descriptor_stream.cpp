#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <csignal>

#include "core/byte_stream.h"

namespace isocket {
namespace {

Error stream_error(const boost::system::error_code& ec) {
  // A pseudo-terminal whose other side has closed reads EIO, a socket or pipe end-of-file.
  const bool gone = ec == asio::error::eof || ec == asio::error::operation_aborted ||
                    ec == asio::error::bad_descriptor || ec.value() == EIO || ec.value() == EPIPE ||
                    ec.value() == ECONNRESET || ec.value() == ENXIO || ec.value() == ENODEV;
  return Error{gone ? Errc::closed : Errc::io, "stream", 0, ec.message()};
}

class DescriptorStream final : public ByteStream {
 public:
  DescriptorStream(EventLoop& loop, int descriptor) : descriptor_{loop.executor(), descriptor} {}

  asio::awaitable<Result<std::size_t>> read_some(std::span<std::byte> into) override {
    boost::system::error_code ec;
    const asio::mutable_buffer buffer{into.data(), into.size()};
    const std::size_t n =
        co_await descriptor_.async_read_some(buffer, asio::redirect_error(asio::use_awaitable, ec));
    if (ec) co_return fail(stream_error(ec));
    co_return n;
  }

  asio::awaitable<Result<void>> write(std::span<const std::byte> octets) override {
    boost::system::error_code ec;
    const asio::const_buffer buffer{octets.data(), octets.size()};
    co_await asio::async_write(descriptor_, buffer, asio::redirect_error(asio::use_awaitable, ec));
    if (ec) co_return fail(stream_error(ec));
    co_return Result<void>{};
  }

  void close() override {
    boost::system::error_code ignored;
    descriptor_.close(ignored);
  }

 private:
  asio::posix::stream_descriptor descriptor_;
};

}  // namespace

std::unique_ptr<ByteStream> make_descriptor_stream(EventLoop& loop, int descriptor) {
  std::signal(SIGPIPE, SIG_IGN);  // a peer that is gone is an error of write(), not the end of this program
  return std::make_unique<DescriptorStream>(loop, descriptor);
}

}  // namespace isocket
