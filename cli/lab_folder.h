#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/scratch_folder.h"

namespace isocket::cli {

/// The folder for a lab's ports and sockets, and what they are called there.
class LabFolder {
 public:
  LabFolder() = default;
  ~LabFolder();
  LabFolder(const LabFolder&) = delete;
  LabFolder& operator=(const LabFolder&) = delete;

  /// @param wanted  made where it is not there; empty: one of our own, which goes with this object
  /// @param single  the lab has one device: its things are called "usb", not "dut1.usb"
  /// Errors: io, busy (another lab runs in it).
  Result<void> prepare(const std::string& wanted, bool single);

  [[nodiscard]] std::string modem(const std::string& name) const { return file(name); }
  /// After a fault a modem may come back under this name.
  [[nodiscard]] std::string other_port(const std::string& name) const { return file(name + "-other"); }
  /// @param what  "bench.sock", "usb", "module", "board.sock", "flash.bin"
  [[nodiscard]] std::string of_device(const std::string& device, const std::string& what) const {
    return file(single_ ? what : device + "." + what);
  }

 private:
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  std::filesystem::path path_;
  std::optional<ScratchFolder> ours_;
  bool single_ = true;
  int lock_ = -1;  ///< the folder itself, locked while this lab is in it
};

}  // namespace isocket::cli
