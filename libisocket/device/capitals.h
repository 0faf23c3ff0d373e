#pragma once

#include <cctype>
#include <string>
#include <string_view>

namespace isocket::device {

/// The text in capitals, as devices read commands.
inline std::string capitals(std::string_view text) {
  std::string result{text};
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

}  // namespace isocket::device
