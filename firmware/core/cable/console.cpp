#include "core/cable/console.h"

#include <utility>

#include "core/cable/information.h"
#include "core/cable/request.h"
#include "core/cable/revisions.h"
#include "core/unit.h"

namespace isocket::fw::cable {
namespace {

constexpr Millis kIdle = 600 * kSecond;     // MU-P3-04
constexpr Millis kSettle = 5 * kSecond;     // MU-2-06: at most 10 s
constexpr Millis kReplyWait = 9 * kSecond;  // MU-P2-09: a command is answered within 10 s
constexpr Millis kOutputRetry = 10;

/// Whether the device can communicate (MU-P1-03, MU-P8-07).
bool able(const Unit& unit) {
  const bool powered = unit.power.on_mains() || !has<&Model::cable_needs_mains>(unit.model);
  return powered && unit.gsm.sim() == SimState::ready && !unit.reset.running();
}

}  // namespace

void Console::power_up() {
  fall_silent();
  settling_.stop();
}

void Console::plug(Unit& unit, bool in) {
  if (in == plugged_) return;
  plugged_ = in;
  if (in) {
    unit.gate.clear();
    return settling_.stop();
  }
  fall_silent();
  settling_.start(unit.now, kSettle);
}

/// As if there were no session and had never been one; a write that is open is lost (MU-2-09).
void Console::fall_silent() {
  close();
  state_ = State::silent;
  reader_.reset();
  waiting_ = RequestReader::Result::none;
  out_.clear();
  out_sent_ = 0;
}

void Console::close() {
  state_ = State::closed;
  idle_.stop();
  reply_time_.stop();
  answer_ = Answer::none;
  read_ = {};
  work_ = {};
}

void Console::feed(Unit& unit, std::span<const std::byte> bytes) {
  if (state_ == State::silent) return;
  for (const std::byte octet : bytes) {
    // A host sends its next request after the answer (MU-P2-07); one may wait here, what follows it is lost.
    if (waiting_ != RequestReader::Result::none) return;
    waiting_ = reader_.feed(static_cast<char>(octet));
    if (waiting_ != RequestReader::Result::none) pump(unit);
  }
}

void Console::tick(Unit& unit) {
  (void)settling_.over(unit.now);
  if (!plugged_ || !able(unit)) {
    if (state_ != State::silent) fall_silent();
    return;
  }
  if (state_ == State::silent) state_ = State::closed;
  if (idle_.over(unit.now)) close();
  if (reply_time_.over(unit.now)) {
    unit.credit.clear();
    reply(kExecuteError);
  }
  pump(unit);
}

void Console::plan(Wake& wake) const {
  wake.at(settling_);
  wake.at(idle_);
  wake.at(reply_time_);
  if (out_sent_ < out_.size()) wake.in(kOutputRetry);
}

/// Sends what is to be sent, and looks at the next request when that is done.
void Console::pump(Unit& unit) {
  while (flush(unit)) {
    if (answer_ != Answer::none) {
      compose(unit);
    } else if (!reply_time_.running() && waiting_ != RequestReader::Result::none) {
      handle(unit);
    } else {
      return;
    }
  }
}

/// @return whether all of `out_` has gone
bool Console::flush(const Unit& unit) {
  while (out_sent_ < out_.size()) {
    const auto rest = out_.view().substr(out_sent_);
    const std::size_t taken = unit.hal.cable_write(unit.hal.self, as_octets(rest));
    if (taken == 0) return false;
    out_sent_ = static_cast<std::uint16_t>(out_sent_ + taken);
  }
  out_.clear();
  out_sent_ = 0;
  return true;
}

/// The next line of the answer: one of its data, or its status.
void Console::compose(Unit& unit) {
  out_.append(": ");
  if (next_line(unit)) {
    ++line_;
    check_.add_line(out_.view().substr(2));
    out_.append("\r\n");
    return;
  }
  const bool checked = answer_ == Answer::settings || answer_ == Answer::information;
  if (checked) {
    done(line_, read_revision(group_), check_.value());
  } else {
    done(line_);
  }
  if (answer_ == Answer::reply) work_ = {};
  answer_ = Answer::none;
}

/// Appends the text of the next data line.
/// @return false: there is none
bool Console::next_line(Unit& unit) {
  switch (answer_) {
    case Answer::none: break;
    case Answer::greeting: return next_of_greeting(unit);
    case Answer::groups: return next_group(unit);
    case Answer::settings: return next_setting(unit);
    case Answer::information: return append_information(unit, line_, out_);
    case Answer::reply: return next_of_reply();
  }
  return false;
}

bool Console::next_of_greeting(Unit& unit) {  // MU-P3-01
  switch (line_) {
    case 0: append_answer(unit, "HARDWARE", out_); return true;
    case 1: append_answer(unit, "SERIALNUM", out_); return true;
    case 2: append_answer(unit, "FIRMWARE", out_); return true;
    case 3: out_.append("PROTOCOL=1"); return true;
    case 4:
      out_.append("TIME=");
      append_clock(out_, unit.clock.read(unit.now));
      return true;
    default: return false;
  }
}

bool Console::next_group(const Unit& unit) {
  while (next_group_ <= kGroups && !has_group(unit.model, static_cast<Group>(next_group_))) ++next_group_;
  if (next_group_ > kGroups) return false;
  const auto group = static_cast<Group>(next_group_++);
  out_.append(name_of(group)).append(group == Group::info ? " RO REV=" : " RW REV=");
  out_.append_number(revision_of(unit, group));
  return true;
}

bool Console::next_setting(const Unit& unit) {
  GroupWalk walk{unit.model, group_};
  const Setting* setting = walk.next();
  while (setting != nullptr && setting->position < line_) setting = walk.next();
  if (setting == nullptr) return false;
  append_line(out_, unit, *setting);
  return true;
}

bool Console::next_of_reply() {
  std::string_view rest = std::get_if<Text>(&work_)->view();
  if (reply_at_ > rest.size()) return false;
  rest.remove_prefix(reply_at_);
  const std::string_view line = take_until(rest, '\n');
  reply_at_ = static_cast<std::uint16_t>(reply_at_ + line.size() + 1);
  // What is not in the alphabet of the cable cannot be shown.
  for (const char c : line) out_.append(c < ' ' || c > '~' ? '?' : c);
  return true;
}

void Console::handle(Unit& unit) {
  const RequestReader::Result came = std::exchange(waiting_, RequestReader::Result::none);
  if (state_ == State::open) idle_.start(unit.now, kIdle);
  if (came == RequestReader::Result::too_long) return refuse({Code::line_too_long});
  if (came == RequestReader::Result::bad_character) return refuse({Code::bad_character});
  const Request request = parse_request(reader_.request());
  Refusal refusal{check(unit, request)};
  if (!refusal) refusal = carry_out(unit, request);
  if (refusal) refuse(refusal);
}

/// What can be said of a request before it is carried out, in the order of MU-P6-28.
Code Console::check(const Unit& unit, const Request& request) const {
  const bool writing = std::holds_alternative<Transaction>(work_);
  if (state_ == State::closed && request.word != Word::connect) return Code::not_connected;
  if (request.word == Word::unknown) return Code::unknown_request;
  if (!request.well_formed) return Code::bad_argument;
  switch (request.word) {
    case Word::set:
    case Word::commit:
    case Word::abort: return writing ? Code::none : Code::no_write;
    case Word::groups:
    case Word::command: return writing ? Code::write_in_progress : Code::none;
    case Word::read:
    case Word::write: break;
    default: return Code::none;
  }
  if (writing) return Code::write_in_progress;
  const auto group = find_group(unit.model, request.text);
  if (!group) return Code::unknown_group;
  if (request.word == Word::read) return Code::none;
  if (*group == Group::info) return Code::read_only;
  const std::uint16_t read = read_revision(*group);
  const bool fresh = read != 0 && read == request.number && read == revision_of(unit, *group);
  return fresh || request.force ? Code::none : Code::read_first;
}

Refusal Console::carry_out(Unit& unit, const Request& request) {
  switch (request.word) {
    case Word::connect:
      close();
      state_ = State::open;
      idle_.start(unit.now, kIdle);
      begin(Answer::greeting);
      break;
    case Word::disconnect:
      close();
      done(0);
      break;
    case Word::ping: done(0); break;
    case Word::groups: begin(Answer::groups); break;
    case Word::read: read(unit, *find_group(unit.model, request.text)); break;
    case Word::write:
      work_.emplace<Transaction>(unit, *find_group(unit.model, request.text), request.force);
      done(0);
      break;
    case Word::set: return set(unit, request.text);
    case Word::commit: return commit(unit, request);
    case Word::abort:
      work_ = {};
      done(0);
      break;
    case Word::command: run_command(unit, request.text); break;
    case Word::unknown: break;
  }
  return {};
}

void Console::read(const Unit& unit, Group group) {
  group_ = group;
  if (group == Group::info) return begin(Answer::information);
  read_[static_cast<std::size_t>(group)] = revision_of(unit, group);
  begin(Answer::settings);
}

Refusal Console::set(const Unit& unit, std::string_view text) {
  const Refusal refusal = std::get_if<Transaction>(&work_)->set(unit, text);
  if (!refusal) done(0);
  return refusal;
}

Refusal Console::commit(Unit& unit, const Request& request) {
  Transaction& write = *std::get_if<Transaction>(&work_);
  const Group group = write.group();
  const Refusal refusal = write.commit(unit, request.number, request.check);
  work_ = {};
  if (!refusal) done(0, revision_of(unit, group), check_of(unit, group));
  return refusal;
}

/// As a message would have it, but for who may and when (MU-P6-01 to MU-P6-04).
void Console::run_command(Unit& unit, std::string_view text) {
  Text& reply = work_.emplace<Text>();
  const Outcome outcome = execute(unit, text, reply);
  if (outcome == Outcome::later && unit.credit.waiting()) return reply_time_.start(unit.now, kReplyWait);
  if (outcome == Outcome::later) reply.append(kExecuteError);  // it would be an answer to its sender
  begin(Answer::reply);
}

void Console::reply(std::string_view text) {
  if (!reply_time_.running()) return;
  reply_time_.stop();
  work_.emplace<Text>(text);
  begin(Answer::reply);
}

void Console::begin(Answer answer) {
  answer_ = answer;
  line_ = next_group_ = 0;
  reply_at_ = 0;
  check_ = {};
}

void Console::done(std::uint8_t lines) {
  out_.clear();
  out_.append("OK ").append_number(lines).append("\r\n");
}

void Console::done(std::uint8_t lines, std::uint16_t revision, std::uint16_t check) {
  done(lines);
  out_.resize_down(out_.size() - 2);
  out_.append(" REV=").append_number(revision).append(" CRC=");
  for (int shift = 12; shift >= 0; shift -= 4) out_.append("0123456789ABCDEF"[check >> shift & 15]);
  out_.append("\r\n");
}

void Console::refuse(const Refusal& refusal) {
  out_.clear();
  out_.append("ERR ").append_number(static_cast<std::int32_t>(refusal.code)).append(' ');
  out_.append(text_of(refusal.code));
  if (!refusal.name.empty()) out_.append(' ').append(refusal.name);
  out_.append("\r\n");
}

std::uint16_t Console::read_revision(Group group) const {
  return group == Group::info ? 0 : read_[static_cast<std::size_t>(group)];
}

}  // namespace isocket::fw::cable
