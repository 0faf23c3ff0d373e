#include "lab_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace isocket::cli {

namespace fs = std::filesystem;

LabFolder::~LabFolder() {
  if (lock_ >= 0) ::close(lock_);
}

Result<void> LabFolder::prepare(const std::string& wanted, bool single) {
  single_ = single;
  if (wanted.empty()) {
    auto made = ScratchFolder::make("isocket-lab");
    if (!made) return fail(made.error());
    path_ = made->path();
    ours_ = std::move(*made);
    return {};
  }
  std::error_code error;
  fs::create_directories(wanted, error);
  path_ = fs::absolute(wanted, error);
  if (!fs::is_directory(path_)) return fail(Errc::io, wanted, 0, "it cannot be made a folder");
  lock_ = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  // Where a folder cannot be locked at all, that is no reason to refuse it.
  if (lock_ >= 0 && ::flock(lock_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    return fail(Errc::busy, wanted, 0, "another lab runs in this folder; name another one, or end that lab");
  return {};
}

}  // namespace isocket::cli
