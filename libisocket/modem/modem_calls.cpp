#include <charconv>

#include "modem/modem_state.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;

// A network repeats RING every 5 or 6 s at the latest; after this much silence the state of the call is
// asked.
constexpr Duration kRingSilence = 8s;
// +CLIP follows its RING at once. Without one for so long, no number comes.
constexpr Duration kCallerLimit = 1500ms;
// A call that the network cuts earlier than this while it rings has been rejected; later, nobody took it.
constexpr Duration kNobodyTookIt = 25s;

/// One call of AT+CLCC (3GPP TS 27.007 §7.18).
struct ListedCall {
  bool incoming = false;
  int state = -1;  // 0 active, 1 held, 2 dialling, 3 the other side rings, 4 it rings here, 5 waiting
};

std::vector<ListedCall> listed_calls(const AtReply& reply) {
  std::vector<ListedCall> found;
  for (const std::string& line : reply.information) {
    if (!line.starts_with("+CLCC:")) continue;
    const std::vector<std::string> fields = at_fields(std::string_view{line}.substr(6));
    if (fields.size() < 4 || fields[3] != "0") continue;  // data and fax calls are not ours
    ListedCall one;
    one.incoming = fields[1] == "1";
    std::from_chars(fields[2].data(), fields[2].data() + fields[2].size(), one.state);
    found.push_back(one);
  }
  return found;
}

/// The last field of "^CEND:1,5,29,16", the network's cause (3GPP TS 24.008 annex H).
int cause_of_end(std::string_view line) {
  const std::string last = at_fields(line.substr(line.find(':') + 1)).back();
  int cause = -1;
  std::from_chars(last.data(), last.data() + last.size(), cause);
  return cause;
}

/// "+CEER: 5,17", "+CEER: User busy": modems give the number, the words, or both. Only what tells two calls
/// apart that were not taken is read out of words.
std::optional<int> cause_of_report(std::string_view line) {
  std::string words;
  for (const char c : line) words += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (words.find("busy") != std::string::npos) return 17;
  if (words.find("reject") != std::string::npos) return 21;
  const int cause = cause_of_end(line);
  return cause < 0 ? std::nullopt : std::optional{cause};
}

}  // namespace

// --- what is told of a call ------------------------------------------------------------------------------

void Modem::State::announce() {
  if (!call || call->announced) return;
  call->announced = true;
  ring_timer.cancel();
  IncomingCall incoming;
  incoming.number = call->caller;
  incoming.at = loop.now();
  record("call.in.ring", {{"from", call->caller ? call->caller->to_string() : "withheld"}});
  emit(incoming);
}

void Modem::State::call_rings() {
  if (!call || call->incoming || call->ringing || call->answered) return;
  call->ringing = true;
  call->ringing_since = loop.now();
  OutgoingRinging ringing;
  ringing.at = loop.now();
  record("call.out.ringing", {});
  emit(ringing);
}

void Modem::State::call_answered() {
  if (!call || call->answered) return;
  call->answered = true;
  ring_timer.cancel();
  record(call->incoming ? "call.in.answered" : "call.out.answered", {});
  if (call->incoming) return;
  OutgoingAnswered answered;
  answered.at = loop.now();
  emit(answered);
}

CallEnd Modem::State::cut() const {
  if (!call) return CallEnd::failed;
  if (call->answered) return CallEnd::hung_up;
  if (call->local_end) return call->incoming ? CallEnd::rejected : CallEnd::cancelled;
  if (call->incoming) return CallEnd::no_answer;
  if (!call->ringing) return CallEnd::failed;
  return loop.now() - call->ringing_since < kNobodyTookIt ? CallEnd::rejected : CallEnd::no_answer;
}

void Modem::State::end_call(CallEnd how) {
  if (!call) return;
  if (call->incoming && !call->announced) announce();
  CallEnded ended;
  ended.how = how;
  ended.incoming = call->incoming;
  ended.at = loop.now();
  ring_timer.cancel();
  call.reset();
  record(ended.incoming ? "call.in.ended" : "call.out.ended", {{"how", name_of(how)}});
  emit(ended);
}

// --- what the modem says by itself -----------------------------------------------------------------------

void Modem::State::on_ring(const Shared& self) {
  if (call && !call->incoming) return;
  const bool first = !call;
  if (first) {
    call.emplace();
    call->number = ++calls;
    call->incoming = true;
  } else if (!call->announced) {
    announce();  // a second RING, and no number between
  }
  if (call->answered) return;
  const std::uint64_t number = call->number;
  const std::weak_ptr<State> weak = self;
  const Duration silence = kRingSilence;
  const auto check = [this, weak, number] {
    if (const Shared keep = weak.lock()) loop.spawn(ring_check(keep, number));
  };
  if (!first) {
    ring_timer.after(silence, check);
    return;
  }
  ring_timer.after(kCallerLimit, [this, silence, check] {
    announce();
    if (call) ring_timer.after(silence, check);
  });
}

