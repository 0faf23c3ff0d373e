#include "core/message_gate.h"

#include "core/security.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\r' || c == '\n';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// `{command}` in a reply: as received, but never with a password to be set (EP-4.1-40, EP-4.1-41,
/// GS-6.3-02).
void append_command(Text& reply, std::string_view text, const Command* command) {
  const std::string_view mask = command == nullptr ? std::string_view{} : secret_mask(*command);
  reply.append(mask.empty() ? text : text.substr(0, command->name.size())).append(mask);
}

bool in_window(Unit& unit) {
  const bool lifted = has<&Model::security_lifts_window>(unit.model) && unit.settings().secure() &&
                      !unit.defects.has(Defect::window_ignores_security);
  return lifted || unit.window.is_open();
}

void set_unset_clock(Unit& unit, const Timestamp& stamp) {
  RtcTime time;
  if (!unit.clock.is_set() && from_stamp(stamp, time)) unit.set_clock(time);  // EP-8-15
}

/// Carries a command out and answers it.
void carry_out(Unit& unit, const Match& match, const Address& sender, const Timestamp& stamp) {
  const Command& command = *match.command;
  Text reply;
  const Outcome outcome = perform(unit, match, sender, stamp, reply);
  if (command.kind == Kind::conf &&
      !(outcome == Outcome::wrong_value && unit.defects.has(Defect::wrong_value_keeps_window))) {
    unit.window.open(unit);  // also when the value was wrong (EP-4.1-48)
  }
  if (outcome == Outcome::later) return;
  if (outcome == Outcome::refused) return refuse(unit, sender, reply);
  if (outcome != Outcome::ok) return refuse(unit, sender, refusal(outcome));

  const Settings& settings = unit.settings();
  const bool muted_status =
      unit.defects.has(Defect::smsconfirm_mutes_status) && same_word(command.name, "STATUS");
  if (!settings.sms_confirm_on() && (command.confirm == Confirm::withheld || muted_status)) return;
  if (!settings.error_on() && unit.defects.has(Defect::error_off_mutes_success) &&
      command.confirm == Confirm::withheld) {
    return;
  }
  unit.outbox.reply(unit, sender, reply);
}

void handle(Unit& unit, const Address& sender, const Timestamp& stamp, std::string_view text) {
  const Settings& settings = unit.settings();
  const std::string_view whole = text;
  if (unit.defects.has(Defect::clock_set_by_stranger)) set_unset_clock(unit, stamp);
  if (settings.sec_list_on() && !is_listed(unit, sender)) {
    const bool told = settings.sms_confirm_unauth_on() &&
                      (settings.error_on() || !unit.defects.has(Defect::deny_follows_error));
    if (told) unit.outbox.reply(unit, sender, "Access deny!");
    return;
  }
  if (!take_password(unit, text)) return refuse(unit, sender, "Invalid access password!");
  if (trim(text).empty()) return;  // EP-4.1-67
  set_unset_clock(unit, stamp);

  const Match match = find_command(unit.model, text);
  const Command* command = match.command;
  const bool closed = command != nullptr && command->kind == Kind::conf && !in_window(unit);
  if (command == nullptr || closed) {
    Text reply;
    append_command(reply, unit.defects.has(Defect::unknown_echoes_password) ? whole : trim(text), command);
    reply.append(" - ").append(closed ? unit.model.window_closed : unit.model.unknown_command);
    return refuse(unit, sender, reply);
  }
  carry_out(unit, match, sender, stamp);
}

}  // namespace

Outcome perform(Unit& unit, const Match& match, const Address& sender, const Timestamp& stamp, Text& reply) {
  if (match.first == match.end) return Outcome::wrong_value;
  for (std::uint8_t number = match.first; number < match.end; ++number) {
    if (number > match.first) reply.append('\n');
    const bool numbered = match.command->numbered != Numbered::no && has<&Model::numbered>(unit.model);
    const Request request{*match.command, match.value, sender, stamp, number, numbered};
    const Outcome outcome = match.command->handler(unit, request, reply);
    if (outcome != Outcome::ok) return outcome;
  }
  return Outcome::ok;
}

std::string_view refusal(Outcome outcome) {
  switch (outcome) {
    case Outcome::wrong_value: return "Incorrect value!";
    case Outcome::failed: return kExecuteError;
    case Outcome::list_inactive: return "SECLIST is not active!";
    case Outcome::no_numbers: return "No SECNUMBERs!";
    case Outcome::no_alert_numbers: return "No ALERTNUMBERs!";
    case Outcome::no_security: return "No security setup!";
    case Outcome::no_renew_password: return kNoRenewPassword;
    case Outcome::wrong_renew_password: return "Invalid renew password!";
    case Outcome::limited:  // SR-UX-08
      return "The function is not available now! The device is working in limited backup mode";
    case Outcome::refused:
    case Outcome::ok:
    case Outcome::later: break;
  }
  return {};
}

Outcome execute(Unit& unit, std::string_view text, Text& reply) {
  static constexpr Address kNobody{};
  static constexpr Timestamp kNever{};
  const Match match = find_command(unit.model, text);
  if (match.command == nullptr) {
    reply.append(text).append(" - ").append(unit.model.unknown_command);
    return Outcome::ok;
  }
  const Outcome outcome = perform(unit, match, kNobody, kNever, reply);
  if (outcome == Outcome::ok || outcome == Outcome::later) return outcome;
  if (outcome == Outcome::refused) return Outcome::ok;
  reply.clear();
  reply.append(refusal(outcome));
  return Outcome::ok;
}

void refuse(Unit& unit, const Address& to, std::string_view text) {
  if (unit.settings().error_on()) unit.outbox.reply(unit, to, text);
}

void MessageGate::receive(Unit& unit, const IncomingSms& sms) {
  // Only a single message in the GSM alphabet can be a command (EP-4.1-69).
  if (sms.alphabet != Alphabet::gsm7 || sms.part || unit.reset.running()) return;
  if (unit.cable.blocks_messages()) return;
  const std::size_t longest = kLongest + (unit.defects.has(Defect::length_31) ? 1 : 0);
  if (sms.text.size() > longest || trim(sms.text).empty()) return;
  // More than fit while replies cannot be sent: the latest is lost, as an SMS can be.
  if (count_ == kWaiting) return;
  Message& message = messages_[(first_ + count_) % kWaiting];
  message.text = FixedString<kLongest + 1>{sms.text};
  message.sender = sms.sender;
  message.stamp = sms.stamp;
  ++count_;
}

void MessageGate::serve(Unit& unit) {
  while (count_ > 0 && unit.outbox.room_for_reply() && !unit.credit.waiting() && !unit.reset.running()) {
    const Message message = messages_[first_];
    first_ = static_cast<std::uint8_t>((first_ + 1) % kWaiting);
    --count_;
    handle(unit, message.sender, message.stamp, trim(message.text));
  }
}

void ConfigWindow::open(const Unit& unit) {
  const Millis minutes = unit.defects.has(Defect::window_29_minutes) ? unit.model.window_minutes - 1U
                                                                     : unit.model.window_minutes;
  left_.start(unit.now, minutes * kMinute);
}

}  // namespace isocket::fw
