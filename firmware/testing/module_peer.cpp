#include "testing/module_peer.h"

#include <algorithm>
#include <utility>

#include "testing/peer_pdu.h"

namespace isocket::fw::testing {
namespace {

constexpr std::uint64_t kRingEvery = 4000;
constexpr const char* kCrLf = "\r\n";

}  // namespace

ModulePeer::ModulePeer(Send send) : send_{std::move(send)} {}

void ModulePeer::at(std::uint64_t when, std::function<void()> what) {
  plans_.emplace(std::pair{when, order_++}, [this, life = life_, what = std::move(what)] {
    if (life == life_) what();
  });
}

void ModulePeer::advance(std::uint64_t now_ms) {
  while (!plans_.empty() && plans_.begin()->first.first <= now_ms) {
    auto plan = plans_.extract(plans_.begin());
    now_ = std::max(now_, plan.key().first);
    plan.mapped()();
  }
  now_ = std::max(now_, now_ms);
}

std::optional<std::uint64_t> ModulePeer::next() const {
  if (plans_.empty()) return std::nullopt;
  return plans_.begin()->first.first;
}

void ModulePeer::power(bool on) {
  if (on == powered_) return;
  powered_ = on;
  ++life_;
  silent = false;
  if (!on) {
    registered_ = false;
    end_outgoing(nullptr);
    return;
  }
  ++power_cycles;
  boot();
}

void ModulePeer::reset() {
  ++life_;
  end_outgoing(nullptr);
  boot();
}

void ModulePeer::boot() {
  echo_ = true;
  registered_ = registration_urc_ = clip_ = indicate_ = pdu_mode_ = waiting_pdu_ = false;
  incoming_.reset();
  line_.clear();
  if (boot_lines) {
    at(now_ + 1500, [this] { say("\r\nRDY\r\n\r\n+CFUN: 1\r\n"); });
    at(now_ + 2000,
       [this] { say(sim.empty() ? "\r\n+CPIN: NOT INSERTED\r\n" : "\r\n+CPIN: " + sim + kCrLf); });
    if (sim == "READY") at(now_ + 3000, [this] { say("\r\nCall Ready\r\n\r\nSMS Ready\r\n"); });
  }
  at(now_ + register_ms, [this] { try_register(); });
}

void ModulePeer::try_register() {
  const bool registers = powered_ && network_ && sim == "READY";
  if (registers == registered_) return;
  registered_ = registers;
  if (registration_urc_) say(registers ? "\r\n+CREG: 1\r\n" : "\r\n+CREG: 2\r\n");
  while (registered_ && !waiting_.empty()) {
    deliver_pdu(waiting_.front());
    waiting_.pop_front();
  }
}

void ModulePeer::callee_hangs_up() {
  end_outgoing("NO CARRIER");
}

void ModulePeer::network(bool available) {
  network_ = available;
  if (!available) {
    end_outgoing("NO CARRIER");
    caller_gives_up();
    try_register();
  } else {
    at(now_ + register_ms, [this] { try_register(); });
  }
}

void ModulePeer::say(std::string_view raw) {
  if (powered_) send_(raw);
}

void ModulePeer::answer(std::string text) {
  at(now_ + answer_delay_ms, [this, text = std::move(text)] {
    if (!silent) say(kCrLf + text + kCrLf);
  });
}

void ModulePeer::write(std::span<const std::byte> bytes) {
  if (!powered_) return;
  for (const std::byte b : bytes) {
    const char c = static_cast<char>(b);
    if (waiting_pdu_) {
      if (c == '\x1b') {
        waiting_pdu_ = false;
        line_.clear();
        answer("OK");
      } else if (c == '\x1a') {
        waiting_pdu_ = false;
        submitted(std::exchange(line_, {}));
      } else {
        line_ += c;
      }
    } else if (c == '\r') {
      auto line = std::exchange(line_, {});
      if (echo_ && !silent) at(now_, [this, line] { say(line + "\r"); });
      if (!line.empty()) command(line);
    } else if (c != '\n' && c != '\x1b') {
      line_ += c;
    }
  }
}

void ModulePeer::command(const std::string& line) {
  commands.push_back(line);
  if (silent) return;
  if (silent_commands > 0) {
    --silent_commands;
    return;
  }
  if (script)
    if (const auto scripted = script(line)) {
      if (!scripted->empty()) answer(*scripted);
      return;
    }
  const auto is = [&](std::string_view start) { return line.starts_with(start); };
  const auto number = [&](std::size_t at) { return std::atoi(line.c_str() + at); };
  const bool sim_ready = sim == "READY";
  if (line == "AT" || line == "AT+CMEE=1" || is("AT+CSCS=") || line == "AT+COLP=0" || line == "AT+CUSD=2" ||
      is("AT+CMIC=0,")) {
    answer("OK");
  } else if (line == "ATE0") {
    echo_ = false;
    answer("OK");
  } else if (line == "AT+CPIN?") {
    answer(sim.empty() ? "+CME ERROR: 10" : "+CPIN: " + sim + "\r\n\r\nOK");
  } else if (line == "AT+CSQ") {
    answer("+CSQ: " + std::to_string(registered() ? csq : 99) + ",0\r\n\r\nOK");
  } else if (line == "AT+CREG?") {
    answer(std::string{"+CREG: "} + (registration_urc_ ? "1," : "0,") + (registered() ? "1" : "2") +
           "\r\n\r\nOK");
  } else if (line == "AT+CREG=1") {
    registration_urc_ = true;
    answer("OK");
  } else if (line == "AT+CLIP=1") {
    clip_ = true;
    answer("OK");
  } else if (!sim_ready) {
    answer("+CME ERROR: 10");
  } else if (line == "AT+CMGF=0") {
    pdu_mode_ = true;
    answer("OK");
  } else if (line == "AT+CPMS?") {
    const std::string places = "\"SM\"," + std::to_string(store_.size()) + ",50";
    answer("+CPMS: " + places + "," + places + "," + places + "\r\n\r\nOK");
  } else if (is("AT+CNMI=")) {
    indicate_ = !no_indications;
    answer(no_indications ? "+CMS ERROR: 303" : "OK");
  } else if (line == "AT+CMGL=4") {
    std::string list;
    for (auto& [index, hex] : store_)
      list += "+CMGL: " + std::to_string(index) + ",1,\"\"," + std::to_string(hex.size() / 2 - 8) + kCrLf +
              hex + kCrLf;
    answer(list + (list.empty() ? "OK" : "\r\nOK"));
  } else if (is("AT+CMGR=")) {
    const auto found = store_.find(number(8));
    answer(found == store_.end() ? "+CMS ERROR: 321"
                                 : "+CMGR: 0,\"\"," + std::to_string(found->second.size() / 2 - 8) + kCrLf +
                                       found->second + "\r\n\r\nOK");
  } else if (line == "AT+CMGD=1,4") {
    store_.clear();
    answer("OK");
  } else if (is("AT+CMGD=")) {
    store_.erase(number(8));
    answer("OK");
  } else if (is("AT+CMGS=") && pdu_mode_) {
    if (no_prompts > 0) {
      --no_prompts;
      return;
    }
    announced_ = static_cast<std::size_t>(number(8));
    at(now_ + answer_delay_ms, [this] {
      if (silent) return;
      waiting_pdu_ = true;
      line_.clear();
      say("\r\n> ");
    });
  } else if (is("ATD")) {
    dial(line.substr(3, line.size() - 4));
  } else if (line == "AT+CLCC") {
    std::string list;
    if (call_state_ >= 0)
      list = "+CLCC: 1,0," + std::to_string(call_state_) + ",0,0,\"" + call_number_ + "\",145\r\n\r\n";
    if (incoming_)
      list +=
          std::string{"+CLCC: 1,1,"} + (answered_ ? "0" : "4") + ",0,0,\"" + *incoming_ + "\",145\r\n\r\n";
    answer(list + "OK");
  } else if (line == "ATA") {
    answered_ = incoming_.has_value();
    answer(answered_ ? "OK" : "NO CARRIER");
  } else if (line == "ATH") {
    end_outgoing(nullptr);
    rejected_ = incoming_.has_value();
    incoming_.reset();
    answer("OK");
  } else if (is("AT+CUSD=1,\"")) {
    answer("OK");
    const auto code = line.substr(11, line.find('"', 11) - 11);
    const auto found = ussd.find(code);
    if (found != ussd.end())
      at(now_ + 3000, [this, text = found->second] { say("\r\n+CUSD: " + text + kCrLf); });
  } else {
    answer("ERROR");
  }
}

void ModulePeer::submitted(const std::string& hex) {
  at(now_ + submit_ms, [this, hex] {
    if (silent) return;
    const auto submit = parse_submit(hex, announced_);
    if (!submit) return say("\r\n+CMS ERROR: 304\r\n");
    if (!registered()) return say("\r\n+CMS ERROR: 331\r\n");
    if (refuse_submissions > 0) {
      --refuse_submissions;
      return say("\r\n+CMS ERROR: 38\r\n");
    }
    if (submit->parts == 1) {
      sent.push_back({submit->to, submit->text, now_, 1});
    } else {
      auto& [total, parts] = collecting_[submit->reference];
      total = submit->parts;
      parts[submit->part] = submit->text;
      if (static_cast<int>(parts.size()) == total) {
        Sent whole{submit->to, {}, now_, total};
        for (auto& [n, text] : parts) whole.text += text;
        sent.push_back(std::move(whole));
        collecting_.erase(submit->reference);
      }
    }
    if (swallow_submit_results > 0) {
      --swallow_submit_results;
      return;
    }
    say("\r\n+CMGS: " + std::to_string(message_reference_++ % 256) + "\r\n\r\nOK\r\n");
  });
}

void ModulePeer::deliver(const Message& message) {
  deliver_pdu(deliver_hex(message));
}

void ModulePeer::deliver_pdu(std::string hex) {
  if (!registered()) {
    waiting_.push_back(std::move(hex));
    return;
  }
  if (direct_delivery)
    return say("\r\n+CMT: \"\"," + std::to_string(hex.size() / 2 - 8) + kCrLf + hex + kCrLf);
  store(std::move(hex));
}

int ModulePeer::store(std::string hex) {
  int index = 1;
  while (store_.count(index) != 0) ++index;
  store_[index] = std::move(hex);
  if (indicate_) say("\r\n+CMTI: \"SM\"," + std::to_string(index) + kCrLf);
  return index;
}

void ModulePeer::call(std::string_view number) {
  rejected_ = answered_ = false;
  if (!registered() || call_state_ >= 0 || incoming_) return;  // busy, unreachable
  incoming_ = std::string{number};
  ring();
}

void ModulePeer::ring() {
  if (!incoming_ || answered_) return;
  say("\r\nRING\r\n");
  if (clip_) {
    if (incoming_->empty())
      say("\r\n+CLIP: \"\",128,\"\",,\"\",1\r\n");
    else
      say("\r\n+CLIP: \"" + *incoming_ + "\"," + (incoming_->starts_with('+') ? "145" : "129") +
          ",\"\",,\"\",0\r\n");
  }
  at(now_ + kRingEvery, [this, who = *incoming_, n = ++rings_] {
    if (incoming_ == who && n == rings_) ring();
  });
}

void ModulePeer::caller_gives_up() {
  if (!incoming_) return;
  incoming_.reset();
  say("\r\nNO CARRIER\r\n");
}

void ModulePeer::dial(const std::string& number) {
  dialled.push_back({number, now_});
  if (!registered() || incoming_) {
    dialled.back().ended_ms = now_;
    return answer("NO CARRIER");
  }
  answer("OK");
  call_number_ = number;
  call_state_ = 2;
  const auto found = callees.find(number);
  const Callee callee = found == callees.end() ? Callee{} : found->second;
  const auto later = [this, n = dialled.size()](std::uint64_t when, auto what) {
    at(when, [this, n, what] {
      if (dialled.size() == n && call_state_ >= 0) what();
    });
  };
  using Does = Callee::Does;
  const auto rings = now_ + callee.rings_after_ms;
  if (callee.does == Does::is_busy) return later(rings, [this] { end_outgoing("BUSY"); });
  if (callee.does == Does::is_unreachable) return later(rings, [this] { end_outgoing("NO CARRIER"); });
  later(rings, [this] { call_state_ = 3; });
  if (callee.does == Does::answers) later(rings + callee.then_after_ms, [this] { call_state_ = 0; });
  if (callee.does == Does::rejects) later(rings + callee.then_after_ms, [this] { end_outgoing("BUSY"); });
}

void ModulePeer::end_outgoing(const char* result) {
  if (call_state_ < 0) return;
  call_state_ = -1;
  dialled.back().ended_ms = now_;
  if (result != nullptr) say(std::string{kCrLf} + result + kCrLf);
}

}  // namespace isocket::fw::testing
