#include "core/gsm/module.h"

// What the module is there for: messages, calls, questions to the operator. One command at a time, the
// most urgent first.
namespace isocket::fw {
namespace {

constexpr Millis kAnswer = 5 * kSecond;
constexpr Millis kNetworkAnswer = 60 * kSecond;  // +CMGS: the longest the SIM900's manual allows
constexpr Millis kDialling = 20 * kSecond;
constexpr Millis kUssd = 60 * kSecond;  // EP-12-10
constexpr Millis kCallsEvery = 500;
constexpr Millis kRegisteredEvery = 30 * kSecond;
constexpr Millis kUnregisteredEvery = 5 * kSecond;
constexpr Millis kSignalEvery = 10 * kSecond;
constexpr Millis kStoredEvery = 60 * kSecond;       // a safety net: +CMTI tells at once
constexpr std::uint8_t kIndicateTries = 10;         // a module that never indicates is left in peace
constexpr Millis kStoredEveryUntold = 5 * kSecond;  // when the module does not tell
constexpr Millis kRingsEvery = 10 * kSecond;        // a RING comes every 3 to 6 s
constexpr Millis kDeadRings = kSecond;

bool has_ucs2(std::string_view dcs) {  // 3GPP TS 23.038 §5
  std::uint32_t value = 15;
  parse_number(dcs, 255, value);
  const std::uint32_t group = value >> 4;
  return value == 0x11 || ((group >= 4 && group <= 7) && (value & 0x0c) == 0x08);
}

/// Turns the operator's text into device text.
std::size_t decode_ussd(std::string_view raw, bool ucs2, std::span<char> into) {
  std::size_t n = 0;
  if (ucs2) {
    for (; raw.size() >= 4 && n < into.size(); raw.remove_prefix(4)) {
      std::uint8_t unit[2];
      std::size_t size = 0;
      if (!pdu::from_hex(raw.substr(0, 4), unit, size)) break;
      const auto code = static_cast<std::uint16_t>(unit[0] << 8 | unit[1]);
      if (code == 0) break;  // some networks pad with these
      into[n++] = pdu::from_ucs2(code);
    }
    return n;
  }
  bool escaped = false;
  for (const char c : raw) {
    if (n == into.size()) break;
    const auto septet = static_cast<std::uint8_t>(c);
    if (septet == 0x1b && !escaped) {
      escaped = true;
      continue;
    }
    into[n++] = septet >= 0x80 ? '?' : pdu::from_septet(septet, escaped);
    escaped = false;
  }
  return n;
}

}  // namespace

bool GsmModule::ready_for_sms() const {
  return phase_ == Phase::running && registered_ && sms_ == Sms::none;
}
bool GsmModule::ready_for_call() const {
  return phase_ == Phase::running && registered_ && !forgetful_ && !in_call();
}
bool GsmModule::ready_for_ussd() const {
  return phase_ == Phase::running && registered_ && ussd_ == Ussd::none && !close_ussd_;
}

bool GsmModule::send_sms(const Address& to, std::string_view text) {
  if (!ready_for_sms() || !to.dialable()) return false;
  sms_parts_ = pdu::parts_of(text);
  if (sms_parts_ == 0) return false;
  sms_ = Sms::wanted;
  sms_to_ = to;
  sms_text_ = text;
  sms_part_ = 0;
  if (sms_parts_ > 1) sms_reference_ = static_cast<std::uint8_t>(sms_reference_ + 1);
  return true;
}

bool GsmModule::dial(const Address& to) {
  if (!ready_for_call() || !to.dialable()) return false;
  call_ = Call::wanted;
  call_to_ = to;
  hang_up_ = false;
  return true;
}

void GsmModule::hang_up() {
  if (call_ == Call::none) return;
  if (call_ == Call::wanted) return end_call();
  hang_up_ = true;
  if (command_ != Command::dial) return;
  command_ = Command::none;  // ATD gives way to the next command (V.250 §6.3.1)
  deadline_.stop();
}

void GsmModule::reject() {
  if (incoming_ != Incoming::none) reject_ = true;
}

void GsmModule::answer() {
  if (incoming_ == Incoming::announced) answer_ = true;
}

void GsmModule::microphone(std::uint8_t level) {
  has_microphone_ = microphone_waits_ = true;
  microphone_level_ = level;
}

bool GsmModule::ussd(std::string_view code) {
  if (!ready_for_ussd() || code.empty() || code.size() > ussd_code_.capacity()) return false;
  ussd_ = Ussd::wanted;
  ussd_code_ = FixedString<23>{code};
  ussd_deadline_.start(hal_.now(), kUssd);
  return true;
}

/// Whether next_work() would find something without waiting for a poll.
bool GsmModule::work_waits() const {
  if (reject_ || answer_ || hang_up_ || call_ == Call::wanted || sms_ == Sms::wanted || close_ussd_ ||
      forgetful_ || ussd_ == Ussd::wanted || list_again_ || indicate_again_ || microphone_waits_)
    return true;
  for (const auto& stored : stored_)
    if (stored.used && (stored.handled ? !remove_later_ : events_.takes_sms())) return true;
  return stored_are_stale_ && !listed_stale_ && none_stored();
}

void GsmModule::next_work() {
  const Instant now = hal_.now();
  FixedString<48> line;
  if (reject_) {
    reject_ = false;
    return begin(Command::reject, "ATH", kAnswer);
  }
  if (answer_) {
    answer_ = false;
    return begin(Command::answer, "ATA", kDialling);
  }
  if (hang_up_) {
    hang_up_ = false;
    return begin(Command::hang_up, "ATH", kAnswer);
  }
  if (microphone_waits_) {
    microphone_waits_ = false;
    line.append("AT+CMIC=0,").append_number(microphone_level_);
    return begin(Command::microphone, line, kAnswer);
  }
  if (call_ == Call::wanted) {
    call_ = Call::dialling;
    line.append(call_to_.international() ? "ATD+" : "ATD").append(call_to_.digits).append(';');
    return begin(Command::dial, line, kDialling);
  }
  if (poll_calls_.over(now)) {
    in_list_ = false;
    return begin(Command::calls, "AT+CLCC", kAnswer);
  }
  if (sms_ == Sms::wanted) {
    sms_ = Sms::prompting;
    pdu_size_ = static_cast<std::uint16_t>(
        pdu::encode_submit(sms_to_, sms_text_, sms_part_, sms_parts_, sms_reference_, pdu_));
    line.append("AT+CMGS=").append_number(pdu_size_ - 1);  // without the service centre's octet
    return begin(Command::submit, line, kAnswer);
  }
  if (close_ussd_) {
    close_ussd_ = false;
    return begin(Command::close_ussd, "AT+CUSD=2", kAnswer);
  }
  if (ussd_ == Ussd::wanted) {
    ussd_ = Ussd::waiting;
    line.append("AT+CUSD=1,\"").append(ussd_code_).append("\",15");
    return begin(Command::ussd, line, 10 * kSecond);
  }
  for (auto& stored : stored_) {
    if (!stored.used || (stored.handled ? remove_later_ : !events_.takes_sms())) continue;
    reading_ = stored.index;
    line.append(stored.handled ? "AT+CMGD=" : "AT+CMGR=").append_number(stored.index);
    return begin(stored.handled ? Command::remove : Command::read, line, kAnswer);
  }
  if (poll_registration_.over(now)) {
    poll_registration_.start(now, registered_ ? kRegisteredEvery : kUnregisteredEvery);
    return begin(Command::registration, "AT+CREG?", kAnswer);
  }
  if (poll_signal_.over(now)) {
    poll_signal_.start(now, kSignalEvery);
    return begin(Command::signal, "AT+CSQ", kAnswer);
  }
  // What the module told of has come after the start and is served first; the rest is older.
  if (stored_are_stale_ && !listed_stale_ && none_stored()) {
    if (capacity_asked_) return begin(Command::remove_all, "AT+CMGD=1,4", 25 * kSecond);
    capacity_asked_ = true;
    return begin(Command::capacity, "AT+CPMS?", kAnswer);
  }
  if (list_again_ || poll_stored_.over(now)) {
    list_again_ = remove_later_ = false;
    indicate_again_ = !indications_ && indicate_tries_ < kIndicateTries;
    poll_stored_.start(now, indications_ ? kStoredEvery : kStoredEveryUntold);
    return begin(Command::list, "AT+CMGL=4", kAnswer);
  }
  if (indicate_again_) {
    indicate_again_ = false;
    ++indicate_tries_;
    return begin(Command::indicate, kIndicate, kAnswer);
  }
}

void GsmModule::work_done(Command done, Final result, std::uint16_t code) {
  constexpr std::uint16_t kEmptySlot = 321;  // CMS, 3GPP TS 27.005 §3.2.5
  const bool good = result == Final::ok;
  switch (done) {
    case Command::submit:
      if (!good) return end_sms(SmsResult::refused);
      if (!answered_) return end_sms(SmsResult::unknown);
      if (++sms_part_ == sms_parts_) return end_sms(SmsResult::sent);
      sms_ = Sms::wanted;
      return;
    case Command::dial:
      if (!good) return end_call();
      poll_calls_.start(hal_.now(), 0);
      return;
    case Command::calls: return call_list_done();
    case Command::hang_up:
      if (good) return end_call();
      hang_up_ = call_ != Call::none;
      pause_.start(hal_.now(), kSecond);
      return;
    case Command::reject:
      if (good) return end_incoming();
      reject_ = incoming_ != Incoming::none;
      pause_.start(hal_.now(), kSecond);
      return;
    case Command::answer:
      if (result == Final::no_call) return end_incoming();
      if (!good || incoming_ == Incoming::none) return;  // it rings on, or is over
      incoming_ = Incoming::taken;
      ringing_.stop();
      poll_calls_.start(hal_.now(), kCallsEvery);
      return;
    case Command::ussd:
      if (!good) end_ussd(false, {});
      return;
    case Command::read:
    case Command::remove:
      for (auto& stored : stored_) {
        if (!stored.used || stored.index != reading_) continue;
        if (done == Command::remove && !stored.handled) continue;  // a later one has its place
        // A message that could not be read is found again by the next listing; one that was served
        // must stay known until it is removed, or it would be served twice.
        if (done == Command::remove ? good || code == kEmptySlot : !stored.handled)
          stored = {};
        else if (done == Command::remove)
          remove_later_ = true;
      }
      if (!good) pause_.start(hal_.now(), kSecond);
      return;
    case Command::remove_all:
      stored_are_stale_ = !good;
      listed_stale_ = list_again_ = !good;  // one by one, then
      return;
    case Command::indicate:
      indications_ = good;
      if (good) list_again_ = true;  // what came in between is told by nobody
      return;
    case Command::list:
      if (!good) pause_.start(hal_.now(), kSecond);
      if (!listed_stale_) return;
      // What the first listing shows is older than the start; what comes later is not (EP-4.1-66).
      if (good && !list_again_)
        listed_stale_ = stored_are_stale_ = false;
      else
        list_again_ = true;
      return;
    default: return;
  }
}

void GsmModule::begin_pdu() {
  sms_ = Sms::handed_over;
  pdu_sent_ = 0;
  pdu_writing_ = true;
  deadline_.start(hal_.now(), kNetworkAnswer);
  flush();
}

void GsmModule::end_sms(SmsResult result) {
  if (sms_ == Sms::none) return;
  sms_ = Sms::none;
  events_.sms_result(result);
}

bool GsmModule::none_stored() const {
  for (const auto& stored : stored_)
    if (stored.used) return false;
  return true;
}

void GsmModule::note_stored(std::string_view index) {
  std::uint32_t value = 0;
  if (!parse_number(index, 255, value)) {
    list_again_ = true;  // "+CMTI: ,-1": somewhere
    return;
  }
  // They stand in the order of their arrival, in which they are served (EP-4.1-52); a place on the SIM that
  // has become free is taken by a later one.
  std::size_t count = 0;
  for (auto& stored : stored_) {
    if (!stored.used) continue;
    if (stored.index != value) {
      ++count;
    } else if (stored.handled && command_ == Command::remove && reading_ == value) {
      stored = {};  // removed, though the answer is still to come: the place is taken again
    } else {
      return;
    }
  }
  if (count == kStored) {
    list_again_ = true;
    return;
  }
  std::size_t last = 0;
  for (const auto stored : stored_)
    if (stored.used) stored_[last++] = stored;
  for (std::size_t i = last; i < kStored; ++i) stored_[i] = {};
  stored_[last] = {static_cast<std::uint8_t>(value), true, listed_stale_ && command_ == Command::list};
}

void GsmModule::ring() {
  if (phase_ != Phase::running || call_ != Call::none || ring_dead_.running()) return;
  if (incoming_ == Incoming::taken) return;  // a late one
  ringing_.start(hal_.now(), kRingsEvery);
  if (incoming_ == Incoming::none) {
    incoming_ = Incoming::ringing;
  } else if (incoming_ == Incoming::ringing) {  // the second without a number between them
    incoming_ = Incoming::announced;
    events_.incoming_call(Address{});
  }
}

/// `"+358401234567",145,...` (3GPP TS 27.007 §7.11); a withheld number is empty.
void GsmModule::caller(std::string_view fields) {
  if (phase_ != Phase::running || call_ != Call::none || ring_dead_.running()) return;
  if (incoming_ == Incoming::none) ring();
  if (incoming_ != Incoming::ringing) return;
  incoming_ = Incoming::announced;
  auto number = take_until(fields, ',');
  std::uint32_t type = Address::kUnknown;
  parse_number(take_until(fields, ','), 255, type);
  if (number.starts_with('"')) number.remove_prefix(1);
  if (number.ends_with('"')) number.remove_suffix(1);
  Address address;
  address.type = static_cast<std::uint8_t>(type);
  if (number.starts_with('+')) {
    number.remove_prefix(1);
    address.type = Address::kInternational;
  }
  address.digits = FixedString<20>{number};
  events_.incoming_call(address);
}

void GsmModule::end_incoming() {
  if (incoming_ == Incoming::none) return;
  const bool announced = incoming_ >= Incoming::announced;
  incoming_ = Incoming::none;
  reject_ = answer_ = false;
  ringing_.stop();
  poll_calls_.stop();
  ring_dead_.start(hal_.now(), kDeadRings);
  if (announced) events_.incoming_ended();
}

/// One call of the list: `id,dir,stat,...` (3GPP TS 27.007 §7.18).
void GsmModule::call_in_list(std::string_view fields) {
  take_until(fields, ',');
  const bool ours = take_until(fields, ',') == "0";
  if (ours ? call_ != Call::none : incoming_ == Incoming::taken) in_list_ = true;
  if (!ours) return;
  const auto stat = take_until(fields, ',');
  if (stat == "3" && call_ == Call::dialling) {
    call_ = Call::ringing;
    events_.call_state(CallState::ringing);
  } else if (stat == "0" && (call_ == Call::dialling || call_ == Call::ringing)) {
    call_ = Call::connected;
    events_.call_state(CallState::answered);
  }
}

void GsmModule::call_list_done() {
  if (incoming_ == Incoming::taken) {
    if (!in_list_) return end_incoming();  // NO CARRIER was lost
  } else if (call_ <= Call::wanted) {
    return;
  } else if (!in_list_) {
    return end_call();
  }
  poll_calls_.start(hal_.now(), kCallsEvery);
}

void GsmModule::end_call() {
  if (call_ == Call::none) return;
  call_ = Call::none;
  hang_up_ = false;
  poll_calls_.stop();
  events_.call_state(CallState::ended);
}

/// `m,"text",dcs` (3GPP TS 27.007 §7.15). The text may hold quotes and line ends.
void GsmModule::handle_ussd(std::string_view fields) {
  const char m = fields.empty() ? '?' : fields[0];
  if (m == '1') close_ussd_ = true;  // a menu: nobody will choose (EP-12-12)
  if (ussd_ != Ussd::waiting) return;
  const auto open = fields.find('"'), close = fields.rfind('"');
  if ((m != '0' && m != '1' && m != '2') || open == std::string_view::npos || close <= open + 1)
    return end_ussd(false, {});
  const auto raw = fields.substr(open + 1, close - open - 1);
  auto dcs = fields.substr(close + 1);
  take_until(dcs, ',');
  end_ussd(true, {text_, decode_ussd(raw, has_ucs2(dcs), text_)});
}

void GsmModule::end_ussd(bool ok, std::string_view text) {
  if (ussd_ == Ussd::none) return;
  ussd_ = Ussd::none;
  ussd_deadline_.stop();
  events_.ussd_result(ok, text);
}

}  // namespace isocket::fw
