#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isocket::journal {

/// Takes secrets (PIN, passwords) out of texts, in every form in which a modem's line can carry them: as they
/// are, as hexadecimal of their octets or of their UCS-2, and as 7-bit codes inside a packed PDU, wherever in
/// an octet they begin (3GPP TS 23.038 §6.1.2.1).
class Redactor {
 public:
  /// An empty secret is none. A very short one also hides what is no secret and looks like it.
  void add(std::string secret);
  [[nodiscard]] bool empty() const { return secrets_.empty(); }

  /// In clear, a secret becomes "*****", whatever its length. In hexadecimal each digit of the octets that it
  /// touches becomes '*': the length stays, so that a PDU can still be read around it.
  /// @param text  whole lines: a secret that is cut in two is not found
  [[nodiscard]] std::string apply(std::string_view text) const;

 private:
  /// Octets to look for, and which of their bits count.
  struct Pattern {
    std::vector<std::uint8_t> value;
    std::vector<std::uint8_t> mask;
    [[nodiscard]] bool matches(const std::uint8_t* octets) const;
  };
  void mask_digits(std::string& text, std::size_t begin, std::size_t end) const;

  std::vector<std::string> secrets_;  ///< as they stand in a text, and as printable() writes them
  std::vector<Pattern> patterns_;
  std::size_t shortest_ = 0;  ///< octets of the shortest pattern
};

}  // namespace isocket::journal
