#include "cable/block.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace isocket::cable {
namespace {

std::uint16_t add(std::uint16_t crc, char c) {
  crc = static_cast<std::uint16_t>(crc ^ static_cast<unsigned>(static_cast<unsigned char>(c)) << 8U);
  for (int bit = 0; bit < 8; ++bit)
    crc = static_cast<std::uint16_t>((crc & 0x8000U) != 0 ? crc << 1U ^ 0x1021U : crc << 1U);
  return crc;
}

template <class Number>
bool parse(std::string_view text, Number& number, int base = 10) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size();
}

std::string_view take_word(std::string_view& text) {
  const auto end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

}  // namespace

std::uint16_t check_of(const std::vector<std::string>& lines) {
  std::uint16_t crc = 0xffff;
  for (const std::string& line : lines) {
    for (const char c : line) crc = add(crc, c);
    crc = add(crc, '\n');
  }
  return crc;
}

std::string check_text(std::uint16_t check) {
  std::string text;
  for (int shift = 12; shift >= 0; shift -= 4) text += "0123456789ABCDEF"[check >> shift & 15];
  return text;
}

BlockReader::Result BlockReader::feed(std::string_view line) {
  if (line.starts_with(": ")) {
    block_.data.emplace_back(line.substr(2));
    return Result::more;
  }
  if (line == ":") {  // an empty text whose blank was lost on the way
    block_.data.emplace_back();
    return Result::more;
  }
  if (line.starts_with("OK ") || line.starts_with("ERR ")) return end(line);
  return Result::stray;
}

BlockReader::Result BlockReader::end(std::string_view status) {
  if (take_word(status) == "ERR") {
    const std::string_view code = take_word(status);
    block_.text = status;
    return parse(code, block_.error) && block_.error > 0 && block_.data.empty() ? Result::complete
                                                                                : Result::damaged;
  }
  std::size_t count = 0;
  if (!parse(take_word(status), count) || count != block_.data.size()) return Result::damaged;
  while (!status.empty()) {
    const std::string_view word = take_word(status);
    const auto equals = std::min(word.find('='), word.size());
    const std::string_view value = word.substr(std::min(equals + 1, word.size()));
    int number = 0;
    std::uint16_t check = 0;
    if (word.substr(0, equals) == "REV") {
      if (!parse(value, number)) return Result::damaged;
      block_.revision = number;
    } else if (word.substr(0, equals) == "CRC") {
      if (value.size() != 4 || !parse(value, check, 16)) return Result::damaged;
      block_.check = check;
    }
  }
  // COMMIT's check is that of a READ, and has no lines before it.
  if (block_.check && !block_.data.empty() && *block_.check != check_of(block_.data)) return Result::damaged;
  return Result::complete;
}

Block BlockReader::take() {
  return std::exchange(block_, {});
}

}  // namespace isocket::cable
