#include "core/system_error.h"

#include <cerrno>
#include <cstring>
#include <utility>

namespace isocket {
namespace {

Errc code_of(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR: return Errc::not_found;
    case EACCES:
    case EPERM:
    case EROFS: return Errc::no_permission;
    case EWOULDBLOCK: return Errc::busy;
    default: return Errc::io;
  }
}

}  // namespace

Error system_error(int error, std::string path) {
  const int known = error != 0 ? error : EIO;
  return Error{code_of(known), std::move(path), 0, std::strerror(known)};
}

}  // namespace isocket
