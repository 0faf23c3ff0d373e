#pragma once

#include <memory>
#include <string>

#include "core/byte_stream.h"

namespace isocket::cli {

/// The terminal that standard input is, for talking with its operator. Null when there is none, and `missing`
/// says why.
std::unique_ptr<ByteStream> open_operator_terminal(EventLoop& loop, std::string& missing);

}  // namespace isocket::cli
