#include "ports/host/usb_port.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace isocket::fw {
namespace {

/// Raw, so that it works with programs that set nothing.
bool make_raw(const char* path) {
  const int terminal = ::open(path, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  termios line{};
  const bool done = terminal >= 0 && ::tcgetattr(terminal, &line) == 0;
  if (done) {
    ::cfmakeraw(&line);
    line.c_cflag |= CLOCAL | CREAD;
    ::cfsetspeed(&line, B115200);
    ::tcsetattr(terminal, TCSANOW, &line);
  }
  if (terminal >= 0) ::close(terminal);
  return done;
}

bool replace_link(const std::string& path, const std::string& link) {
  struct stat there {};
  if (::lstat(link.c_str(), &there) == 0) {
    if (!S_ISLNK(there.st_mode)) {
      errno = EEXIST;
      return false;
    }
    ::unlink(link.c_str());
  }
  return ::symlink(path.c_str(), link.c_str()) == 0;
}

bool add(int events, int operation, int descriptor) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = descriptor;
  return ::epoll_ctl(events, operation, descriptor, &event) == 0;
}

}  // namespace

std::unique_ptr<UsbPort> UsbPort::open(const std::string& link, Host host, std::string& error) {
  std::unique_ptr<UsbPort> port{new UsbPort{std::move(host)}};
  if (!port->prepare(link, error)) return nullptr;
  return port;
}

bool UsbPort::prepare(const std::string& link, std::string& error) {
  const auto refuse = [&](const std::string& what) {
    error = what + ": " + std::strerror(errno);
    return false;
  };
  master_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  char path[128];
  if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0 ||
      ::ptsname_r(master_, path, sizeof path) != 0)
    return refuse("pseudo-terminal");
  path_ = path;
  if (!make_raw(path)) return refuse(path_);
  watch_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  terminal_ = watch_ < 0 ? -1 : ::inotify_add_watch(watch_, path, IN_OPEN | IN_CLOSE);
  if (terminal_ < 0) return refuse(path_);
  events_ = ::epoll_create1(EPOLL_CLOEXEC);
  if (events_ < 0 || !add(events_, EPOLL_CTL_ADD, watch_)) return refuse(path_);
  if (link.empty()) return true;
  if (!replace_link(path_, link)) return refuse(link);
  link_ = link;
  return true;
}

UsbPort::~UsbPort() {
  if (!link_.empty()) ::unlink(link_.c_str());
  for (const int descriptor : {events_, watch_, master_})
    if (descriptor >= 0) ::close(descriptor);
}

void UsbPort::serve() {
  count_hosts();
  if (hosts_ > 0) read();
}

void UsbPort::count_hosts() {
  alignas(inotify_event) char buffer[4096];
  for (ssize_t n = ::read(watch_, buffer, sizeof buffer); n > 0; n = ::read(watch_, buffer, sizeof buffer)) {
    for (ssize_t at = 0; at < n;) {
      const auto* const event = reinterpret_cast<const inotify_event*>(buffer + at);
      at += static_cast<ssize_t>(sizeof(inotify_event)) + event->len;
      if ((event->mask & IN_OPEN) != 0 && ++hosts_ == 1) plug();
      if ((event->mask & IN_CLOSE) != 0 && hosts_ > 0 && --hosts_ == 0) unplug();
    }
  }
}

void UsbPort::plug() {
  const int locked = 1;
  ::ioctl(master_, TIOCSPTLCK, &locked);
  // Only now: a terminal that nobody has open is always "ready", for its end.
  add(events_, EPOLL_CTL_ADD, master_);
  host_.plugged(true);
}

void UsbPort::unplug() {
  add(events_, EPOLL_CTL_DEL, master_);
  host_.plugged(false);
  const int unlocked = 0;
  ::ioctl(master_, TIOCSPTLCK, &unlocked);
  throw_away();
}

/// What neither side has read. The host's part can only be thrown away from its own side; meanwhile nobody
/// watches who comes.
void UsbPort::throw_away() {
  ::inotify_rm_watch(watch_, terminal_);
  const int terminal = ::open(path_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (terminal >= 0) {
    ::tcflush(terminal, TCIOFLUSH);
    ::tcflush(master_, TCIOFLUSH);
    ::close(terminal);
  }
  terminal_ = ::inotify_add_watch(watch_, path_.c_str(), IN_OPEN | IN_CLOSE);
  pollfd line{master_, POLLIN, 0};
  const bool open = ::poll(&line, 1, 0) >= 0 && (line.revents & POLLHUP) == 0;
  if (open && hosts_ == 0) {
    hosts_ = 1;
    plug();
  }
}

void UsbPort::read() {
  char octets[4096];
  while (true) {
    const ssize_t n = ::read(master_, octets, sizeof octets);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;  // nothing more, or closed: its event follows
    host_.says({octets, static_cast<std::size_t>(n)});
  }
}

std::size_t UsbPort::write(std::span<const std::byte> octets) {
  if (hosts_ == 0) return 0;
  const ssize_t n = ::write(master_, octets.data(), octets.size());
  return n < 0 ? 0 : static_cast<std::size_t>(n);
}

}  // namespace isocket::fw
