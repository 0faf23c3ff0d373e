#pragma once

#include <memory>
#include <string>

#include "core/byte_stream.h"

namespace isocket::lab {

/// A pseudo-terminal whose other side any program may open: raw from the start, so that it works with
/// programs that set nothing. What is written before anybody opens it is kept (about 20 KiB), and it stays
/// when they close.
class Pty {
 public:
  /// Errors: io.
  static Result<std::unique_ptr<Pty>> open();
  ~Pty();
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;

  /// "/dev/pts/7".
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Names it `link`; the name goes with this object, unless it has been given to something else.
  /// Replaces a name that a former run has left, a link to a terminal or to nothing. Errors: busy (anything
  /// else is there), io.
  [[nodiscard]] Result<void> name(const std::string& link);
  /// Our side. Once.
  std::unique_ptr<ByteStream> take_stream(EventLoop& loop);

 private:
  Pty(int master, int slave, std::string path) : master_{master}, slave_{slave}, path_{std::move(path)} {}
  int master_;
  int slave_;  ///< kept open: without any the other side reads EIO
  std::string path_;
  std::string link_;
};

}  // namespace isocket::lab
