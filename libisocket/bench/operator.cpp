#include "bench/operator.h"

#include <array>

namespace isocket::bench {
namespace {

/// The line in small letters, without blanks at its ends.
std::string word_of(const std::string& line) {
  std::string word;
  for (const char c : line) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return word;
}

}  // namespace

Operator::Operator(std::unique_ptr<ByteStream> terminal, std::string missing, journal::Journal& journal)
    : terminal_{std::move(terminal)}, missing_{std::move(missing)}, journal_{journal} {}
Operator::~Operator() = default;

asio::awaitable<Result<void>> Operator::tell(std::string what) {
  journal_.record("operator.told", {{"what", what}});
  const auto line = co_await answer_to("\n" + what + ", then press Enter: ");
  journal_.record("operator.answered", {{"answer", line ? "done" : "end of input"}});
  if (!line) co_return fail(line.error());
  co_return Result<void>{};
}

asio::awaitable<Result<bool>> Operator::ask(std::string question) {
  journal_.record("operator.asked", {{"question", question}});
  std::string prompt = "\n" + question + " [y/n] ";
  for (;;) {
    const auto line = co_await answer_to(prompt);
    const std::string word = line ? word_of(*line) : std::string{};
    const bool yes = word == "y" || word == "yes";
    const bool no = word == "n" || word == "no";
    if (line && !yes && !no) {
      prompt = "Please answer y (yes) or n (no): ";
      continue;
    }
    journal_.record("operator.answered", {{"answer", yes ? "yes" : no ? "no" : "end of input"}});
    if (!line) co_return fail(line.error());
    co_return yes;
  }
}

asio::awaitable<Result<std::string>> Operator::answer_to(std::string prompt) {
  std::string text;
  std::array<std::byte, 256> buffer;
  if (missing_.empty()) {
    const auto written = co_await terminal_->write(std::as_bytes(std::span{prompt}));
    if (!written) missing_ = "the operator's terminal is gone";
  }
  while (missing_.empty() && text.find('\n') == std::string::npos) {
    const auto n = co_await terminal_->read_some(buffer);
    if (n)
      text.append(reinterpret_cast<const char*>(buffer.data()), *n);
    else
      missing_ = "the operator's input has ended";
  }
  if (!missing_.empty()) co_return fail(Errc::closed, "the operator", 0, missing_);
  co_return text.substr(0, text.find('\n'));
}

}  // namespace isocket::bench
