#include "core/cable/request.h"

#include "core/types.h"

namespace isocket::fw::cable {
namespace {

constexpr std::string_view kWords[] = {"CONNECT", "DISCONNECT", "PING",   "GROUPS", "READ",
                                       "WRITE",   "SET",        "COMMIT", "ABORT",  "CMD"};

/// Cuts off and returns the first word; what is left begins with none of the blanks behind it.
std::string_view take_word(std::string_view& text) {
  const std::string_view word = take_until(text, ' ');
  while (text.starts_with(' ')) text.remove_prefix(1);
  return word;
}

/// Four hexadecimal digits.
bool parse_check(std::string_view text, std::uint16_t& check) {
  if (text.size() != 4) return false;
  unsigned value = 0;
  for (const char c : text) {
    const char upper = to_upper(c);
    if (!is_digit(c) && (upper < 'A' || upper > 'F')) return false;
    value = value * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : upper - 'A' + 10);
  }
  check = static_cast<std::uint16_t>(value);
  return true;
}

bool parse_write(std::string_view rest, Request& request) {
  request.text = take_word(rest);
  request.force = same_word(rest, "FORCE");
  return request.force || parse_number(rest, 0xffff, request.number);
}

bool parse_commit(std::string_view rest, Request& request) {
  const std::string_view count = take_word(rest);
  return parse_number(count, 0xffff, request.number) && parse_check(rest, request.check);
}

}  // namespace

Request parse_request(std::string_view line) {
  Request request;
  const std::string_view word = take_word(line);
  std::uint8_t i = 0;
  while (i < std::size(kWords) && !same_word(word, kWords[i])) ++i;
  request.word = static_cast<Word>(i);
  request.text = line;
  switch (request.word) {
    case Word::read: request.well_formed = !line.empty() && line.find(' ') == std::string_view::npos; break;
    case Word::write: request.well_formed = parse_write(line, request); break;
    // The value may be empty, and is none of any setting's then.
    case Word::set:
      request.well_formed = line.find('=') != std::string_view::npos && line.front() != '=';
      break;
    case Word::commit: request.well_formed = parse_commit(line, request); break;
    case Word::command: request.well_formed = !line.empty(); break;
    case Word::connect:
    case Word::disconnect:
    case Word::ping:
    case Word::groups:
    case Word::abort: request.well_formed = line.empty(); break;
    case Word::unknown: break;
  }
  return request;
}

}  // namespace isocket::fw::cable
