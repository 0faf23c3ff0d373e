#include "core/credit.h"

#include <algorithm>

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

constexpr Millis kPatience = 60 * kSecond;  // EP-12-10

}  // namespace

bool is_ussd(std::string_view code, std::size_t longest) {
  if (code.size() < 3 || code.size() > longest || code.front() != '*' || code.back() != '#') return false;
  for (const char c : code.substr(1, code.size() - 2))
    if (c != '*' && !is_digit(c)) return false;
  return true;
}

void Credit::ask(const Unit& unit, std::string_view code, const Request& request) {
  code_ = FixedString<kLongestCode>{code};
  to_ = request.sender;
  withheld_ = request.command.confirm == Confirm::withheld;
  state_ = State::to_ask;
  deadline_.start(unit.now, kPatience);
}

void Credit::result(Unit& unit, bool ok, std::string_view text) {
  if (state_ != State::asked) return;  // it came too late
  if (unit.defects.has(Defect::ussd_answer_cut)) text = text.substr(0, 100);
  answer(unit, ok, text);
}

void Credit::tick(Unit& unit) {
  if (deadline_.over(unit.now)) return answer(unit, false, {});
  if (state_ == State::to_ask && unit.gsm.ready_for_ussd() && unit.gsm.ussd(code_)) state_ = State::asked;
}

void Credit::clear() {
  *this = Credit{};
}

void Credit::answer(Unit& unit, bool ok, std::string_view text) {
  const Address to = to_;
  const bool withheld = withheld_ && !unit.settings().sms_confirm_on();
  clear();
  if (unit.cable.awaits_reply()) return unit.cable.reply(ok ? text : kExecuteError);
  if (!ok) return refuse(unit, to, kExecuteError);
  if (!withheld) unit.outbox.reply(unit, to, text);
}

Outcome set_credit_code(Unit& unit, const Request& request, Text& reply) {
  Settings& settings = unit.settings();
  const bool none = same_word(request.value, "NO");
  if (!none && !is_ussd(request.value, Settings::kMaxUssd)) return Outcome::wrong_value;
  settings.set_ussd(none ? std::string_view{} : request.value);
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  return accept(reply, request, none ? "NO" : request.value);
}

Outcome query_credit_code(Unit& unit, const Request& request, Text& reply) {
  const Settings& settings = unit.settings();
  append_setting(reply, request);
  reply.append(": ").append(settings.ussd_length == 0 ? "NO" : settings.ussd_view());
  return Outcome::ok;
}

Outcome credit(Unit& unit, const Request& request, Text&) {
  if (unit.settings().ussd_length == 0 || unit.credit.waiting()) return Outcome::failed;  // EP-12-09
  unit.credit.ask(unit, unit.settings().ussd_view(), request);
  return Outcome::later;
}

Outcome sim_card(Unit& unit, const Request& request, Text&) {
  if (!is_ussd(request.value, Credit::kLongestCode)) return Outcome::wrong_value;
  if (unit.credit.waiting()) return Outcome::failed;
  unit.credit.ask(unit, request.value, request);
  return Outcome::later;
}

}  // namespace isocket::fw
