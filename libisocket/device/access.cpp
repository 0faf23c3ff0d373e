#include "device/access.h"

#include <algorithm>
#include <chrono>

#include "device/capitals.h"
#include "device/catalogue.h"

namespace isocket::device {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kRenewal = "RENEWINTERVAL{";

/// 30 minutes (EP-4.1-50, GS-4.1-09), and what the network may take to deliver a command.
constexpr Duration kWindow = 30min + 10s;

/// The command that a text is meant to be, whatever its number and its value.
const Command* recognised(Model model, std::string_view text) {
  if (const Command* command = find_command(model, text)) return command;
  for (const Command& command : catalogue(model))
    if (const auto filled = command.read(text); filled && (command.takes_value() || filled->value.empty()))
      return &command;
  return nullptr;
}

bool is_number(std::string_view digits) {
  return !digits.empty() && digits.size() <= 15 &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool Access::serves(const PhoneNumber& sender) const {
  return !list_active_ || std::find(listed_.begin(), listed_.end(), sender.digits()) != listed_.end();
}

bool Access::window_open(Instant now) const {
  // The Environment Pro lifts the window while there is a protection (EP-4.1-10), its siblings do not
  // (GS-5.3-20, SR-U5.3-12).
  if (family_of(model_) == Family::environment_pro && (list_active_ || !password_.empty())) return true;
  // A device that is off gets the command after its next start, which opens the window; a Smart Relay works
  // on (SR-U5.3-03).
  return (!mains_ && family_of(model_) != Family::smart_relay) || now - opened_ <= kWindow;
}

void Access::sent(const PhoneNumber& sender, std::string_view text, Instant now) {
  if (!serves(sender) || text.size() > 30) return;
  text = trimmed(text);
  if (!text.starts_with(password_)) return;
  text.remove_prefix(password_.size());
  const Command* command = recognised(model_, text);
  if (command == nullptr) return;
  const bool configures = command->kind == Kind::conf;
  if (configures && !window_open(now)) return;
  // Also when it is refused for its value (EP-4.1-48, GS-4.1-10, SR-U5.3-02).
  if (configures || command->form.starts_with(kRenewal)) opened_ = now;
  if (!command->fits(text)) return;
  apply(sender, text);
}

void Access::apply(const PhoneNumber& sender, std::string_view text) {
  const std::string command = capitals(text);
  const auto add = [&](const std::string& digits) {
    if (!is_number(digits)) return;
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

void Access::refused(const Access& before) {
  const Instant opened = std::max(opened_, before.opened_);
  *this = before;
  opened_ = opened;
}

void Access::supplied(bool mains, Instant now) {
  if (mains && !mains_ && family_of(model_) != Family::smart_relay) opened_ = now;
  mains_ = mains;
}

void Access::pressed(Duration held, Instant now) {
  const bool gsm = family_of(model_) == Family::gsm_706_707;
  // The Environment Pro is reset when it is let go after 10 s (EP-14-03, EP-14-09), and so is the Smart Relay
  // by its RESET button (SR-UX-21); a GSM 706 or 707 by a second press within 10 s after one of 5 s
  // (GS-15-04, GS-15-05).
  if (gsm ? now <= reset_until_ : held >= 10s) {
    *this = Access{model_, now + held};
  } else if (gsm && held >= 5s) {
    reset_until_ = now + held + 10s;
  }
}

}  // namespace isocket::device
