#pragma once

#include <memory>
#include <span>

#include "core/byte_stream.h"

namespace isocket {

/// Hears what goes over a stream.
class StreamRecorder {
 public:
  virtual ~StreamRecorder() = default;
  virtual void on_written(std::span<const std::byte> octets) = 0;
  virtual void on_read(std::span<const std::byte> octets) = 0;
  /// The stream was closed by its owner, or has ended by itself. May come more than once.
  virtual void on_closed() = 0;
};

/// `stream`, with a recorder that hears every octet before its reader or the other side has it.
std::unique_ptr<ByteStream> make_recorded_stream(std::unique_ptr<ByteStream> stream,
                                                 std::unique_ptr<StreamRecorder> recorder);

}  // namespace isocket
