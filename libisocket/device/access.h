#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/phone_number.h"

namespace isocket::device {

/// What the harness believes of a device's protection, from the commands it has sent: whom it serves, and how
/// a message to it must begin. Without it a fence could not be sent to a protected device.
class Access {
 public:
  /// A command has gone to the device from `sender` and was not refused.
  void sent(const PhoneNumber& sender, std::string_view text);
  /// The device was reset to its factory state.
  void reset() { *this = Access{}; }

  /// Whether a command of this sender is carried out.
  [[nodiscard]] bool serves(const PhoneNumber& sender) const;
  /// What stands before every command: the password, or nothing.
  [[nodiscard]] const std::string& prefix() const { return password_; }
  /// Whether an unknown command is answered (ERROR=ON).
  [[nodiscard]] bool answers_errors() const { return errors_; }

 private:
  std::string password_;
  std::vector<std::string> listed_;  // digits without +, as the device compares them (EP-5.1-15)
  bool list_active_ = false;
  bool errors_ = true;
};

}  // namespace isocket::device
