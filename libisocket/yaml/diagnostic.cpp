#include "yaml/diagnostic.h"

#include <algorithm>
#include <utility>

#include "yaml/characters.h"

namespace isocket::yaml {
namespace {

constexpr std::size_t kWidth = 100;  // of a line that is shown

/// The characters of a UTF-8 text, one string each; what is broken or not printable becomes '?'.
std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    for (std::size_t k = 1; k < length; ++k)
      if (i + k >= text.size() || (static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) length = 0;
    if (lead == '\t')
      result.emplace_back(" ");  // one column, as places count
    else if (length == 0 || lead < 0x20 || lead == 0x7F)
      result.emplace_back("?");
    else
      result.emplace_back(text.substr(i, length));
    i += std::max<std::size_t>(length, 1);
  }
  return result;
}

/// Edit distance with neighbours swapped counted once (Damerau 1964).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two(b.size() + 1), one(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) one[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({one[j] + 1, row[j - 1] + 1, one[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two[j - 2] + 1);
    }
    std::swap(two, one);
    std::swap(one, row);
  }
  return one[b.size()];
}

}  // namespace

std::string render(const Diagnostic& diagnostic) {
  std::string text = diagnostic.place.file + ":";
  if (diagnostic.place.line != 0)
    text += std::to_string(diagnostic.place.line) + ":" + std::to_string(diagnostic.place.column) + ":";
  text += " ";
  for (const std::string& c : characters(diagnostic.message)) text += c;
  text += "\n";
  if (diagnostic.place.line == 0 || diagnostic.line.empty()) return text;

  const auto line = characters(diagnostic.line);
  const std::size_t column = std::min<std::size_t>(diagnostic.place.column - 1, line.size());
  const std::size_t from = column < kWidth * 3 / 4 ? 0 : column - kWidth / 2;
  const std::size_t to = std::min(line.size(), from + kWidth);
  text += from == 0 ? "  " : "  ...";
  for (std::size_t i = from; i < to; ++i) text += line[i];
  if (to < line.size()) text += "...";
  text += "\n" + std::string((from == 0 ? 2 : 5) + column - from, ' ') + "^\n";
  return text;
}

namespace {

bool is_key_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

bool same_letters(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

/// Where the value of the key that ends before `at` lies; nothing is there when both are the same.
std::pair<std::size_t, std::size_t> value_after(std::string_view line, std::size_t at) {
  const auto blanks = [&] {
    while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
  };
  if (at < line.size() && (line[at] == '"' || line[at] == '\'')) ++at;
  blanks();
  if (at >= line.size() || line[at] != ':') return {at, at};
  ++at;
  blanks();
  if (at < line.size() && (line[at] == '"' || line[at] == '\'')) {
    const std::size_t end = std::min(line.find(line[at], at + 1), line.size());
    return {at + 1, end};
  }
  std::size_t end = std::min(line.find_first_of(",}", at), line.size());
  end = std::min(line.find(" #", at), end);
  while (end > at && line[end - 1] == ' ') --end;
  return {at, end};
}

}  // namespace

void conceal(Diagnostic& diagnostic, const std::vector<std::string_view>& keys, std::string_view plain) {
  std::string& line = diagnostic.line;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    while (end < line.size() && is_key_character(line[end])) ++end;
    const std::string_view word = std::string_view{line}.substr(at, end - at);
    at = std::max(end, at + 1);
    if (std::none_of(keys.begin(), keys.end(), [&](std::string_view key) { return same_letters(key, word); }))
      continue;
    const auto [first, last] = value_after(line, end);
    const std::string value = line.substr(first, last - first);
    if (value.empty() || value.starts_with(plain)) continue;
    line.replace(first, value.size(), value.size(), '*');
    std::string& message = diagnostic.message;
    for (std::size_t found = message.find(value); found != std::string::npos;
         found = message.find(value, found + value.size()))
      message.replace(found, value.size(), value.size(), '*');
    at = last;
  }
}

namespace {

/// For the number that "sensor.7" has too much: "; there are 'sensor.1' to 'sensor.6'".
std::string range_of(std::string_view word, const std::vector<std::string_view>& candidates) {
  const auto dot = word.rfind('.');
  if (dot == std::string_view::npos || dot + 1 == word.size() ||
      !std::all_of(word.begin() + static_cast<std::ptrdiff_t>(dot) + 1, word.end(), is_digit))
    return {};
  const std::string_view kind = word.substr(0, dot + 1);
  std::string_view first, last;
  for (const std::string_view candidate : candidates) {
    if (!candidate.starts_with(kind) || !is_digit(candidate.back())) continue;
    if (first.empty()) first = candidate;
    last = candidate;
  }
  if (first == last) return {};
  return "; there are '" + std::string{first} + "' to '" + std::string{last} + "'";
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  constexpr std::size_t kLongest = 64;  // nobody mistypes more
  if (word.size() > kLongest) return {};
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string_view best;
  for (const std::string_view candidate : candidates) {
    const std::size_t d = distance(word, candidate);
    if (d < least) {
      least = d;
      best = candidate;
    }
  }
  return best;
}

std::string list_of(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) text += i + 1 == words.size() ? " and " : ", ";
    text += "'" + std::string{words[i]} + "'";
  }
  return text;
}

std::string suggest(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (const std::string range = range_of(word, candidates); !range.empty()) return range;
  if (const auto near = nearest(word, candidates); !near.empty())
    return "; did you mean '" + std::string{near} + "'?";
  return candidates.empty() ? "" : "; known are " + list_of(candidates);
}

}  // namespace isocket::yaml
