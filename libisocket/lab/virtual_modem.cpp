#include "lab/virtual_modem.h"

#include <algorithm>

#include "lab/modem_calls.h"
#include "lab/modem_messages.h"
#include "lab/modem_ussd.h"

namespace isocket::lab {
namespace {

/// 3GPP TS 27.007 §9.2.1, for +CMEE=2.
std::string_view words_of_cme(int code) {
  switch (code) {
    case 3: return "operation not allowed";
    case 4: return "operation not supported";
    case 10: return "SIM not inserted";
    case 11: return "SIM PIN required";
    case 12: return "SIM PUK required";
    case 14: return "SIM busy";
    case 16: return "incorrect password";
    case 30: return "no network service";
    case 50: return "Incorrect parameters";
    case 515: return "Please wait, init in progress";
    default: return "unknown";
  }
}

constexpr std::string_view kCardState = "+CPIN: ";  // of a BootLine
constexpr Duration kChatter = std::chrono::seconds{30};

}  // namespace

VirtualModem::VirtualModem(Network& net, SimCard& sim, ModemOptions options,
                           std::function<void(std::string_view)> output)
    : ModemCore{net, net.directory().add(sim.number), sim, *options.dialect},
      options_{std::move(options)},
      output_{std::move(output)},
      faults_{net.directory().fork("modem " + sim.number.digits())},
      flush_{net.directory().clock()},
      execution_{net.directory().clock()},
      boot_{net.directory().clock()},
      chatter_{net.directory().clock()},
      messages_{std::make_unique<ModemMessages>(*this)},
      calls_{std::make_unique<ModemCalls>(*this)},
      ussd_{std::make_unique<ModemUssd>(*this)} {
  add_general();
  add_identity();
  add_card();
  add_network();
  factory_settings();
}

VirtualModem::~VirtualModem() {
  radio(false);
}

void VirtualModem::power(bool on) {
  if (on == powered()) return;
  execution_.cancel();
  boot_.cancel();
  chatter_.cancel();
  flush_.cancel();
  radio(false);
  out_.clear();
  held_.clear();
  commands_.clear();
  front_.reset();
  factory_settings();
  power_ = on ? Power::booting : Power::off;
  if (on) boot_.after(network.directory().timing().boot, [this] { boot(); });
}

void VirtualModem::restart() {
  power(false);
  power(true);
}

void VirtualModem::boot() {
  power_ = Power::on;
  locked = card.inserted && card.pin.has_value();
  sms_ready =
      std::none_of(dialect.boot.begin(), dialect.boot.end(), [](const BootLine& l) { return l.messages; });
  const Duration unit = network.directory().timing().boot / 10;
  busy_until_ = network.directory().clock().now() + unit * dialect.busy_after_boot;
  radio(card_ready());
  if (!dialect.boot.empty()) boot_.after(unit * dialect.boot.front().after, [this] { boot_step(0); });
  if (!dialect.chatter.empty()) chat(0);
}

void VirtualModem::boot_step(std::size_t step) {
  const BootLine& line = dialect.boot[step];
  if (line.needs_card && !card_ready()) return;  // goes on when the PIN is given
  if (line.messages) sms_ready = true;
  if (line.line == kCardState)
    unsolicited(!card.inserted ? "+CPIN: NOT INSERTED" : locked ? "+CPIN: SIM PIN" : "+CPIN: READY");
  else
    unsolicited(line.line);
  if (++step == dialect.boot.size()) return;
  // The rests between the lines scale with the time to boot.
  const Duration unit = network.directory().timing().boot / 10;
  boot_.after(unit * dialect.boot[step].after, [this, step] { boot_step(step); });
}

void VirtualModem::boot_goes_on() {
  for (std::size_t step = 0; step < dialect.boot.size(); ++step) {
    if (dialect.boot[step].line != kCardState && !dialect.boot[step].needs_card) continue;
    return boot_step(step);
  }
}

void VirtualModem::chat(std::size_t line) {
  chatter_.after(kChatter, [this, line] {
    unsolicited(dialect.chatter[line]);
    chat((line + 1) % dialect.chatter.size());
  });
}

void VirtualModem::factory_settings() {
  cmee = creg_ = cgreg_ = cereg_ = cops_format_ = 0;
  charset = "GSM";
  restart_after_answer_ = false;
  messages_->reset();
  calls_->reset();
  ussd_->reset();
}

void VirtualModem::radio(bool on) {
  if (radio_ == on) return;
  radio_ = on;
  if (on)
    network.cells().attach(account, *this);
  else
    network.cells().detach(account);
}

void VirtualModem::feed(std::string_view octets) {
  if (power_ != Power::on) return;
  if (network.directory().clock().now() < deaf_until_ && !front_.in_text()) return;
  front_.feed(octets);
}

void VirtualModem::send(std::string_view octets) {
  if (power_ != Power::on) return;
  out_ += octets;
  if (!flush_.armed()) flush_.after(Duration{0}, [this] { output_(std::exchange(out_, {})); });
}

void VirtualModem::info(std::string_view line) {
  send("\r\n");
  send(line);
  send("\r\n");
}

void VirtualModem::unsolicited(std::string_view line) {
  if (front_.in_text())
    held_.emplace_back(line);
  else
    info(line);
}

void VirtualModem::command_line(std::string line) {
  line_ = std::move(line);
  Duration delay = network.directory().timing().answer;
  if (const Faults& faults = network.directory().faults(); options_.faulty) {
    const bool late = faults_.chance(faults.modem_late);
    const bool reset = faults_.chance(faults.modem_reset);
    const Duration late_by = faults.late_by.draw(faults_);
    if (late) delay += late_by;
    if (reset) {
      execution_.after(delay, [this] { restart(); });
      return;
    }
  }
  execution_.after(delay, [this] { execute(); });
}

void VirtualModem::execute() {
  auto parsed = parse_command_line(line_);
  commands_ = parsed ? std::move(*parsed) : std::vector<AtCommand>{};
  next_ = 0;
  if (!parsed) return finish(Final::error());
  next_command();
}

void VirtualModem::next_command() {
  while (next_ < commands_.size()) {
    const AtCommand command = commands_[next_++];
    const Final final = run(command);
    if (final.kind == Final::Kind::pending) return;
    if (final.kind == Final::Kind::prompt) return front_.prompt();
    if (final.kind != Final::Kind::ok) {
      next_ = commands_.size();
      return finish(final);
    }
  }
  finish(Final::ok());
}

Final VirtualModem::run(const AtCommand& command) {
  if (network.directory().clock().now() < busy_until_ && command.name != "E" && command.name != "+CMEE")
    return Final::cme(dialect.busy_code);
  const auto handler = handlers.find(command.name);
  if (handler != handlers.end()) return handler->second(command);
  if (!dialect.unknown_command.empty()) return Final::text(dialect.unknown_command);
  return command.name.starts_with('+') ? Final::cme(4) : Final::error();
}

void VirtualModem::finish(Final final) {
  if (final.kind == Final::Kind::ok && next_ < commands_.size()) return next_command();
  commands_.clear();
  next_ = 0;
  switch (final.kind) {
    case Final::Kind::ok: info("OK"); break;
    case Final::Kind::text: info(final.word); break;
    case Final::Kind::silent: break;
    case Final::Kind::cms: info("+CMS ERROR: " + std::to_string(final.code)); break;
    case Final::Kind::cme:
      if (cmee == 1) {
        info("+CME ERROR: " + std::to_string(final.code));
        break;
      }
      if (cmee == 2) {
        info("+CME ERROR: " + std::string{words_of_cme(final.code)});
        break;
      }
      [[fallthrough]];
    default: info("ERROR");
  }
  for (const auto& line : std::exchange(held_, {})) info(line);
  if (std::exchange(restart_after_answer_, false)) {
    execution_.after(network.directory().timing().answer, [this] { restart(); });
    return;
  }
  // Before the next line is read, which may be here already.
  if (dialect.rest > Duration{}) deaf_until_ = network.directory().clock().now() + dialect.rest;
  front_.ready();
}

void VirtualModem::text_entered(std::string text) {
  const Final final = messages_->text_entered(text);
  if (final.kind != Final::Kind::pending) finish(final);
}

void VirtualModem::text_cancelled() {
  messages_->text_cancelled();
  finish(Final::ok());
}

void VirtualModem::interrupted() {
  finish(calls_->interrupted());
}

void VirtualModem::registration_changed(Registration now) {
  if (creg_ > 0) report_registration("+CREG", creg_);
  if (cgreg_ > 0) report_registration("+CGREG", cgreg_);
  if (listener_) listener_(now);
}

void VirtualModem::submit_finished(const SubmitResult& result) {
  messages_->submit_finished(result);
}
Arrival VirtualModem::message_arrived(const sms::Octets& tpdu) {
  return messages_->arrived(tpdu);
}
void VirtualModem::call_changed(const CallEvent& event) {
  calls_->changed(event);
}
void VirtualModem::ussd_answered(const UssdAnswer& answer) {
  ussd_->answered(answer);
}

}  // namespace isocket::lab
