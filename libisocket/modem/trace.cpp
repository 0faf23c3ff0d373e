#include "modem/trace.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <limits>
#include <optional>

#include "journal/journal.h"

namespace isocket::modem {
namespace {

/// Long enough for ten years; so that no sum of times can overflow.
constexpr std::size_t kMostSecondDigits = 9;

bool is_decimal(char c) {
  return c >= '0' && c <= '9';
}

/// Reads one line of a trace. What is wrong stands in `error`, at the octet `at` of the line.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : line_{line} {}

  std::optional<TraceLine> read();
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  bool wrong(std::size_t at, std::string what) {
    at_ = at;
    error_ = std::move(what);
    return false;
  }
  bool blank(std::string_view after, std::string_view before);
  bool time(Duration& time);
  bool port(std::string& port);
  bool way(bool& to_modem);
  bool octets(std::string_view text, std::size_t from, std::string& octets);

  std::string_view line_;
  std::size_t at_ = 0;
  std::string error_;
};

bool LineReader::blank(std::string_view after, std::string_view before) {
  if (at_ < line_.size() && line_[at_] == ' ') {
    ++at_;
    return true;
  }
  return wrong(at_, "a blank and " + std::string{before} + " follow " + std::string{after});
}

bool LineReader::time(Duration& time) {
  std::size_t end = at_;
  while (end < line_.size() && is_decimal(line_[end])) ++end;
  if (end == at_)
    return wrong(at_,
                 "a line begins with the seconds since the start, such as 0.020000; a remark begins with #");
  if (end - at_ > kMostSecondDigits)
    return wrong(at_, "a time has at most " + std::to_string(kMostSecondDigits) + " digits before its point");
  std::int64_t seconds = 0;
  std::from_chars(line_.data() + at_, line_.data() + end, seconds);
  std::int64_t micros = 0;
  at_ = end;
  if (at_ < line_.size() && line_[at_] == '.') {
    const std::size_t first = ++at_;
    while (at_ < line_.size() && is_decimal(line_[at_])) ++at_;
    if (at_ == first || at_ - first > 6) return wrong(first, "a time has one to six decimals");
    std::from_chars(line_.data() + first, line_.data() + at_, micros);
    for (std::size_t i = at_ - first; i < 6; ++i) micros *= 10;
  }
  time = std::chrono::seconds{seconds} + std::chrono::microseconds{micros};
  return true;
}

bool LineReader::port(std::string& port) {
  const std::size_t end = std::min(line_.find(' ', at_), line_.size());
  if (end == at_) return wrong(at_, "here stands the port's name, such as m1");
  if (!octets(line_.substr(at_, end - at_), at_, port)) return false;
  at_ = end;
  return true;
}

bool LineReader::way(bool& to_modem) {
  if (at_ >= line_.size() || (line_[at_] != '>' && line_[at_] != '<'))
    return wrong(at_, "here stands > (to the modem) or < (from it)");
  to_modem = line_[at_++] == '>';
  return true;
}

bool LineReader::octets(std::string_view text, std::size_t from, std::string& octets) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c < ' ' || c > '~')
      return wrong(from + i, "only printable ASCII stands as it is; other octets are \\r, \\n or \\xNN");
    if (c != '\\') {
      octets += c;
      continue;
    }
    const char kind = i + 1 < text.size() ? text[i + 1] : '\0';
    unsigned value = 0;
    if (kind == 'r' || kind == 'n' || kind == '\\') {
      octets += kind == 'r' ? '\r' : kind == 'n' ? '\n' : '\\';
      ++i;
    } else if (const char* digits = text.data() + i + 2;
               kind == 'x' && i + 3 < text.size() &&
               std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
      octets += static_cast<char>(value);
      i += 3;
    } else {
      return wrong(from + i, "after a backslash stands r, n, x and two hexadecimal digits, or a backslash");
    }
  }
  return true;
}

std::optional<TraceLine> LineReader::read() {
  TraceLine line;
  if (!time(line.at) || !blank("the time", "the port's name") || !port(line.port) ||
      !blank("the port's name", "the direction") || !way(line.to_modem) ||
      !blank("the direction", "the octets"))
    return std::nullopt;
  if (at_ == line_.size()) {
    wrong(at_, "no octets: a line shows at least one");
    return std::nullopt;
  }
  if (!octets(line_.substr(at_), at_, line.octets)) return std::nullopt;
  return line;
}

/// Octets as they stand in a trace, with a blank at the end made visible: editors like to take it away, and
/// it is half of the prompt.
std::string shown(std::string_view octets) {
  std::string text = journal::printable(octets);
  if (!text.empty() && text.back() == ' ') text.replace(text.size() - 1, 1, "\\x20");
  return text;
}

}  // namespace

Result<Trace> read_trace(std::string_view text) {
  Trace trace;
  std::size_t number = 0;
  for (std::size_t from = 0; from < text.size() || number == 0;) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    std::string_view line = text.substr(from, end - from);
    if (line.ends_with('\r')) line.remove_suffix(1);  // an editor's line ends
    ++number;
    const auto wrong = [&](std::size_t at, std::string what) {
      return fail(Errc::bad_value, "line " + std::to_string(number) + ", column " + std::to_string(at + 1),
                  from + at, std::move(what));
    };
    if (number == 1) {
      if (line != kTraceHeader.substr(0, kTraceHeader.size() - 1))
        return wrong(0, "a trace begins with the line 'isocket-trace 1'");
    } else if (!line.empty() && line.front() != '#') {
      LineReader reader{line};
      auto read = reader.read();
      if (!read) return wrong(reader.at(), reader.error());
      trace.lines.push_back(*std::move(read));
    }
    from = end + 1;
  }
  return trace;
}

std::string trace_text(const TraceLine& line) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(line.at);
  std::array<char, 40> time{};
  std::snprintf(time.data(), time.size(), "%lld.%06lld ", static_cast<long long>(seconds.count()),
                static_cast<long long>((line.at - seconds).count()));
  std::string port;
  for (const char c : journal::printable(line.port)) port += c == ' ' ? std::string{"\\x20"} : std::string{c};
  return time.data() + port + (line.to_modem ? " > " : " < ") + shown(line.octets) + "\n";
}

std::string trace_remark(std::string_view words) {
  std::string text = "# " + std::string{words};
  for (char& c : text)
    if (c == '\n' || c == '\r') c = ' ';
  return text + "\n";
}

std::string trace_text(const Trace& trace) {
  std::string text{kTraceHeader};
  for (const TraceLine& line : trace.lines) text += trace_text(line);
  return text;
}

}  // namespace isocket::modem
