#pragma once

#include <cstdint>
#include <string_view>

#include "core/cable/refusal.h"

namespace isocket::fw::cable {

/// What a host can ask (chapters P3 to P6).
enum class Word : std::uint8_t {
  connect,
  disconnect,
  ping,
  groups,
  read,
  write,
  set,
  commit,
  abort,
  command,
  unknown,
};

/// A request and its arguments.
struct Request {
  Word word = Word::unknown;
  bool well_formed = false;  ///< the arguments are there, none is too much, and each is of its form
  std::string_view text;     ///< a group's name; `NAME=value`; a command
  std::uint32_t number = 0;  ///< of WRITE and COMMIT
  bool force = false;
  std::uint16_t check = 0;
};

Request parse_request(std::string_view line);

}  // namespace isocket::fw::cable
