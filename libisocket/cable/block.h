#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isocket::cable {

/// A device's complete answer to one request over the configuration cable (docs/spec/manager-usb.md, P2).
struct Block {
  std::vector<std::string> data;       ///< the data lines' texts, without ": "
  int error = 0;                       ///< of an ERR line: 21; 0: the status is OK
  std::string text;                    ///< of an ERR line: "READ FIRST"
  std::optional<int> revision;         ///< REV=
  std::optional<std::uint16_t> check;  ///< CRC=

  [[nodiscard]] bool ok() const { return error == 0; }
};

/// CRC-16/CCITT-FALSE of lines, each followed by LF (MU-P4-08).
std::uint16_t check_of(const std::vector<std::string>& lines);

/// Four upper-case hexadecimal digits.
std::string check_text(std::uint16_t check);

/// Gathers a block line by line.
class BlockReader {
 public:
  enum class Result : std::uint8_t {
    more,
    complete,  ///< take() gives the block
    damaged,   ///< a status line whose count or check is not that of the lines before it (MU-P2-04, MU-P4-08)
    stray,     ///< neither a data line nor a status line
  };
  Result feed(std::string_view line);
  Block take();
  void reset() { block_ = {}; }

 private:
  Result end(std::string_view status);
  Block block_;
};

}  // namespace isocket::cable
