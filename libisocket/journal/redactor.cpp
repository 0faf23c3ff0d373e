#include "journal/redactor.h"

#include <algorithm>

#include "journal/journal.h"
#include "sms/alphabet.h"
#include "sms/septets.h"

namespace isocket::journal {
namespace {

constexpr std::string_view kMark = "*****";

/// 0 to 15; -1 for what is no hexadecimal digit.
int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

bool Redactor::Pattern::matches(const std::uint8_t* octets) const {
  for (std::size_t i = 0; i < value.size(); ++i)
    if ((octets[i] & mask[i]) != value[i]) return false;
  return true;
}

void Redactor::add(std::string secret) {
  if (secret.empty() || std::find(secrets_.begin(), secrets_.end(), secret) != secrets_.end()) return;
  const auto whole_octets = [this](std::vector<std::uint8_t> octets) {
    std::vector<std::uint8_t> all(octets.size(), 0xFF);
    patterns_.push_back({std::move(octets), std::move(all)});
  };
  whole_octets({secret.begin(), secret.end()});
  if (const auto ucs2 = sms::ucs2_of_text(secret)) whole_octets({ucs2->begin(), ucs2->end()});
  if (const auto septets = sms::septets_of_text(secret)) {
    // What stands before the secret shifts it by any number of bits; the bits of its neighbours do not count.
    const std::vector<std::uint8_t> ones(septets->size(), 0x7F);
    for (unsigned shift = 0; shift < 8; ++shift) {
      Pattern pattern;
      const std::size_t length = (septets->size() * 7 + shift + 7) / 8;
      pattern.value.assign(length, 0);
      pattern.mask.assign(length, 0);
      for (std::size_t bit = 0; bit < septets->size() * 7; ++bit) {
        const std::size_t at = bit + shift;
        const auto one = static_cast<std::uint8_t>(1U << at % 8);
        pattern.mask[at / 8] |= one;
        if (((*septets)[bit / 7] >> bit % 7 & 1) != 0) pattern.value[at / 8] |= one;
      }
      patterns_.push_back(std::move(pattern));
    }
  }
  shortest_ = patterns_.front().value.size();
  for (const Pattern& pattern : patterns_) shortest_ = std::min(shortest_, pattern.value.size());

  std::string shown = printable(secret);
  if (shown != secret) secrets_.push_back(std::move(shown));
  secrets_.push_back(std::move(secret));
  // The longest first: one secret may be the beginning of another.
  std::stable_sort(secrets_.begin(), secrets_.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

void Redactor::mask_digits(std::string& text, std::size_t begin, std::size_t end) const {
  std::vector<bool> touched(end - begin, false);
  std::vector<std::uint8_t> octets;
  // A digit that happens to stand before a PDU must not hide it: both ways of pairing the digits are read.
  for (std::size_t first = begin; first < begin + 2; ++first) {
    octets.clear();
    for (std::size_t i = first; i + 1 < end; i += 2)
      octets.push_back(static_cast<std::uint8_t>(digit_value(text[i]) << 4 | digit_value(text[i + 1])));
    for (const Pattern& pattern : patterns_) {
      for (std::size_t i = 0; i + pattern.value.size() <= octets.size(); ++i) {
        if (!pattern.matches(octets.data() + i)) continue;
        const auto from = touched.begin() + static_cast<std::ptrdiff_t>(first - begin + 2 * i);
        std::fill_n(from, 2 * pattern.value.size(), true);
      }
    }
  }
  for (std::size_t i = begin; i < end; ++i)
    if (touched[i - begin]) text[i] = kMark.front();
}

std::string Redactor::apply(std::string_view text) const {
  std::string result{text};
  if (secrets_.empty()) return result;
  for (std::size_t begin = 0; begin < result.size(); ++begin) {
    std::size_t end = begin;
    while (end < result.size() && digit_value(result[end]) >= 0) ++end;
    if (end - begin >= 2 * shortest_) mask_digits(result, begin, end);
    begin = end;
  }
  for (const std::string& secret : secrets_)
    for (std::size_t at = result.find(secret); at != std::string::npos;
         at = result.find(secret, at + kMark.size()))
      result.replace(at, secret.size(), kMark);
  return result;
}

}  // namespace isocket::journal
