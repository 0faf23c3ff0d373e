#include "lab/at_front.h"

#include <utility>

namespace isocket::lab {
namespace {

constexpr char kCtrlZ = 0x1A;
constexpr char kEscape = 0x1B;
constexpr char kBackspace = 0x08;
constexpr std::size_t kLongestLine = 2048;
constexpr std::size_t kLongestWait = 64 * 1024;  // a flood is cut, as a full receive buffer does

/// What follows "AT" in either case; npos when the line has none.
std::size_t after_prefix(std::string_view line) {
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    if ((line[i] == 'A' || line[i] == 'a') && (line[i + 1] == 'T' || line[i + 1] == 't')) return i + 2;
  return std::string_view::npos;
}

}  // namespace

void AtFront::feed(std::string_view octets) {
  if (state_ == State::busy && interruptible_ && !octets.empty()) {
    interruptible_ = false;
    owner_.interrupted();
    return;  // the character that interrupts is not a command
  }
  for (const char c : octets)
    if (waiting_.size() < kLongestWait) waiting_.push_back(c);
  serve();
}

void AtFront::serve() {
  if (std::exchange(serving_, true)) return;
  while (!waiting_.empty() && state_ != State::busy) {
    const char c = waiting_.front();
    waiting_.pop_front();
    take(c);
  }
  serving_ = false;
}

void AtFront::take(char c) {
  if (state_ == State::text) {
    if (c == kCtrlZ || c == kEscape) {
      state_ = State::busy;
      std::string text = std::exchange(line_, {});
      if (c == kCtrlZ)
        owner_.text_entered(std::move(text));
      else
        owner_.text_cancelled();
      return;
    }
    if (echo_) owner_.send(c == '\r' ? std::string_view{"\r\n> "} : std::string_view{&c, 1});
    if (c == kBackspace) {
      if (!line_.empty()) line_.pop_back();
    } else if (line_.size() < kLongestLine) {
      line_ += c;
    }
    return;
  }
  if (c == '\n') return;  // lines that end in CR LF are welcome
  if (echo_) owner_.send({&c, 1});
  if (c == '\r') return end_of_line();
  if (c == '/' && (line_ == "A" || line_ == "a")) {  // the last line once more, at once (ITU-T V.250 §5.2.4)
    line_ = last_;
    return end_of_line();
  }
  if (c == kBackspace) {
    if (!line_.empty()) line_.pop_back();
  } else if (line_.size() < kLongestLine) {
    line_ += c;
  }
}

void AtFront::end_of_line() {
  const std::string line = std::exchange(line_, {});
  const std::size_t start = after_prefix(line);
  if (start == std::string_view::npos) return;
  last_ = line;
  state_ = State::busy;
  owner_.command_line(line.substr(start));
}

void AtFront::ready() {
  state_ = State::line;
  interruptible_ = false;
  serve();
}

void AtFront::prompt() {
  state_ = State::text;
  owner_.send("\r\n> ");
  serve();
}

void AtFront::reset() {
  state_ = State::line;
  echo_ = true;
  interruptible_ = false;
  line_.clear();
  last_.clear();
  waiting_.clear();
}

}  // namespace isocket::lab
