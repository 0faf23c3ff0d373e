#include "operator_terminal.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace isocket::cli {
namespace {

/// Forgets what was typed before a question is put: an Enter too many must not answer the next one.
class OperatorTerminal final : public ByteStream {
 public:
  OperatorTerminal(EventLoop& loop, int descriptor)
      : descriptor_{descriptor}, stream_{make_descriptor_stream(loop, descriptor)} {}
  asio::awaitable<Result<std::size_t>> read_some(std::span<std::byte> into) override {
    return stream_->read_some(into);
  }
  asio::awaitable<Result<void>> write(std::span<const std::byte> octets) override {
    ::tcflush(descriptor_, TCIFLUSH);
    return stream_->write(octets);
  }
  void close() override { stream_->close(); }

 private:
  int descriptor_;
  std::unique_ptr<ByteStream> stream_;
};

}  // namespace

std::unique_ptr<ByteStream> open_operator_terminal(EventLoop& loop, std::string& missing) {
  std::array<char, 256> name{};
  if (::ttyname_r(STDIN_FILENO, name.data(), name.size()) != 0) {
    missing = "the standard input is no terminal";
    return nullptr;
  }
  // Opened anew: not to wait on it is a property that the shell and our own output would share otherwise.
  const int descriptor = ::open(name.data(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) {
    missing = "the terminal cannot be opened: " + std::string{std::strerror(errno)};
    return nullptr;
  }
  return std::make_unique<OperatorTerminal>(loop, descriptor);
}

}  // namespace isocket::cli
