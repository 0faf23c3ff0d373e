#include "core/cable/refusal.h"

namespace isocket::fw::cable {

std::string_view text_of(Code code) {
  switch (code) {
    case Code::none: break;
    case Code::unknown_request: return "UNKNOWN REQUEST";
    case Code::line_too_long: return "LINE TOO LONG";
    case Code::bad_character: return "BAD CHARACTER";
    case Code::bad_argument: return "BAD ARGUMENT";
    case Code::not_connected: return "NOT CONNECTED";
    case Code::unknown_group: return "UNKNOWN GROUP";
    case Code::read_first: return "READ FIRST";
    case Code::read_only: return "READ ONLY";
    case Code::write_in_progress: return "WRITE IN PROGRESS";
    case Code::no_write: return "NO WRITE";
    case Code::unknown_setting: return "UNKNOWN SETTING";
    case Code::incorrect_value: return "INCORRECT VALUE";
    case Code::duplicate: return "DUPLICATE";
    case Code::missing: return "MISSING";
    case Code::check_failed: return "CHECK FAILED";
    case Code::conflict: return "CONFLICT";
    case Code::execute_error: return "EXECUTE ERROR";
  }
  return {};
}

}  // namespace isocket::fw::cable
