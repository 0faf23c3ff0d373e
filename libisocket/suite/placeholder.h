#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace isocket::suite {

/// A text of a suite, cut at its <placeholders>.
struct Piece {
  enum class Kind : std::uint8_t {
    literal,  ///< `text`, with << already read as <
    value,    ///< <name> or <name:15>
    capture,  ///< <name:int>
    rest,     ///< <...>
  };
  Kind kind = Kind::literal;
  std::string text;        ///< the literal, or the name
  std::string type;        ///< of a capture: int, number, word, date or text
  std::size_t digits = 0;  ///< of <name:15>: lengthened to so many
  std::size_t offset = 0;  ///< of its first octet
};

/// Errors: bad_value with the offset of the '<', and what would be right.
Result<std::vector<Piece>> cut(std::string_view text);

/// The names that the harness itself gives a value, for a set of parties: "boss.number", "password", ...
bool is_known_value(std::string_view name, const std::vector<std::string>& parties);

/// Does the name stand for a telephone number: a party's, or nobody's?
bool is_number_value(std::string_view name);

}  // namespace isocket::suite
