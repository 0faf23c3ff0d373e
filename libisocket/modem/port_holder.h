#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace isocket::modem {

/// A program that has a port open.
struct PortHolder {
  int pid = 0;
  std::string program;  ///< "ModemManager"
  /// "ModemManager (process 512)"
  [[nodiscard]] std::string to_string() const;
};

/// Who else has this port open, as far as this user may see: others' programs are seen by root alone. Of a
/// pseudo-terminal nobody: who made it holds it too, and is no user of it.
/// @param proc  where the kernel's view of the processes is mounted
std::vector<PortHolder> holders_of(const std::string& path, const std::filesystem::path& proc = "/proc");

}  // namespace isocket::modem
