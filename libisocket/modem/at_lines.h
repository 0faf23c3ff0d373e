#pragma once

#include <optional>
#include <string_view>

#include "modem/at_reply.h"

namespace isocket::modem {

/// What a line is, judged by itself. Which of these count depends on the command in flight: see AtDialogue.

/// A final result code (V.250 §5.7.1, 3GPP TS 27.007 §9.2, 27.005 §3.2.5, and what firmware adds to them).
std::optional<AtResult> as_final_result(std::string_view line);
/// NO CARRIER, BUSY, NO ANSWER, NO DIALTONE, CONNECT: final for a call command, unsolicited otherwise.
bool is_call_result(AtResult result);
/// Never the answer to anything: +CMTI, RING, Call Ready and the like.
bool is_always_unsolicited(std::string_view line);
/// The first words of a modem that has just started: whatever was in flight is gone.
bool is_start_banner(std::string_view line);
/// +CMT, +CDS, +CBM in PDU mode: a line of hexadecimal digits follows.
bool announces_pdu(std::string_view line);
/// Not empty, and hexadecimal digits only.
bool is_hexadecimal(std::string_view line);
/// True when `line` (with `name` in front, such as "+CREG") is information that `command` has asked for.
bool answers(std::string_view command, std::string_view name, std::string_view line);
/// ATD, ATA and the like: a command that a call result can end.
bool is_call_command(std::string_view command);

}  // namespace isocket::modem
