#include "core/cable/request_reader.h"

namespace isocket::fw::cable {

RequestReader::Result RequestReader::feed(char c) {
  if (ended_) reset();
  // The LF of CR LF ends an empty line, which is no request.
  if (c == '\r' || c == '\n') return end_line();
  bad_ = bad_ || c < ' ' || c > '~';
  line_.append(c);
  return Result::none;
}

RequestReader::Result RequestReader::end_line() {
  ended_ = true;
  if (line_.truncated()) return Result::too_long;
  if (bad_) return Result::bad_character;
  return request().empty() ? Result::none : Result::request;
}

std::string_view RequestReader::request() const {
  std::string_view text = line_;
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

}  // namespace isocket::fw::cable
