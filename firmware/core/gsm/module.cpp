#include "core/gsm/module.h"

// The supply, the way up, and commands with their deadlines. What the module says is in module_lines.cpp,
// messages, calls and USSD are in module_work.cpp.
namespace isocket::fw {
namespace {

constexpr Millis kUnpowered = 2 * kSecond;  // long enough for the module's capacitors
constexpr Millis kSyncEvery = 1 * kSecond;
constexpr std::uint8_t kSyncAttempts = 20;   // a SIM900 answers within 5 s of its supply
constexpr std::uint8_t kSilentCommands = 3;  // then it counts as hung
constexpr std::uint8_t kSetUpAttempts = 40;  // one per second: "SMS Ready" may take 20 s
constexpr Millis kBoot = 30 * kSecond;
constexpr Millis kUnregistered = 10 * kMinute;  // EP-16-06
constexpr Millis kQuiet = 300;                  // after a resynchronisation, for answers that come late
constexpr Millis kOutputRetry = 5;

struct SetUpStep {
  std::string_view text;
  bool needed;
};
constexpr SetUpStep kSetUp[] = {
    {"ATE0", false},
    {"AT+CMEE=1", false},
    {"AT+CPIN?", true},
    {"AT+CMGF=0", true},  // refused until the SIM's messages can be reached
    {"AT+CSCS=\"GSM\"", false},
    {kIndicate, false},
    {"AT+CLIP=1", false},
    {"AT+COLP=0", false},  // ATD answers at once, +CLCC tells the rest
    {"AT+CREG=1", false},
};
constexpr std::uint8_t kEchoStep = 0, kSimStep = 2, kIndicationStep = 5;

SimState sim_state_of(std::uint16_t cme) {  // 3GPP TS 27.007 §9.2
  switch (cme) {
    case 10: return SimState::missing;
    case 5:
    case 6:
    case 7:
    case 11:
    case 12:
    case 16:
    case 17:
    case 18: return SimState::pin_required;
    default: return SimState::failed;
  }
}
constexpr std::uint16_t kSimBusy = 14;

}  // namespace

GsmModule::GsmModule(const Hal& hal, GsmEvents& events) : hal_{hal}, events_{events} {}

void GsmModule::power_up() {
  forget();
  for (auto& stored : stored_) stored = {};
  list_again_ = remove_later_ = listed_stale_ = false;
  stored_are_stale_ = true;
  sim_held_messages_ = capacity_asked_ = dead_ = false;
  registered_ = false;
  sim_ = SimState::unknown;
  unregistered_.start(hal_.now(), kUnregistered);
  switch_on();
}

void GsmModule::shut_down() {
  forget();
  registered_ = false;
  phase_ = Phase::off;
  hal_.modem_power(hal_.self, false);
}

void GsmModule::switch_on() {
  hal_.modem_power(hal_.self, true);
  phase_ = Phase::syncing;
  failures_ = 0;
  pause_.start(hal_.now(), kSyncEvery);
  booting_.start(hal_.now(), kBoot);
}

/// Everything that belongs to one life of the module.
void GsmModule::forget() {
  reader_.reset();
  command_ = Command::none;
  out_.clear();
  out_sent_ = 0;
  pdu_writing_ = false;
  pdu_follows_ = Pdu::none;
  deadline_.stop();
  pause_.stop();
  ussd_deadline_.stop();
  ringing_.stop();
  ring_dead_.stop();
  poll_calls_.stop();
  failures_ = 0;
  step_ = 0;
  sms_ = Sms::none;
  call_ = Call::none;
  incoming_ = Incoming::none;
  ussd_ = Ussd::none;
  hang_up_ = reject_ = answer_ = close_ussd_ = forgetful_ = echoes_ = indicate_again_ = false;
  indicate_tries_ = 0;
  microphone_waits_ = has_microphone_;
  signal_dbm_ = kNoSignal;
}

/// Ends what was under way, and tells. The phase must have changed before: nothing new is taken.
void GsmModule::lose_work() {
  const Sms sms = sms_;
  const Call call = call_;
  const Incoming incoming = incoming_;
  const Ussd ussd = ussd_;
  forget();
  if (sms != Sms::none) events_.sms_result(sms == Sms::handed_over ? SmsResult::unknown : SmsResult::refused);
  if (call != Call::none) events_.call_state(CallState::ended);
  if (incoming >= Incoming::announced) events_.incoming_ended();
  if (ussd != Ussd::none) events_.ussd_result(false, {});
  set_registered(false);
}

/// The supply off and on again.
void GsmModule::restart() {
  phase_ = Phase::unpowered;
  lose_work();
  if (phase_ == Phase::off) return;  // the owner has had enough
  hal_.modem_power(hal_.self, false);
  unregistered_.start(hal_.now(), kUnregistered);
  pause_.start(hal_.now(), kUnpowered);
}

/// The module has restarted by itself.
void GsmModule::start_over() {
  phase_ = Phase::syncing;
  lose_work();
  if (phase_ == Phase::off) return;
  pause_.start(hal_.now(), kQuiet);
  booting_.start(hal_.now(), kBoot);
}

void GsmModule::set_registered(bool registered) {
  if (registered == registered_) return;
  registered_ = registered;
  if (registered) {
    unregistered_.stop();
    poll_signal_.start(hal_.now(), 0);  // there is one now
  } else {
    unregistered_.start(hal_.now(), kUnregistered);
  }
  events_.registration(registered);
}

void GsmModule::set_sim(SimState state) {
  if (state == sim_) return;
  sim_ = state;
  events_.sim_state(state);
}

void GsmModule::feed(std::span<const std::byte> bytes) {
  for (const std::byte byte : bytes) {
    if (phase_ == Phase::off || phase_ == Phase::unpowered) return;
    const bool prompt_due = command_ == Command::submit && sms_ == Sms::prompting && out_sent_ == out_.size();
    switch (reader_.feed(static_cast<char>(byte), prompt_due)) {
      case LineReader::Got::nothing: break;
      case LineReader::Got::line: handle_line(reader_.line()); break;
      case LineReader::Got::prompt: begin_pdu(); break;
    }
  }
  tick();
}

void GsmModule::tick() {
  const Instant now = hal_.now();
  if (phase_ == Phase::off) return;
  if (phase_ == Phase::unpowered) {
    if (pause_.over(now)) switch_on();
    return;
  }
  flush();
  if (deadline_.over(now)) timed_out();
  if (unregistered_.over(now)) restart();
  if (ussd_deadline_.over(now)) {
    close_ussd_ = true;
    end_ussd(false, {});
  }
  if (ringing_.over(now)) end_incoming();
  for (Countdown* time : {&ring_dead_, &booting_})
    if (time->over(now)) time->stop();
  next_command();
}

void GsmModule::plan(Wake& wake) const {
  if (phase_ == Phase::off) return;
  wake.at(pause_);
  if (phase_ == Phase::unpowered) return;
  for (const Countdown* time :
       {&deadline_, &unregistered_, &ussd_deadline_, &ringing_, &ring_dead_, &booting_})
    wake.at(*time);
  if (out_sent_ < out_.size() || pdu_writing_) wake.in(kOutputRetry);
  if (command_ != Command::none || pause_.running()) return;
  if (phase_ != Phase::running || work_waits()) wake.in(0);
  for (const Countdown* time : {&poll_calls_, &poll_registration_, &poll_signal_, &poll_stored_})
    wake.at(*time);
}

/// @param text  the command line without its end
void GsmModule::begin(Command command, std::string_view text, Millis deadline) {
  command_ = command;
  answered_ = false;
  out_.clear();
  out_.append(text).append('\r');
  out_sent_ = 0;
  deadline_.start(hal_.now(), deadline);
  flush();
}

void GsmModule::flush() {
  while (out_sent_ < out_.size()) {
    const std::size_t taken = hal_.modem_write(hal_.self, as_octets(out_.view().substr(out_sent_)));
    if (taken == 0) return;
    out_sent_ = static_cast<std::uint16_t>(out_sent_ + taken);
  }
  while (pdu_writing_) {
    char digits[32];
    std::size_t n = 0;
    for (std::size_t at = pdu_sent_; at <= 2u * pdu_size_ && n < sizeof digits; ++at) {
      const unsigned octet = pdu_[at / 2 < pdu::kMaxSubmit ? at / 2 : 0];
      digits[n++] = at == 2u * pdu_size_ ? '\x1a' : "0123456789ABCDEF"[at % 2 == 0 ? octet >> 4 : octet & 15];
    }
    const std::size_t taken = hal_.modem_write(hal_.self, as_octets({digits, n}));
    if (taken == 0) return;
    pdu_sent_ = static_cast<std::uint16_t>(pdu_sent_ + taken);
    pdu_writing_ = pdu_sent_ <= 2u * pdu_size_;
  }
}

void GsmModule::next_command() {
  if (phase_ == Phase::off || phase_ == Phase::unpowered || command_ != Command::none) return;
  if (pause_.running() && !pause_.over(hal_.now())) return;
  switch (phase_) {
    // Escape first: the module may still be waiting for a PDU of a former life.
    case Phase::syncing: begin(Command::sync, "\x1b\rAT", kSyncEvery); break;
    case Phase::setting_up: begin(Command::set_up, kSetUp[step_].text, 5 * kSecond); break;
    default:
      if (forgetful_)
        start_over();
      else
        next_work();
  }
}

void GsmModule::timed_out() {
  const Command silent = command_;
  reader_.reset();
  command_ = Command::none;
  out_.clear();
  out_sent_ = 0;
  pdu_writing_ = false;
  pdu_follows_ = Pdu::none;
  failures_ = static_cast<std::uint8_t>(failures_ + 1);
  if (failures_ >= (phase_ == Phase::syncing ? kSyncAttempts : kSilentCommands)) {
    dead_ = phase_ == Phase::syncing;
    return restart();
  }
  switch (silent) {
    case Command::submit: end_sms(sms_ == Sms::handed_over ? SmsResult::unknown : SmsResult::refused); break;
    case Command::dial: hang_up_ = true; break;
    case Command::ussd: end_ussd(false, {}); break;
    default: break;
  }
  if (phase_ != Phase::off && phase_ != Phase::syncing) begin(Command::sync, "\x1b\rAT", kSyncEvery);
}

void GsmModule::set_up_done(Final result, std::uint16_t code) {
  const bool good = result == Final::ok && (step_ != kSimStep || sim_ == SimState::ready);
  if (step_ == kIndicationStep) indications_ = good;
  if (!good && kSetUp[step_].needed) {
    if (step_ == kSimStep && result != Final::ok && code != kSimBusy) set_sim(sim_state_of(code));
    // A SIM that is missing or locked is asked for as long as it takes (EP-3-04).
    const bool patient = step_ == kSimStep && sim_ != SimState::unknown && code != kSimBusy;
    failures_ = patient ? std::uint8_t{0} : static_cast<std::uint8_t>(failures_ + 1);
    if (failures_ >= kSetUpAttempts) return restart();
    pause_.start(hal_.now(), patient ? 5 * kSecond : kSecond);
    return;
  }
  failures_ = 0;
  if (++step_ < std::size(kSetUp)) return;
  phase_ = Phase::running;
  const Instant now = hal_.now();
  poll_registration_.start(now, 0);
  poll_signal_.start(now, 0);
  poll_stored_.start(now, 0);
}

void GsmModule::finish(Final result, std::uint16_t code) {
  const Command done = command_;
  command_ = Command::none;
  deadline_.stop();
  pdu_follows_ = Pdu::none;
  if (done == Command::set_up) return set_up_done(result, code);
  if (done != Command::sync) {
    failures_ = 0;
    return work_done(done, result, code);
  }
  pause_.start(hal_.now(), kQuiet);
  if (phase_ == Phase::syncing && result == Final::ok) {
    phase_ = Phase::setting_up;
    dead_ = false;
    step_ = kEchoStep;
    failures_ = 0;
  }
}

}  // namespace isocket::fw
