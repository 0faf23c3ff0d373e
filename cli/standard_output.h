#pragma once

#include <array>
#include <iosfwd>
#include <optional>
#include <streambuf>
#include <string>

#include "core/result.h"

namespace isocket::cli {

/// A descriptor as the buffer of a stream that remembers why it could not be written. A terminal is given
/// what there is at once.
class OutputBuffer final : public std::streambuf {
 public:
  /// @param name  for a person: "the standard output"
  OutputBuffer(int descriptor, std::string name);
  ~OutputBuffer() override { sync(); }
  OutputBuffer(const OutputBuffer&) = delete;
  OutputBuffer& operator=(const OutputBuffer&) = delete;

  /// Why something was not written; nothing: all of it was.
  [[nodiscard]] std::optional<Error> trouble() const;
  /// It is a pipe, and whoever read it has gone: that is no trouble to speak of.
  [[nodiscard]] bool nobody_reads() const;

 protected:
  int_type overflow(int_type octet) override;
  std::streamsize xsputn(const char* octets, std::streamsize count) override;
  int sync() override;

 private:
  bool write_out();
  int descriptor_;
  std::string name_;
  bool terminal_;
  int error_ = 0;
  std::array<char, 8192> octets_{};
};

/// What was written to `out` has come out, as far as anybody wanted it. Errors: io, no_permission.
Result<void> come_out(std::ostream& out);
/// Whoever read `out` has gone. False where that is not known.
bool nobody_reads(const std::ostream& out);

}  // namespace isocket::cli
