#include "lab/pty.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace isocket::lab {
namespace {

tl::unexpected<Error> system_error(const std::string& what) {
  return fail(Errc::io, what, 0, std::strerror(errno));
}

/// Where a symbolic link leads; empty: it is none.
std::string target_of(const std::string& link) {
  std::error_code none;
  return std::filesystem::read_symlink(link, none).string();
}

/// A former run has left it: it leads to a terminal, or nowhere.
bool is_left_over(const std::string& link) {
  std::error_code none;
  const std::string target = target_of(link);
  return target.starts_with("/dev/pts/") || (!target.empty() && !std::filesystem::exists(link, none));
}

}  // namespace

Result<std::unique_ptr<Pty>> Pty::open() {
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (master < 0) return system_error("pseudo-terminal");
  char path[128];
  if (::grantpt(master) != 0 || ::unlockpt(master) != 0 || ::ptsname_r(master, path, sizeof path) != 0) {
    auto error = system_error("pseudo-terminal");
    ::close(master);
    return error;
  }
  const int slave = ::open(path, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  termios settings{};
  if (slave < 0 || ::tcgetattr(slave, &settings) != 0) {
    auto error = system_error(path);
    ::close(master);
    if (slave >= 0) ::close(slave);
    return error;
  }
  ::cfmakeraw(&settings);
  settings.c_cflag |= CLOCAL | CREAD;
  ::cfsetspeed(&settings, B115200);
  ::tcsetattr(slave, TCSANOW, &settings);
  return std::unique_ptr<Pty>{new Pty{master, slave, path}};
}

Pty::~Pty() {
  if (!link_.empty() && target_of(link_) == path_) ::unlink(link_.c_str());
  if (slave_ >= 0) ::close(slave_);
  if (master_ >= 0) ::close(master_);
}

Result<void> Pty::name(const std::string& link) {
  struct stat there {};
  if (::lstat(link.c_str(), &there) == 0) {
    if (!is_left_over(link)) return fail(Errc::busy, link, 0, "a file of this name is there already");
    ::unlink(link.c_str());
  }
  if (::symlink(path_.c_str(), link.c_str()) != 0) return system_error(link);
  link_ = link;
  return {};
}

std::unique_ptr<ByteStream> Pty::take_stream(EventLoop& loop) {
  return make_descriptor_stream(loop, std::exchange(master_, -1));
}

}  // namespace isocket::lab
