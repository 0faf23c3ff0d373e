#include "ports/host/channel.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace isocket::fw {

std::unique_ptr<Channel> Channel::open_terminal(const std::string& path, std::string& error) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) {
    error = path + ": " + std::strerror(errno);
    return nullptr;
  }
  std::unique_ptr<Channel> channel{new Channel{descriptor}};
  termios line{};
  if (::tcgetattr(descriptor, &line) != 0) {
    error = path + ": not a serial line";
    return nullptr;
  }
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    error = path + ": in use by another program";
    return nullptr;
  }
  ::cfmakeraw(&line);
  line.c_cflag |= CLOCAL | CREAD;
  ::cfsetspeed(&line, B115200);
  if (::tcsetattr(descriptor, TCSANOW, &line) != 0) {
    error = path + ": " + std::strerror(errno);
    return nullptr;
  }
  return channel;
}

std::unique_ptr<Channel> Channel::connect(const std::string& path, std::string& error) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    error = path + ": longer than the " + std::to_string(sizeof address.sun_path - 1) +
            " octets a socket's name can have";
    return nullptr;
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::unique_ptr<Channel> channel{new Channel{descriptor}};
  if (descriptor < 0 ||
      ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::fcntl(descriptor, F_SETFL, O_NONBLOCK) != 0) {
    error = path + ": " + std::strerror(errno);
    return nullptr;
  }
  return channel;
}

Channel::~Channel() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void Channel::write(std::string_view octets) {
  waiting_ += octets;
  flush();
}

bool Channel::flush() {
  while (!waiting_.empty()) {
    const ssize_t n = ::write(descriptor_, waiting_.data(), waiting_.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
    waiting_.erase(0, static_cast<std::size_t>(n));
  }
  return true;
}

bool Channel::read(std::string& into) {
  char octets[4096];
  while (true) {
    const ssize_t n = ::read(descriptor_, octets, sizeof octets);
    if (n > 0) {
      into.append(octets, static_cast<std::size_t>(n));
      continue;
    }
    if (n < 0 && errno == EINTR) continue;
    return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  }
}

}  // namespace isocket::fw
