#pragma once

#include <memory>

#include "core/byte_stream.h"

namespace isocket::lab {

/// A stream as slow as a serial line without parity: each octet takes ten bits, the two ways at the same
/// time. What is read or written at once comes through as a whole, when its last bit has.
/// @param baud  bits per second, more than 0
std::unique_ptr<ByteStream> make_uart(EventLoop& loop, std::unique_ptr<ByteStream> stream, unsigned baud);

}  // namespace isocket::lab
