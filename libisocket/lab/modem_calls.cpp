#include "lab/modem_calls.h"

#include <algorithm>

namespace isocket::lab {
namespace {

/// Between two RINGs.
constexpr Duration kCadence = std::chrono::seconds{5};

/// The network's cause, in the words of 3GPP TS 24.008 annex H.
std::string_view cause_of(CallEnd end) {
  switch (end) {
    case CallEnd::busy: return "User busy";
    case CallEnd::rejected: return "Call rejected";
    case CallEnd::no_answer: return "User alerting, no answer";
    case CallEnd::unreachable: return "Destination out of order";
    case CallEnd::unassigned: return "Unassigned (unallocated) number";
    case CallEnd::network: return "Network out of order";
    case CallEnd::normal: break;
  }
  return "Normal call clearing";
}

/// The same as a number.
int cause_number(CallEnd end) {
  switch (end) {
    case CallEnd::busy: return 17;
    case CallEnd::rejected: return 21;
    case CallEnd::no_answer: return 19;
    case CallEnd::unreachable: return 27;
    case CallEnd::unassigned: return 1;
    case CallEnd::network: return 38;
    case CallEnd::normal: break;
  }
  return 16;
}

}  // namespace

ModemCalls::ModemCalls(ModemCore& core) : core_{core}, ring_{core.network.directory().clock()} {
  core.setting("+CLIP", &clip_, 0, 1, "(0,1)", ",1");  // 1: provided (3GPP TS 27.007 §7.6 to §7.8)
  core.setting("+COLP", &colp_, 0, 1, "(0,1)", ",1");
  core.setting("+CRC", &crc_, 0, 1, "(0,1)");
  core.setting("+CLIR", &core.account.clir, 0, 2, "(0-2)", ",4");  // 4: shown unless told otherwise
  core.on("D", [this](const AtCommand& command) { return dial(command); });
  core.on("A", [this](const AtCommand&) { return answer(); });
  core.on("H", [this](const AtCommand&) { return hang_up(); });
  core.on("+CHUP", [this](const AtCommand& command) {
    return command.form == AtCommand::Form::execute ? hang_up() : Final::ok();
  });
  core.on("+CPAS", [this](const AtCommand& command) {  // 3GPP TS 27.007 §8.1
    const char* activity = state_ == State::none ? "0" : state_ == State::incoming ? "3" : "4";
    core_.info(std::string{"+CPAS: "} + (command.form == AtCommand::Form::test ? "(0,3,4)" : activity));
    return Final::ok();
  });
  core.on("+CLCC", [this](const AtCommand&) { return list(); });
  core.on("+CEER", [this](const AtCommand&) { return report(); });
  if (core.dialect.calls == CallLines::ublox) core.setting("+UCALLSTAT", &state_lines_, 0, 1, "(0,1)");
  if (core.dialect.calls == CallLines::wavecom)
    core.on("+WIND", [](const AtCommand&) { return Final::ok(); });
  core.on("+CVHU", [](const AtCommand&) { return Final::ok(); });
}

void ModemCalls::reset() {
  // The network ends the call by itself when the mobile is gone; settings alone leave it alone.
  clip_ = colp_ = crc_ = state_lines_ = core_.account.clir = 0;
  if (core_.account.call == 0) {
    state_ = State::none;
    waiting_ = false;
    ring_.cancel();
  }
}

Final ModemCalls::dial(const AtCommand& command) {
  std::string dialled;
  bool voice = false;
  bool withheld = core_.account.clir == 1;
  for (const char c : command.argument) {
    if (c == ';') voice = true;
    if (c == 'I') withheld = true;  // CLIR for this call (3GPP TS 27.007 §6.2)
    if (c == 'i') withheld = false;
    if ((c >= '0' && c <= '9') || c == '+' || c == '*' || c == '#') dialled += c;
  }
  if (!voice || dialled.empty()) return Final::error();  // no data calls here
  if (!core_.card_ready() || !core_.account.reachable()) return Final::text("NO CARRIER");
  if (state_ != State::none) return Final::cme(3);
  const bool international = dialled.front() == '+';
  number_ = dialled.substr(international ? 1 : 0);
  type_ = international ? 145 : 129;
  if (core_.network.calls().dial(core_.account, number_, international, withheld) == 0)
    return Final::text("NO CARRIER");
  state_ = State::dialling;
  outgoing_ = true;
  say_dialled();
  if (colp_ == 0 && core_.dialect.calls != CallLines::wavecom) return Final::ok();
  waiting_ = true;
  core_.allow_interruption();
  return Final::pending();
}

Final ModemCalls::answer() {
  if (state_ != State::incoming || !core_.network.calls().answer(core_.account))
    return Final::text("NO CARRIER");
  ring_.cancel();
  waiting_ = true;
  return Final::pending();
}

Final ModemCalls::hang_up() {
  core_.network.calls().hang_up(core_.account);
  const State was = std::exchange(state_, State::none);
  ring_.cancel();
  if (was != State::none) ended_in_its_words(CallEnd::normal, was == State::active);
  return Final::ok();
}

Final ModemCalls::interrupted() {
  waiting_ = false;
  hang_up();
  return Final::text("NO CARRIER");
}

Final ModemCalls::list() {
  // <stat>: 0 active, 2 dialling, 3 alerting, 4 incoming (3GPP TS 27.007 §7.18)
  static constexpr int kStat[] = {0, 2, 3, 0, 4};
  if (state_ == State::none) return Final::ok();
  std::string line = "+CLCC: 1,";
  line += outgoing_ ? "0," : "1,";
  line += std::to_string(kStat[static_cast<std::size_t>(state_)]) + ",0,0";
  if (!number_.empty())
    line += ",\"" + std::string{type_ == 145 ? "+" : ""} + number_ + "\"," + std::to_string(type_);
  core_.info(line);
  return Final::ok();
}

Final ModemCalls::report() {
  core_.info("+CEER: " + std::string{cause_of(last_end_)});
  return Final::ok();
}

std::string ModemCalls::caller_line() const {
  const std::string number = number_.empty() ? "" : (type_ == 145 ? "+" : "") + number_;
  // <CLI validity> 1: withheld by the caller (3GPP TS 27.007 §7.6)
  const char* validity = type_ == 128 ? "1" : "0";
  const char* middle = core_.dialect.comma_commas ? ",\"\",,\"\"," : ",,,,";
  return "+CLIP: \"" + number + "\"," + std::to_string(type_) + middle + validity;
}

void ModemCalls::ring() {
  core_.unsolicited(crc_ == 1 ? "+CRING: VOICE" : "RING");
  if (clip_ == 1) core_.unsolicited(caller_line());
  ring_.after(kCadence, [this] { ring(); });
}

void ModemCalls::changed(const CallEvent& event) {
  switch (event.kind) {
    case CallEvent::Kind::incoming:
      state_ = State::incoming;
      outgoing_ = false;
      number_ = event.caller ? event.caller->digits() : "";
      type_ = !event.caller ? 128 : event.caller->international() ? 145 : 129;
      // From the loop: the caller is told about the ringing first.
      ring_.after(Duration{0}, [this] { ring(); });
      return;
    case CallEvent::Kind::alerting:
      state_ = State::alerting;
      if (core_.dialect.calls == CallLines::huawei) core_.unsolicited("^CONF:1");
      if (core_.dialect.calls == CallLines::wavecom) core_.unsolicited("+WIND: 2");
      say_state(3);
      return;
    case CallEvent::Kind::connected:
      state_ = State::active;
      connected_at_ = core_.network.directory().clock().now();
      if (core_.dialect.calls == CallLines::huawei) core_.unsolicited("^CONN:1,0");
      if (core_.dialect.calls == CallLines::zte) core_.unsolicited("CONNECT");
      if (core_.dialect.calls == CallLines::simcom) core_.unsolicited("VOICE CALL: BEGIN");
      say_state(0);
      if (!std::exchange(waiting_, false)) return;
      if (outgoing_ && colp_ == 1)
        core_.info("+COLP: \"" + std::string{type_ == 145 ? "+" : ""} + number_ + "\"," +
                   std::to_string(type_));
      core_.finish(Final::ok());
      return;
    case CallEvent::Kind::ended: ended(event.end); return;
  }
}

void ModemCalls::say_state(int state) {
  if (state_lines_ == 1) core_.unsolicited("+UCALLSTAT: 1," + std::to_string(state));
}

void ModemCalls::say_dialled() {
  // After the OK of ATD.
  const auto say = [this] {
    if (core_.dialect.calls == CallLines::huawei) core_.unsolicited("^ORIG:1,0");
    if (core_.dialect.calls == CallLines::wavecom) core_.unsolicited("+WIND: 5,1");
    say_state(2);
  };
  ring_.after(Duration{0}, say);
}

bool ModemCalls::ended_in_its_words(CallEnd why, bool connected) {
  const Duration took = connected ? core_.network.directory().clock().now() - connected_at_ : Duration{0};
  const std::string seconds = std::to_string(std::chrono::duration_cast<std::chrono::seconds>(took).count());
  switch (core_.dialect.calls) {
    case CallLines::standard: return false;
    case CallLines::huawei:
      core_.unsolicited("^CEND:1," + seconds + ",29," + std::to_string(cause_number(why)));
      return true;
    case CallLines::zte: core_.unsolicited("HANGUP: 1"); return true;
    case CallLines::simcom:
      if (connected || outgoing_) {
        core_.unsolicited(
            "VOICE CALL: END: " + std::string(6 - std::min<std::size_t>(6, seconds.size()), '0') + seconds);
      } else {
        core_.unsolicited("MISSED_CALL: 11:01AM " + (number_.empty() ? std::string{"0"} : number_));
      }
      return true;
    case CallLines::ublox: say_state(6); return false;
    case CallLines::wavecom: core_.unsolicited("+WIND: 6,1"); return false;
  }
  return false;
}

void ModemCalls::ended(CallEnd why) {
  const bool connected = state_ == State::active;
  state_ = State::none;
  last_end_ = why;
  ring_.cancel();
  std::string_view word = "NO CARRIER";
  if (outgoing_ && !connected && (why == CallEnd::busy || why == CallEnd::rejected)) word = "BUSY";
  if (outgoing_ && !connected && why == CallEnd::no_answer) word = "NO ANSWER";
  const bool enough = ended_in_its_words(why, connected);
  if (std::exchange(waiting_, false)) return core_.finish(Final::text(word));
  if (!enough) core_.unsolicited(word);
}

}  // namespace isocket::lab
