#pragma once

#include <memory>
#include <string>

#include "ports/host/host_device.h"

namespace isocket::fw {

/// A flash image kept in a file: every page that is written is in the file before the write is reported.
class FlashFile {
 public:
  /// Opens the file, or makes one of an erased flash.
  /// @return null when it cannot be used; `error` says why
  static std::unique_ptr<FlashFile> open(const std::string& path, std::string& error);
  ~FlashFile();
  FlashFile(const FlashFile&) = delete;
  FlashFile& operator=(const FlashFile&) = delete;

  [[nodiscard]] FlashImage& image() { return image_; }
  /// @return whether the page is in the file
  bool write_through(std::uint16_t page);
  /// As a new device has it.
  bool erase();

 private:
  explicit FlashFile(int descriptor) : descriptor_{descriptor} {}
  int descriptor_;
  FlashImage image_;
};

}  // namespace isocket::fw
