#include "modem/port_holder.h"

#include <unistd.h>

#include <charconv>
#include <fstream>

namespace isocket::modem {
namespace {

namespace fs = std::filesystem;

bool holds(const fs::path& process, const fs::path& port) {
  std::error_code error;
  for (fs::directory_iterator at{process / "fd", error}, end; !error && at != end; at.increment(error)) {
    std::error_code unreadable;
    if (fs::read_symlink(at->path(), unreadable) == port) return true;
  }
  return false;
}

}  // namespace

std::string PortHolder::to_string() const {
  return program + " (process " + std::to_string(pid) + ")";
}

std::vector<PortHolder> holders_of(const std::string& path, const fs::path& proc) {
  std::vector<PortHolder> holders;
  std::error_code error;
  fs::path port = fs::canonical(path, error);
  if (error) port = path;
  if (port.string().starts_with("/dev/pts/")) return holders;
  std::error_code unreadable;
  for (fs::directory_iterator at{proc, unreadable}, end; !unreadable && at != end; at.increment(unreadable)) {
    const std::string name = at->path().filename().string();
    PortHolder holder;
    const auto [last, ec] = std::from_chars(name.data(), name.data() + name.size(), holder.pid);
    if (ec != std::errc{} || last != name.data() + name.size() || holder.pid == ::getpid()) continue;
    if (!holds(at->path(), port)) continue;
    std::ifstream comm{at->path() / "comm"};
    std::getline(comm, holder.program);
    if (holder.program.empty()) holder.program = "a program";
    holders.push_back(std::move(holder));
  }
  return holders;
}

}  // namespace isocket::modem
