#include "report/text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace isocket::report {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t octets = 0;  ///< 0: no UTF-8 begins here
};

/// Well-formed sequences only (Unicode Standard, table 3-7): no surrogates, no overlong forms.
CodePoint code_point(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = at(0);
  if (first < 0x80) return {first, 1};
  const std::size_t octets = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < octets) return {};
  std::uint32_t value = first & (0x7Fu >> octets);
  for (std::size_t i = 1; i < octets; ++i) {
    if ((at(i) & 0xC0) != 0x80) return {};
    value = (value << 6) | (at(i) & 0x3Fu);
  }
  const bool overlong = (octets == 3 && value < 0x800) || (octets == 4 && value < 0x10000);
  if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
  return {value, octets};
}

bool is_hidden(std::uint32_t c) {
  const auto in = [c](std::uint32_t low, std::uint32_t high) { return c >= low && c <= high; };
  return in(0x7F, 0x9F) || in(0x200B, 0x200F) || in(0x2028, 0x202E) || in(0x2060, 0x206F) || c == 0xFEFF ||
         c == 0xFFFE || c == 0xFFFF;
}

std::string formatted(const char* format, auto... values) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, format, values...);
  return buffer;
}

}  // namespace

std::string visible(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const CodePoint c = code_point(text);
    const std::size_t octets = std::max<std::size_t>(c.octets, 1);
    if (c.octets == 0 || (c.octets == 1 && ((c.value < 0x20 && c.value != '\n') || c.value == 0x7F))) {
      shown += formatted("\\x%02X", static_cast<unsigned>(static_cast<unsigned char>(text[0])));
    } else if (is_hidden(c.value)) {
      shown += formatted("\\u{%X}", static_cast<unsigned>(c.value));
    } else {
      shown += text.substr(0, octets);
    }
    text.remove_prefix(octets);
  }
  return shown;
}

std::vector<std::string> lines_of(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  std::vector<std::string> lines;
  for (std::size_t end = 0; end != std::string_view::npos; text.remove_prefix(end + 1)) {
    end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
  }
  return lines;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    std::string& line = lines.back();
    if (line.empty()) {
      line = word;
    } else if (length_of(line) + 1 + length_of(word) <= width) {
      line += ' ';
      line += word;
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

std::size_t length_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string cut(std::string_view utf8, std::size_t width) {
  if (length_of(utf8) <= width) return std::string{utf8};
  const std::size_t kept = width > 3 ? width - 3 : 0;
  std::size_t octets = 0;
  for (std::size_t characters = 0; octets < utf8.size(); ++octets)
    if ((static_cast<unsigned char>(utf8[octets]) & 0xC0) != 0x80 && characters++ == kept) break;
  return std::string{utf8.substr(0, octets)} + std::string(std::min<std::size_t>(width, 3), '.');
}

std::string duration_words(double seconds) {
  if (seconds < 0.0995) return formatted("%.0f ms", seconds * 1000);
  if (seconds < 59.95) return formatted("%.1f s", seconds);
  const std::int64_t whole = std::llround(seconds);
  const std::int64_t units[] = {whole / 86400, whole / 3600 % 24, whole / 60 % 60, whole % 60};
  static constexpr const char* kNames[] = {"d", "h", "min", "s"};
  std::size_t first = 0;
  while (first < 2 && units[first] == 0) ++first;
  std::string text = formatted("%lld %s", static_cast<long long>(units[first]), kNames[first]);
  if (units[first + 1] != 0)
    text += formatted(" %lld %s", static_cast<long long>(units[first + 1]), kNames[first + 1]);
  return text;
}

std::string run_time(Instant at) {
  const std::int64_t ms = at.time_since_epoch().count() / 1000;
  return formatted("%02lld:%02lld:%02lld.%03lld", static_cast<long long>(ms / 3'600'000),
                   static_cast<long long>(ms / 60'000 % 60), static_cast<long long>(ms / 1000 % 60),
                   static_cast<long long>(ms % 1000));
}

std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3 && text[at - 4] != '-';) text.insert(at -= 3, ",");
  return text;
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  std::string text = grouped(number) + ' ';
  text += number == 1 ? one : many;
  return text;
}

std::string decimal_seconds(double seconds) {
  const std::int64_t ms = std::llround(seconds * 1000);
  return formatted("%lld.%03lld", static_cast<long long>(ms / 1000), static_cast<long long>(ms % 1000));
}

std::string iso_time(std::chrono::sys_time<std::chrono::milliseconds> time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::int64_t ms = (time - day).count();
  return formatted("%04d-%02u-%02uT%02lld:%02lld:%02lld.%03lldZ", static_cast<int>(date.year()),
                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                   static_cast<long long>(ms / 3'600'000), static_cast<long long>(ms / 60'000 % 60),
                   static_cast<long long>(ms / 1000 % 60), static_cast<long long>(ms % 1000));
}

std::string shell_word(std::string_view word) {
  static constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+=./:,@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string_view::npos) return std::string{word};
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + '\'';
}

}  // namespace isocket::report
