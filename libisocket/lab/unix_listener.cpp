#include "lab/unix_listener.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <cstddef>
#include <cstring>

namespace isocket::lab {
namespace {

bool is_abstract(const std::string& path) {
  return path.starts_with('@');
}

}  // namespace

struct UnixListener::State {
  State(EventLoop& l, int fd, std::string p) : loop{l}, socket{l.executor(), fd}, path{std::move(p)} {}
  EventLoop& loop;
  asio::posix::stream_descriptor socket;
  std::string path;
  std::function<void(std::unique_ptr<ByteStream>)> visitor;
};

Result<std::unique_ptr<UnixListener>> UnixListener::open(
    EventLoop& loop, const std::string& path, std::function<void(std::unique_ptr<ByteStream>)> visitor) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path)
    return fail(Errc::bad_value, path, 0, "a socket's path has at most 107 octets");
  std::memcpy(address.sun_path, path.data(), path.size());
  socklen_t length = sizeof address;
  if (is_abstract(path)) {
    address.sun_path[0] = '\0';
    length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
  }
  struct stat there {};
  if (!is_abstract(path) && ::lstat(path.c_str(), &there) == 0) {
    if (!S_ISSOCK(there.st_mode)) return fail(Errc::busy, path, 0, "a file of this name is there already");
    ::unlink(path.c_str());
  }
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return fail(Errc::io, path, 0, std::strerror(errno));
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), length) != 0 || ::listen(fd, 8) != 0) {
    const int why = errno;
    ::close(fd);
    return fail(Errc::io, path, 0, std::strerror(why));
  }
  auto state = std::make_shared<State>(loop, fd, path);
  state->visitor = std::move(visitor);
  loop.spawn(serve(state));
  return std::unique_ptr<UnixListener>{new UnixListener{state}};
}

UnixListener::~UnixListener() {
  if (!is_abstract(state_->path)) ::unlink(state_->path.c_str());
  state_->visitor = nullptr;
  boost::system::error_code ignored;
  state_->socket.close(ignored);
}

asio::awaitable<void> UnixListener::serve(std::shared_ptr<State> state) {
  while (state->visitor) {
    boost::system::error_code error;
    co_await state->socket.async_wait(asio::posix::stream_descriptor::wait_read,
                                      asio::redirect_error(asio::use_awaitable, error));
    if (error || !state->visitor) co_return;
    const int fd = ::accept4(state->socket.native_handle(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd >= 0) state->visitor(make_descriptor_stream(state->loop, fd));
  }
}

}  // namespace isocket::lab
