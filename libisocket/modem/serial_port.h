#pragma once

#include <memory>
#include <string>

#include "core/byte_stream.h"
#include "core/event_loop.h"

namespace isocket::modem {

/// Opens a modem's port: /dev/ttyUSB2, /dev/serial/by-id/..., or a pseudo-terminal, directly or through a
/// symbolic link. 115200 baud, 8N1, no flow control; nobody else may hold the port, and nobody else gets it.
/// Errors: not_found, no_permission (`detail` says what to do), busy, unsupported (no serial port), io.
Result<std::unique_ptr<ByteStream>> open_serial_port(EventLoop& loop, const std::string& path);

}  // namespace isocket::modem
