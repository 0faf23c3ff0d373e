#include "core/output_file.h"

#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "core/system_error.h"

namespace isocket {

namespace fs = std::filesystem;

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
  if (fs::is_directory(path_, none)) return fail(system_error(EISDIR, path_.string()));
  errno = 0;
  const std::ofstream out{place(), std::ios::binary | std::ios::app};
  if (!out) return fail(system_error(errno, path_.string()));
  return {};
}

Result<void> OutputFile::write(const std::function<void(std::ostream&)>& contents) {
  errno = 0;
  std::ofstream out{place(), std::ios::binary | std::ios::trunc};
  if (out) contents(out);
  out.close();
  if (!out) return fail(system_error(errno, path_.string()));
  if (beside_.empty()) return {};
  std::error_code moved;
  fs::rename(beside_, path_, moved);
  if (moved) return fail(system_error(moved.value(), path_.string()));
  beside_.clear();
  return {};
}

Result<void> write_file(const fs::path& path, std::string_view text) {
  OutputFile file{path};
  return file.write([text](std::ostream& out) { out << text; });
}

}  // namespace isocket