void Modem::State::on_caller(std::string_view parameters) {
  if (!call || !call->incoming || call->announced) return;
  const std::vector<std::string> fields = at_fields(parameters);
  std::string number = fields.front();
  // Type 145 is international, with or without the plus (3GPP TS 24.008 §10.5.4.7).
  if (fields.size() > 1 && fields[1] == "145" && !number.empty() && number.front() != '+')
    number.insert(number.begin(), '+');
  if (auto parsed = PhoneNumber::parse(number)) call->caller = *std::move(parsed);
  announce();
}

/// The state that two makers tell of a call, after 3GPP TS 27.007 §7.18 (+CLCC): 0 active, 3 the other side
/// rings; u-blox adds 6 for ended and 7 for answered.
void Modem::State::on_call_state(std::string_view line) {
  const std::vector<std::string> fields = at_fields(line.substr(line.find(':') + 1));
  const bool cinterion = line.starts_with("^SLCC:");
  if (cinterion && fields.size() < 3) {  // the empty line that ends a list
    if (!std::exchange(call_was_listed, false)) end_call(cut());
    return;
  }
  if (fields.size() < 2) return;
  const int state = at_number(fields[cinterion ? 2 : 1]);
  if (cinterion) call_was_listed = true;
  if (state == 3) call_rings();
  if (state == 0 || state == 7) call_answered();
  if (state == 6) end_call(cut());
}

bool Modem::State::on_call_line(std::string_view line, const Shared& self) {
  const auto starts = [line](std::string_view with) { return line.starts_with(with); };
  if (line == "RING" || starts("+CRING:")) {
    on_ring(self);
  } else if (starts("+CLIP:")) {
    if (!call) on_ring(self);  // its RING may have been lost
    on_caller(line.substr(6));
    if (call && call->incoming && !call->answered) on_ring(self);
  } else if (line == "NO CARRIER" || starts("VOICE CALL: END") || starts("HANGUP:") || starts("+WIND: 6") ||
             starts("MISSED_CALL")) {
    end_call(cut());
  } else if (line == "BUSY") {
    end_call(call && call->local_end ? cut() : CallEnd::rejected);
  } else if (line == "NO ANSWER") {
    end_call(CallEnd::no_answer);
  } else if (starts("^CEND:")) {
    const int cause = cause_of_end(line);
    const bool unanswered_out = call && !call->incoming && !call->answered && !call->local_end;
    if (unanswered_out && (cause == 17 || cause == 21))
      end_call(CallEnd::rejected);
    else if (unanswered_out && (cause == 18 || cause == 19))
      end_call(CallEnd::no_answer);
    else
      end_call(cut());
  } else if (starts("^SLCC:") || starts("+UCALLSTAT:")) {
    on_call_state(line);
  } else if (starts("^CONF:") || line == "+WIND: 2") {
    call_rings();
  } else if (starts("^CONN:") || starts("VOICE CALL: BEGIN") || line == "CONNECT" || starts("CONNECT ")) {
    call_answered();
  } else {
    return false;
  }
  return true;
}

asio::awaitable<void> Modem::State::ring_check(Shared s, std::uint64_t number) {
  const AtReply reply = co_await s->channel.command("AT+CLCC");
  if (!s->call || s->call->number != number || s->call->answered) co_return;
  for (const ListedCall& one : listed_calls(reply)) {
    if (!one.incoming) continue;
    const std::weak_ptr<State> weak = s;
    const auto check = [weak, number] {
      if (const Shared keep = weak.lock()) keep->loop.spawn(ring_check(keep, number));
    };
    s->ring_timer.after(kRingSilence, check);
    co_return;
  }
  s->end_call(s->cut());
}

// --- what the owner wants --------------------------------------------------------------------------------

