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

/// The text without the blanks around it, which devices pass over (EP-4.1-36).
constexpr std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

}  // namespace isocket::device
