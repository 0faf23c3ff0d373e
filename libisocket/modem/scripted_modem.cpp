#include "modem/scripted_modem.h"

#include <algorithm>
#include <array>
#include <utility>

namespace isocket::modem {

struct ScriptedModem::State {
  using Shared = std::shared_ptr<State>;
  State(EventLoop& l, std::unique_ptr<ByteStream> s, ScriptedModem& o)
      : loop{l}, stream{std::move(s)}, owner{&o} {}

  static asio::awaitable<void> read(Shared state);
  static asio::awaitable<void> write(Shared state, std::string octets);
  void hear(char c, const Shared& self);
  void command(const std::string& line, const Shared& self);
  void answer(std::string_view rule_key, const Shared& self);
  void say(const std::string& answer, const Shared& self);
  std::string pick(std::string_view command);

  EventLoop& loop;
  std::unique_ptr<ByteStream> stream;
  ScriptedModem* owner;  // nullptr once it is gone
  std::map<std::string, std::string, std::less<>> rules;
  std::deque<std::pair<std::string, std::string>> first_rules;
  std::string line;
  bool prompting = false;
};

std::string ScriptedModem::State::pick(std::string_view command) {
  for (auto at = first_rules.begin(); at != first_rules.end(); ++at) {
    if (!command.starts_with(at->first)) continue;
    std::string answer = std::move(at->second);
    first_rules.erase(at);
    return answer;
  }
  const std::pair<const std::string, std::string>* best = nullptr;
  for (const auto& rule : rules)
    if (command.starts_with(rule.first) && (best == nullptr || rule.first.size() > best->first.size()) &&
        (rule.first != "AT" || command == "AT"))
      best = &rule;
  return best == nullptr ? "ERROR" : best->second;
}

asio::awaitable<void> ScriptedModem::State::write(Shared state, std::string octets) {
  const auto written = co_await state->stream->write(std::as_bytes(std::span{octets}));
  if (!written) state->stream->close();
}

void ScriptedModem::State::say(const std::string& answer, const Shared& self) {
  if (answer.empty()) return;
  std::string octets;
  if (answer.front() == '!') {
    octets = answer.substr(1);
  } else {
    std::size_t from = 0;
    for (;;) {
      const std::size_t bar = answer.find('|', from);
      const std::string part = answer.substr(from, bar == std::string::npos ? bar : bar - from);
      if (part == ">") {
        octets += "\r\n> ";
        prompting = true;
      } else {
        octets += "\r\n" + part + "\r\n";
      }
      if (bar == std::string::npos) break;
      from = bar + 1;
    }
  }
  loop.spawn(write(self, std::move(octets)));
}

void ScriptedModem::State::answer(std::string_view rule_key, const Shared& self) {
  std::string text = pick(rule_key);
  if (owner->delay == Duration{}) {
    say(text, self);
    return;
  }
  loop.wake_at(loop.now() + owner->delay, [self, text = std::move(text)] { self->say(text, self); });
}

void ScriptedModem::State::hear(char c, const Shared& self) {
  if (owner->echo) loop.spawn(write(self, std::string(1, c)));
  if (c == '\x1B') {
    if (std::exchange(prompting, false)) {
      line.clear();
      say("OK", self);
    }
    return;
  }
  if (prompting) {
    if (c != '\x1A') {
      line += c;
      return;
    }
    prompting = false;
    owner->payloads.push_back(std::exchange(line, {}));
    answer("<pdu>", self);
    return;
  }
  if (c == '\r') {
    const std::string whole = std::exchange(line, {});
    if (!whole.empty()) command(whole, self);
    return;
  }
  if (c != '\n' && c != '\x1A') line += c;
}

void ScriptedModem::State::command(const std::string& whole, const Shared& self) {
  owner->commands.push_back(whole);
  answer(whole, self);
  if (whole == "ATE0") owner->echo = false;
}

asio::awaitable<void> ScriptedModem::State::read(Shared state) {
  std::array<std::byte, 256> buffer;
  for (;;) {
    const auto n = co_await state->stream->read_some(buffer);
    if (!n || state->owner == nullptr) co_return;
    for (const std::byte octet : std::span{buffer}.first(*n)) state->hear(static_cast<char>(octet), state);
  }
}

ScriptedModem::ScriptedModem(EventLoop& loop, std::unique_ptr<ByteStream> stream)
    : state_{std::make_shared<State>(loop, std::move(stream), *this)} {
  for (const char* command :
       {"AT", "ATE0", "AT+CMEE=1", "AT+CSCS=\"GSM\"", "AT+CMGF=0", "AT+CLIP=1",
        "AT+CNMI=", "AT+CMGD=", "AT+CMGL=4", "AT+CNMA", "AT&F", "AT+CHUP", "ATH", "ATA", "ATD"})
    always(command, "OK");
  always("AT+CSMS=1", "+CSMS: 1,1,1|OK");
  always("AT+CPIN?", "+CPIN: READY|OK");
  always("AT+CGMI", "Maker|OK");
  always("AT+CGMM", "Model 1|OK");
  always("AT+CGMR", "R1A|OK");
  always("AT+CGSN", "490154203237518|OK");
  always("AT+CIMI", "244019876543210|OK");
  always("AT+CREG?", "+CREG: 0,1|OK");
  always("AT+CNMI=?", "+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)|OK");
  always("AT+CPMS?", "+CPMS: \"SM\",0,20,\"SM\",0,20,\"SM\",0,20|OK");
  always("AT+CPMS=", "+CPMS: 0,50,0,50,0,50|OK");
  always("AT+CLCC", "OK");
  always("AT+CMGS=", ">");
  always("<pdu>", "+CMGS: 17|OK");
  loop.spawn(State::read(state_));
}

ScriptedModem::~ScriptedModem() {
  state_->owner = nullptr;
  state_->stream->close();
}

void ScriptedModem::always(std::string_view command, std::string_view answer) {
  state_->rules[std::string{command}] = answer;
}
void ScriptedModem::once(std::string_view command, std::string_view answer) {
  state_->first_rules.emplace_back(command, answer);
}
void ScriptedModem::say(std::string_view answer) {
  state_->say(std::string{answer}, state_);
}
void ScriptedModem::leave_prompt_open() {
  state_->prompting = true;
}
void ScriptedModem::leave_half_a_command(std::string_view text) {
  state_->line = text;
}
void ScriptedModem::unplug() {
  state_->stream->close();
}
std::size_t ScriptedModem::count(std::string_view command) const {
  return static_cast<std::size_t>(std::count_if(
      commands.begin(), commands.end(), [&](const std::string& line) { return line.starts_with(command); }));
}

}  // namespace isocket::modem