asio::awaitable<Result<void>> Modem::State::dial(Shared s, PhoneNumber number, bool hide_number) {
  const auto is_ready = co_await ready(s, s->loop.now() + s->options.recovery_limit);
  if (!is_ready) co_return fail(Errc::closed, "call", 0, "the modem is not ready");
  if (s->call) co_return fail(Errc::busy, "call", 0, "there is a call already");
  s->call.emplace();
  s->call->number = ++s->calls;
  const std::uint64_t mine = s->call->number;
  s->record("call.out.dial", {{"to", number.to_string()}, {"number_hidden", hide_number}});
  if (const Error* trouble = s->journal.trouble()) {
    s->call.reset();
    co_return fail(*trouble);
  }
  if (!s->dialect->before_dialing.empty())
    static_cast<void>(co_await s->channel.command(std::string{s->dialect->before_dialing}));
  // The semicolon makes it a voice call; I withholds our number for this one (3GPP TS 27.007 §6.2).
  s->call->dialing = true;
  const AtReply reply =
      co_await s->channel.command("ATD" + number.to_string() + (hide_number ? "I;" : ";"), 120s);
  const bool same = s->call && s->call->number == mine;
  if (same) s->call->dialing = false;
  switch (reply.result) {
    case AtResult::ok:
      if (same) s->loop.spawn(watch(s, mine));
      co_return Result<void>{};
    case AtResult::connect:
      if (same) s->call_answered();
      if (same) s->loop.spawn(watch(s, mine));
      co_return Result<void>{};
    case AtResult::busy:
      if (same) s->end_call(CallEnd::rejected);
      co_return Result<void>{};
    case AtResult::no_answer:
      if (same) s->end_call(CallEnd::no_answer);
      co_return Result<void>{};
    case AtResult::no_carrier:
      if (same) s->end_call(s->cut());
      co_return Result<void>{};
    default: break;
  }
  if (same) s->end_call(CallEnd::failed);
  co_return fail(failure_of(reply, "ATD"));
}

// The other side's ringing and answering come by no standard URC: they are asked for while they matter.
asio::awaitable<void> Modem::State::watch(Shared s, std::uint64_t number) {
  const auto over = [&] { return !s->call || s->call->number != number || s->channel.closed(); };
  bool seen = false;
  int missing = 0;
  while (!over()) {
    const AtReply reply = co_await s->channel.command("AT+CLCC");
    if (over()) co_return;
    if (reply.answered() && !reply.ok()) co_return;  // not to be had: the call results have to do
    bool listed = false;
    for (const ListedCall& one : listed_calls(reply)) {
      if (one.incoming) continue;
      listed = seen = true;
      if (one.state == 3) s->call_rings();
      if (one.state == 0) s->call_answered();
    }
    if (over()) co_return;
    missing = listed || !reply.ok() ? 0 : missing + 1;
    // Gone from the list without a word; some take a moment before a new call is listed.
    if (missing >= (seen ? 2 : 6)) {
      s->end_call(s->cut());
      co_return;
    }
    const Duration pause = s->options.call_poll_interval * (s->call->answered ? 10 : 1);
    co_await sleep_for(s->loop, pause);
  }
}

asio::awaitable<Result<void>> Modem::State::answer(Shared s) {
  if (!s->call || !s->call->incoming) co_return fail(Errc::not_found, "call", 0, "nobody calls");
  const std::uint64_t mine = s->call->number;
  const AtReply reply = co_await s->channel.command("ATA", 30s);
  const bool same = s->call && s->call->number == mine;
  if (reply.ok() || reply.result == AtResult::connect) {
    if (same) s->call_answered();
    co_return Result<void>{};
  }
  if (reply.result == AtResult::no_carrier) {
    if (same) s->end_call(CallEnd::no_answer);
    co_return fail(Errc::refused, "ATA", 0, "the caller has hung up");
  }
  co_return fail(failure_of(reply, "ATA"));
}

asio::awaitable<std::optional<int>> Modem::State::release_cause(Shared s) {
  const AtReply reply = co_await s->channel.command("AT+CEER");
  for (const std::string& line : reply.information)
    if (line.starts_with("+CEER:")) co_return cause_of_report(line);
  co_return std::nullopt;
}

asio::awaitable<Result<void>> Modem::State::hang_up(Shared s) {
  if (!s->call) co_return Result<void>{};
  const std::uint64_t mine = s->call->number;
  s->call->local_end = true;  // now: NO CARRIER may come before the OK
  if (s->call->dialing) s->channel.interrupt_call();
  AtReply reply = co_await s->channel.command("AT+CHUP");
  if (reply.answered() && !reply.ok()) reply = co_await s->channel.command("ATH");
  const bool same = s->call && s->call->number == mine;
  if (!same) co_return Result<void>{};
  if (!reply.ok()) {
    s->call->local_end = false;
    co_return fail(failure_of(reply, "hanging up"));
  }
  s->end_call(s->cut());
  co_return Result<void>{};
}

}  // namespace isocket::modem
