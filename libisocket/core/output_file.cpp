#include "core/output_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace isocket {
namespace {

namespace fs = std::filesystem;

Errc errc_of(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR: return Errc::not_found;
    case EACCES:
    case EPERM:
    case EROFS: return Errc::no_permission;
    default: return Errc::io;
  }
}

tl::unexpected<Error> cannot_write(const fs::path& path, int error) {
  const int known = error != 0 ? error : EIO;
  return fail(errc_of(known), path.string(), 0, std::strerror(known));
}

}  // namespace

OutputFile::OutputFile(fs::path path) : path_{std::move(path)} {
  std::error_code none;
  const auto status = fs::status(path_, none);
  const bool regular = !fs::exists(status) || fs::is_regular_file(status);
  if (regular && !fs::is_symlink(fs::symlink_status(path_, none)))
    beside_ = path_.string() + '.' + std::to_string(::getpid()) + ".new";
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_{std::move(other.path_)}, beside_{std::move(other.beside_)} {
  other.beside_.clear();
}

OutputFile::~OutputFile() {
  std::error_code none;
  if (!beside_.empty()) fs::remove(beside_, none);
}

Result<void> OutputFile::probe() {
  std::error_code none;
  if (fs::is_directory(path_, none)) return cannot_write(path_, EISDIR);
  errno = 0;
  const std::ofstream out{place(), std::ios::binary | std::ios::app};
  if (!out) return cannot_write(path_, errno);
  return {};
}

Result<void> OutputFile::write(const std::function<void(std::ostream&)>& contents) {
  errno = 0;
  std::ofstream out{place(), std::ios::binary | std::ios::trunc};
  if (out) contents(out);
  out.close();
  if (!out) return cannot_write(path_, errno);
  if (beside_.empty()) return {};
  std::error_code moved;
  fs::rename(beside_, path_, moved);
  if (moved) return cannot_write(path_, moved.value());
  beside_.clear();
  return {};
}

Result<void> write_file(const fs::path& path, std::string_view text) {
  OutputFile file{path};
  return file.write([text](std::ostream& out) { out << text; });
}

}  // namespace isocket
