#include "lab/directory.h"

namespace isocket::lab {

Subscriber& Directory::add(const PhoneNumber& number) {
  auto& account = accounts_[number.digits()];
  if (!account) account = std::make_unique<Subscriber>(clock_, number, random_);
  return *account;
}

Subscriber* Directory::find(std::string_view digits, bool international) {
  std::string key{digits};
  if (!international) {
    if (key.starts_with("00"))
      key.erase(0, 2);
    else if (key.starts_with("0"))
      key = country_ + key.substr(1);
    else
      return nullptr;  // a local number without an area: not in a mobile network
  }
  const auto found = accounts_.find(key);
  return found == accounts_.end() ? nullptr : found->second.get();
}

PhoneNumber Directory::presented(const Subscriber& caller, const Subscriber& callee) const {
  const std::string& digits = caller.number.digits();
  if (!callee.local_callers || !digits.starts_with(country_)) return caller.number;
  return *PhoneNumber::parse("0" + digits.substr(country_.size()));
}

}  // namespace isocket::lab
