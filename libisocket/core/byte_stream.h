#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>

#include "core/event_loop.h"
#include "core/result.h"

namespace isocket {

/// Bytes both ways: a serial port, a pseudo-terminal, a socket, or the lab's air.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Waits for at least one octet. Errors: closed (either side is gone), io.
  virtual asio::awaitable<Result<std::size_t>> read_some(std::span<std::byte> into) = 0;
  /// Writes everything. Errors: closed, io. The octets must outlive the call.
  virtual asio::awaitable<Result<void>> write(std::span<const std::byte> octets) = 0;
  /// Ends a pending read with `closed`. Idempotent.
  virtual void close() = 0;
};

/// Two ends of one in-memory line: what one writes, the other reads, in the same virtual instant.
std::pair<std::unique_ptr<ByteStream>, std::unique_ptr<ByteStream>> make_pipe(EventLoop& loop);

/// A stream on an open descriptor (pseudo-terminal, socket), which it owns and closes.
std::unique_ptr<ByteStream> make_descriptor_stream(EventLoop& loop, int descriptor);

}  // namespace isocket
