#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/phone_number.h"
#include "device/model.h"

namespace isocket::device {

/// What the harness believes of a device's protection, from the commands it has sent: whom it serves, and how
/// a message to it must begin. Without it a fence could not be sent to a protected device. Where a command
/// may or may not be carried out, it is believed to be; refused() takes that back.
class Access {
 public:
  /// A device in its factory state that has just started.
  explicit Access(Model model, Instant now = {}) : model_{model}, opened_{now} {}

  /// A command has gone to the device from `sender`.
  void sent(const PhoneNumber& sender, std::string_view text, Instant now);
  /// The latest command was refused after all.
  /// @param before  the belief before it
  void refused(const Access& before);
  /// The device was switched on or reset: its configuration window is open.
  void started(Instant now) { opened_ = now; }
  /// Mains went or came; its return opens the window (EP-4.1-49, GS-4.1-15, GS-4.1-16; not SR-U5.3-03).
  void supplied(bool mains, Instant now);
  /// The hidden button is pressed from now on; a factory reset removes all protection.
  void pressed(Duration held, Instant now);

  /// Whether a command of this sender is carried out.
  [[nodiscard]] bool serves(const PhoneNumber& sender) const;
  /// What stands before every command: the password, or nothing.
  [[nodiscard]] const std::string& prefix() const { return password_; }
  /// Whether an unknown command is answered (ERROR=ON).
  [[nodiscard]] bool answers_errors() const { return errors_; }

 private:
  [[nodiscard]] bool window_open(Instant now) const;
  void apply(const PhoneNumber& sender, std::string_view text);

  Model model_;
  std::string password_;
  std::vector<std::string> listed_;  // digits without +, as the device compares them (EP-5.1-15, GS-5.1-23)
  bool list_active_ = false;
  bool errors_ = true;
  bool mains_ = true;
  Instant opened_;                        // when the configuration window was last opened
  Instant reset_until_ = Instant::min();  // a press up to then confirms a factory reset (GS-15-05)
};

}  // namespace isocket::device
