#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "modem/trace.h"

namespace isocket::modem {

/// What a line of a trace is taken for.
struct ReplayLine {
  enum class Kind : std::uint8_t {
    command,  ///< to the modem: a command line
    text,     ///< to the modem: what follows a prompt
    call,     ///< to the modem: ESC, or the AT behind it that looks for the step
    echo,     ///< from here on from the modem, as AtEvent::Kind names them
    information,
    final,
    prompt,
    unsolicited,
    called,  ///< an answer while the step is looked for
    stray,   ///< belongs to nothing
    overlong,
    no_end,     ///< not a line: `command` has got no final result
    under_way,  ///< not a line: the trace ends before `command` does
    raw,        ///< of a port that does not speak AT
  };
  Duration at{};  ///< when its last octet went over the port
  std::string port;
  Kind kind = Kind::stray;
  std::string text;
  std::string body;           ///< second line of +CMT, +CDS, +CBM
  std::uint64_t command = 0;  ///< which command of this port it belongs to, from 1; 0: none
  std::string note;           ///< what the line does not say by itself: an error's name, how long it took
};
std::string_view name_of(ReplayLine::Kind kind);

/// What one port came to.
struct ReplayPort {
  std::string name;
  bool speaks_at = true;
  std::size_t commands = 0;
  std::size_t refused = 0;  ///< commands that ended in anything but OK and CONNECT
  std::size_t without_end = 0;
  std::size_t unsolicited = 0;
  std::size_t stray = 0;
  Duration slowest{};  ///< the longest time from a command, or its text, to its end
  std::string slowest_command;
};

struct Replay {
  std::vector<ReplayLine> lines;  ///< in the order of time, ports together
  std::vector<ReplayPort> ports;  ///< in the order in which the trace begins to tell of them
  /// No line is stray or overlong, and every command has an end, or is under way where the trace ends.
  [[nodiscard]] bool clean() const;
};

/// Lets the driver's own parser (AtDialogue) read what a modem said, at the times at which it did, and tells
/// what each line was taken for. The host may have been any program that speaks AT.
Replay replay(const Trace& trace);

}  // namespace isocket::modem
