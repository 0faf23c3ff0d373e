#pragma once

#include <cstdint>
#include <string_view>

#include "core/types.h"

namespace isocket::fw::cable {

/// What an ERR line says, by its number (chapter P6 of docs/spec/manager-usb.md).
enum class Code : std::uint8_t {
  none = 0,
  unknown_request = 1,
  line_too_long = 2,
  bad_character = 3,
  bad_argument = 4,
  not_connected = 10,
  unknown_group = 20,
  read_first = 21,
  read_only = 22,
  write_in_progress = 23,
  no_write = 24,
  unknown_setting = 30,
  incorrect_value = 31,
  duplicate = 32,
  missing = 33,
  check_failed = 34,
  conflict = 35,
  execute_error = 40,
};

/// `READ FIRST`
std::string_view text_of(Code code);

/// Why a request is not done; Code::none: it is.
struct Refusal {
  Code code = Code::none;
  FixedString<32> name{};  ///< of the setting it is about; what is longer is cut
  explicit operator bool() const { return code != Code::none; }
};

}  // namespace isocket::fw::cable
