#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace isocket::fw {

/// A descriptor that is read when poll(2) says so, and written as far as it takes.
class Channel {
 public:
  /// A serial line or pseudo-terminal, made raw, 115200 baud, for this process alone.
  static std::unique_ptr<Channel> open_terminal(const std::string& path, std::string& error);
  /// A connection to a UNIX socket.
  static std::unique_ptr<Channel> connect(const std::string& path, std::string& error);
  ~Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] bool wants_to_write() const { return !waiting_.empty(); }
  /// Queues and writes at once what goes.
  void write(std::string_view octets);
  bool flush();
  /// Appends what has come. @return false: the other side is gone
  bool read(std::string& into);

 private:
  explicit Channel(int descriptor) : descriptor_{descriptor} {}
  int descriptor_;
  std::string waiting_;
};

}  // namespace isocket::fw
