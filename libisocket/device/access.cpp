#include "device/access.h"

#include <algorithm>
#include <cctype>

#include "device/capitals.h"

namespace isocket::device {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

}  // namespace

bool Access::serves(const PhoneNumber& sender) const {
  return !list_active_ || std::find(listed_.begin(), listed_.end(), sender.digits()) != listed_.end();
}

void Access::sent(const PhoneNumber& sender, std::string_view text) {
  if (!serves(sender) || text.size() > 30) return;
  text = trimmed(text);
  if (!text.starts_with(password_)) return;
  text.remove_prefix(password_.size());
  const std::string command = capitals(text);
  const auto add = [&](const std::string& digits) {
    if (std::find(listed_.begin(), listed_.end(), digits) == listed_.end()) listed_.push_back(digits);
  };
  const auto empty_list = [&] {
    listed_.clear();
    list_active_ = false;
  };
  if (command == "MAKEMEBOSS") {
    add(sender.digits());
    list_active_ = true;
  } else if (command == "SECNUMBER-ALL") {
    empty_list();
  } else if (command.starts_with("SECNUMBER+")) {
    add(command.substr(10));
  } else if (command.starts_with("SECNUMBER-")) {
    std::erase(listed_, command.substr(10));
    if (listed_.empty()) empty_list();
  } else if (command == "SECLIST=ON") {
    list_active_ = !listed_.empty();
  } else if (command == "SECLIST=OFF") {
    list_active_ = false;
  } else if (command == "PASSWORD=NO") {
    password_.clear();
  } else if (command.starts_with("PASSWORD=") && command.size() == 14) {
    password_ = text.substr(9);
  } else if (command == "ERROR=ON") {
    errors_ = true;
  } else if (command == "ERROR=OFF") {
    errors_ = false;
  }
}

}  // namespace isocket::device
