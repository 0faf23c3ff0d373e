#include "modem/serial_port.h"

#include <fcntl.h>
#include <libserialport.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace isocket::modem {
namespace {

/// A descriptor until somebody else takes it over.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_{fd} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

Error open_error(const std::string& path, int code) {
  switch (code) {
    case ENOENT:
    case ENODEV:
    case ENXIO:
      return {Errc::not_found, path, 0,
              "no such port; is the modem plugged in? 'isocket modems' lists what there is"};
    case EACCES:
    case EPERM:
      return {Errc::no_permission, path, 0,
              "not allowed for this user; serial ports belong to the group dialout: "
              "sudo adduser $USER dialout, then log in again"};
    case EBUSY: return {Errc::busy, path, 0, "another program holds this port"};
    default: return {Errc::io, path, 0, std::strerror(code)};
  }
}

// A lock on the device itself: whoever opens it with the same courtesy is told, and a lock goes with its
// holder.
Result<void> take_exclusively(int fd, const std::string& path) {
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return {};
  if (errno == EWOULDBLOCK) return fail(open_error(path, EBUSY));
  return fail(open_error(path, errno));
}

Result<int> open_pseudo_terminal(const std::string& path, FlowControl flow) {
  Descriptor fd{::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)};
  if (fd.get() < 0) return fail(open_error(path, errno));
  if (auto locked = take_exclusively(fd.get(), path); !locked) return fail(locked.error());
  termios settings{};
  if (::tcgetattr(fd.get(), &settings) != 0) return fail(Errc::unsupported, path, 0, "no serial port");
  ::cfmakeraw(&settings);
  settings.c_cflag |= CLOCAL | CREAD;
  settings.c_cflag &= ~static_cast<tcflag_t>(CRTSCTS);
  if (flow == FlowControl::rts_cts) settings.c_cflag |= CRTSCTS;
  if (::tcsetattr(fd.get(), TCSANOW, &settings) != 0) return fail(open_error(path, errno));
  return fd.release();
}

struct PortDeleter {
  void operator()(sp_port* port) const { sp_free_port(port); }
};

Error port_error(const std::string& path, sp_return code) {
  if (code == SP_ERR_FAIL) return open_error(path, sp_last_error_code());
  if (code == SP_ERR_SUPP) return {Errc::unsupported, path, 0, "no serial port"};
  return {Errc::unsupported, path, 0, "no serial port of this machine"};
}

Result<int> open_real_port(const std::string& path, FlowControl flow) {
  sp_port* raw = nullptr;
  if (const auto code = sp_get_port_by_name(path.c_str(), &raw); code != SP_OK)
    return fail(port_error(path, code));
  const std::unique_ptr<sp_port, PortDeleter> port{raw};
  {
    // Asked before the library sets the line: whoever holds the port shall not notice that we came by.
    const Descriptor first{::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)};
    if (first.get() < 0) return fail(open_error(path, errno));
    if (auto locked = take_exclusively(first.get(), path); !locked) return fail(locked.error());
  }
  if (const auto code = sp_open(port.get(), SP_MODE_READ_WRITE); code != SP_OK)
    return fail(port_error(path, code));
  struct Open {
    sp_port* open;
    ~Open() { sp_close(open); }
  };
  const Open open{port.get()};
  int fd = -1;
  if (const auto code = sp_get_port_handle(port.get(), &fd); code != SP_OK)
    return fail(port_error(path, code));
  if (auto locked = take_exclusively(fd, path); !locked) return fail(locked.error());
  // And for those who know no locks. It ends with the last descriptor; of a pseudo-terminal the other side
  // has one, so that there it would stay.
  ::ioctl(fd, TIOCEXCL);
  sp_set_baudrate(port.get(), 115200);
  sp_set_bits(port.get(), 8);
  sp_set_parity(port.get(), SP_PARITY_NONE);
  sp_set_stopbits(port.get(), 1);
  const sp_flowcontrol lines = flow == FlowControl::rts_cts ? SP_FLOWCONTROL_RTSCTS : SP_FLOWCONTROL_NONE;
  if (const auto code = sp_set_flowcontrol(port.get(), lines); code != SP_OK)
    return fail(port_error(path, code));
  sp_set_dtr(port.get(), SP_DTR_ON);
  // The stream owns a descriptor of its own: a duplicate, which keeps the lock and the settings while the
  // library closes the first one. The library opens without CLOEXEC; the duplicate has it.
  const int own = ::fcntl(fd, F_DUPFD_CLOEXEC, 3);
  if (own < 0) return fail(open_error(path, errno));
  return own;
}

}  // namespace

Result<std::unique_ptr<ByteStream>> open_serial_port(EventLoop& loop, const std::string& path,
                                                     FlowControl flow) {
  std::error_code ec;
  const std::string real = std::filesystem::canonical(path, ec).string();
  if (ec) return fail(open_error(path, ec.value()));
  struct stat about {};
  if (::stat(real.c_str(), &about) != 0) return fail(open_error(path, errno));
  if (!S_ISCHR(about.st_mode)) return fail(Errc::unsupported, path, 0, "no serial port, but a file");
  auto fd = real.starts_with("/dev/pts/") ? open_pseudo_terminal(real, flow) : open_real_port(real, flow);
  if (!fd) {
    Error error = std::move(fd.error());
    error.field = path;  // as the user has named it
    return fail(std::move(error));
  }
  return make_descriptor_stream(loop, *fd);
}

}  // namespace isocket::modem
