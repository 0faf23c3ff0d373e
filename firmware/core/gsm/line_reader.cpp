#include "core/gsm/line_reader.h"

#include "core/gsm/pdu.h"

namespace isocket::fw {

LineReader::Got LineReader::feed(char c, bool prompt_due) {
  if (done_) reset();
  if (c == '\r' || c == '\n') {
    if (size_ > 0 && inside_text()) {
      if (c == '\n' && size_ < kLongest) text_[size_++] = c;
      return Got::nothing;
    }
    done_ = size_ > 0;
    return done_ ? Got::line : Got::nothing;
  }
  if (after_prompt_ && c == ' ') {  // the prompt is "> "
    after_prompt_ = false;
    return Got::nothing;
  }
  if (size_ == kLongest) {
    cut_ = true;
    return Got::nothing;
  }
  text_[size_++] = c;
  if (prompt_due && size_ == 1 && c == '>') {
    reset();
    after_prompt_ = true;
    return Got::prompt;
  }
  return Got::nothing;
}

/// Whether a line end here belongs to the text of an operator's answer, which may have several lines:
/// `+CUSD: 0,"` has begun, and neither `"` nor `",15` stands at the end yet.
bool LineReader::inside_text() const {
  const std::string_view so_far = line();
  if (!so_far.starts_with("+CUSD:") || size_ == kLongest) return false;
  const auto open = so_far.find('"');
  if (open == std::string_view::npos) return false;
  auto end = so_far.size();
  while (end > 0 && is_digit(so_far[end - 1])) --end;
  if (end < so_far.size() && end > 0 && so_far[end - 1] == ',') --end;
  return end < open + 2 || so_far[end - 1] != '"';
}

std::span<const std::uint8_t> LineReader::octets() {
  auto* place = reinterpret_cast<std::uint8_t*>(text_);
  std::size_t size = 0;
  // Two digits are read before the octet they make is written, at or before their place.
  if (cut_ || !pdu::from_hex(line(), {place, kLongest}, size)) return {};
  return {place, size};
}

void LineReader::reset() {
  size_ = 0;
  cut_ = false;
  done_ = false;
  after_prompt_ = false;
}

}  // namespace isocket::fw
