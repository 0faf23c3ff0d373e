#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/byte_stream.h"
#include "core/event_loop.h"

namespace isocket::modem {

/// Who holds back octets that the other side has no room for.
enum class FlowControl : std::uint8_t {
  none,     ///< nobody: what is too fast is lost
  rts_cts,  ///< the lines RTS and CTS, both ways (ITU-T V.24 circuits 105/133 and 106)
};

/// Opens a modem's port: /dev/ttyUSB2, /dev/serial/by-id/..., or a pseudo-terminal, directly or through a
/// symbolic link. 115200 baud, 8N1; nobody else may hold the port, and nobody else gets it.
/// Errors: not_found, no_permission (`detail` says what to do), busy, unsupported (no serial port), io.
Result<std::unique_ptr<ByteStream>> open_serial_port(EventLoop& loop, const std::string& path,
                                                     FlowControl flow = FlowControl::none);

}  // namespace isocket::modem
