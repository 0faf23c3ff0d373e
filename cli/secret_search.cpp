// Looks for secrets in everything below a folder, in each form in which a line of a modem can carry text: as
// it stands, as hexadecimal of its octets or of UCS-2, and as 7-bit codes of a packed PDU from any bit on. It
// reads what is there and compares texts; the toolkit's Redactor goes the other way, from the secret to its
// bits.
//
//   secret_search FOLDER SECRET...   exit code 1 and a line for each place when one is found, 2 when nothing
//   was read
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace {

int digit(char c) {
  const std::string_view digits = "0123456789abcdef";
  const auto at = digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// Basic letters, digits and signs have their ASCII code in the GSM alphabet; these are all that the test
/// uses.
std::string unpacked(const std::vector<unsigned>& octets, std::size_t first_bit) {
  std::string text;
  for (std::size_t bit = first_bit; bit + 7 <= 8 * octets.size(); bit += 7) {
    unsigned code = 0;
    for (std::size_t i = 0; i < 7; ++i) code |= (octets[(bit + i) / 8] >> (bit + i) % 8 & 1U) << i;
    text += static_cast<char>(code);
  }
  return text;
}

/// All that a stretch of hexadecimal digits could say.
std::vector<std::string> readings(const std::string& hex) {
  std::vector<std::string> texts;
  for (std::size_t start = 0; start < 2; ++start) {
    std::vector<unsigned> octets;
    for (std::size_t i = start; i + 1 < hex.size(); i += 2)
      octets.push_back(static_cast<unsigned>(digit(hex[i]) << 4 | digit(hex[i + 1])));
    std::string plain;
    for (const unsigned octet : octets) plain += static_cast<char>(octet);
    texts.push_back(plain);
    for (std::size_t odd = 0; odd < 2; ++odd) {
      std::string wide;
      for (std::size_t i = odd; i + 1 < octets.size(); i += 2)
        wide += octets[i] == 0 ? static_cast<char>(octets[i + 1]) : '\0';
      texts.push_back(wide);
    }
    for (std::size_t bit = 0; bit < 7; ++bit) texts.push_back(unpacked(octets, bit));
  }
  return texts;
}

bool found(const std::string& where, const std::string& text, const std::vector<std::string>& secrets,
           std::string_view form) {
  bool any = false;
  for (const std::string& secret : secrets) {
    if (text.find(secret) == std::string::npos) continue;
    std::cout << where << ": '" << secret << "' " << form << "\n";
    any = true;
  }
  return any;
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return 2;
  const std::vector<std::string> secrets{words + 2, words + count};
  bool any = false;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{words[1]}) {
    if (!entry.is_regular_file()) continue;
    ++files;
    std::ifstream in{entry.path(), std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    const std::string name = entry.path().filename().string();
    any = found(name, text, secrets, "in clear") || any;
    for (std::size_t at = 0; at < text.size(); ++at) {
      std::size_t end = at;
      while (end < text.size() && digit(text[end]) >= 0) ++end;
      if (end - at >= 6) {
        const std::string hex = text.substr(at, end - at);
        for (const std::string& reading : readings(hex))
          any = found(name, reading, secrets, "inside " + hex) || any;
      }
      at = end;
    }
  }
  if (files == 0) return 2;
  return any ? 1 : 0;
}
