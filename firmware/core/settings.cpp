#include "core/settings.h"

#include <algorithm>

namespace isocket::fw {

std::uint8_t NumberList::find(std::string_view digits) const {
  std::uint8_t position = 0;
  while (position < size_ && entries_[position].view() != digits) ++position;
  return position;
}

bool NumberList::add(std::string_view digits) {
  if (full() || digits.size() > StoredNumber::kMaxDigits) return false;
  StoredNumber& entry = entries_[size_++];
  entry = StoredNumber{};
  std::copy(digits.begin(), digits.end(), entry.digits.begin());
  entry.length = static_cast<std::uint8_t>(digits.size());
  return true;
}

void NumberList::remove(std::uint8_t position) {
  std::copy(entries_.begin() + position + 1, entries_.begin() + size_, entries_.begin() + position);
  entries_[--size_] = StoredNumber{};
}

}  // namespace isocket::fw
