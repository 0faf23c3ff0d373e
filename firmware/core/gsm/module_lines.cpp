#include "core/gsm/module.h"

// What the module says, line by line: each line is an echo, a final result, an information line of the
// command under way, or unsolicited; whatever is none of these is ignored.
namespace isocket::fw {
namespace {

/// What stands behind `prefix`, if the line begins with it.
bool after(std::string_view line, std::string_view prefix, std::string_view& rest) {
  if (!line.starts_with(prefix)) return false;
  rest = line.substr(prefix.size());
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  return true;
}

bool ends_a_call(std::string_view line) {
  return line == "NO CARRIER" || line == "BUSY" || line == "NO ANSWER" || line == "NO DIALTONE" ||
         line == "NO DIAL TONE";
}

std::uint16_t error_code(std::string_view text) {
  std::uint32_t code = 0;
  parse_number(text, 0xffff, code);
  return static_cast<std::uint16_t>(code);
}

}  // namespace

void GsmModule::handle_line(std::string_view line) {
  while (line.ends_with(' ')) line.remove_suffix(1);
  if (line.starts_with("AT") || line.starts_with("\x1b")) {  // our own words
    if (phase_ == Phase::setting_up && step_ > 0) echoes_ = true;
    if (phase_ == Phase::running && !echoes_) forgetful_ = true;
    return;
  }
  if (pdu_follows_ != Pdu::none && line.find_first_not_of("0123456789ABCDEFabcdef") == std::string_view::npos)
    return handle_pdu();
  if (command_ != Command::none && (handle_final(line) || handle_answer(line))) return;
  handle_unsolicited(line);
}

bool GsmModule::handle_final(std::string_view line) {
  std::string_view rest;
  if (line == "OK")
    finish(Final::ok);
  else if (line == "ERROR" || line == "COMMAND NOT SUPPORT")
    finish(Final::error);
  else if (after(line, "+CME ERROR:", rest) || after(line, "+CMS ERROR:", rest))
    finish(Final::error, error_code(rest));
  else if ((command_ == Command::dial || command_ == Command::answer) && ends_a_call(line))
    finish(Final::no_call);
  else
    return false;
  return true;
}

bool GsmModule::handle_answer(std::string_view line) {
  std::string_view rest;
  switch (command_) {
    case Command::set_up:
      if (!after(line, "+CPIN:", rest)) return false;
      handle_sim(rest);
      return true;
    case Command::capacity:
      if (!after(line, "+CPMS:", rest)) return false;  // "SM",used,total,…
      take_until(rest, ',');
      sim_held_messages_ = take_until(rest, ',') != "0";
      return true;
    case Command::list:
      if (!after(line, "+CMGL:", rest)) return false;
      if (listed_stale_) sim_held_messages_ = true;
      note_stored(take_until(rest, ','));
      return true;
    case Command::read:
      if (!after(line, "+CMGR:", rest)) return false;
      pdu_follows_ = Pdu::stored;
      return answered_ = true;
    case Command::submit:
      if (!after(line, "+CMGS:", rest)) return false;
      return answered_ = true;
    case Command::calls:
      if (!after(line, "+CLCC:", rest)) return false;
      call_in_list(rest);
      return true;
    case Command::signal:
      if (!after(line, "+CSQ:", rest)) return false;
      handle_signal(rest);
      return true;
    default: return false;
  }
}

void GsmModule::handle_unsolicited(std::string_view line) {
  std::string_view rest;
  if (line == "RDY") {
    // In its first seconds the module says so of the life we gave it, later of one it took.
    if (phase_ == Phase::syncing)
      pause_.stop();
    else
      start_over();
  } else if (line.starts_with("NORMAL POWER DOWN") || line.starts_with("UNDER-VOLTAGE POWER DOWN") ||
             line.starts_with("OVER-VOLTAGE POWER DOWN")) {
    restart();
  } else if (line == "SMS Ready" || line == "Call Ready") {
    // What has been refused until now is asked for at once: the next messages are new ones (EP-4.1-66).
    if (phase_ >= Phase::setting_up && command_ == Command::none) pause_.stop();
    if (phase_ == Phase::running && listed_stale_) list_again_ = true;
  } else if (after(line, "+CPIN:", rest)) {
    if (phase_ == Phase::syncing) return;
    if (rest != "READY") {
      handle_sim(rest);
      if (phase_ == Phase::running) start_over();
    } else if (phase_ == Phase::running && !booting_.running()) {
      start_over();
    }
  } else if (after(line, "+CREG:", rest)) {
    handle_registration(rest);
  } else if (after(line, "+CMTI:", rest)) {
    take_until(rest, ',');  // which store: there is one
    note_stored(take_until(rest, ','));
  } else if (after(line, "+CMT:", rest)) {
    pdu_follows_ = Pdu::direct;
  } else if (line == "RING") {
    ring();
  } else if (after(line, "+CLIP:", rest)) {
    caller(rest);
  } else if (after(line, "+CUSD:", rest)) {
    handle_ussd(rest);
  } else if (ends_a_call(line)) {
    if (call_ > Call::wanted)
      end_call();
    else
      end_incoming();
  }
}

/// `n,stat` as an answer, `stat` as news, each with a cell behind it when the module likes
/// (3GPP TS 27.007 §7.2).
void GsmModule::handle_registration(std::string_view fields) {
  const auto first = take_until(fields, ',');
  const auto second = take_until(fields, ',');
  const auto stat = second.size() == 1 ? second : first;
  if (phase_ == Phase::running) set_registered(stat == "1" || stat == "5");
}

void GsmModule::handle_sim(std::string_view state) {
  if (state == "READY")
    set_sim(SimState::ready);
  else if (state == "NOT INSERTED" || state == "NOT READY")
    set_sim(SimState::missing);
  else
    set_sim(SimState::pin_required);
}

void GsmModule::handle_signal(std::string_view fields) {
  std::uint32_t rssi = 0;
  const bool known = parse_number(take_until(fields, ','), 31, rssi);
  signal_dbm_ = known ? static_cast<std::int16_t>(2 * static_cast<int>(rssi) - 113) : kNoSignal;
}

void GsmModule::handle_pdu() {
  const Pdu which = pdu_follows_;
  pdu_follows_ = Pdu::none;
  if (which == Pdu::stored)
    for (auto& stored : stored_)
      if (stored.used && stored.index == reading_) stored.handled = true;
  IncomingSms sms;
  if (pdu::decode_deliver(reader_.octets(), sms, text_)) events_.sms_received(sms);
}

}  // namespace isocket::fw
