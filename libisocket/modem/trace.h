#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace isocket::modem {

/// A stretch of octets that went over a port, one way.
struct TraceLine {
  Duration at{};          ///< since the start of the trace
  std::string port;       ///< its name: "m1"; not empty
  bool to_modem = false;  ///< written to the port; else read from it
  std::string octets;
  friend bool operator==(const TraceLine&, const TraceLine&) = default;
};

/// What went over one or more ports, as docs/reference/trace.md lays it out:
///
///     isocket-trace 1
///     # remarks
///     0.000000 m1 > AT+CMGR=1\r
///     0.020000 m1 < \r\n+CMGR: 0,,30\r\n07911...\r\n\r\nOK\r\n
///
/// In the order of the file, which need not be that of the times: a stretch is written when it is complete.
struct Trace {
  std::vector<TraceLine> lines;
  friend bool operator==(const Trace&, const Trace&) = default;
};

/// The first line of a trace, with its line feed.
inline constexpr std::string_view kTraceHeader = "isocket-trace 1\n";

/// @return  or bad_value: `offset` in the text, `field` "line 3, column 10" (both from one), `detail` what is
///          wrong and what would be right
Result<Trace> read_trace(std::string_view text);

/// One line of a trace, with its line feed. Read again it is the same, octet for octet.
std::string trace_text(const TraceLine& line);
/// A remark, with its line feed; line breaks in it become blanks.
std::string trace_remark(std::string_view words);
/// A whole trace, with its header.
std::string trace_text(const Trace& trace);

}  // namespace isocket::modem
