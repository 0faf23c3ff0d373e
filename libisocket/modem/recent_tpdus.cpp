#include "modem/recent_tpdus.h"

#include <algorithm>
#include <charconv>

namespace isocket::modem {
namespace {

/// Networks repeat what was not acknowledged after seconds; the store is read within this time, too.
constexpr Duration kMemory = std::chrono::minutes{15};
constexpr std::size_t kMostRemembered = 64;

/// The TPDU without its first octet, in which TP-MMS may differ from one delivery to the next.
std::string_view contents(std::string_view hex) {
  unsigned centre = 0;
  if (hex.size() < 2) return hex;
  std::from_chars(hex.data(), hex.data() + 2, centre, 16);
  return hex.substr(std::min<std::size_t>(hex.size(), 2 * (centre + 2)));
}

/// A store may fill the rest of its record up.
bool same_contents(std::string_view a, std::string_view b) {
  return !a.empty() && !b.empty() && (a.starts_with(b) || b.starts_with(a));
}

}  // namespace

void RecentTpdus::forget(Instant now) {
  while (!entries_.empty() && (entries_.front().at + kMemory < now || entries_.size() > kMostRemembered))
    entries_.pop_front();
}

void RecentTpdus::add(std::string_view hex, Instant now) {
  entries_.push_back({std::string{contents(hex)}, now});
  forget(now);
}

void RecentTpdus::acknowledged(std::string_view hex) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return same_contents(entry.tpdu, contents(hex));
  });
  if (found != entries_.end()) entries_.erase(found);
}

bool RecentTpdus::is_copy(std::string_view hex, Instant now) {
  forget(now);
  const std::size_t before = entries_.size();
  acknowledged(hex);
  return entries_.size() != before;
}

}  // namespace isocket::modem
