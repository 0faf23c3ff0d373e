#include "modem/at_dialogue.h"

#include <algorithm>
#include <utility>

#include "modem/at_lines.h"

namespace isocket::modem {
namespace {

constexpr char kEscape = '\x1B';
constexpr char kCtrlZ = '\x1A';

AtEvent line_event(AtEvent::Kind kind, std::string text, std::string body = {}) {
  AtEvent event;
  event.kind = kind;
  event.text = std::move(text);
  event.body = std::move(body);
  return event;
}

/// The text of a +CUSD ends at a quote behind which only <dcs> stands. It may itself have quotes, in pairs or
/// not ("15\" screen"), so that without a <dcs> the last one counts where it makes them even.
bool is_closed(std::string_view text) {
  const std::size_t last = text.rfind('"');
  if (last == std::string_view::npos) return true;  // nothing was opened
  if (last == text.find('"')) return false;
  const std::string_view rest = text.substr(last + 1);
  if (rest.find_first_not_of(" ,0123456789") != std::string_view::npos) return false;
  if (rest.find(',') != std::string_view::npos) return true;
  return std::count(text.begin(), text.end(), '"') % 2 == 0;
}

}  // namespace

std::string_view name_of(AtEvent::Kind kind) {
  constexpr std::string_view kNames[] = {"echo",  "information", "final",  "prompt",  "urc",
                                         "stray", "overlong",    "failed", "in_step", "out_of_step"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::uint64_t AtDialogue::submit(AtCommand command, Instant now) {
  const std::uint64_t id = next_id_++;
  const bool urgent = command.urgent;
  Queued queued{id, std::move(command)};
  if (urgent)
    queue_.push_front(std::move(queued));
  else
    queue_.push_back(std::move(queued));
  next(now);
  return id;
}

void AtDialogue::next(Instant now) {
  if (phase_ != Phase::idle || queue_.empty()) return;
  if (!in_step_) {
    lose_step(options_.settle, now);
    return;
  }
  current_ = std::move(queue_.front());
  queue_.pop_front();
  reply_ = AtReply{};
  echo_seen_ = false;
  const AtCommand& command = current_.command;
  send(command.text + '\r', masked(command.text) + '\r');
  phase_ = command.payload.empty() ? Phase::result : Phase::prompt;
  deadline_ = now + (command.payload.empty() ? command.limit : command.prompt_limit);
}

void AtDialogue::send(std::string octets, std::string shown) {
  output_.push_back(Output{std::move(octets), std::move(shown)});
}

void AtDialogue::interrupt_call() {
  if (phase_ == Phase::result && is_call_command(current_.command.text)) send("ATH\r", "ATH\r");
}

std::vector<AtDialogue::Output> AtDialogue::take_output() {
  return std::exchange(output_, {});
}

std::string AtDialogue::masked(std::string text) const {
  const std::string& secret = current_.command.secret;
  if (secret.empty()) return text;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 5))
    text.replace(at, secret.size(), "*****");
  return text;
}

std::vector<AtEvent> AtDialogue::feed(std::span<const std::byte> in, Instant now) {
  Events events;
  if (phase_ == Phase::closed) return events;
  for (const std::byte octet : in) {
    const char c = static_cast<char>(octet);
    if (c == '\r' || c == '\n') {
      if (cutting_) {
        cutting_ = false;
        line_.clear();
      } else if (!line_.empty()) {
        on_line(now, events);
        line_.clear();
      }
      continue;
    }
    if (cutting_ || static_cast<unsigned char>(c) < 0x20) continue;  // control characters are noise
    const bool is_text = phase_ == Phase::result || (unclosed_ && phase_ != Phase::prompt);
    if (line_.empty() && c == '>' && !is_text) {
      give_up_waiting(events);
      on_prompt(now, events);
      continue;
    }
    if (line_.empty() && c == ' ') continue;
    if (line_.size() >= kMaxLine) {
      cutting_ = true;
      give_up_waiting(events);
      events.push_back(line_event(AtEvent::Kind::overlong, masked(line_.substr(0, 80))));
      continue;
    }
    line_ += c;
  }
  return events;
}

void AtDialogue::on_prompt(Instant now, Events& events) {
  AtEvent event = line_event(AtEvent::Kind::prompt, ">");
  if (phase_ != Phase::prompt) {
    // Nobody asked: a command of ours that has expired, or of a former program. Left alone, the modem would
    // take all that follows for the text of a message.
    event.kind = AtEvent::Kind::stray;
    send(std::string(1, kEscape), std::string(1, kEscape));
    events.push_back(std::move(event));
    return;
  }
  event.command = current_.id;
  events.push_back(std::move(event));
  const AtCommand& command = current_.command;
  send(command.payload + kCtrlZ, masked(command.payload) + kCtrlZ);
  reply_.payload_sent = true;
  echo_seen_ = false;
  phase_ = Phase::result;
  deadline_ = now + command.limit;
}

bool AtDialogue::is_echo(std::string_view line) {
  if (echo_seen_) return false;
  if (in_flight()) {
    const AtCommand& command = current_.command;
    if (line != (reply_.payload_sent ? command.payload : command.text)) return false;
  } else if (phase_ != Phase::calling || line != "AT") {
    return false;
  }
  echo_seen_ = true;
  return true;
}

void AtDialogue::give_up_waiting(Events& events) {
  for (auto* kept : {&announced_, &unclosed_}) {
    if (!*kept) continue;
    events.push_back(line_event(AtEvent::Kind::unsolicited, std::move(**kept)));
    kept->reset();
  }
}

/// The end of a network's text got lost, or looked otherwise: this line is none of its lines.
bool AtDialogue::ends_text(std::string_view line) const {
  if (is_always_unsolicited(line) || announces_pdu(line) || line.starts_with("+CUSD:")) return true;
  if (phase_ == Phase::idle || phase_ == Phase::pause) return false;
  if (as_final_result(line)) return true;
  if (!in_flight()) return false;
  const std::string_view name = at_name(line);
  return line == current_.command.text || (!name.empty() && answers(current_.command.text, name, line));
}

bool AtDialogue::completes_former(std::string& line, Events& events) {
  if (announced_ && is_hexadecimal(line)) {
    events.push_back(line_event(AtEvent::Kind::unsolicited, std::move(*announced_), std::move(line)));
    announced_.reset();
    return true;
  }
  if (unclosed_ && !ends_text(line) && unclosed_->size() + line.size() < kMaxLine) {
    *unclosed_ += '\n' + line;
    if (is_closed(*unclosed_)) give_up_waiting(events);
    return true;
  }
  // The PDU, or the end of the text, never came (a reset, a lost stretch): the line is judged for itself.
  give_up_waiting(events);
  return false;
}

/// Before its prompt nothing answers a command that has one: a "+CMGS" there is an earlier message's, and
/// late.
bool AtDialogue::answers_command(std::string_view name, std::string_view line) const {
  return phase_ == Phase::result && (name.empty() || answers(current_.command.text, name, line));
}

void AtDialogue::on_line(Instant now, Events& events) {
  while (line_.back() == ' ') line_.pop_back();
  std::string line = std::move(line_);
  if (completes_former(line, events)) return;
  if (is_echo(line)) {
    AtEvent event = line_event(AtEvent::Kind::echo, masked(std::move(line)));
    event.command = in_flight() ? current_.id : 0;
    events.push_back(std::move(event));
    return;
  }
  if (announces_pdu(line)) {
    announced_ = std::move(line);
    return;
  }
  if (line.starts_with("+CUSD:") && !is_closed(line)) {
    unclosed_ = std::move(line);
    return;
  }
  if (is_always_unsolicited(line)) {
    const bool restarted = is_start_banner(line);
    events.push_back(line_event(AtEvent::Kind::unsolicited, std::move(line)));
    if (restarted && in_flight()) {
      fail_command(AtResult::restarted, events);
      lose_step(options_.settle, now);
    }
    return;
  }
  if (const auto result = as_final_result(line)) {
    const bool call_is_on = in_flight() && is_call_command(current_.command.text);
    if (is_call_result(*result) && !call_is_on) {
      events.push_back(line_event(AtEvent::Kind::unsolicited, std::move(line)));
      return;
    }
    on_result(*result, std::move(line), now, events);
    return;
  }
  const std::string_view name = at_name(line);
  const bool asked = answers_command(name, line);
  if (asked) {
    AtEvent event = line_event(AtEvent::Kind::information, masked(line));
    event.command = current_.id;
    events.push_back(std::move(event));
    reply_.information.push_back(std::move(line));
    const Duration rest = current_.command.line_limit;
    if (rest > Duration{}) deadline_ = std::min(*deadline_, now + rest);
    return;
  }
  events.push_back(
      line_event(name.empty() ? AtEvent::Kind::stray : AtEvent::Kind::unsolicited, masked(std::move(line))));
}

void AtDialogue::on_result(AtResult result, std::string line, Instant now, Events& events) {
  // What waits for its prompt may be refused, but it cannot be done: this OK is late.
  const bool is_late = phase_ == Phase::prompt && result == AtResult::ok;
  if (in_flight() && !is_late) {
    reply_.result = result;
    reply_.text = line;
    AtEvent event = line_event(AtEvent::Kind::final, std::move(line));
    event.command = current_.id;
    event.reply = std::move(reply_);
    events.push_back(std::move(event));
    end_command(now);
    return;
  }
  events.push_back(line_event(AtEvent::Kind::stray, std::move(line)));
  if ((phase_ == Phase::calling && result == AtResult::ok) || phase_ == Phase::settling) {
    // One more result than was answered may still be under way: only quiet tells.
    phase_ = Phase::settling;
    deadline_ = now + settle_;
  }
}

void AtDialogue::end_command(Instant now) {
  current_ = {};
  phase_ = Phase::idle;
  deadline_.reset();
  if (options_.pause > Duration{}) {
    phase_ = Phase::pause;
    deadline_ = now + options_.pause;
    return;
  }
  next(now);
}

void AtDialogue::fail_command(AtResult how, Events& events) {
  reply_.result = how;
  AtEvent event = line_event(AtEvent::Kind::failed, std::string{name_of(how)});
  event.command = current_.id;
  event.reply = std::exchange(reply_, {});
  events.push_back(std::move(event));
  current_ = {};
}

void AtDialogue::fail_all(AtResult how, Events& events) {
  if (in_flight()) fail_command(how, events);
  for (const Queued& queued : std::exchange(queue_, {})) {
    AtEvent event = line_event(AtEvent::Kind::failed, std::string{name_of(how)});
    event.command = queued.id;
    event.reply.result = how;
    events.push_back(std::move(event));
  }
}

std::vector<AtEvent> AtDialogue::resync(Instant now, bool patient) {
  Events events;
  if (phase_ == Phase::closed) return events;
  if (in_flight()) fail_command(AtResult::expired, events);
  lose_step(patient ? options_.settle : options_.start_settle, now);
  return events;
}

void AtDialogue::lose_step(Duration settle, Instant now) {
  in_step_ = false;
  settle_ = settle;
  calls_left_ = options_.calls;
  call(now);
}

void AtDialogue::call(Instant now) {
  // ESC leaves a prompt, CR ends half a command, AT asks for the OK.
  --calls_left_;
  send("\x1B\r", "\x1B\r");
  send("AT\r", "AT\r");
  echo_seen_ = false;
  phase_ = Phase::calling;
  deadline_ = now + options_.call_interval;
}

std::vector<AtEvent> AtDialogue::expire(Instant now) {
  Events events;
  if (!deadline_ || now < *deadline_) return events;
  deadline_.reset();
  switch (phase_) {
    case Phase::prompt:
    case Phase::result:
      fail_command(AtResult::expired, events);
      lose_step(options_.settle, now);
      break;
    case Phase::calling:
      if (calls_left_ > 0) {
        call(now);
        break;
      }
      phase_ = Phase::idle;
      fail_all(AtResult::lost, events);
      events.push_back(line_event(AtEvent::Kind::out_of_step, "no answer to AT"));
      break;
    case Phase::settling:
      events.push_back(line_event(AtEvent::Kind::in_step, "the modem answers"));
      phase_ = Phase::idle;
      in_step_ = true;
      next(now);
      break;
    case Phase::pause:
      phase_ = Phase::idle;
      next(now);
      break;
    case Phase::idle:
    case Phase::closed: break;
  }
  return events;
}

std::vector<AtEvent> AtDialogue::close() {
  Events events;
  if (phase_ == Phase::closed) return events;
  fail_all(AtResult::closed, events);
  phase_ = Phase::closed;
  deadline_.reset();
  output_.clear();
  return events;
}

}  // namespace isocket::modem
