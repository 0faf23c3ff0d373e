#include "ports/host/flash_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace isocket::fw {

std::unique_ptr<FlashFile> FlashFile::open(const std::string& path, std::string& error) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) {
    error = path + ": " + std::strerror(errno);
    return nullptr;
  }
  std::unique_ptr<FlashFile> file{new FlashFile{descriptor}};
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    error = path + ": another firmware is using it";
    return nullptr;
  }
  auto& octets = file->image_.octets;
  struct stat status {};
  if (::fstat(descriptor, &status) == 0 && status.st_size == 0) {
    if (file->erase()) return file;
    error = path + ": " + std::strerror(errno);
    return nullptr;
  }
  if (static_cast<std::size_t>(status.st_size) != octets.size() ||
      ::pread(descriptor, octets.data(), octets.size(), 0) != static_cast<ssize_t>(octets.size())) {
    error = path + ": not a flash file; one has " + std::to_string(octets.size()) + " octets, this has " +
            std::to_string(status.st_size);
    return nullptr;
  }
  return file;
}

FlashFile::~FlashFile() {
  ::close(descriptor_);
}

bool FlashFile::write_through(std::uint16_t page) {
  const std::size_t at = page * kFlashPageSize;
  return ::pwrite(descriptor_, image_.octets.data() + at, kFlashPageSize, static_cast<off_t>(at)) ==
             static_cast<ssize_t>(kFlashPageSize) &&
         ::fdatasync(descriptor_) == 0;
}

bool FlashFile::erase() {
  image_ = FlashImage{};
  return ::pwrite(descriptor_, image_.octets.data(), image_.octets.size(), 0) ==
             static_cast<ssize_t>(image_.octets.size()) &&
         ::fdatasync(descriptor_) == 0;
}

}  // namespace isocket::fw
